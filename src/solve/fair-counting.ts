import { CompensatedSum } from "../kernel/sum.js";
import { findObstacle } from "./infeasible.js";
import { openGraph } from "./open-graph.js";
import type { Problem } from "./problem.js";
import type { CountingProof } from "./plan-types.js";

/** Makes up for sums of the same scores added in another order. */
const SLACK = 2 ** -48;

/** Why no smallest row total above `bound` can be reached: rows would need more partners than there are places. */
export interface CountedBound extends CountingProof {
  readonly bound: number;
}

/**
 * Bounds the smallest row total by counting partners: to reach t, a row needs at least as many as its best scores take to sum
 * to t, and a flow tells whether all rows can have so many. The largest t that passes is found by bisection over all such sums.
 *
 * It sees what row weights cannot: that a row has three partners or four, never 3.6.
 *
 * @returns null where counting excludes nothing below what every row could reach alone. O(log edges) flows.
 */
export function boundByCounting(problem: Problem): CountedBound | null {
  const sums = bestSums(problem);
  const caps = sums.map((own) => own.reduce((most, sum) => Math.max(most, sum), 0));
  const reach = caps.reduce((least, cap) => Math.min(least, cap), Infinity);
  const thresholds = [0, ...new Set(sums.flat().filter((sum) => sum > 0 && sum <= reach))].sort((a, b) => a - b);
  let low = 0;
  let high = thresholds.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const asked = withNeeds(problem, sums, thresholds[middle]!);
    if (findObstacle(asked, openGraph(asked)) === null) low = middle;
    else high = middle;
  }
  const next = thresholds[high];
  if (next === undefined) return null;
  const asked = withNeeds(problem, sums, next);
  const obstacle = findObstacle(asked, openGraph(asked));
  if (obstacle === null) return null;
  return { next, obstacle, bound: thresholds[low]! * (1 + SLACK) };
}

/** The sums of each row's best 1, 2, … scores, up to its maximum. */
function bestSums(problem: Problem): number[][] {
  const { row, score, rows, rowCount } = problem;
  const sums: number[][] = [];
  let e = 0;
  for (let r = 0; r < rowCount; r++) {
    const from = e;
    while (e < row.length && row[e] === r) e++;
    const best = score.slice(from, e).sort().reverse();
    const sum = new CompensatedSum();
    const own: number[] = [];
    for (const value of best.subarray(0, Math.min(best.length, rows.max[r]!))) {
      sum.add(value);
      own.push(sum.value);
    }
    sums.push(own);
  }
  return sums;
}

function withNeeds(problem: Problem, sums: readonly (readonly number[])[], threshold: number): Problem {
  const { rows } = problem;
  const min = rows.min.map((least, r) => (threshold > 0 ? Math.max(least, sums[r]!.findIndex((sum) => sum >= threshold) + 1) : least));
  return { ...problem, objective: "total", rows: { ...rows, min } };
}
