import { describe, expect, it } from "vitest";
import {
  constantSignals,
  EvaluateError,
  gradesByNeed,
  knownJudgements,
  measureSignals,
  nestedValidation,
  parseJudgements,
  weightSpace,
  type SignalColumns,
} from "../../src/evaluate/index.js";
import { buildCorpus, DEFAULT_WEIGHTS } from "../../src/index.js";

const TOPICS = ["余热回收", "水稻育种", "缺陷检测"];
const place = (at: number): string => (at % 2 === 0 ? "210100" : "440300");
const outcomes = Array.from({ length: 6 }, (_, at) => ({
  id: `o${at}`,
  title: `${TOPICS[at % 3]!}技术`,
  region: place(at),
  industries: ["C34"],
}));
const needs = Array.from({ length: 6 }, (_, at) => ({
  id: `n${at}`,
  title: `${TOPICS[at % 3]!}改造`,
  region: place(at + 1),
  industries: ["C34"],
}));
const { corpus } = buildCorpus({ outcomes, needs });

/** A file as a judge would hand it in: every pair of the first needs, graded by a rule. */
function judged(needCount: number, gradeOf: (need: number, outcome: number) => number): SignalColumns {
  const lines = needs.slice(0, needCount).flatMap((_, n) => outcomes.map((__, o) => `n${n}\to${o}\t${gradeOf(n, o)}`));
  return measureSignals(corpus, gradesByNeed(parseJudgements(lines.join("\n")).judgements));
}
const byText = (need: number, outcome: number): number => (need % 3 === outcome % 3 ? 3 : outcome % 2);

const issuesOf = (call: () => unknown): ReadonlyArray<readonly [code: string, received: string | undefined]> => {
  try {
    call();
    return [];
  } catch (error) {
    if (error instanceof EvaluateError) return error.issues.map(({ code, received }) => [code, received]);
    throw error;
  }
};

describe("judgements that cannot be tuned on as asked", () => {
  it("that name records which are not there are left out by line, and the others count", () => {
    const { judgements } = parseJudgements("n1\to1\t3\nn77\to1\t2\nn2\to88\t1\nn2\to2\t0");
    const known = knownJudgements(judgements, { needs: corpus.needs.indexOf, outcomes: corpus.outcomes.indexOf });
    expect(known.issues.map(({ code, line, received }) => [code, line, received])).toEqual([
      ["unknown-need", 2, "n77"],
      ["unknown-outcome", 3, "o88"],
    ]);
    expect(measureSignals(corpus, gradesByNeed(known.judgements)).needIds).toEqual(["n1", "n2"]);
  });

  it("with one grade alone are refused: all-grades-equal", () => {
    const columns = judged(6, () => 2);
    const { space } = weightSpace(columns, { start: DEFAULT_WEIGHTS });
    expect(issuesOf(() => nestedValidation(columns, space))).toEqual([["all-grades-equal", "2"]]);
  });

  it("of one need alone are refused: one-need", () => {
    const columns = judged(1, byText);
    const { space } = weightSpace(columns, { start: DEFAULT_WEIGHTS });
    expect(issuesOf(() => nestedValidation(columns, space))).toEqual([["one-need", "1"]]);
  });

  it("of fewer needs than folds are refused: too-many-folds", () => {
    const columns = judged(4, byText);
    const { space } = weightSpace(columns, { start: DEFAULT_WEIGHTS });
    expect(issuesOf(() => nestedValidation(columns, space, { folds: 5 }))).toEqual([["too-many-folds", "5"]]);
  });

  it("on which a signal is the same everywhere keep its weight and say so: signal-constant", () => {
    const columns = judged(6, byText);
    expect(constantSignals(columns)).toContain("industry");
    const { space, issues } = weightSpace(columns, { start: DEFAULT_WEIGHTS });
    expect(issues.map(({ code, received }) => [code, received])).toEqual([["signal-constant", "industry"]]);
    const tuned = nestedValidation(columns, space, { folds: 2 });
    for (const weights of [tuned.weights, tuned.found, ...tuned.folds.map((fold) => fold.weights)])
      expect(weights[columns.signals.indexOf("industry")]).toBe(space.start[columns.signals.indexOf("industry")]);
  });

  it.each([-0.1, 1.2, NaN, Infinity])("with a weight fixed at %s are refused: weight-out-of-range", (weight) => {
    const columns = judged(6, byText);
    expect(issuesOf(() => weightSpace(columns, { start: DEFAULT_WEIGHTS, fixed: { region: weight } }))).toEqual([
      ["weight-out-of-range", String(weight)],
    ]);
  });
});
