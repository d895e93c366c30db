import type { Problem, ReadBounds } from "./problem.js";
import type { Plan, TotalCertificate } from "./plan-types.js";
import type { Objective } from "./types.js";
import type { Report } from "./verdict.js";

/** How far `bound` may lie from what the certificate proves, relative to it: both are a few rounded operations from the exact number. */
const BOUND_TOLERANCE = 2 ** -48;
/** Two of them add up exactly. */
export const LARGEST_PRICE = 2 ** 52;

/** Scores in units, and how far they miss; null where the unit does not fit. */
export function exactGains(
  score: Float64Array,
  { unit, rounding: stated }: TotalCertificate,
  report: Report,
): { gain: Float64Array; rounding: number } | null {
  if (!isPowerOfTwo(unit)) {
    report("unit-invalid", "certificate.unit", { expected: "a power of two", received: unit });
    return null;
  }
  const gain = score.map((value) => Math.round(value / unit));
  if (!gain.every(Number.isSafeInteger)) {
    report("unit-invalid", "certificate.unit", { expected: "scores below 2⁵³ units", received: unit });
    return null;
  }
  const rounding = score.reduce((worst, value, e) => Math.max(worst, Math.abs(value - gain[e]! * unit)), 0);
  if (stated !== rounding) report("rounding-wrong", "certificate.rounding", { expected: rounding, received: stated });
  return { gain, rounding };
}

/** Whether `bound` is what was proved plus what rounding may hide, and not below the plan's own value. */
export function boundIsClose(plan: Plan<Objective>, at: { proved: number; slack: number }): boolean {
  const tolerance = (Math.abs(at.proved) + at.slack) * BOUND_TOLERANCE;
  return Math.abs(plan.bound - (at.proved + at.slack)) <= tolerance && plan.bound >= plan.value - tolerance;
}

/** The most edges a plan can have: of each side, the sum over its nodes of the smaller of maximum and degree in the graph. */
export function mostEdges(problem: Problem): number {
  const places = (end: Uint32Array, bounds: ReadBounds) => {
    const edgeCount = new Float64Array(bounds.max.length);
    for (const node of end) edgeCount[node]!++;
    return edgeCount.reduce((sum, count, node) => sum + Math.min(count, bounds.max[node]!), 0);
  };
  return Math.min(places(problem.row, problem.rows), places(problem.column, problem.columns));
}

function isPowerOfTwo(value: unknown): value is number {
  if (typeof value !== "number" || !(value > 0) || value === Infinity) return false;
  let rest = value;
  while (rest >= 2) rest /= 2;
  while (rest < 1) rest *= 2;
  return rest === 1;
}
