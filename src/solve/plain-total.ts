import { InvariantError } from "../kernel/invariant-error.js";
import { pickMarks } from "./canonical.js";
import { planCutShort } from "./cut-short.js";
import { drain } from "./drain.js";
import { emptyTree } from "./group-tree.js";
import { findObstacle } from "./infeasible.js";
import { infeasible } from "./largest-total.js";
import { openGraph } from "./open-graph.js";
import { orderEdges } from "./ordered-edges.js";
import type { Problem, ReadBounds } from "./problem.js";
import { totalSteps } from "./total.js";
import type { Solution } from "./plan-types.js";
import type { Bounds, Edges, SolveOptions } from "./types.js";
import { collectProblems, type Verdict } from "./verdict.js";
import { verifyCutShort } from "./verify-cut-short.js";
import { verifyInfeasible } from "./verify-infeasible.js";
import { verifyPlan } from "./verify-plan.js";

/**
 * As `solve` with the objective `"total"`, for a request that our own code made: bounds, forced edges and steps alone, and nothing is checked that the
 * maker has checked. So plans of records load neither the code of other requests nor the words for refusing bad ones.
 *
 * @throws InvariantError where an end is out of range, a score is not finite, or two edges are of one pair.
 * @throws SolveError `scores-overflow`, `scores-too-coarse`: those depend on what is solved.
 */
export function solvePlainTotal(edges: Edges, options: SolveOptions): Solution {
  const problem = plainProblem(edges, options);
  const graph = openGraph(problem);
  const plan = drain(totalSteps(problem, graph, { cutShort: planCutShort }));
  if (plan !== null) return plan;
  // A search that gets stuck proves that there is no plan; then the reason is there to be found.
  return infeasible(findObstacle(problem, graph)!);
}

/** As `verifySolution`, for solutions of `solvePlainTotal`. */
export function verifyPlainTotal(edges: Edges, options: SolveOptions, solution: Solution): Verdict {
  const problem = plainProblem(edges, options);
  return collectProblems((report) => {
    if (solution.status === "infeasible") verifyInfeasible(problem, solution, report);
    else verifyPlan(problem, solution, report, { cutShort: verifyCutShort });
  });
}

function plainProblem(edges: Edges, { rows, columns, forced = [], maxSteps = Infinity }: SolveOptions): Problem {
  const { rowCount, columnCount } = edges;
  const ordered = orderEdges(edges);
  if (ordered === null) throw new InvariantError("solve: edges that cannot be read");
  const isForced = new Uint8Array(edges.row.length);
  for (let at = 0; at < forced.length; at++) isForced[forced[at]!] = 1;
  return {
    ...ordered,
    rowCount,
    columnCount,
    forced: pickMarks(isForced, ordered.callerEdge),
    rows: plainBounds(rows, rowCount, { end: edges.row, forced }),
    columns: plainBounds(columns, columnCount, { end: edges.column, forced }),
    objective: "total",
    proposer: "rows",
    columnGroups: { groupOf: new Int32Array(columnCount).fill(-1), max: new Float64Array(0), forced: new Float64Array(0) },
    rowTree: emptyTree(rowCount),
    columnTree: emptyTree(columnCount),
    rowLoads: null,
    columnLoads: null,
    worth: null,
    maxSteps,
  };
}

function plainBounds(
  { min = 0, max = 1 }: Bounds = {},
  count: number,
  { end, forced }: { readonly end: ArrayLike<number>; readonly forced: ArrayLike<number> },
): ReadBounds {
  const each = (bound: number | ArrayLike<number>): Float64Array =>
    typeof bound === "number" ? new Float64Array(count).fill(bound) : Float64Array.from(bound);
  const forcedCount = new Float64Array(count);
  for (let at = 0; at < forced.length; at++) forcedCount[end[forced[at]!]!]!++;
  return { min: each(min), max: each(max), forced: forcedCount };
}
