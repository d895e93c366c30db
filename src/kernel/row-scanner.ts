import { transposeRows, type SparseRow, type SparseRows } from "./sparse-rows.js";

/**
 * Products of one row with all rows of a side, through the side's inverted rows.
 *
 * The probe's columns are taken in ascending order, so each product is added up in the same order as `dotRows` adds it.
 */
export class RowScanner {
  /** Row t of `postings` lists the records that hold term t. */
  private readonly postings: SparseRows;

  constructor(rows: SparseRows) {
    this.postings = transposeRows(rows);
  }

  /**
   * Overwrites `products` (one a record of the side). Columns that the side does not have meet nothing. O(records + postings of the probe's terms).
   *
   * @param from where among the probe's entries its row begins, and `to` where it ends: all of them are one row unless told.
   */
  products(probe: SparseRow, products: Float64Array, from = 0, to = probe.column.length): void {
    products.fill(0);
    const { rowStart, column, value } = this.postings;
    for (let e = from; e < to; e++) {
      const term = probe.column[e]!;
      if (term + 1 >= rowStart.length) continue;
      const weight = probe.value[e]!;
      const end = rowStart[term + 1]!;
      for (let p = rowStart[term]!; p < end; p++) products[column[p]!]! += weight * value[p]!;
    }
  }
}
