import { describe, expect, it } from "vitest";
import { openGraph, type OpenGraph } from "../../src/solve/open-graph.js";
import { PlacesAuction } from "../../src/solve/places-auction.js";
import { coldPrices } from "../../src/solve/prices.js";
import { readProblem } from "../../src/solve/problem.js";
import { SingleAuction } from "../../src/solve/single-auction.js";
import { sparseInstance } from "./support/instances.js";

/** Gains that differ from edge to edge: among equal worths the two auctions may choose otherwise, as they do once there is no surplus. */
function graphOf(seed: number, options: object): { readonly graph: OpenGraph; readonly gain: Float64Array } {
  const edges = sparseInstance({ rowCount: 80, columnCount: 90 + 2 * seed, degree: 5 + (seed % 9) }, seed);
  const problem = readProblem(edges, options);
  return { graph: openGraph(problem), gain: problem.score.map((score, edge) => Math.round(score * 2 ** 30) * 256 + (edge % 256)) };
}

describe("an auction of single places, which looks at few edges of a row", () => {
  it.each(Array.from({ length: 24 }, (_, seed) => seed))(
    "has the prices and the choice of the one that looks at all of them, phase by phase, seed %i",
    (seed) => {
      const { graph, gain } = graphOf(seed, seed % 2 === 0 ? {} : { rows: { min: 1 } });
      for (let phases = 1; phases <= 3; phases++) {
        const ends = [SingleAuction, PlacesAuction].map((Auction) => {
          const auction = new Auction(graph, gain, coldPrices(graph, gain));
          const told = [0.02, 0.002, 0.0002].slice(0, phases).map((share) => auction.phase(share));
          return { told, ...auction.prices() };
        });
        expect(ends[0]!.told.at(-1)).toBe("ended");
        expect(ends[0]).toEqual(ends[1]);
      }
    },
  );
});
