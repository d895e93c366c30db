/** Columns listed for each row. Lengths from 12 to 48 measured much alike on the four tables of `bench -- solve`; any length is exact. */
const LIST_LENGTH = 16;

/**
 * For each row of a full table its best columns by gain − price, so that most looks at a row need not go through all columns.
 *
 * Prices may only rise between two calls. What is not listed was worth `rest` at most when the list was made, and so it still is.
 */
export class BestColumns {
  /** Row r lists the columns `column[start(r)] … column[start(r) + count[r] − 1]`, in no order, with their gains. */
  readonly column: Int32Array;
  readonly gain: Float64Array;
  readonly count: Int32Array;
  /** No column outside the list is worth more; ∞ before the first `refill`, −∞ where the list holds all columns. */
  readonly rest: Float64Array;
  private readonly length: number;
  private readonly worthOf = new Float64Array(2 * LIST_LENGTH);
  private readonly columnOf = new Int32Array(2 * LIST_LENGTH);

  /** @param table gains, row by row. @param price of each column; kept, and read at each `refill`. */
  constructor(
    rowCount: number,
    private readonly columnCount: number,
    private readonly from: { readonly table: Float64Array; readonly price: Float64Array },
  ) {
    this.length = Math.min(LIST_LENGTH, columnCount);
    this.column = new Int32Array(rowCount * this.length);
    this.gain = new Float64Array(rowCount * this.length);
    this.count = new Int32Array(rowCount);
    this.rest = new Float64Array(rowCount).fill(Infinity);
  }

  start(row: number): number {
    return row * this.length;
  }

  /** Lists the row's best columns at the prices of now. O(columns). */
  refill(row: number): void {
    const { columnCount, worthOf, columnOf, length } = this;
    const { table, price } = this.from;
    const full = 2 * length;
    const first = row * columnCount;
    let rest = -Infinity;
    let count = 0;
    for (let j = 0; j < columnCount; j++) {
      const worth = table[first + j]! - price[j]!;
      if (worth <= rest) continue;
      worthOf[count] = worth;
      columnOf[count++] = j;
      if (count < full) continue;
      rest = this.keepBest(count);
      count = length;
    }
    if (count > length) {
      rest = this.keepBest(count);
      count = length;
    }
    const start = row * length;
    for (let at = 0; at < count; at++) {
      const j = columnOf[at]!;
      this.column[start + at] = j;
      this.gain[start + at] = table[first + j]!;
    }
    this.count[row] = count;
    this.rest[row] = rest;
  }

  /** Moves the `length` best to the front; returns what the best of the others is worth. Quickselect (C. Hoare, "Algorithm 65: FIND", 1961). */
  private keepBest(count: number): number {
    const { worthOf, columnOf, length } = this;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const pivot = worthOf[(low + high) >> 1]!;
      let i = low;
      let j = high;
      while (i <= j) {
        while (worthOf[i]! > pivot) i++;
        while (worthOf[j]! < pivot) j--;
        if (i > j) break;
        const worth = worthOf[i]!;
        const column = columnOf[i]!;
        worthOf[i] = worthOf[j]!;
        columnOf[i] = columnOf[j]!;
        worthOf[j] = worth;
        columnOf[j] = column;
        i++;
        j--;
      }
      if (length - 1 <= j) high = j;
      else if (length - 1 >= i) low = i;
      else break;
    }
    let best = -Infinity;
    for (let at = length; at < count; at++) if (worthOf[at]! > best) best = worthOf[at]!;
    return best;
  }
}
