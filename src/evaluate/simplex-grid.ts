import { objectiveAt, type PreparedObjective } from "./objective.js";
import type { WeightSpace } from "./weight-space.js";

/** A weighting of a grid and the objective there. */
export interface GridPoint {
  /** One a column. */
  readonly weights: Float64Array;
  /** `null` where the objective is defined for no need. */
  readonly value: number | null;
}

/**
 * Every weighting whose free weights are multiples of mass ÷ steps, in lexicographic order: the plain alternative to line searches, and the map
 * of the weight triangle where three weights are free.
 *
 * C(steps + free − 1, free − 1) points: 5,151 for three weights in steps of 0.01.
 */
export function* simplexGrid({ start, free, mass }: WeightSpace, steps: number): Iterable<Float64Array> {
  const shares = new Array<number>(free.length).fill(0);
  const place = function* (at: number, left: number): Iterable<Float64Array> {
    if (at === free.length - 1) {
      shares[at] = left;
      const weights = Float64Array.from(start);
      free.forEach((signal, f) => (weights[signal] = (mass * shares[f]!) / steps));
      yield weights;
      return;
    }
    for (let share = 0; share <= left; share++) {
      shares[at] = share;
      yield* place(at + 1, left - share);
    }
  };
  yield* place(0, steps);
}

/** The objective at every point of a grid. O(points) evaluations of the objective. */
export function mapGrid(prepared: PreparedObjective, space: WeightSpace, steps: number): GridPoint[] {
  return Array.from(simplexGrid(space, steps), (weights) => ({ weights, value: objectiveAt(prepared, weights) }));
}

/** The best point of a grid, the first of equal ones; `undefined` where the objective is defined for no need. */
export function bestOfGrid(points: readonly GridPoint[]): GridPoint | undefined {
  return points.reduce<GridPoint | undefined>(
    (best, point) => (point.value !== null && (best === undefined || point.value > best.value!) ? point : best),
    undefined,
  );
}
