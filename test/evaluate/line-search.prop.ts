import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averagePrecision,
  lineValues,
  ndcgAt,
  objectiveAt,
  pairAccuracy,
  precisionAt,
  prepareObjective,
  recallAt,
  reciprocalRank,
  valuesAt,
  type LineValues,
  type Objective,
  type RankedGrade,
  type SignalColumns,
} from "../../src/evaluate/index.js";
import { pointsOnLine, rankingsAt, toNumber } from "../oracle/line-exact.js";
import { randomColumns } from "../support/random-columns.js";

const objectives: ReadonlyArray<readonly [Objective, (ranked: readonly RankedGrade[]) => number | null]> = [
  [{ metric: "ndcg", k: 2 }, (ranked) => ndcgAt(ranked, 2)],
  [{ metric: "ndcg", k: 10, gain: "linear" }, (ranked) => ndcgAt(ranked, 10, "linear")],
  [{ metric: "map", relevantFrom: 2 }, (ranked) => averagePrecision(ranked, 2)],
  [{ metric: "mrr", relevantFrom: 1 }, (ranked) => reciprocalRank(ranked, 1)],
  [{ metric: "precision", k: 2, relevantFrom: 1 }, (ranked) => precisionAt(ranked, { k: 2, relevantFrom: 1 })],
  [{ metric: "recall", k: 2, relevantFrom: 2 }, (ranked) => recallAt(ranked, { k: 2, relevantFrom: 2 })],
  [{ metric: "pairAccuracy" }, (ranked) => pairAccuracy(ranked)],
];

const weightings = (columns: SignalColumns) => {
  const weights = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: columns.signals.length, maxLength: columns.signals.length });
  return fc.record({ columns: fc.constant(columns), from: weights, to: weights });
};
const lines = randomColumns.chain(weightings);

const meanOf = (values: ReadonlyArray<number | null>): number | undefined => {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? undefined : defined.reduce((sum, value) => sum + value, 0) / defined.length;
};

/** The value that line values give at a point: at a break exactly, otherwise between two. */
function valueOn({ breaks, at, between }: LineValues, t: number): number {
  const near = breaks.findIndex((point) => Math.abs(point - t) < 1e-11);
  if (near !== -1) return at[near]!;
  return between[breaks.findIndex((point) => point > t) - 1]!;
}

describe("the objective along a line", () => {
  it.each(objectives)("of %o equals the exact one at every crossing and between any two", (objective, metric) => {
    fc.assert(
      fc.property(lines, ({ columns, from, to }) => {
        const line = lineValues(prepareObjective(columns, objective), from, to);
        for (const point of pointsOnLine(columns, from, to)) {
          const exact = meanOf(rankingsAt(columns, from, to, point).map(metric));
          if (exact === undefined) expect(line).toBeUndefined();
          else expect(valueOn(line!, toNumber(point))).toBeCloseTo(exact, 11);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has breaks from 0 to 1, ascending, and says something new at each", () => {
    fc.assert(
      fc.property(lines, ({ columns, from, to }) => {
        const line = lineValues(prepareObjective(columns, { metric: "ndcg", k: 3 }), from, to);
        if (line === undefined) return;
        const { breaks, at, between } = line;
        expect([breaks[0], breaks.at(-1), at.length, between.length]).toEqual([0, 1, breaks.length, breaks.length - 1]);
        for (let b = 1; b < breaks.length; b++) expect(breaks[b]!).toBeGreaterThan(breaks[b - 1]!);
        for (let b = 1; b + 1 < breaks.length; b++)
          expect(Math.max(Math.abs(at[b]! - between[b - 1]!), Math.abs(between[b]! - between[b - 1]!))).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it("is what a weighting in the middle of a piece measures", () => {
    fc.assert(
      fc.property(lines, ({ columns, from, to }) => {
        const prepared = prepareObjective(columns, { metric: "ndcg", k: 3 });
        const line = lineValues(prepared, from, to);
        if (line === undefined) return;
        line.between.forEach((value, piece) => {
          const [low, high] = [line.breaks[piece]!, line.breaks[piece + 1]!];
          if (high - low < 1e-6) return;
          // A third of the way: the middle itself may be a crossing that the objective does not feel but that rounding would. A multiple of
          // 2⁻³⁰, so that scores are exact: two outcomes that tie all along the line would otherwise be told apart by rounding.
          const t = Math.round((low + (high - low) / Math.PI) * 2 ** 30) / 2 ** 30;
          const weights = from.map((weight, s) => (1 - t) * weight + t * to[s]!);
          expect(objectiveAt(prepared, weights)).toBeCloseTo(value, 11);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe("the objective under a weighting", () => {
  it.each(objectives)("of %o is the metric of the ranking", (objective, metric) => {
    fc.assert(
      fc.property(lines, ({ columns, from }) => {
        const values = valuesAt(prepareObjective(columns, objective), from);
        const exact = rankingsAt(columns, from, from, { top: 0n, bottom: 1n }).map(metric);
        values.forEach((value, need) => {
          if (value === null) expect(exact[need]).toBeNull();
          else expect(value).toBeCloseTo(exact[need]!, 12);
        });
      }),
    );
  });
});
