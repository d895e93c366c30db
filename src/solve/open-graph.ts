import { allPlaces, groupFrom, pickCounts, type Incidence } from "./canonical.js";
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
  /** How many open edges each row (or column) has. */
  readonly degree: Uint32Array;
  /** The open edges of each row (or column), ascending; grouped when first asked for. */
  readonly incidence: Incidence;
  /** The fewest open edges to choose: max(0, minimum − forced). May exceed `max`, which is then infeasible. */
  readonly min: Float64Array;
  /** The most open edges to choose, at most as many as there are: min(maximum − forced, open edges). */
  readonly max: Float64Array;
}

/** O(edges + rows + columns). */
export function openGraph(problem: Problem): OpenGraph {
  const { forced } = problem;
  const all = problem.isInOrder ? problem.callerEdge : allPlaces(forced.length);
  const problemEdge = forced.includes(1) ? all.filter((e) => forced[e] === 0) : all;
  const pick = (end: Uint32Array) => (problemEdge === all ? end : pickCounts(end, problemEdge));
  const row = pick(problem.row);
  // Pairs are not repeated, so with as many edges as pairs every pair is one.
  const isFull = problemEdge.length === problem.rowCount * problem.columnCount;
  const rowDegree = isFull ? new Uint32Array(problem.rowCount).fill(problem.columnCount) : degreesOf(row, problem.rowCount);
  const column = pick(problem.column);
  const columnDegree = isFull ? new Uint32Array(problem.columnCount).fill(problem.rowCount) : degreesOf(column, problem.columnCount);
  return {
    edgeCount: problemEdge.length,
    problemEdge,
    rows: openSide(row, problem.rows, {
      degree: rowDegree,
      group: (starts) => ({ start: starts, edge: problemEdge === all ? all : allPlaces(row.length) }),
    }),
    columns: openSide(column, problem.columns, { degree: columnDegree }),
  };
}

function degreesOf(end: Uint32Array, count: number): Uint32Array {
  const degree = new Uint32Array(count);
  for (let edge = 0; edge < end.length; edge++) degree[end[edge]!]!++;
  return degree;
}

/** @param group groups the edges where that takes less than sorting them, given where each group begins. */
function openSide(
  end: Uint32Array,
  bounds: ReadBounds,
  { degree, group }: { readonly degree: Uint32Array; readonly group?: (start: Uint32Array) => Incidence },
): OpenSide {
  const count = bounds.min.length;
  const min = new Float64Array(count);
  const max = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const forced = bounds.forced[index]!;
    min[index] = Math.max(0, bounds.min[index]! - forced);
    max[index] = Math.min(bounds.max[index]! - forced, degree[index]!);
  }
  let incidence: Incidence | null = null;
  return {
    count,
    end,
    degree,
    min,
    max,
    get incidence() {
      incidence ??= group === undefined ? groupFrom(startsOf(degree), end) : group(startsOf(degree));
      return incidence;
    },
  };
}

function startsOf(degree: Uint32Array): Uint32Array {
  const start = new Uint32Array(degree.length + 1);
  for (let index = 0; index < degree.length; index++) start[index + 1] = start[index]! + degree[index]!;
  return start;
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
