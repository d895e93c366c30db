/**
 * Sparse rows in compressed form: row r holds the entries `rowStart[r] … rowStart[r + 1] − 1`, columns ascending and distinct.
 *
 * Values are Float32, rounded once when the row is made; every product of two is exact in Float64 (24 + 24 bits < 53).
 */
export interface SparseRows {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Length rowCount + 1, from 0, ascending. */
  readonly rowStart: Uint32Array;
  /** Column of each entry. */
  readonly column: Uint32Array;
  /** Value of each entry. */
  readonly value: Float32Array;
}

/** One sparse row on its own: columns ascending and distinct, values as in `SparseRows`. */
export interface SparseRow {
  readonly column: Uint32Array;
  readonly value: Float32Array;
}

/**
 * Copies single rows into one `SparseRows`. O(entries).
 *
 * @param numberOf which of the rows each is; in the order given, each once, unless told.
 */
export function packRows(
  rows: readonly SparseRow[],
  columnCount: number,
  numberOf: Uint32Array = Uint32Array.from(rows.keys()),
): SparseRows {
  const rowStart = new Uint32Array(numberOf.length + 1);
  for (let r = 0; r < numberOf.length; r++) rowStart[r + 1] = rowStart[r]! + rows[numberOf[r]!]!.column.length;
  const entryCount = rowStart[numberOf.length]!;
  const column = new Uint32Array(entryCount);
  const value = new Float32Array(entryCount);
  for (let r = 0; r < numberOf.length; r++) {
    const row = rows[numberOf[r]!]!;
    column.set(row.column, rowStart[r]);
    value.set(row.value, rowStart[r]);
  }
  return { rowCount: numberOf.length, columnCount, rowStart, column, value };
}

/** Row r as views into `rows`; nothing is copied. */
export function rowAt(rows: SparseRows, r: number): SparseRow {
  const from = rows.rowStart[r]!;
  const to = rows.rowStart[r + 1]!;
  return { column: rows.column.subarray(from, to), value: rows.value.subarray(from, to) };
}

/** Rows and columns exchanged; within a column of the input, rows stay ascending. O(entries + columns). */
export function transposeRows(rows: SparseRows): SparseRows {
  const entryCount = rows.column.length;
  const rowStart = new Uint32Array(rows.columnCount + 1);
  for (let e = 0; e < entryCount; e++) rowStart[rows.column[e]! + 1]!++;
  for (let c = 0; c < rows.columnCount; c++) rowStart[c + 1]! += rowStart[c]!;
  const next = rowStart.slice(0, rows.columnCount);
  const column = new Uint32Array(entryCount);
  const value = new Float32Array(entryCount);
  for (let r = 0; r < rows.rowCount; r++) {
    for (let e = rows.rowStart[r]!; e < rows.rowStart[r + 1]!; e++) {
      const at = next[rows.column[e]!]!++;
      column[at] = r;
      value[at] = rows.value[e]!;
    }
  }
  return { rowCount: rows.columnCount, columnCount: rows.rowCount, rowStart, column, value };
}

/**
 * The dot product of two sparse rows, added up in Float64 by ascending column.
 *
 * The order is part of the contract: every path to a pair's score adds in this order, so all agree to the last bit.
 * O(entries of a + entries of b).
 */
export function dotRows(a: SparseRow, b: SparseRow): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  while (i < a.column.length && j < b.column.length) {
    const columnA = a.column[i]!;
    const columnB = b.column[j]!;
    if (columnA === columnB) sum += a.value[i++]! * b.value[j++]!;
    else if (columnA < columnB) i++;
    else j++;
  }
  return sum;
}
