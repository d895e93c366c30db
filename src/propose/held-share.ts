import type { SparseRow } from "../kernel/sparse-rows.js";

/**
 * The share of a text that another one holds, each term by the square of its row's entry: from 0 to 1, and 0 for a row of nothing. Unlike the text
 * signal it is not raised by the other text's shortness. O(entries of both).
 *
 * @param column of the other text, ascending.
 */
export function heldShare(text: SparseRow, column: Uint32Array): number {
  let held = 0;
  let whole = 0;
  let j = 0;
  text.column.forEach((term, at) => {
    const square = text.value[at]! ** 2;
    whole += square;
    while (j < column.length && column[j]! < term) j++;
    if (column[j] === term) held += square;
  });
  return whole > 0 ? held / whole : 0;
}
