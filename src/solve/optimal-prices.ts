import { Augmentation } from "./augment.js";
import { auctionPrices, suitsAuction } from "./auction.js";
import { densePrices, isDenseAssignment } from "./dense.js";
import type { OpenGraph } from "./open-graph.js";
import { coldPrices, type Prices } from "./prices.js";

/**
 * Chooses open edges of the largest gain under all bounds, with the prices that prove it.
 *
 * @param gain integer of each open edge; |gain| · `priceHeadroom` ≤ 2⁵³.
 * @returns null where no plan exists: ask `findObstacle` why.
 */
export function optimalPrices(graph: OpenGraph, gain: Float64Array): Prices | null {
  if (isDenseAssignment(graph)) return densePrices(graph, gain);
  const prices = suitsAuction(graph) ? auctionPrices(graph, gain) : coldPrices(graph, gain);
  const augmentation = new Augmentation(graph, gain, prices);
  let state = augmentation.step();
  while (state === "more") state = augmentation.step();
  return state === "stuck" ? null : prices;
}
