import { InvariantError } from "../kernel/invariant-error.js";
import { BestColumns } from "./best-columns.js";
import { assignFreeRows, type DenseState } from "./dense-paths.js";
import type { OpenGraph } from "./open-graph.js";
import type { Prices } from "./prices.js";

/** Row reductions a row on average, after which the rest is left to shortest paths. */
const REDUCTIONS_PER_ROW = 10;

/** `densePrices` where `isDenseAssignment`; else null. */
export function denseTablePrices(graph: OpenGraph, gain: Float64Array): Prices | null {
  return isDenseAssignment(graph) ? densePrices(graph, gain) : null;
}

/**
 * Whether every pair is an edge, every row has to take one column, of which there are enough, and every column may take one. That every column has to is no
 * more than that where there are as many rows.
 */
export function isDenseAssignment({ rows, columns, edgeCount }: OpenGraph): boolean {
  return (
    rows.count > 0 &&
    rows.count <= columns.count &&
    edgeCount === rows.count * columns.count &&
    rows.min.every((min) => min === 1) &&
    rows.max.every((max) => max === 1) &&
    (rows.count === columns.count || columns.min.every((min) => min === 0)) &&
    columns.max.every((max) => max === 1)
  );
}

/**
 * The assignment of the largest gain in a full table, with the prices that prove it: column reduction and reduction transfer
 * (square tables), augmenting row reduction, then a shortest augmenting path for each row left. Rows are looked at by lists of their
 * best columns, and whole only where those do not settle the matter. O(rows² · columns · log columns) at worst.
 *
 * The paper's v is −price here, its costs are −gain.
 *
 * @param gain integers, row by row; the graph as `isDenseAssignment` accepts it.
 * @see R. Jonker, A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38 (1987);
 *   lists of the best columns: A. Volgenant, "Linear and semi-assignment problems: a core oriented approach", Computers & Operations Research 23 (1996).
 */
export function densePrices({ rows, columns, edgeCount }: OpenGraph, gain: Float64Array): Prices {
  const price = new Float64Array(columns.count);
  const state: DenseState = {
    rowCount: rows.count,
    columnCount: columns.count,
    table: gain,
    price,
    columnOf: new Int32Array(rows.count).fill(-1),
    rowOf: new Int32Array(columns.count).fill(-1),
    best: new BestColumns(rows.count, columns.count, { table: gain, price }),
  };
  const isSquare = rows.count === columns.count;
  if (isSquare) reduceColumns(state);
  assignFreeRows(state, reduceRows(state));
  // All columns of a square table are full, so a common shift from columns to rows changes nothing but makes prices ≥ 0.
  const shift = isSquare ? price.reduce((least, value) => Math.min(least, value), Infinity) : 0;
  const columnDual = price.map((value) => value - shift);
  const chosen = new Uint8Array(edgeCount);
  const rowDual = new Float64Array(rows.count);
  for (let row = 0; row < rows.count; row++) {
    const edge = row * columns.count + state.columnOf[row]!;
    chosen[edge] = 1;
    rowDual[row] = gain[edge]! - columnDual[state.columnOf[row]!]!;
  }
  return { chosen, rowDual, columnDual };
}

/** Prices each column at its largest gain and gives it to that row, if free; rows with one such column pass on what they can spare. */
function reduceColumns(state: DenseState): void {
  const { rowCount, columnCount, table, price, columnOf, rowOf } = state;
  const bestRow = new Int32Array(columnCount);
  price.fill(-Infinity);
  for (let i = 0; i < rowCount; i++) raiseToRow(table.subarray(i * columnCount, (i + 1) * columnCount), i, { price, bestRow });
  const matches = new Int32Array(rowCount);
  for (let j = columnCount - 1; j >= 0; j--) {
    const i = bestRow[j]!;
    if (matches[i]!++ > 0) continue;
    columnOf[i] = j;
    rowOf[j] = i;
  }
  for (let i = 0; i < rowCount; i++) if (matches[i] === 1 && columnCount > 1) price[columnOf[i]!]! += spare(state, i);
}

/** A call a row: a loop over the whole table would run unoptimised for much of it. */
function raiseToRow(gains: Float64Array, row: number, { price, bestRow }: { price: Float64Array; bestRow: Int32Array }): void {
  for (let j = 0; j < gains.length; j++) {
    if (gains[j]! <= price[j]!) continue;
    price[j] = gains[j]!;
    bestRow[j] = row;
  }
}

/** How much more the row's own column is worth to it than its best other one. */
function spare({ table, price, columnOf, best }: DenseState, row: number): number {
  const own = columnOf[row]!;
  best.refill(row);
  const start = best.start(row);
  let other = -Infinity;
  for (let at = start, last = start + best.count[row]!; at < last; at++) {
    const worth = best.gain[at]! - price[best.column[at]!]!;
    if (best.column[at] !== own && worth > other) other = worth;
  }
  // A list holds two columns at least, and all that it leaves out are worth no more than any in it.
  return table[row * price.length + own]! - price[own]! - other;
}

/**
 * Free rows take their best column and raise its price to where the second best is as good; whom they displace is free again.
 *
 * @returns the rows still free.
 */
function reduceRows(state: DenseState): readonly number[] {
  const { rowCount, price, columnOf, rowOf } = state;
  let free: number[] = [];
  for (let row = rowCount - 1; row >= 0; row--) if (columnOf[row]! < 0) free.push(row);
  let left = rowCount * REDUCTIONS_PER_ROW;
  for (let pass = 0; pass < 2; pass++) {
    const waiting = free.reverse();
    free = [];
    while (waiting.length > 0) {
      const row = waiting.pop()!;
      if (left-- <= 0) {
        free.push(row);
        continue;
      }
      const { first, second, column, next } = findBestTwo(state, row);
      const isTie = first === second || next < 0;
      if (!isTie) price[column]! += first - second;
      const taken = isTie && next >= 0 && rowOf[column]! >= 0 ? next : column;
      const displaced = rowOf[taken]!;
      columnOf[row] = taken;
      rowOf[taken] = row;
      if (displaced < 0) continue;
      columnOf[displaced] = -1;
      if (isTie) free.push(displaced);
      else waiting.push(displaced);
    }
  }
  return free;
}

interface BestTwo {
  first: number;
  second: number;
  column: number;
  /** −1 where there is only one column. */
  next: number;
}

/** What `findBestTwo` found last. */
const found: BestTwo = { first: 0, second: 0, column: 0, next: 0 };

function findBestTwo({ price, best }: DenseState, row: number): Readonly<BestTwo> {
  for (let look: "listed" | "refilled" = "listed"; ; look = "refilled") {
    const start = best.start(row);
    let first = -Infinity;
    let second = -Infinity;
    let column = -1;
    let next = -1;
    for (let at = start, last = start + best.count[row]!; at < last; at++) {
      const j = best.column[at]!;
      const worth = best.gain[at]! - price[j]!;
      if (worth <= second) continue;
      if (worth <= first) {
        second = worth;
        next = j;
      } else {
        second = first;
        next = column;
        first = worth;
        column = j;
      }
    }
    if (second >= best.rest[row]!) {
      found.first = first;
      found.second = second;
      found.column = column;
      found.next = next;
      return found;
    }
    // A new list holds the two best, so its rest is worth no more.
    if (look === "refilled") throw new InvariantError("solve: what a row's list leaves out is worth more than what it holds");
    best.refill(row);
  }
}
