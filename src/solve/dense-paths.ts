import { InvariantError } from "../kernel/invariant-error.js";
import type { BestColumns } from "./best-columns.js";
import { DistanceHeap } from "./distance-heap.js";

/** A table being assigned: prices of columns, which only rise, and who has whom (−1: nobody). */
export interface DenseState {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Gains, row by row. */
  readonly table: Float64Array;
  readonly price: Float64Array;
  readonly columnOf: Int32Array;
  readonly rowOf: Int32Array;
  readonly best: BestColumns;
}

/**
 * Gives each free row a column by a shortest path. Columns held by a row are worth most to it, at the prices of the state.
 *
 * A search looks at a row's listed columns first. The others are nowhere nearer than what the row loses by `rest`: at that distance the row
 * waits in the same heap, and is looked at whole only if the path is not found before.
 */
export function assignFreeRows(state: DenseState, free: readonly number[]): void {
  const paths = new DensePaths(state);
  for (const row of free) paths.assign(row);
}

const LABELLED = 1;
const SETTLED = 2;

class DensePaths {
  /** Nodes: columns, then rows that wait to be looked at whole. */
  private readonly heap: DistanceHeap;
  /** Of columns: not labelled, labelled or settled. */
  private readonly mark: Uint8Array;
  private readonly labelled: Int32Array;
  private labelledCount = 0;
  private readonly settled: Int32Array;
  /** The row through which each column was labelled. */
  private readonly before: Int32Array;
  /** Distance to each row, plus what its best column is worth to it. */
  private readonly level: Float64Array;
  private end = -1;
  private endDistance = Infinity;

  constructor(private readonly state: DenseState) {
    const { rowCount, columnCount } = state;
    this.heap = new DistanceHeap(columnCount + rowCount);
    this.mark = new Uint8Array(columnCount);
    this.labelled = new Int32Array(columnCount);
    this.settled = new Int32Array(columnCount);
    this.before = new Int32Array(columnCount);
    this.level = new Float64Array(rowCount);
  }

  assign(source: number): void {
    const { columnCount, table, price, rowOf } = this.state;
    const { heap } = this;
    for (let at = 0; at < this.labelledCount; at++) this.mark[this.labelled[at]!] = 0;
    this.labelledCount = 0;
    this.end = -1;
    this.endDistance = Infinity;
    heap.clear();
    let settledCount = 0;
    // Any level does for the source: all paths start there. Its distances may then be below 0, which heap and prices allow.
    this.reach(source, 0);
    while (!heap.isEmpty && heap.nearest < this.endDistance) {
      const node = heap.pop();
      if (node >= columnCount) {
        this.lookAtAll(node - columnCount);
        continue;
      }
      this.settled[settledCount++] = node;
      this.mark[node] = SETTLED;
      const row = rowOf[node]!;
      this.reach(row, heap.distance[node]! + table[row * columnCount + node]! - price[node]!);
    }
    if (this.end < 0) throw new InvariantError("solve: no path in a full table");
    for (let at = 0; at < settledCount; at++) {
      const column = this.settled[at]!;
      price[column]! += this.endDistance - heap.distance[column]!;
    }
    this.flip(source);
  }

  private reach(row: number, level: number): void {
    const { columnCount, price, best } = this.state;
    this.level[row] = level;
    if (best.rest[row] === Infinity) best.refill(row);
    const start = best.start(row);
    for (let at = start, last = start + best.count[row]!; at < last; at++) {
      const column = best.column[at]!;
      const distance = level - (best.gain[at]! - price[column]!);
      if (distance < this.endDistance) this.label(column, distance, row);
    }
    const restDistance = level - best.rest[row]!;
    if (restDistance < this.endDistance) this.heap.offer(columnCount + row, restDistance);
  }

  private lookAtAll(row: number): void {
    const { columnCount, table, price } = this.state;
    const level = this.level[row]!;
    for (let column = 0, e = row * columnCount; column < columnCount; column++, e++) {
      const distance = level - (table[e]! - price[column]!);
      if (distance < this.endDistance) this.label(column, distance, row);
    }
  }

  private label(column: number, distance: number, row: number): void {
    const mark = this.mark[column]!;
    if (mark !== 0) {
      if (distance >= this.heap.distance[column]!) return;
      // Searching on could go round in circles.
      if (mark === SETTLED) throw new InvariantError("solve: a shorter path to a column that is settled");
    } else {
      this.mark[column] = LABELLED;
      this.labelled[this.labelledCount++] = column;
    }
    this.before[column] = row;
    if (this.state.rowOf[column]! < 0) {
      this.end = column;
      this.endDistance = distance;
      this.heap.distance[column] = distance;
    } else {
      this.heap.offer(column, distance);
    }
  }

  private flip(source: number): void {
    const { columnOf, rowOf } = this.state;
    for (let column = this.end; ;) {
      const row = this.before[column]!;
      const next = columnOf[row]!;
      rowOf[column] = row;
      columnOf[row] = column;
      if (row === source) return;
      column = next;
    }
  }
}
