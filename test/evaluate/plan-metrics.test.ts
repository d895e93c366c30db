import { describe, expect, it } from "vitest";
import { giniCoefficient, gradesByNeed, measurePlan } from "../../src/evaluate/index.js";

const grades = gradesByNeed(
  (
    [
      ["n1", "o1", 3],
      ["n1", "o2", 2],
      ["n2", "o1", 2],
      ["n2", "o3", 0],
      ["n3", "o3", 1],
    ] as const
  ).map(([needId, outcomeId, grade]) => ({ needId, outcomeId, grade })),
);
const truth = { grades, relevantFrom: 2, needIds: ["n1", "n2", "n3", "n4"], outcomeIds: ["o1", "o2", "o3", "o4"] };
const pair = (needId: string, outcomeId: string) => ({ needId, outcomeId });

describe("a plan measured", () => {
  it("of one-to-one pairs n1 o1 (3), n2 o3 (0), n4 o4 (nobody judged)", () => {
    const measures = measurePlan([pair("n1", "o1"), pair("n2", "o3"), pair("n4", "o4")], truth);
    expect(measures).toMatchObject({ pairs: 3, judgedPairs: 2, meanGrade: 1.5, shareRelevant: 0.5, needCoverage: 0.75, reasons: {} });
    // loads 0 1 1 1: (2·2−5)·1 + (2·3−5)·1 + (2·4−5)·1 = −1 + 1 + 3 = 3, ÷ (4 · 3)
    expect(measures.loadGini).toBe(0.25);
    // the best plan: n1 o2 (2), n2 o1 (2), n3 o3 (1) = 5; this one gains 3
    expect(measures.efficiency).toBe(3 / 5);
  });

  it("with capacities is held against the best plan within them", () => {
    // both partners of n1, o1 twice: 3 + 2 + 2 + 1 = 8
    const capacities = { ...truth, perNeed: 2, perOutcome: 2 };
    expect(measurePlan([pair("n1", "o1"), pair("n2", "o1")], capacities).efficiency).toBe(5 / 8);
  });

  it("counts a pair once, and its order does not matter", () => {
    const plan = [pair("n1", "o1"), pair("n2", "o3")];
    expect(measurePlan([...plan, ...plan].reverse(), truth)).toEqual(measurePlan(plan, truth));
  });

  it("without pairs, needs, outcomes or judgements is null with reasons, never NaN", () => {
    const measures = measurePlan([], { grades: new Map(), relevantFrom: 1, needIds: [], outcomeIds: [] });
    expect(measures).toEqual({
      pairs: 0,
      judgedPairs: 0,
      meanGrade: null,
      shareRelevant: null,
      needCoverage: null,
      loadGini: null,
      efficiency: null,
      reasons: {
        meanGrade: "no-pair-judged",
        shareRelevant: "no-pair-judged",
        needCoverage: "no-needs",
        loadGini: "no-outcomes",
        efficiency: "nothing-to-gain",
      },
    });
    expect(measurePlan([], truth).reasons.loadGini).toBe("no-pairs");
  });
});

describe("the Gini coefficient", () => {
  it("is 0 for equal loads, 1 − 1/n where one has all, and 0 for none", () => {
    expect([giniCoefficient([2, 2, 2]), giniCoefficient([5, 0, 0, 0, 0]), giniCoefficient([0, 0]), giniCoefficient([])]).toEqual([
      0, 0.8, 0, 0,
    ]);
  });
});
