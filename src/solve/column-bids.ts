import { bidsAllowed, largestOf, leastWorths } from "./auction-rules.js";
import type { OpenGraph } from "./open-graph.js";
import type { Prices } from "./prices.js";

const NONE = -1;

/**
 * Where every row and column has one place: columns that are dear or have to be taken, and are not, bid for rows in their turn, without surplus.
 *
 * A column takes the row that is worth most to it and becomes as cheap as the next would have it; the row's other column bids next. Equal worths:
 * the lower row.
 *
 * @param prices changed in place.
 */
export function columnBids(graph: OpenGraph, gain: Float64Array, prices: Prices): Prices {
  const { rows, columns } = graph;
  const { chosen, rowDual, columnDual } = prices;
  const heldEdge = new Int32Array(rows.count).fill(NONE);
  const isHeld = new Uint8Array(columns.count);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    if (chosen[edge] === 0) continue;
    heldEdge[rows.end[edge]!] = edge;
    isHeld[columns.end[edge]!] = 1;
  }
  const waiting: number[] = [];
  const mayWait = (column: number): boolean => columns.max[column]! > 0 && (columnDual[column]! > 0 || columns.min[column]! > 0);
  for (let column = columns.count - 1; column >= 0; column--) if (isHeld[column] === 0 && mayWait(column)) waiting.push(column);
  if (waiting.length === 0) return prices;
  const { start, edge: edgeAt } = columns.incidence;
  const leastWorth = leastWorths(columns, graph, largestOf(gain));
  for (let left = bidsAllowed(columns.count, 0); waiting.length > 0 && left > 0; left--) {
    const column = waiting.pop()!;
    const least = leastWorth[column]!;
    let best = least;
    let second = least;
    let taken = NONE;
    for (let at = start[column]!, last = start[column + 1]!; at < last; at++) {
      const edge = edgeAt[at]!;
      const row = rows.end[edge]!;
      const worth = gain[edge]! - rowDual[row]!;
      if (worth <= second || rows.max[row] === 0) continue;
      if (worth > best) {
        second = best;
        best = worth;
        taken = edge;
      } else second = worth;
    }
    if (taken === NONE) {
      columnDual[column] = 0;
      continue;
    }
    const row = rows.end[taken]!;
    const rival = heldEdge[row]!;
    // A tie at a row that holds a column would only change which column waits.
    if (best === second && rival !== NONE) {
      columnDual[column] = best;
      continue;
    }
    columnDual[column] = second;
    rowDual[row] = gain[taken]! - second;
    chosen[taken] = 1;
    heldEdge[row] = taken;
    if (rival === NONE) continue;
    chosen[rival] = 0;
    if (mayWait(columns.end[rival]!)) waiting.push(columns.end[rival]!);
  }
  priceClosedRows(graph, gain, prices);
  return prices;
}

/** A row without a place costs what keeps its edges out. */
function priceClosedRows({ rows, columns, edgeCount }: OpenGraph, gain: Float64Array, { rowDual, columnDual }: Prices): void {
  if (!rows.max.includes(0)) return;
  for (let edge = 0; edge < edgeCount; edge++) {
    const row = rows.end[edge]!;
    if (rows.max[row] !== 0) continue;
    const worth = gain[edge]! - columnDual[columns.end[edge]!]!;
    if (worth > rowDual[row]!) rowDual[row] = worth;
  }
}
