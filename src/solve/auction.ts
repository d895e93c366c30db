import { sumOf } from "../kernel/sum.js";
import { MOST_PLACES, type Auction } from "./auction-rules.js";
import { pickFloats, pickMarks } from "./canonical.js";
import { swapSides, type OpenGraph } from "./open-graph.js";
import { PlacesAuction } from "./places-auction.js";
import { noPrices, type Prices } from "./prices.js";
import { columnBids } from "./column-bids.js";
import { SingleAuction } from "./single-auction.js";

/**
 * Shares of the largest gain by which rows outbid each other, phase by phase; the last phase bids without surplus, so its prices
 * are exact. Where some row may stay unmatched, a column left with room must end at price 0, so there a phase starts from prices
 * lowered by `cheapenBy` times the surplus before. Chosen by trial: `all` on
 * the random graph of `npm run bench -- solve`, seed 1; `some` on one synthetic top-20 graph of 100,000 rows, not on the join's.
 */
const PHASES = {
  all: { shares: [0.02, 0.002, 0.0002, 0.00002, 0], cheapenBy: 0 },
  some: { shares: [0.01, 0.0005, 0], cheapenBy: 5 },
} as const;
/**
 * Up to this share of the columns dear ones are left to shortest paths: for so few the graph is not worth laying out the other way round. The random graph of
 * `npm run bench -- solve` with three places a column has 0.076, and takes 0.6 of the time.
 */
const FEW_DEAR = 0.1;

/** Places of columns for one of the rows. With two, `npm run bench -- solve`'s random graph takes 0.4 of the time of the phases; with three, 0.65. */
const ROOMY = 2;

/**
 * Whether the auction is to give the prices to start from: where no row has more than 8 places and no column more than 64.
 *
 * A rule of the bounds alone, so the plan stays a function of the set of edges and of the bounds.
 */
export function suitsAuction(graph: OpenGraph): boolean {
  return graph.rows.max.every((max) => max <= MOST_PLACES.row) && graph.columns.max.every((max) => max <= MOST_PLACES.column);
}

/**
 * An ε-scaling auction with several places a row and a column ("similar objects"): free rows bid for their best columns.
 *
 * A row bids, for as many columns as it misses, what makes each as good as the best one it leaves, plus ε. A full column
 * gives its places to the highest bids and costs what the lowest of them is; a column with room costs what it did. Phases lower
 * ε and keep what is still within ε of best; the last has ε = 0 and leaves ties to the exact search. Where there is much room, ε = 0 comes
 * first, and may be enough. Not a solver by itself: what it returns is a start for `Augmentation`, with exact prices and few rows and columns out of balance.
 *
 * @param gain integer of each open edge.
 * @returns yields after each phase.
 * @see D. Bertsekas, "The auction algorithm", Annals of Operations Research 14 (1988); several places a column: D. Bertsekas,
 *   D. Castañón, "The auction algorithm for the transportation problem", Annals of Operations Research 20 (1989); ε = 0: the augmenting row reduction of
 *   R. Jonker, A. Volgenant, Computing 38 (1987). O(edges) for each bid of every row; bids are limited.
 */
export function* auctionPrices(graph: OpenGraph, gain: Float64Array): Generator<null, Prices> {
  const { min, max } = graph.rows;
  const isAll = max.every((value, row) => value === min[row]);
  const auction: Auction = isSingle(graph) ? new SingleAuction(graph, gain) : new PlacesAuction(graph, gain, noPrices(graph));
  let isSettled = false;
  if (isRoomy(graph)) {
    isSettled = auction.phase(0) === "ended";
    yield null;
  }
  if (!isSettled) yield* phases(auction, isAll ? PHASES.all : PHASES.some);
  const prices = auction.prices();
  if (isAll) return prices;
  if (isSingle(graph)) return columnBids(graph, gain, prices);
  return dearCount(graph, prices) > FEW_DEAR * graph.columns.count ? bidBack(graph, gain, prices) : prices;
}

function* phases(auction: Auction, { shares, cheapenBy }: (typeof PHASES)["all" | "some"]): Generator<null, void> {
  let before = 0;
  for (const share of shares) {
    if (share > 0 && before > 0 && cheapenBy > 0) auction.cheapen(cheapenBy * before);
    // Rows that cannot all be matched would bid without end: what is left goes to shortest paths, which then find the obstacle.
    if (auction.phase(share) === "cut" && share > 0) return;
    before = share;
    yield null;
  }
}

/**
 * Whether columns with several places have so much room that most rows get what they want: then bids without surplus settle nearly all in a third of the time,
 * and where they do not, because all want the same, they run out and the phases follow.
 */
function isRoomy(graph: OpenGraph): boolean {
  return !isSingle(graph) && sumOf(graph.columns.max) >= ROOMY * sumOf(graph.rows.max);
}

/** Columns with room that are not free, though a column that is not full is to cost nothing. */
function dearCount({ columns, edgeCount }: OpenGraph, { chosen, columnDual }: Prices): number {
  const load = new Uint32Array(columns.count);
  for (let edge = 0; edge < edgeCount; edge++) if (chosen[edge] === 1) load[columns.end[edge]!]!++;
  let count = 0;
  for (let column = 0; column < columns.count; column++) if (columnDual[column]! > 0 && load[column]! < columns.max[column]!) count++;
  return count;
}

/** Most markets give each side one place, which needs far less work a bid. */
function isSingle({ rows, columns }: OpenGraph): boolean {
  return rows.max.every((max) => max <= 1) && columns.max.every((max) => max <= 1);
}

/** Columns dear without being full bid for rows in their turn: the exact phase with the sides swapped. */
function bidBack(graph: OpenGraph, gain: Float64Array, start: Prices): Prices {
  const swapped = swapSides(graph);
  const order = graph.columns.incidence.edge;
  const auction = new PlacesAuction(swapped, pickFloats(gain, order), {
    chosen: pickMarks(start.chosen, order),
    rowDual: start.columnDual,
    columnDual: start.rowDual,
  });
  auction.phase(0);
  const { chosen, rowDual, columnDual } = auction.prices();
  const isChosen = new Uint8Array(order.length);
  for (let at = 0; at < order.length; at++) isChosen[order[at]!] = chosen[at]!;
  return { chosen: isChosen, rowDual: columnDual, columnDual: rowDual };
}
