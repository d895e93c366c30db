import type { OpenGraph } from "./open-graph.js";
import type { Prices } from "./prices.js";

/** Row reductions a row on average, after which the rest is left to shortest paths. */
const REDUCTIONS_PER_ROW = 10;

/** Whether every pair is an edge, every row has to take one column, of which there are enough, and every column may take one. */
export function isDenseAssignment({ rows, columns, edgeCount }: OpenGraph): boolean {
  return (
    rows.count > 0 &&
    rows.count <= columns.count &&
    edgeCount === rows.count * columns.count &&
    rows.min.every((min) => min === 1) &&
    rows.max.every((max) => max === 1) &&
    columns.min.every((min) => min === 0) &&
    columns.max.every((max) => max === 1)
  );
}

/**
 * The assignment of the largest gain in a full table, with the prices that prove it: column reduction and reduction transfer
 * (square tables), augmenting row reduction, then a shortest augmenting path for each row left. O(rows² · columns).
 *
 * Letters as in the paper: c = −gain is the cost, v the column prices of the minimum problem, d the distances.
 *
 * @param gain integers, row by row; the graph as `isDenseAssignment` accepts it.
 * @see R. Jonker, A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38 (1987).
 */
export function densePrices({ rows, columns, edgeCount }: OpenGraph, gain: Float64Array): Prices {
  const table = new DenseTable(rows.count, columns.count, gain);
  if (rows.count === columns.count) table.reduceColumns();
  table.reduceRows();
  table.augment();
  const { v, columnOf } = table;
  // All columns of a square table are full, so a common shift from columns to rows changes nothing but makes prices ≥ 0.
  const shift = rows.count === columns.count ? v.reduce((top, value) => Math.max(top, value), -Infinity) : 0;
  const columnDual = v.map((value) => shift - value);
  const chosen = new Uint8Array(edgeCount);
  const rowDual = new Float64Array(rows.count);
  for (let row = 0; row < rows.count; row++) {
    const edge = row * columns.count + columnOf[row]!;
    chosen[edge] = 1;
    rowDual[row] = gain[edge]! - columnDual[columnOf[row]!]!;
  }
  return { chosen, rowDual, columnDual };
}

class DenseTable {
  readonly v: Float64Array;
  readonly columnOf: Int32Array;
  private readonly rowOf: Int32Array;
  private free: number[] = [];

  constructor(
    private readonly rowCount: number,
    private readonly columnCount: number,
    private readonly gain: Float64Array,
  ) {
    this.v = new Float64Array(columnCount);
    this.columnOf = new Int32Array(rowCount).fill(-1);
    this.rowOf = new Int32Array(columnCount).fill(-1);
    this.free = Array.from({ length: rowCount }, (_, row) => row);
  }

  /** Prices each column at its least cost and gives it to that row, if free; rows with one such column pass on what they can spare. */
  reduceColumns(): void {
    const { rowCount, columnCount, gain, v, columnOf, rowOf } = this;
    const cheapest = new Int32Array(columnCount);
    v.fill(Infinity);
    for (let i = 0, e = 0; i < rowCount; i++) {
      for (let j = 0; j < columnCount; j++, e++) {
        if (-gain[e]! < v[j]!) {
          v[j] = -gain[e]!;
          cheapest[j] = i;
        }
      }
    }
    const matches = new Int32Array(rowCount);
    for (let j = columnCount - 1; j >= 0; j--) {
      const i = cheapest[j]!;
      if (matches[i]!++ > 0) continue;
      columnOf[i] = j;
      rowOf[j] = i;
    }
    this.free = this.free.filter((i) => columnOf[i]! < 0);
    for (let i = 0; i < rowCount; i++) if (matches[i] === 1) this.transfer(i);
  }

  private transfer(i: number): void {
    const { columnCount, gain, v } = this;
    const own = this.columnOf[i]!;
    const from = i * columnCount;
    let least = Infinity;
    for (let j = 0; j < columnCount; j++) if (j !== own) least = Math.min(least, -gain[from + j]! - v[j]!);
    if (least < Infinity) v[own]! -= least + gain[from + own]! + v[own]!;
  }

