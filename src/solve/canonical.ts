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
  const all = Uint32Array.from({ length: end.length }, (_, e) => e);
  return { start: groupStarts(end, groupCount, all), edge: sortBy(end, groupCount, all) };
}

function sortBy(key: ArrayLike<number>, keyCount: number, items: Uint32Array): Uint32Array {
  const next = groupStarts(key, keyCount, items);
  const sorted = new Uint32Array(items.length);
  for (const item of items) sorted[next[key[item]!]!++] = item;
  return sorted;
}

function groupStarts(key: ArrayLike<number>, keyCount: number, items: Uint32Array): Uint32Array {
  const start = new Uint32Array(keyCount + 1);
  for (const item of items) start[key[item]! + 1]!++;
  for (let k = 0; k < keyCount; k++) start[k + 1]! += start[k]!;
  return start;
}
