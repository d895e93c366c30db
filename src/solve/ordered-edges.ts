import { allPlaces, canonicalOrder, pickCounts, pickFloats } from "./canonical.js";
import type { Edges } from "./types.js";

/** Edges without fault, in (row, column) order. Arrays that are so already are the caller's own. */
export interface OrderedEdges {
  /** Index in the caller's arrays of each edge; the arrays below are in this order. */
  readonly callerEdge: Uint32Array;
  /** Whether the caller's edges are in this order, so that `callerEdge` is 0, 1, 2 … */
  readonly isInOrder: boolean;
  readonly row: Uint32Array;
  readonly column: Uint32Array;
  readonly score: Float64Array;
  readonly columnScore: Float64Array;
}

/** Rows of up to 2 to the power of this many edges are put in order by insertion, which beats other ways up to some dozens. */
const PLACE_BITS = 6;

/**
 * Puts the edges into the order in which they are worked on, so that every plan is a function of the set of edges.
 *
 * @param edges arrays of equal length; counts that are whole numbers.
 * @returns null where an end is out of range, a score is not finite, or two edges are of one pair.
 *   O(edges + rows + columns), one pass where they are in order.
 */
export function orderEdges(edges: Edges): OrderedEdges | null {
  const row = asCounts(edges.row);
  const column = asCounts(edges.column);
  const score = asFloats(edges.score);
  const columnScore = edges.columnScore === undefined ? score : asFloats(edges.columnScore);
  if (row === null || column === null) return null;
  const order = orderOf(row, column, edges);
  if (order === null || !areFinite(score) || (columnScore !== score && !areFinite(columnScore))) return null;
  if (order === "ordered") return { callerEdge: allPlaces(row.length), isInOrder: true, row, column, score, columnScore };
  const sorted = (order === "by-row" ? sortWithinRows(row, column, edges.columnCount) : null) ?? sortAll(row, column, edges);
  const { callerEdge } = sorted;
  if (hasParallel(sorted.row, sorted.column)) return null;
  const sortedScore = pickFloats(score, callerEdge);
  return {
    ...sorted,
    isInOrder: false,
    score: sortedScore,
    columnScore: columnScore === score ? sortedScore : pickFloats(columnScore, callerEdge),
  };
}

/** Whole numbers as they are, or copied; null where some are none. Those out of range stay so. */
function asCounts(values: ArrayLike<number>): Uint32Array | null {
  if (values instanceof Uint32Array) return values;
  // A number below 0 wraps around to one above every count.
  if (values instanceof Int32Array) return Uint32Array.from(values);
  const counts = new Uint32Array(values.length);
  for (let at = 0; at < counts.length; at++) {
    const value: unknown = values[at];
    if (typeof value !== "number") return null;
    counts[at] = value;
    if (counts[at] !== value) return null;
  }
  return counts;
}

function asFloats(values: ArrayLike<number>): Float64Array {
  if (values instanceof Float64Array) return values;
  const floats = new Float64Array(values.length);
  // `Float64Array.from` would make numbers of strings.
  for (let at = 0; at < floats.length; at++) {
    const value: unknown = values[at];
    floats[at] = typeof value === "number" ? value : NaN;
  }
  return floats;
}

/** How far the edges are in order; null where an end is out of range. */
function orderOf(
  row: Uint32Array,
  column: Uint32Array,
  { rowCount, columnCount }: { readonly rowCount: number; readonly columnCount: number },
): "ordered" | "by-row" | "unordered" | null {
  if (isFullTable(row, column, columnCount) && row.length === rowCount * columnCount) return "ordered";
  let isByRow = true;
  let isOrdered = true;
  let lastRow = -1;
  let lastColumn = -1;
  for (let e = 0; e < row.length; e++) {
    const r = row[e]!;
    const c = column[e]!;
    if (r >= rowCount || c >= columnCount) return null;
    if (r === lastRow) {
      if (c <= lastColumn) isOrdered = false;
    } else if (r < lastRow) isByRow = false;
    lastRow = r;
    lastColumn = c;
  }
  return !isByRow ? "unordered" : isOrdered ? "ordered" : "by-row";
}

/** Whether the edges are all pairs, row by row: then one comparison each is enough. */
function isFullTable(row: Uint32Array, column: Uint32Array, columnCount: number): boolean {
  for (let from = 0, r = 0; from < row.length; from += columnCount, r++) {
    if (columnCount === 0 || from + columnCount > row.length) return false;
    if (!isFullRow(row, column, { from, columnCount, r })) return false;
  }
  return true;
}

function isFullRow(row: Uint32Array, column: Uint32Array, at: { from: number; columnCount: number; r: number }): boolean {
  const { from, columnCount, r } = at;
  for (let c = 0; c < columnCount; c++) if (row[from + c] !== r || column[from + c] !== c) return false;
  return true;
}

function areFinite(values: Float64Array): boolean {
  // ±∞ and NaN times 0 are NaN, and stay so in a sum. Two sums, because each addition waits for the one before.
  let even = 0;
  let odd = 0;
  for (let at = 1; at < values.length; at += 2) {
    even += values[at - 1]! * 0;
    odd += values[at]! * 0;
  }
  if (values.length % 2 === 1) even += values[values.length - 1]! * 0;
  return even + odd === 0;
}

type SortedEnds = Pick<OrderedEdges, "callerEdge" | "row" | "column">;

function sortAll(row: Uint32Array, column: Uint32Array, counts: Pick<Edges, "rowCount" | "columnCount">): SortedEnds {
  const callerEdge = canonicalOrder({ row, column }, counts, allPlaces(row.length));
  return { callerEdge, row: pickCounts(row, callerEdge), column: pickCounts(column, callerEdge) };
}

/** Edges are by row: puts those of each row by column, or returns null where insertion is not the way. */
function sortWithinRows(row: Uint32Array, column: Uint32Array, columnCount: number): SortedEnds | null {
  // A column and a place in its row are one number of 32 bits.
  if (columnCount > 2 ** (31 - PLACE_BITS)) return null;
  const sorted = { callerEdge: new Uint32Array(row.length), row, column: new Uint32Array(row.length) };
  const keys = new Int32Array(2 ** PLACE_BITS);
  for (let from = 0, to = 0; from < row.length; from = to) {
    const r = row[from]!;
    while (to < row.length && row[to] === r) to++;
    if (to - from > keys.length) return null;
    sortRow(sorted, column, { from, to, keys });
  }
  return sorted;
}

function sortRow(into: SortedEnds, column: Uint32Array, { from, to, keys }: { from: number; to: number; keys: Int32Array }): void {
  for (let at = from; at < to; at++) {
    const key = (column[at]! << PLACE_BITS) | (at - from);
    let place = at - from;
    for (; place > 0 && keys[place - 1]! > key; place--) keys[place] = keys[place - 1]!;
    keys[place] = key;
  }
  for (let at = from; at < to; at++) {
    const key = keys[at - from]!;
    into.callerEdge[at] = from + (key & (keys.length - 1));
    into.column[at] = key >> PLACE_BITS;
  }
}

function hasParallel(row: Uint32Array, column: Uint32Array): boolean {
  for (let e = 1; e < row.length; e++) if (row[e] === row[e - 1] && column[e] === column[e - 1]) return true;
  return false;
}
