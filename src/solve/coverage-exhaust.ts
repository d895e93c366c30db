import type { CoverageProblem } from "./coverage-problem.js";

/** More free edges than this are not gone through. */
export const MOST_EDGES = 24;
/** Nor more than this many sets of them, pruned ones not counted. */
const MOST_SETS = 2 ** 17;

/**
 * Goes through all sets of edges within the maximums, leaving out those that cannot beat what is reached.
 *
 * @returns a best set, or null for one where none beats `reached`; null where the instance is too large.
 */
export function exhaustCoverage(problem: CoverageProblem, reached: number): { readonly isChosen: Uint8Array | null } | null {
  const { ends, start, part, share, partWeight } = problem;
  const free = Array.from(ends.row.keys()).filter((e) => ends.forced[e] === 0 && start[e + 1]! > start[e]!);
  if (free.length > MOST_EDGES) return null;
  const isChosen = ends.forced.slice();
  const loads = new Float64Array(partWeight.length);
  const left = new Float64Array(partWeight.length);
  const rowRoom = ends.rows.max.map((max, r) => max - ends.rows.forced[r]!);
  const columnRoom = ends.columns.max.map((max, c) => max - ends.columns.forced[c]!);
  const add = (to: Float64Array, e: number, sign: 1 | -1) => {
    for (let at = start[e]!; at < start[e + 1]!; at++) to[part[at]!]! += sign * share[at]!;
  };
  for (let e = 0; e < isChosen.length; e++) if (isChosen[e] === 1) add(loads, e, 1);
  for (const e of free) add(left, e, 1);
  const worth = (withLeft: 0 | 1) => partWeight.reduce((sum, weight, p) => sum + weight * Math.min(1, loads[p]! + withLeft * left[p]!), 0);
  let best = reached;
  let found: Uint8Array | null = null;
  let sets = 0;
  // Sums that were added to and taken from are off by some last places; a set is left out only if it is below by more.
  const slack = 2 ** -40 * (1 + reached);
  const visit = (at: number): boolean => {
    if (worth(1) < best - slack) return true;
    if (++sets > MOST_SETS) return false;
    if (at === free.length) {
      const value = worth(0);
      if (value > best) {
        best = value;
        found = isChosen.slice();
      }
      return true;
    }
    const e = free[at]!;
    const r = ends.row[e]!;
    const c = ends.column[e]!;
    add(left, e, -1);
    let isDone = true;
    if (rowRoom[r]! > 0 && columnRoom[c]! > 0) {
      isChosen[e] = 1;
      rowRoom[r]!--;
      columnRoom[c]!--;
      add(loads, e, 1);
      isDone = visit(at + 1);
      add(loads, e, -1);
      rowRoom[r]!++;
      columnRoom[c]!++;
      isChosen[e] = 0;
    }
    isDone = isDone && visit(at + 1);
    add(left, e, 1);
    return isDone;
  };
  return visit(0) ? { isChosen: found } : null;
}
