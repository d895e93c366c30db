import { groupByEnd, type Incidence } from "./canonical.js";
import type { Problem, ReadBounds } from "./problem.js";

/**
 * What is left to decide once the forced edges are fixed: the other edges, and the bounds less what forcing uses.
 *
 * Edges are in (row, column) order, numbered 0 … edgeCount − 1.
 */
export interface OpenGraph {
  readonly edgeCount: number;
  /** Position in the problem's edges. */
  readonly problemEdge: Uint32Array;
  readonly rows: OpenSide;
  readonly columns: OpenSide;
}

/** The rows (or the columns) of an open graph. */
export interface OpenSide {
  readonly count: number;
  /** The row (or column) of each open edge. */
  readonly end: Uint32Array;
  /** The open edges of each row (or column), ascending. */
  readonly incidence: Incidence;
  /** The fewest open edges to choose: max(0, minimum − forced). May exceed `max`, which is then infeasible. */
  readonly min: Float64Array;
  /** The most open edges to choose, at most as many as there are: min(maximum − forced, open edges). */
  readonly max: Float64Array;
}

/** O(edges + rows + columns). */
export function openGraph(problem: Problem): OpenGraph {
  const { forced } = problem;
  const problemEdge = Uint32Array.from({ length: forced.length }, (_, e) => e).filter((e) => forced[e] === 0);
  return {
    edgeCount: problemEdge.length,
    problemEdge,
    rows: openSide(problem.row, problemEdge, problem.rows),
    columns: openSide(problem.column, problemEdge, problem.columns),
  };
}

function openSide(endOfProblemEdge: Uint32Array, problemEdge: Uint32Array, bounds: ReadBounds): OpenSide {
  const count = bounds.min.length;
  const end = problemEdge.map((e) => endOfProblemEdge[e]!);
  const incidence = groupByEnd(end, count);
  const { start } = incidence;
  const min = bounds.min.map((value, index) => Math.max(0, value - bounds.forced[index]!));
  const max = bounds.max.map((value, index) => Math.min(value - bounds.forced[index]!, start[index + 1]! - start[index]!));
  return { count, end, incidence, min, max };
}
