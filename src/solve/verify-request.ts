import { InvariantError } from "../kernel/invariant-error.js";
import type { Problem } from "./problem.js";
import type { Edges, Objective, SolveOptions } from "./types.js";

/**
 * Compares a request as it was read with the request itself, entry by entry, so that a mistake in reading cannot deceive the solver and
 * the verifier alike. Groups and load costs are not compared: the verifier reads them on its own.
 *
 * @throws InvariantError where they differ. O(edges + rows + columns).
 */
export function checkReading(problem: Problem, edges: Edges, options: SolveOptions<Objective>): void {
  const { row, column, score, callerEdge, forced, worth } = problem;
  const edgeCount = edges.row.length;
  const demand = (isSo: boolean, what: string) => {
    if (!isSo) throw new InvariantError(`verify: ${what} was read wrongly`);
  };
  demand(problem.rowCount === edges.rowCount && problem.columnCount === edges.columnCount, "a count");
  demand(callerEdge.length === edgeCount, "the number of edges");
  const isForced = new Uint8Array(edgeCount);
  for (const e of Array.from(options.forced ?? [])) isForced[e] = 1;
  const isKept = new Uint8Array(edgeCount);
  for (const e of Array.from(options.keep?.edges ?? [])) isKept[e] = 1;
  const isMet = new Uint8Array(edgeCount);
  for (let at = 0; at < edgeCount; at++) {
    const e = callerEdge[at]!;
    demand(isMet[e] === 0, "an edge");
    isMet[e] = 1;
    demand(row[at] === edges.row[e] && column[at] === edges.column[e] && score[at] === edges.score[e], "an edge");
    demand(problem.columnScore[at] === (edges.columnScore ?? edges.score)[e], "a column's score");
    demand(forced[at] === isForced[e], "a forced edge");
    const counted = isKept[e] === 1 ? edges.score[e]! + options.keep!.bonus : edges.score[e];
    demand((worth ?? score)[at] === counted, "a bonus");
    const isAscending = at === 0 || row[at]! > row[at - 1]! || (row[at] === row[at - 1] && column[at]! > column[at - 1]!);
    demand(isAscending, "the order of edges");
  }
  for (const side of ["rows", "columns"] as const) {
    const given = options[side];
    const counted = new Float64Array(problem[side].min.length);
    for (let e = 0; e < edgeCount; e++) if (isForced[e] === 1) counted[(side === "rows" ? edges.row : edges.column)[e]!]!++;
    for (let node = 0; node < counted.length; node++) {
      const at = (bound: number | ArrayLike<number> | undefined, otherwise: number) =>
        bound === undefined ? otherwise : typeof bound === "number" ? bound : bound[node];
      const { min, max, forced: ofForced } = problem[side];
      demand(min[node] === at(given?.min, 0) && max[node] === at(given?.max, 1), "a bound");
      demand(ofForced[node] === counted[node], "the forced edges of a bound");
    }
  }
}
