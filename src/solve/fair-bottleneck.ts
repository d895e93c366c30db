import { findObstacle } from "./infeasible.js";
import { openGraph } from "./open-graph.js";
import type { Problem } from "./problem.js";
import { solveTotal } from "./total.js";
import type { Plan } from "./plan-types.js";

/**
 * The fair plan where no row may have more than one partner, exactly: a bottleneck assignment.
 *
 * A row total is then one score, or 0, so the smallest is one of the scores or 0. The largest such threshold is found by
 * bisection, each step a flow over the edges that reach it; then the total is maximised over those edges. Above the threshold
 * a Hall set shows that no plan exists.
 * O(log edges) flows and one `solveTotal`. The problem must have a plan.
 *
 * @see R. Burkard, M. Dell'Amico, S. Martello, Assignment Problems (2009), § 6.2 (threshold algorithm).
 */
export function solveBottleneck(problem: Problem): Plan<"fair"> {
  const thresholds = [...new Set([0, ...problem.score.map((score) => score + 0)])].sort((a, b) => a - b);
  let low = 0;
  let high = thresholds.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (hasPlan(problem, thresholds[middle]!)) low = middle;
    else high = middle;
  }
  const threshold = thresholds[low]!;
  const next = thresholds[low + 1] ?? null;
  const reached = aboveThreshold(problem, threshold);
  const plan = solveTotal(reached, openGraph(reached));
  const above = next === null || hasLowForced(problem, next) ? null : aboveThreshold(problem, next);
  const obstacle = above === null ? null : findObstacle(above, openGraph(above));
  return {
    ...plan,
    value: plan.minRow,
    bound: plan.minRow,
    certificate: { kind: "bottleneck", scope: "candidates", threshold, next, obstacle, plan },
  };
}

/**
 * The problem whose plans are those of smallest row total ≥ threshold, for rows of one partner: the other edges are gone, and
 * where the threshold is above 0 every row needs a partner. No forced edge may be below the threshold.
 */
export function aboveThreshold(problem: Problem, threshold: number): Problem {
  const { rows } = problem;
  // A row without places may not use its edges; without them, counting shows that it cannot have the partner it needs.
  const kept = Uint32Array.from(problem.score.keys()).filter((e) => problem.score[e]! >= threshold && rows.max[problem.row[e]!]! > 0);
  const score = Float64Array.from(kept, (e) => problem.score[e]!);
  return {
    ...problem,
    objective: "total",
    maxSteps: Infinity,
    callerEdge: kept.map((e) => problem.callerEdge[e]!),
    isInOrder: false,
    row: kept.map((e) => problem.row[e]!),
    column: kept.map((e) => problem.column[e]!),
    score,
    columnScore: score,
    forced: Uint8Array.from(kept, (e) => problem.forced[e]!),
    rows: threshold > 0 ? { ...rows, min: rows.min.map((min) => Math.max(min, 1)) } : rows,
  };
}

/** Whether a forced edge keeps its row below the threshold. */
export function hasLowForced(problem: Problem, threshold: number): boolean {
  return problem.score.some((score, e) => problem.forced[e] === 1 && score < threshold);
}

function hasPlan(problem: Problem, threshold: number): boolean {
  if (hasLowForced(problem, threshold)) return false;
  const above = aboveThreshold(problem, threshold);
  return findObstacle(above, openGraph(above)) === null;
}
