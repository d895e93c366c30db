import { objectiveAt, type PreparedObjective } from "./objective.js";
import { simplexGrid, type GridPoint } from "./simplex-grid.js";
import type { WeightSpace } from "./weight-space.js";

export interface TriangleOptions {
  /** Signals at the corners, by name. Default text, industry and region. */
  readonly corners?: readonly [string, string, string];
  /** Parts that a side is cut into, a whole number ≥ 1. Default 20: 231 points. */
  readonly steps?: number;
}

/** A point of the triangle. */
export interface TrianglePoint extends GridPoint {
  /** How many of the steps fall to each corner; they add up to all of them. */
  readonly shares: readonly [number, number, number];
}

const CORNERS = ["text", "industry", "region"] as const;
const STEPS = 20;

/**
 * The map of the weight triangle: the objective at every point of a grid over three weights, which share what they have at the start of the
 * space; all others stay. Each point is measured, not read between others.
 *
 * @returns by the first corner's share, then the second's, ascending; `undefined` where a corner is no signal whose weight may move, or the
 * three have nothing to share. O(steps²) evaluations of the objective.
 * @throws RangeError where `steps` is no whole number ≥ 1.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "余热回收", region: "210100", industries: ["C30"] }, { id: "o2", title: "余热", region: "110101", industries: ["A01"] }], needs: [{ id: "n1", title: "余热回收", region: "210100", industries: ["C30"] }] });
 * const measured = measureSignals(corpus, gradesByNeed([{ needId: "n1", outcomeId: "o1", grade: 3 }, { needId: "n1", outcomeId: "o2", grade: 0 }]));
 * const { space } = weightSpace(measured, { start: { text: 0.5, industry: 0.25, region: 0.25 } });
 * weightTriangle(prepareObjective(measured), space, { steps: 1 })!.map(({ shares }) => shares.join("")); // ["001", "010", "100"]
 */
export function weightTriangle(
  prepared: PreparedObjective,
  space: WeightSpace,
  { corners = CORNERS, steps = STEPS }: TriangleOptions = {},
): TrianglePoint[] | undefined {
  if (!(Number.isSafeInteger(steps) && steps >= 1)) throw new RangeError(`steps should be a whole number from 1 but is ${steps}`);
  const free = corners.map((signal) => prepared.columns.signals.indexOf(signal));
  const mass = free.reduce((sum, signal) => sum + (space.start[signal] ?? 0), 0);
  if (mass === 0 || free.some((signal) => !space.free.includes(signal))) return undefined;
  return Array.from(simplexGrid({ start: space.start, free, mass }, steps), (weights) => {
    const [first, second] = free.map((signal) => Math.round((weights[signal]! / mass) * steps)) as [number, number];
    return { weights, shares: [first, second, steps - first - second] as const, value: objectiveAt(prepared, weights) };
  });
}