  /** Free rows take their cheapest column and lower its price to where the second cheapest is as good; whom they displace is free again. */
  reduceRows(): void {
    const { columnCount, gain, v, columnOf, rowOf } = this;
    let left = this.rowCount * REDUCTIONS_PER_ROW;
    for (let pass = 0; pass < 2; pass++) {
      const waiting = this.free.reverse();
      this.free = [];
      while (waiting.length > 0) {
        const i = waiting.pop()!;
        if (left-- <= 0) {
          this.free.push(i);
          continue;
        }
        const from = i * columnCount;
        let first = Infinity;
        let second = Infinity;
        let j1 = 0;
        let j2 = -1;
        for (let j = 0; j < columnCount; j++) {
          const h = -gain[from + j]! - v[j]!;
          if (h >= second) continue;
          if (h >= first) {
            second = h;
            j2 = j;
          } else {
            second = first;
            j2 = j1;
            first = h;
            j1 = j;
          }
        }
        const isTie = !(first < second) || second === Infinity;
        if (!isTie) v[j1]! -= second - first;
        else if (rowOf[j1]! >= 0 && j2 >= 0 && second < Infinity) j1 = j2;
        const displaced = rowOf[j1]!;
        columnOf[i] = j1;
        rowOf[j1] = i;
        if (displaced < 0) continue;
        columnOf[displaced] = -1;
        if (isTie) this.free.push(displaced);
        else waiting.push(displaced);
      }
    }
  }

  /** A shortest path from each free row to a free column. */
  augment(): void {
    const { columnCount, gain, v, rowOf } = this;
    const d = new Float64Array(columnCount);
    const before = new Int32Array(columnCount);
    /** Columns: 0 … low − 1 scanned, low … up − 1 at the least distance, the rest further away. */
    const order = new Int32Array(columnCount);
    for (const start of this.free) {
      for (let j = 0, e = start * columnCount; j < columnCount; j++, e++) {
        d[j] = -gain[e]! - v[j]!;
        before[j] = start;
        order[j] = j;
      }
      let low = 0;
      let up = 0;
      let scanned = 0;
      let least = 0;
      let end = -1;
      while (end < 0) {
        if (low === up) {
          scanned = low;
          up = this.nearest(d, order, low);
          least = d[order[low]!]!;
          for (let k = low; k < up && end < 0; k++) if (rowOf[order[k]!]! < 0) end = order[k]!;
          if (end >= 0) break;
        }
        const j1 = order[low++]!;
        const i = rowOf[j1]!;
        const from = i * columnCount;
        const h = -gain[from + j1]! - v[j1]! - least;
        for (let k = up; k < columnCount; k++) {
          const j = order[k]!;
          const through = -gain[from + j]! - v[j]! - h;
          if (through >= d[j]!) continue;
          d[j] = through;
          before[j] = i;
          if (through > least) continue;
          if (rowOf[j]! < 0) {
            end = j;
            break;
          }
          order[k] = order[up]!;
          order[up++] = j;
        }
      }
      for (let k = 0; k < scanned; k++) v[order[k]!]! += d[order[k]!]! - least;
      this.flip(start, end, before);
    }
    this.free = [];
  }

  /** Moves the columns of the least distance to `low`; returns where they end. */
  private nearest(d: Float64Array, order: Int32Array, low: number): number {
    let up = low;
    let least = Infinity;
    for (let k = low; k < this.columnCount; k++) {
      const j = order[k]!;
      const distance = d[j]!;
      if (distance > least) continue;
      if (distance < least) {
        up = low;
        least = distance;
      }
      order[k] = order[up]!;
      order[up++] = j;
    }
    return up;
  }

  private flip(start: number, end: number, before: Int32Array): void {
    for (let j = end; ;) {
      const i = before[j]!;
      const next = this.columnOf[i]!;
      this.rowOf[j] = i;
      this.columnOf[i] = j;
      if (i === start) return;
      j = next;
    }
  }
}
