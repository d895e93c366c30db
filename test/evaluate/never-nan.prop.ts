import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agreement,
  areaUnderCurve,
  bootstrapInterval,
  compareRuns,
  gradeRanking,
  gradesByNeed,
  kendallTau,
  meanOverNeeds,
  measureNeed,
  objectiveAt,
  prepareObjective,
  rankScored,
  undefinedReason,
  UNDEFINED_REASONS,
  type Objective,
  type Run,
} from "../../src/evaluate/index.js";
import { randomColumns } from "../support/random-columns.js";

/** Every number of a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return (value instanceof Map ? [...value.values()] : Object.values(value)).flatMap(numbersIn);
}

const hasNaN = (value: unknown): boolean => numbersIn(value).some(Number.isNaN);

const MEASURES = {
  ndcg10: "ndcg",
  map: "map",
  mrr: "mrr",
  p10: "precision",
  recall100: "recall",
  pairAccuracy: "pairAccuracy",
  kendallTau: "kendallTau",
  auc: "auc",
} as const;

const ids = fc.constantFrom("a", "b", "c", "d", "e");
const judgements = fc.array(
  fc.record({
    needId: fc.constantFrom("n1", "n2"),
    outcomeId: ids,
    grade: fc.constantFrom(0, 0, 1, 2, 3, 1_000),
    judge: fc.constantFrom("甲", "乙"),
  }),
  { maxLength: 12 },
);
const ranked = fc.uniqueArray(ids, { maxLength: 5 });
const runs: fc.Arbitrary<Run> = fc.dictionary(fc.constantFrom("n1", "n2"), ranked).map((lists) => {
  return new Map(
    Object.entries(lists).map(([need, list]) => [need, list.map((outcomeId, at) => ({ outcomeId, score: -Math.floor(at / 2) }))]),
  );
});

describe("no metric is ever NaN", () => {
  it("over any judgements and any run, empty ones too; what is not defined is null, with a reason for it", () => {
    fc.assert(
      fc.property(judgements, runs, (given, run) => {
        const grades = gradesByNeed(given);
        for (const needId of ["n1", "n2"]) {
          const ranking = gradeRanking(rankScored(run.get(needId) ?? []), grades.get(needId) ?? new Map<string, number>());
          const measured = { ...measureNeed(ranking, 2), kendallTau: kendallTau(ranking), auc: areaUnderCurve(ranking, 2) };
          for (const [metric, value] of Object.entries(measured)) {
            expect(Number.isNaN(value)).toBe(false);
            const reason = undefinedReason(MEASURES[metric as keyof typeof MEASURES], ranking, 2);
            expect([metric, value === null]).toEqual([metric, reason !== undefined]);
            if (reason !== undefined) expect(UNDEFINED_REASONS).toHaveProperty(reason);
          }
        }
        expect(hasNaN(agreement(given))).toBe(false);
        const { alpha, reason } = agreement(given);
        expect(alpha === null).toBe(reason !== null);
      }),
      { numRuns: 500 },
    );
  });

  it("as an objective of tuning under any weights, and none of its means and intervals", () => {
    const objectives: readonly Objective[] = [
      { metric: "ndcg", k: 2 },
      { metric: "precision", k: 2, relevantFrom: 2 },
      { metric: "recall", k: 2, relevantFrom: 2 },
      { metric: "map", relevantFrom: 2 },
      { metric: "mrr", relevantFrom: 2 },
      { metric: "pairAccuracy" },
    ];
    fc.assert(
      fc.property(randomColumns, fc.constantFrom(...objectives), (columns, objective) => {
        const value = objectiveAt(
          prepareObjective(columns, objective),
          columns.signals.map(() => 0.5),
        );
        expect(Number.isNaN(value)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("as a mean, an interval or a comparison of values of which some or all are null", () => {
    const values = fc.array(fc.option(fc.constantFrom(0, 0.5, 1), { nil: null }), { maxLength: 8 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const length = Math.min(a.length, b.length);
        const [x, y] = [a.slice(0, length), b.slice(0, length)];
        expect(hasNaN([meanOverNeeds(x), bootstrapInterval(x), compareRuns(x, y)])).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
