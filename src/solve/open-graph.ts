import { allPlaces, groupByEnd, pickCounts, type Incidence } from "./canonical.js";
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
  const all = allPlaces(forced.length);
  const problemEdge = forced.includes(1) ? all.filter((e) => forced[e] === 0) : all;
  return {
    edgeCount: problemEdge.length,
    problemEdge,
    rows: openSide(problem.row, problemEdge, problem.rows),
    columns: openSide(problem.column, problemEdge, problem.columns),
  };
}

function openSide(endOfProblemEdge: Uint32Array, problemEdge: Uint32Array, bounds: ReadBounds): OpenSide {
  const count = bounds.min.length;
  const isWhole = problemEdge.length === endOfProblemEdge.length;
  const end = isWhole ? endOfProblemEdge : pickCounts(endOfProblemEdge, problemEdge);
  const incidence = groupByEnd(end, count);
  const { start } = incidence;
  const min = bounds.min.map((value, index) => Math.max(0, value - bounds.forced[index]!));
  const max = bounds.max.map((value, index) => Math.min(value - bounds.forced[index]!, start[index + 1]! - start[index]!));
  return { count, end, incidence, min, max };
}

/** The same graph with rows as columns and the reverse; its edges, again in (row, column) order, are `columns.incidence.edge` of the graph given. O(edges). */
export function swapSides(graph: OpenGraph): OpenGraph {
  const order = graph.columns.incidence.edge;
  const own = new Uint32Array(order.length);
  const place = new Uint32Array(order.length);
  const rowEnd = new Uint32Array(order.length);
  const columnEnd = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const edge = order[at]!;
    own[at] = at;
    place[edge] = at;
    rowEnd[at] = graph.columns.end[edge]!;
    columnEnd[at] = graph.rows.end[edge]!;
  }
  return {
    edgeCount: graph.edgeCount,
    problemEdge: pickCounts(graph.problemEdge, order),
    rows: { ...graph.columns, end: rowEnd, incidence: { start: graph.columns.incidence.start, edge: own } },
    columns: { ...graph.rows, end: columnEnd, incidence: { start: graph.rows.incidence.start, edge: place } },
  };
}
