import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  areaUnderCurve,
  averagePrecision,
  gradeRanking,
  kendallTau,
  ndcgAt,
  pairAccuracy,
  precisionAt,
  rankScored,
  recallAt,
  reciprocalRank,
  undefinedReason,
  type RankedGrade,
} from "../../src/evaluate/index.js";

/** Judged outcomes with these scores and grades, ranked. */
function ranked(...pairs: ReadonlyArray<readonly [score: number, grade: number]>): RankedGrade[] {
  const scored = pairs.map(([score], at) => ({ outcomeId: `o${at}`, score }));
  return gradeRanking(rankScored(scored), new Map(pairs.map(([, grade], at) => [`o${at}`, grade])));
}

const rankedGrades = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 })), { maxLength: 12 })
  .map((pairs) => ranked(...pairs));

describe("the area under the curve", () => {
  it("of scores 3 2 1 with relevant outcomes first and last is one pair of two", () => {
    expect(areaUnderCurve(ranked([3, 1], [2, 0], [1, 1]), 1)).toBe(0.5);
  });

  it("counts a tie half: relevant 2 and 1 against 1 and 0 are 3.5 of 4 pairs", () => {
    expect(areaUnderCurve(ranked([2, 1], [1, 2], [1, 0], [0, 0]), 1)).toBe(3.5 / 4);
  });

  it("is not defined without a relevant outcome, or without another", () => {
    expect([areaUnderCurve(ranked([1, 0]), 1), areaUnderCurve(ranked([1, 1]), 1), areaUnderCurve([], 1)]).toEqual([null, null, null]);
  });

  it("is pair accuracy where grades are binary", () => {
    fc.assert(
      fc.property(rankedGrades, (outcomes) => {
        const binary = outcomes.map((outcome) => ({ ...outcome, grade: outcome.grade >= 2 ? 1 : 0 }));
        expect(areaUnderCurve(outcomes, 2)).toEqual(pairAccuracy(binary));
      }),
    );
  });
});

describe("Kendall's tau-b", () => {
  it("of grades 2 0 1 by scores 3 2 1 is (2 − 1) / 3", () => {
    expect(kendallTau(ranked([3, 2], [2, 0], [1, 1]))).toBeCloseTo(1 / 3, 12);
  });

  it("divides by the roots of untied pairs: scores 1 2 2 3, grades 1 1 2 2 give 3 / √(5 · 4)", () => {
    // pairs: (1,2) tied grade; (1,3) +; (1,4) +; (2,3) tied score; (2,4) +; (3,4) tied grade: 3 concordant, 5 untied scores, 4 untied grades
    expect(kendallTau(ranked([1, 1], [2, 1], [2, 2], [3, 2]))).toBeCloseTo(3 / Math.sqrt(20), 12);
  });

  it("is −1 where scores turn the grades round, and not defined where scores or grades are all alike", () => {
    expect(kendallTau(ranked([1, 3], [2, 2], [3, 1]))).toBe(-1);
    expect([kendallTau(ranked([1, 1], [1, 2])), kendallTau(ranked([1, 1], [2, 1])), kendallTau([])]).toEqual([null, null, null]);
  });
});

describe("trec_eval's definitions beside ours", () => {
  // Two documents tie; trec_eval puts the higher id first, we the lower.
  const scored = [
    { outcomeId: "a", score: 1 },
    { outcomeId: "b", score: 1 },
    { outcomeId: "c", score: 0.5 },
  ];
  const grades = new Map([
    ["a", 1],
    ["c", 2],
  ]);

  it("ties go by id ascending here, by id descending there", () => {
    expect(rankScored(scored).map(({ outcomeId }) => outcomeId)).toEqual(["a", "b", "c"]);
    expect(rankScored(scored, "trec-eval").map(({ outcomeId }) => outcomeId)).toEqual(["b", "a", "c"]);
  });

  it("scores that one Float32 holds are ties there", () => {
    const close = [
      { outcomeId: "a", score: 1 },
      { outcomeId: "b", score: 1 - 2 ** -40 },
    ];
    expect(rankScored(close).map(({ outcomeId }) => outcomeId)).toEqual(["a", "b"]);
    expect(rankScored(close, "trec-eval").map(({ outcomeId }) => outcomeId)).toEqual(["b", "a"]);
  });

  it("its measures follow by hand: ranks a 2, c 3", () => {
    const run = gradeRanking(rankScored(scored, "trec-eval"), grades);
    // ndcg_cut_10, gains as graded: (1 / log2 3 + 2 / log2 4) / (2 + 1 / log2 3)
    expect(ndcgAt(run, 10, "linear")).toBeCloseTo((0.6309298 + 1) / (2 + 0.6309298), 6);
    // map, relevant from 1: (1/2 + 2/3) / 2; recip_rank 1/2; P_5 2/5; recall_2 1/2
    expect(averagePrecision(run, 1)).toBeCloseTo((1 / 2 + 2 / 3) / 2, 12);
    expect(reciprocalRank(run, 1)).toBe(0.5);
    expect(precisionAt(run, { k: 5, relevantFrom: 1 })).toBe(0.4);
    expect(recallAt(run, { k: 2, relevantFrom: 1 })).toBe(0.5);
  });

  it("the exponential gain of the same run is (1 / log2 3 + 3 / 2) / (3 + 1 / log2 3)", () => {
    expect(ndcgAt(gradeRanking(rankScored(scored, "trec-eval"), grades), 10)).toBeCloseTo((0.6309298 + 1.5) / (3 + 0.6309298), 6);
  });
});

describe("a measure without a value", () => {
  const measures = {
    ndcg: (run: RankedGrade[]) => ndcgAt(run, 10),
    map: (run: RankedGrade[]) => averagePrecision(run, 2),
    mrr: (run: RankedGrade[]) => reciprocalRank(run, 2),
    precision: (run: RankedGrade[]) => precisionAt(run, { k: 10, relevantFrom: 2 }),
    recall: (run: RankedGrade[]) => recallAt(run, { k: 10, relevantFrom: 2 }),
    pairAccuracy,
    kendallTau,
    auc: (run: RankedGrade[]) => areaUnderCurve(run, 2),
  } as const;

  it("has a reason, and one with a value has none; no value is NaN", () => {
    fc.assert(
      fc.property(rankedGrades, (run) => {
        for (const measure of Object.keys(measures) as Array<keyof typeof measures>) {
          const value = measures[measure](run);
          expect(undefinedReason(measure, run, 2) === undefined).toBe(value !== null);
          if (value !== null) expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is told by code", () => {
    expect(undefinedReason("ndcg", [], 1)).toBe("nothing-judged");
    expect(undefinedReason("ndcg", ranked([1, 0]), 1)).toBe("no-gain");
    expect(undefinedReason("auc", ranked([1, 1]), 1)).toBe("all-relevant");
    expect(undefinedReason("pairAccuracy", ranked([1, 1], [2, 1]), 1)).toBe("one-grade");
    expect(undefinedReason("kendallTau", ranked([1, 1], [1, 2]), 1)).toBe("one-score");
  });
});
