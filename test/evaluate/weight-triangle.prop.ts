import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareObjective, weightTriangle, type SignalColumns } from "../../src/evaluate/index.js";
import { randomColumns } from "../support/random-columns.js";

const NAMES = ["text", "industry", "region", "other"];
const named = (columns: SignalColumns): SignalColumns => ({ ...columns, signals: columns.signals.map((_, s) => NAMES[s]!) });
const threeOrMore = randomColumns.filter(({ signals }) => signals.length >= 3).map(named);

/** nDCG@k of one need by its definition: score every row, sort, add up. */
function ndcgOf(columns: SignalColumns, need: number, weights: readonly number[], k: number): number | undefined {
  const rows = [...columns.grade.keys()].slice(columns.needStart[need], columns.needStart[need + 1]);
  const scoreOf = (row: number): number =>
    columns.isCandidate[row] === 0 ? -Infinity : weights.reduce((sum, weight, s) => sum + weight * columns.columns[s]![row]!, 0);
  const gainOf = (row: number): number => 2 ** Math.max(0, columns.grade[row]!) - 1;
  const sumOf = (gains: readonly number[]): number => gains.slice(0, k).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
  const ideal = sumOf(rows.map(gainOf).sort((a, b) => b - a));
  const score = new Map(rows.map((row) => [row, scoreOf(row)]));
  const order = [...rows].sort((a, b) => (score.get(a) === score.get(b) ? a - b : score.get(b)! - score.get(a)!));
  return ideal === 0 ? undefined : sumOf(order.map(gainOf)) / ideal;
}

describe("the weight triangle", () => {
  it("holds at every point of the grid what three loops, a full sort and the definition of nDCG give", () => {
    fc.assert(
      fc.property(threeOrMore, fc.constantFrom(1, 2, 4, 8), (columns, steps) => {
        // Powers of two, so that scores of small whole numbers are exact and ties are ties on both ways.
        const start = Float64Array.from(columns.signals, (_, s) => (s === 0 ? 0.5 : s === 3 ? 0 : 0.25));
        const space = { start, free: columns.signals.map((_, s) => s), mass: 1 };
        const points = weightTriangle(prepareObjective(columns, { metric: "ndcg", k: 3 }), space, { steps })!;
        let at = 0;
        for (let text = 0; text <= steps; text++) {
          for (let industry = 0; text + industry <= steps; industry++) {
            const region = steps - text - industry;
            const weights = [text / steps, industry / steps, region / steps, 0].slice(0, columns.signals.length);
            const values = columns.needIds.flatMap((_, need) => ndcgOf(columns, need, weights, 3) ?? []);
            const point = points[at++]!;
            expect(point.shares).toEqual([text, industry, region]);
            expect([...point.weights]).toEqual(weights);
            if (values.length === 0) expect(point.value).toBeNull();
            else expect(point.value).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 12);
          }
        }
        expect(points).toHaveLength(at);
      }),
      { numRuns: 100 },
    );
  });

  const columns: SignalColumns = {
    signals: ["text", "industry", "region", "own"],
    needIds: ["n"],
    needStart: Uint32Array.of(0, 2),
    outcomeIds: ["a", "b"],
    grade: Float64Array.of(1, 0),
    isCandidate: Uint8Array.of(1, 1),
    columns: [Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(0, 0.5), Float64Array.of(1, 0)],
  };
  const start = Float64Array.of(0.4, 0.2, 0.2, 0.2);
  const prepared = prepareObjective(columns);

  it("leaves all other weights as they are", () => {
    const points = weightTriangle(prepared, { start, free: [0, 1, 2], mass: 0.8 }, { steps: 3 })!;
    expect(points).toHaveLength(10);
    for (const { weights } of points) {
      expect(weights[3]).toBe(0.2);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    }
  });

  it("is not defined where a corner cannot move, is no signal, or the three have nothing to share", () => {
    expect(weightTriangle(prepared, { start, free: [0, 1, 3], mass: 0.8 })).toBeUndefined();
    expect(weightTriangle(prepared, { start, free: [0, 1, 2], mass: 0.8 }, { corners: ["text", "industry", "none"] })).toBeUndefined();
    expect(weightTriangle(prepared, { start: Float64Array.of(0, 0, 0, 1), free: [0, 1, 2, 3], mass: 1 })).toBeUndefined();
  });

  it("refuses steps that are no whole number", () => {
    for (const steps of [0, 1.5, NaN])
      expect(() => weightTriangle(prepared, { start, free: [0, 1, 2], mass: 0.8 }, { steps })).toThrow(RangeError);
  });
});
