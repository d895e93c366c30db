/**
 * The order in which edges are worked on: by row, then column. It makes every plan a function of the set of edges.
 *
 * @param ends row and column of every edge, integers in [0, rowCount) and [0, columnCount) for the edges in `edges`.
 * @param edges the edge indices to sort; not changed.
 * @returns the same indices by (row, column); indices of one pair stay in their given order. Two counting sorts,
 *   O(edges + rows + columns).
 */
export function canonicalOrder(
  ends: { readonly row: ArrayLike<number>; readonly column: ArrayLike<number> },
  counts: { readonly rowCount: number; readonly columnCount: number },
  edges: Uint32Array,
): Uint32Array {
  return sortBy(ends.row, counts.rowCount, sortBy(ends.column, counts.columnCount, edges));
}

/** Edge positions grouped by one end: group g holds `edge[start[g]] … edge[start[g + 1] − 1]`, ascending. */
export interface Incidence {
  readonly start: Uint32Array;
  readonly edge: Uint32Array;
}

/** Groups the edges 0 … end.length − 1 by `end`. O(edges + groups). */
export function groupByEnd(end: ArrayLike<number>, groupCount: number): Incidence {
  return groupFrom(groupStarts(end, groupCount, allPlaces(end.length)), end);
}

/** The same where it is known at which place each group starts. */
export function groupFrom(start: Uint32Array, end: ArrayLike<number>): Incidence {
  const next = start.slice();
  const edge = new Uint32Array(end.length);
  for (let at = 0; at < end.length; at++) edge[next[end[at]!]!++] = at;
  return { start, edge };
}

/** The values at the places given, in their order. */
export function pickFloats(values: ArrayLike<number>, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) picked[at] = values[places[at]!]!;
  return picked;
}

/** The same for whole numbers from 0 to 2³² − 1. */
export function pickCounts(values: ArrayLike<number>, places: Uint32Array): Uint32Array {
  const picked = new Uint32Array(places.length);
  for (let at = 0; at < places.length; at++) picked[at] = values[places[at]!]!;
  return picked;
}

/** The same for marks. */
export function pickMarks(values: ArrayLike<number>, places: Uint32Array): Uint8Array {
  const picked = new Uint8Array(places.length);
  for (let at = 0; at < places.length; at++) picked[at] = values[places[at]!]!;
  return picked;
}

/** 0 … count − 1. */
export function allPlaces(count: number): Uint32Array {
  const all = new Uint32Array(count);
  for (let at = 0; at < count; at++) all[at] = at;
  return all;
}

function sortBy(key: ArrayLike<number>, keyCount: number, items: Uint32Array): Uint32Array {
  const next = groupStarts(key, keyCount, items);
  const sorted = new Uint32Array(items.length);
  for (let at = 0; at < items.length; at++) sorted[next[key[items[at]!]!]!++] = items[at]!;
  return sorted;
}

function groupStarts(key: ArrayLike<number>, keyCount: number, items: Uint32Array): Uint32Array {
  const start = new Uint32Array(keyCount + 1);
  for (let at = 0; at < items.length; at++) start[key[items[at]!]! + 1]!++;
  for (let k = 0; k < keyCount; k++) start[k + 1]! += start[k]!;
  return start;
}
