import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreColumns, weightIntervals, type SignalColumns } from "../../src/evaluate/index.js";
import { randomColumns } from "../support/random-columns.js";

/** Steps of the whole-number axis: scores are whole numbers there, so ties are ties. */
const STEPS = 840;

/** First k of a need by full sort at weight step/STEPS of signal 0, the rest on signal 1: whole numbers throughout. */
function firstAt({ needStart, isCandidate, columns }: SignalColumns, need: number, step: number, k: number): string {
  const rows: number[] = [];
  for (let row = needStart[need]!; row < needStart[need + 1]!; row++) if (isCandidate[row] === 1) rows.push(row);
  const scoreOf = (row: number): number => step * columns[0]![row]! + (STEPS - step) * columns[1]![row]!;
  return rows
    .sort((a, b) => scoreOf(b) - scoreOf(a) || a - b)
    .slice(0, k)
    .join();
}

describe("the interval of a weight", () => {
  it("holds exactly the steps at which a full sort in whole numbers gives the same first k", () => {
    fc.assert(
      fc.property(randomColumns, fc.integer({ min: 1, max: 4 }), fc.constantFrom(0.25, 0.5, 0.75), (drawn, k, current) => {
        const columns: SignalColumns = { ...drawn, signals: drawn.signals.slice(0, 2), columns: drawn.columns.slice(0, 2) };
        const start = Float64Array.of(current, 1 - current);
        const intervals = weightIntervals(columns, { start, free: [0, 1], mass: 1 }, start, { k }).filter(({ signal }) => signal === 0);
        for (const { need, low, high, includesLow, includesHigh } of intervals) {
          const now = firstAt(columns, need, current * STEPS, k);
          for (let step = 0; step <= STEPS; step++) {
            const t = step / STEPS;
            // Crossings of differences up to 6 lie on fractions of up to 12; a step meets one to rounding or is far from it.
            const isAt = (end: number): boolean => Math.abs(t - end) < 1e-9;
            const isLow = isAt(low) ? includesLow : t > low;
            const isHigh = isAt(high) ? includesHigh : t < high;
            if ((firstAt(columns, need, step, k) === now) !== (isLow && isHigh)) {
              expect.unreachable(`need ${need}, step ${step}: [${low}, ${high}] ${includesLow} ${includesHigh}`);
            }
          }
        }
        expect(intervals.length).toBeLessThanOrEqual(columns.needIds.length);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves the first k alone a little inside its ends, for three signals and more", () => {
    fc.assert(
      fc.property(randomColumns, (columns) => {
        // Powers of two: scores of whole numbers are exact now, so that ties of now are ties.
        const start = Float64Array.from(columns.signals, (_, s) =>
          columns.signals.length === 3 && s > 0 ? 0.25 : 1 / [1, 1, 2, 2, 4][columns.signals.length]!,
        );
        const free = columns.signals.map((_, s) => s);
        for (const { need, signal, low, high } of weightIntervals(columns, { start, free, mass: 1 }, start, { k: 3 })) {
          const orderAt = (weight: number): string => {
            const rest = (1 - weight) / (1 - start[signal]!);
            const scores = scoreColumns(
              columns,
              free.map((s) => (s === signal ? weight : rest * start[s]!)),
            );
            const rows = [...scores.keys()]
              .slice(columns.needStart[need], columns.needStart[need + 1])
              .filter((row) => columns.isCandidate[row] === 1);
            return rows
              .sort((a, b) => (Math.abs(scores[b]! - scores[a]!) < 1e-12 ? a - b : scores[b]! - scores[a]!))
              .slice(0, 3)
              .join();
          };
          const now = orderAt(start[signal]!);
          for (const share of [0.001, 0.3, 0.7, 0.999]) if (high - low > 1e-6) expect(orderAt(low + share * (high - low))).toBe(now);
        }
      }),
      { numRuns: 60 },
    );
  });
});
