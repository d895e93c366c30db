import type { SparseRows } from "../kernel/sparse-rows.js";

/** Rows that are equal, entry for entry, under one number: a market has many records but few industries and regions. */
export interface DistinctRows {
  /** Number of each record's row. Numbers follow the rows' order: by first column, then its value, then the second, and so on; the empty row first. */
  readonly rowOf: Uint32Array;
  /** The first record that has the row, one a number. */
  readonly record: Uint32Array;
}

/** Rows never change, so what was found once is remembered as long as they live. */
const known = new WeakMap<SparseRows, DistinctRows>();

/** Numbers the distinct rows. Related codes get neighbouring numbers, since a code's ancestors are its first columns. O(entries + distinct rows · log). */
export function distinctRows(rows: SparseRows): DistinctRows {
  let found = known.get(rows);
  if (found === undefined) {
    found = numberRows(rows);
    known.set(rows, found);
  }
  return found;
}

function numberRows(rows: SparseRows): DistinctRows {
  const { rowCount } = rows;
  // Open addressing, at most half full: what is kept is a record of the row, plus one.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * rowCount + 1)));
  const bits = new Uint32Array(rows.value.buffer, rows.value.byteOffset, rows.value.length);
  const firstOf = new Uint32Array(rowCount);
  const firsts: number[] = [];
  for (let r = 0; r < rowCount; r++) {
    let slot = hashRow(rows, bits, r) & (slots.length - 1);
    while (slots[slot] !== 0 && compareRows(rows, slots[slot]! - 1, r) !== 0) slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] === 0) {
      slots[slot] = r + 1;
      firsts.push(r);
    }
    firstOf[r] = slots[slot]! - 1;
  }
  const record = Uint32Array.from(firsts).sort((a, b) => compareRows(rows, a, b));
  const numberOf = new Uint32Array(rowCount);
  for (let number = 0; number < record.length; number++) numberOf[record[number]!] = number;
  for (let r = 0; r < rowCount; r++) firstOf[r] = numberOf[firstOf[r]!]!;
  return { rowOf: firstOf, record };
}

/** Hash of a row's columns and the bits of its values (FNV-1a by words, then mixed, since only low bits are used). */
function hashRow({ rowStart, column }: SparseRows, bits: Uint32Array, r: number): number {
  let hash = 0x811c9dc5;
  for (let e = rowStart[r]!; e < rowStart[r + 1]!; e++) {
    hash = Math.imul(hash ^ column[e]!, 0x01000193);
    hash = Math.imul(hash ^ bits[e]!, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash ^ (hash >>> 13);
}

/** Entry by entry, by column, then value; a row that ends first goes first. */
function compareRows({ rowStart, column, value }: SparseRows, a: number, b: number): number {
  const lengthA = rowStart[a + 1]! - rowStart[a]!;
  const lengthB = rowStart[b + 1]! - rowStart[b]!;
  for (let at = 0; at < lengthA && at < lengthB; at++) {
    const i = rowStart[a]! + at;
    const j = rowStart[b]! + at;
    if (column[i] !== column[j]) return column[i]! - column[j]!;
    if (value[i] !== value[j]) return value[i]! - value[j]!;
  }
  return lengthA - lengthB;
}
