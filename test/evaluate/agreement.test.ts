import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agreement,
  gradesByNeed,
  judgesOf,
  mergeJudges,
  settleJudgements,
  type GradeScale,
  type Judgement,
} from "../../src/evaluate/index.js";

/** Rows are judges, columns are pairs; a dot is a pair that the judge did not grade. */
function table(...rows: readonly string[]): Judgement[] {
  return rows.flatMap((row, judge) =>
    row
      .split(" ")
      .flatMap((cell, pair) => (cell === "." ? [] : [{ needId: "n", outcomeId: `o${pair}`, grade: Number(cell), judge: `j${judge}` }])),
  );
}

/** Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, part C: four observers, twelve units. */
const PUBLISHED = table("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .");

describe("Krippendorff's alpha", () => {
  // By hand. The last pair has one grade and drops out: n = 40; of grades 1 to 5 there are 9, 13, 10, 5, 3.
  // Units that disagree: 2 2 3 2; 1 2 3 4; 1 1 2 1. Observed, ordered pairs ÷ (m − 1):
  // nominal 6/3 + 12/3 + 6/3 = 8. Expected 40² − (81 + 169 + 100 + 25 + 9) = 1216, ÷ 39.
  it("nominal: 1 − 39 · 8 / 1216 = .743", () => {
    expect(agreement(PUBLISHED, "nominal").alpha).toBeCloseTo(1 - (39 * 8) / 1216, 12);
    expect(agreement(PUBLISHED, "nominal").alpha!.toFixed(3)).toBe("0.743");
  });

  // Squares: 6/3 · 1 + 2/3 · (1 + 4 + 9 + 1 + 4 + 1) + 6/3 · 1 = 17⅓.
  // Expected 2 · (117 + 360 + 405 + 432 + 130 + 260 + 351 + 50 + 120 + 15) = 4480.
  it("interval: 1 − 39 · 17⅓ / 4480 = .849", () => {
    expect(agreement(PUBLISHED, "interval").alpha).toBeCloseTo(1 - (39 * (52 / 3)) / 4480, 12);
    expect(agreement(PUBLISHED, "interval").alpha!.toFixed(3)).toBe("0.849");
  });

  // Judgements between, half of the ends: 1–2 11, 2–3 11½, 3–4 7½, 4–5 4, 1–3 22½, 2–4 19, 3–5 11½, 1–4 30, 2–5 23, 1–5 34; squared.
  // Observed 2 · 132¼ + 2/3 · (121 + 506¼ + 900 + 132¼ + 361 + 56¼) + 2 · 121 = 1891; expected 399480.
  it("ordinal, the default: 1 − 39 · 1891 / 399480 = .815", () => {
    expect(agreement(PUBLISHED).alpha).toBeCloseTo(1 - (39 * 1891) / 399_480, 12);
    expect(agreement(PUBLISHED).alpha!.toFixed(3)).toBe("0.815");
  });

  it("says how much it rests on", () => {
    expect(agreement(PUBLISHED)).toMatchObject({ reason: null, judges: 4, pairs: 11, judgements: 40 });
  });

  it("is 1 for judges who agree, and below 0 for judges who contradict each other", () => {
    expect(agreement(table("0 1 2", "0 1 2")).alpha).toBe(1);
    // n = 4, two grades of each value. Unordered coincidences apart: 2; expected 2 · 2 ÷ 3: 1 − 3 · 2 / 4 = −.5
    expect(agreement(table("0 2", "2 0"), "nominal").alpha).toBeCloseTo(-0.5, 12);
  });

  it("is null with a reason where nobody graded a pair twice, or all grades are one", () => {
    expect(agreement([])).toEqual({ alpha: null, reason: "no-pair-twice", judges: 0, pairs: 0, judgements: 0 });
    expect(agreement(table("1 .", ". 2")).reason).toBe("no-pair-twice");
    expect(agreement(table("1 1", "1 1"))).toEqual({ alpha: null, reason: "one-grade", judges: 2, pairs: 2, judgements: 4 });
  });

  it("hears neither judgements without a judge, nor choices, and each judge once a pair", () => {
    const judged = table("0 1", "0 2");
    const noise: Judgement[] = [
      { needId: "n", outcomeId: "o0", grade: 3 },
      { needId: "n", outcomeId: "o0", grade: 3, judge: "j9", source: "choice" },
    ];
    expect(agreement([...judged, ...noise, judged[0]!])).toEqual(agreement(judged));
  });

  it("does not depend on the order of judgements, to the last bit", () => {
    const cell = fc.record({ outcome: fc.nat(4), judge: fc.nat(3), grade: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 20 }), fc.constantFrom<GradeScale>("nominal", "ordinal", "interval"), (cells, scale) => {
        const judgements = cells.map(({ outcome, judge, grade }) => ({ needId: "n", outcomeId: `o${outcome}`, judge: `j${judge}`, grade }));
        const { alpha, reason } = agreement(judgements, scale);
        expect(agreement([...judgements].reverse(), scale).alpha).toBe(alpha);
        expect(alpha === null).toBe(reason !== null);
        if (alpha !== null) expect(Number.isFinite(alpha) && alpha <= 1).toBe(true);
      }),
    );
  });
});

describe("several judges", () => {
  const of = (grade: number, judge?: string, source?: "choice"): Judgement => ({
    needId: "n",
    outcomeId: "o",
    grade,
    ...(judge === undefined ? {} : { judge }),
    ...(source === undefined ? {} : { source }),
  });
  const merged = (judgements: Judgement[], options = {}) => mergeJudges(judgements, options).get("n")?.get("o");

  it("have one voice each: the mean over judges, however often one of them graded", () => {
    expect(merged([of(3, "a"), of(3, "a"), of(1, "b")])).toBe(2);
    expect(
      gradesByNeed([of(3, "a"), of(3, "a"), of(1, "b")])
        .get("n")!
        .get("o"),
    ).toBeCloseTo(7 / 3, 12);
  });

  it("count twice without a name: nobody says that they are one", () => {
    expect(merged([of(3), of(3), of(0)])).toBe(2);
  });

  it("come to the lower middle grade by the median rule", () => {
    expect(merged([of(3, "a"), of(0, "b"), of(3, "c")], { rule: "median" })).toBe(3);
    expect(merged([of(3, "a"), of(0, "b")], { rule: "median" })).toBe(0);
  });

  it("are never joined by choices, which fill in only where asked, and only where nobody judged", () => {
    expect(merged([of(2, undefined, "choice")])).toBeUndefined();
    expect(merged([of(2, undefined, "choice")], { weak: "fill" })).toBe(2);
    expect(merged([of(2, undefined, "choice"), of(0, "a")], { weak: "fill" })).toBe(0);
  });

  it("who contradict themselves are told by code at the later line, and their mean counts", () => {
    const { judgements, issues } = settleJudgements([
      { ...of(1, "a"), line: 1 },
      { ...of(1, "a"), line: 2 },
      { ...of(3, "a"), line: 3 },
      { ...of(2, "b"), line: 4 },
    ]);
    expect(judgements.map(({ grade }) => grade)).toEqual([2, 2]);
    expect(issues.map(({ code, line }) => [code, line])).toEqual([
      ["repeated-judgement", 2],
      ["contradicting-judgement", 3],
    ]);
  });

  it("are listed with their means, by name", () => {
    expect(judgesOf([of(1, "b"), of(3, "a"), of(0)])).toEqual([
      { judge: "a", pairs: 1, mean: 3 },
      { judge: "b", pairs: 1, mean: 1 },
    ]);
  });
});
