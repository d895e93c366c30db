import type { OpenGraph } from "./open-graph.js";

/**
 * A choice of open edges with prices of which the edges approve: chosen edges have gain ≥ rowDual + columnDual, others ≤.
 *
 * As a start it may leave rows and columns with fewer edges than they are to have, but no row or column with more.
 */
export interface Prices {
  /** 1 for each chosen open edge. */
  readonly chosen: Uint8Array;
  readonly rowDual: Float64Array;
  readonly columnDual: Float64Array;
}

/** Nothing chosen and no price: a start only for what prices rows itself. */
export function noPrices({ edgeCount, rows, columns }: OpenGraph): Prices {
  return { chosen: new Uint8Array(edgeCount), rowDual: new Float64Array(rows.count), columnDual: new Float64Array(columns.count) };
}

/** The start that always holds: nothing chosen, columns free, each row priced at its best edge, or 0 where that is less. */
export function coldPrices(graph: OpenGraph, gain: Float64Array): Prices {
  const prices = noPrices(graph);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const row = graph.rows.end[edge]!;
    if (gain[edge]! > prices.rowDual[row]!) prices.rowDual[row] = gain[edge]!;
  }
  return prices;
}

/**
 * How many times the largest |gain| a number inside the search can grow.
 *
 * A shortest path visits a row or column once, so it has at most L = 2 · min(rows, columns) edges. Prices start within
 * ±(L + 1) (times the largest gain) and a search moves those it settles to at most the length of a path from there, so
 * prices stay within ±(2L + 2), and a distance tried is at most a path and one reduced length more.
 */
export function priceHeadroom(graph: OpenGraph): number {
  return 4 * (longestPath(graph) + 1);
}

/** The most edges a path that visits no node twice can have. */
export function longestPath(graph: OpenGraph): number {
  return 2 * Math.min(graph.rows.count, graph.columns.count);
}
