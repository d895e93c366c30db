import type { SparseRow } from "../kernel/sparse-rows.js";

/**
 * The share of a text that another one holds, each term by the square of its row's entry: from 0 to 1, and 0 for a row of nothing. Unlike the text
 * signal it is not raised by the other text's shortness. O(entries of both).
 *
 * @param column of the other text, ascending.
 */
export function heldShare({ column: own, value }: SparseRow, column: Uint32Array): number {
  const square = Float64Array.from(value, (entry) => entry ** 2);
  const whole = square.reduce((sum, each) => sum + each, 0);
  return whole > 0 ? heldWeight({ column: own, weight: square }, column) / whole : 0;
}

/** Σ weight of the terms that a text has. @param terms with columns ascending. @param column of the text, ascending. O(entries of both). */
export function heldWeight(
  { column: own, weight }: { readonly column: Uint32Array; readonly weight: Float64Array },
  column: Uint32Array,
): number {
  let held = 0;
  for (let i = 0, j = 0; i < own.length; i++) {
    while (j < column.length && column[j]! < own[i]!) j++;
    if (column[j] === own[i]) held += weight[i]!;
  }
  return held;
}
