import type { SparseRows } from "../kernel/sparse-rows.js";

/** Rows that are equal, entry for entry, under one number: a market has many records but few industries and regions. */
export interface DistinctRows {
  /** Number of each record's row. Numbers follow the rows' order: by first column, then second, and so on; the empty row first. */
  readonly rowOf: Uint32Array;
  /** A record that has the row, one a number. */
  readonly record: Uint32Array;
}

/** Rows never change, so what was found once is remembered as long as they live. */
const known = new WeakMap<SparseRows, DistinctRows>();

/** Numbers the distinct rows. Related codes get neighbouring numbers, since a code's ancestors are its first columns. O(entries + distinct rows · log). */
export function distinctRows(rows: SparseRows): DistinctRows {
  const found = known.get(rows);
  if (found !== undefined) return found;
  const firstByKey = new Map<string, number>();
  const keys: string[] = [];
  for (let r = 0; r < rows.rowCount; r++) {
    let key = "";
    for (let e = rows.rowStart[r]!; e < rows.rowStart[r + 1]!; e++)
      key += `${rows.column[e]!.toString().padStart(7, "0")}:${rows.value[e]!} `;
    keys.push(key);
    if (!firstByKey.has(key)) firstByKey.set(key, r);
  }
  const sorted = [...firstByKey.keys()].sort();
  const numberByKey = new Map(sorted.map((key, number) => [key, number]));
  const distinct = {
    rowOf: Uint32Array.from(keys, (key) => numberByKey.get(key)!),
    record: Uint32Array.from(sorted, (key) => firstByKey.get(key)!),
  };
  known.set(rows, distinct);
  return distinct;
}
