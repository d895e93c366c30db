import type { OpenGraph, OpenSide } from "./open-graph.js";
import { longestPath, type Prices } from "./prices.js";

/** Rows that bid for columns under prices, phase by phase. */
export interface Auction {
  /** Bids with this share of the largest gain as surplus until no row waits, or `"cut"` where the bids ran out. */
  phase(share: number): "ended" | "cut";
  /** Lowers all columns' prices by a share of the largest gain, so that few columns start too dear, and gives all edges up. */
  cheapen(share: number): void;
  /** What is held now, with prices of which it approves. Ends the auction. */
  prices(): Prices;
}

/** Bids a row on average, after which a phase leaves the rest to shortest paths. */
const BIDS_PER_ROW = { surplus: 30, exact: 3 };
/** Above these a bid costs more than the path it saves. */
export const MOST_PLACES = { row: 8, column: 64 };

/** @param bidders how many rows there are. */
export function bidsAllowed(bidders: number, surplus: number): number {
  return bidders * (surplus === 0 ? BIDS_PER_ROW.exact : BIDS_PER_ROW.surplus);
}

/** A surplus in units: whole, and at least one unless there is to be none. */
export function surplusOf(share: number, largest: number): number {
  return share === 0 ? 0 : Math.max(1, Math.round(share * largest));
}

/** The largest |gain|; at least 1, so that a surplus is. */
export function largestOf(gain: Float64Array): number {
  let largest = 1;
  for (let edge = 0; edge < gain.length; edge++) {
    const size = gain[edge]! < 0 ? -gain[edge]! : gain[edge]!;
    if (size > largest) largest = size;
  }
  return largest;
}

/** What each bidder takes nothing below: 0 where it may stay unmatched; else so little that no price in a plan is that far off. */
export function leastWorths({ min, max }: OpenSide, graph: OpenGraph, largest: number): Float64Array {
  const lowest = -largest * longestPath(graph);
  const least = new Float64Array(max.length);
  for (let bidder = 0; bidder < max.length; bidder++) if (max[bidder]! > 0 && min[bidder] === max[bidder]) least[bidder] = lowest;
  return least;
}

/** Makes columns without a place too dear for every row. */
export function shutClosedColumns(graph: OpenGraph, largest: number, columnDual: Float64Array): void {
  const { max } = graph.columns;
  const shut = largest * (longestPath(graph) + 1);
  for (let c = 0; c < columnDual.length; c++) if (max[c] === 0) columnDual[c] = shut;
}

/** Lowers the prices of columns with a place, to 0 at least. */
export function cheapenColumns({ columns }: OpenGraph, columnDual: Float64Array, by: number): void {
  for (let c = 0; c < columnDual.length; c++) if (columns.max[c] !== 0) columnDual[c] = Math.max(0, columnDual[c]! - by);
}

/** Prices each row at its best edge left, within what its bounds allow, and gives up edges held that are worth less. Changes the arrays. */
export function settledPrices(
  graph: OpenGraph,
  gain: Float64Array,
  { leastWorth, ...held }: Prices & { readonly leastWorth: Float64Array },
): Prices {
  const { chosen, rowDual, columnDual } = held;
  const { rows, columns } = graph;
  const { start } = rows.incidence;
  const columnOf = columns.end;
  for (let c = 0; c < columns.count; c++) if (columns.max[c] === 0) columnDual[c] = 0;
  for (let row = 0; row < rows.count; row++) {
    const [first, last] = [start[row]!, start[row + 1]!];
    let bestLeft = leastWorth[row] === 0 ? 0 : -Infinity;
    let worstHeld = Infinity;
    let heldCount = 0;
    for (let edge = first; edge < last; edge++) {
      const column = columnOf[edge]!;
      if (columns.max[column] === 0) continue;
      const worth = gain[edge]! - columnDual[column]!;
      if (chosen[edge] === 1) {
        heldCount++;
        worstHeld = Math.min(worstHeld, worth);
      } else bestLeft = Math.max(bestLeft, worth);
    }
    const isFull = heldCount === rows.max[row] && worstHeld >= bestLeft && worstHeld < Infinity;
    const price = isFull ? worstHeld : bestLeft > -Infinity ? bestLeft : 0;
    rowDual[row] = price;
    if (worstHeld >= price) continue;
    for (let edge = first; edge < last; edge++)
      if (chosen[edge] === 1 && gain[edge]! - columnDual[columnOf[edge]!]! < price) chosen[edge] = 0;
  }
  priceClosedColumns(graph, gain, held);
  return held;
}

/** A column without a place costs what keeps its edges out. */
export function priceClosedColumns({ rows, columns, edgeCount }: OpenGraph, gain: Float64Array, { rowDual, columnDual }: Prices): void {
  if (!columns.max.includes(0)) return;
  for (let edge = 0; edge < edgeCount; edge++) {
    const column = columns.end[edge]!;
    if (columns.max[column] !== 0) continue;
    const worth = gain[edge]! - rowDual[rows.end[edge]!]!;
    if (worth > columnDual[column]!) columnDual[column] = worth;
  }
}
