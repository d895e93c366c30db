import { Augmentation } from "./augment.js";
import { auctionPrices, suitsAuction } from "./auction.js";
import { densePrices, isDenseAssignment } from "./dense.js";
import type { OpenGraph } from "./open-graph.js";
import { coldPrices, type Prices } from "./prices.js";

/** Paths between two yields: some milliseconds of work. */
const PATHS_A_STEP = 256;

/**
 * Chooses open edges of the largest gain under all bounds, with the prices that prove it.
 *
 * @param gain integer of each open edge; |gain| · `priceHeadroom` ≤ 2⁵³.
 * @returns null where no plan exists: ask `findObstacle` why. Yields after each phase of the auction, and after some paths what is
 *   chosen so far, no row or column above its maximum, with its prices; full tables are one step.
 */
export function* optimalPrices(graph: OpenGraph, gain: Float64Array): Generator<Prices | null, Prices | null> {
  if (isDenseAssignment(graph)) return densePrices(graph, gain);
  const prices = suitsAuction(graph) ? yield* auctionPrices(graph, gain) : coldPrices(graph, gain);
  const augmentation = new Augmentation(graph, gain, prices);
  let state = augmentation.step();
  while (state === "more") {
    if (augmentation.pathCount % PATHS_A_STEP === 0) yield prices;
    state = augmentation.step();
  }
  return state === "stuck" ? null : prices;
}
