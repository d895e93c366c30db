import { Augmentation } from "./augment.js";
import { auctionPrices, suitsAuction } from "./auction.js";
import type { OpenGraph } from "./open-graph.js";
import { coldPrices, type Prices } from "./prices.js";

/** Paths between two yields: some milliseconds of work. */
const PATHS_A_STEP = 256;

/** Answers full tables at once; null for graphs that are none. */
export type TableSolver = (graph: OpenGraph, gain: Float64Array) => Prices | null;

/**
 * Chooses open edges of the largest gain under all bounds, with the prices that prove it.
 *
 * @param gain integer of each open edge; |gain| · `priceHeadroom` ≤ 2⁵³.
 * @param solveTable for callers whose graphs may be full tables; the others load no code for them, and are answered all the same.
 * @returns null where no plan exists: ask `findObstacle` why. Yields after each phase of the auction, and after some paths what is
 *   chosen so far, no row or column above its maximum, with its prices; full tables are one step.
 */
export function* optimalPrices(graph: OpenGraph, gain: Float64Array, solveTable?: TableSolver): Generator<Prices | null, Prices | null> {
  const ofTable = solveTable?.(graph, gain) ?? null;
  if (ofTable !== null) return ofTable;
  const prices = suitsAuction(graph) ? yield* auctionPrices(graph, gain) : coldPrices(graph, gain);
  const augmentation = new Augmentation(graph, gain, prices);
  let state = augmentation.step();
  while (state === "more") {
    if (augmentation.pathCount % PATHS_A_STEP === 0) yield prices;
    state = augmentation.step();
  }
  return state === "stuck" ? null : prices;
}
