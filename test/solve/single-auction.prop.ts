import { describe, expect, it } from "vitest";
import { columnBids } from "../../src/solve/column-bids.js";
import { openGraph, type OpenGraph } from "../../src/solve/open-graph.js";
import { PlacesAuction } from "../../src/solve/places-auction.js";
import { noPrices, type Prices } from "../../src/solve/prices.js";
import { readProblem } from "../../src/solve/problem.js";
import { SingleAuction } from "../../src/solve/single-auction.js";
import { sparseInstance } from "./support/instances.js";

/** Gains that differ from edge to edge: among equal worths the two auctions may choose otherwise, as they do once there is no surplus. */
function graphOf(seed: number, options: object, bits: number): { readonly graph: OpenGraph; readonly gain: Float64Array } {
  const edges = sparseInstance({ rowCount: 80, columnCount: 90 + 2 * seed, degree: 5 + (seed % 9) }, seed);
  const problem = readProblem(edges, options);
  return { graph: openGraph(problem), gain: problem.score.map((score, edge) => Math.floor(score * 2 ** bits) * 256 + (edge % 256)) };
}

const optionsOf = (seed: number): object => (seed % 2 === 0 ? {} : { rows: { min: 1 } });
const seeds = Array.from({ length: 24 }, (_, seed) => seed);
const SHARES = [0.02, 0.002, 0.0002];

describe("an auction of single places, which looks at few edges of a row", () => {
  it.each(seeds)("has the prices and the choice of the one that looks at all of them, phase by phase, seed %i", (seed) => {
    // Gains below 2²⁴, which the coarse bids do not round.
    const { graph, gain } = graphOf(seed, optionsOf(seed), 15);
    for (let phases = 1; phases <= 3; phases++) {
      const ends = [new SingleAuction(graph, gain), new PlacesAuction(graph, gain, noPrices(graph))].map((auction) => {
        const told = SHARES.slice(0, phases).map((share) => auction.phase(share));
        return { told, ...auction.prices() };
      });
      expect(ends[0]!.told.at(-1)).toBe("ended");
      expect(ends[0]).toEqual(ends[1]);
    }
  });

  it.each(seeds)(
    "has whole prices that keep every edge out that is not chosen and none that is, gains rounded on the way, seed %i",
    (seed) => {
      const { graph, gain } = graphOf(seed, optionsOf(seed), 40);
      const auction = new SingleAuction(graph, gain);
      for (const share of [...SHARES, 0]) auction.phase(share);
      const prices = auction.prices();
      expect(prices.chosen.includes(1)).toBe(true);
      expectApproved(graph, gain, prices);
    },
  );
});

describe("columns that are dear without being full", () => {
  it.each(seeds)("bid for rows until few are left, at prices that still keep every edge out that is not chosen, seed %i", (seed) => {
    const { graph, gain } = graphOf(seed, optionsOf(seed), 40);
    const auction = new SingleAuction(graph, gain);
    for (const share of [...SHARES, 0]) auction.phase(share);
    const prices = auction.prices();
    // Gives up every second edge, and keeps the prices.
    prices.chosen.forEach((mark, edge) => mark === 1 && graph.rows.end[edge]! % 2 === 0 && (prices.chosen[edge] = 0));
    const dear = dearColumns(graph, prices);
    expect(dear).toBeGreaterThan(10);
    expectApproved(graph, gain, columnBids(graph, gain, prices));
    expect(dearColumns(graph, prices)).toBeLessThan(dear / 4);
  });
});

/** Reduced gains of the right sign, whole prices, and no row or column chosen twice. */
function expectApproved({ rows, columns, edgeCount }: OpenGraph, gain: Float64Array, { chosen, rowDual, columnDual }: Prices): void {
  const taken = [new Uint8Array(rows.count), new Uint8Array(columns.count)] as const;
  for (let edge = 0; edge < edgeCount; edge++) {
    const [row, column] = [rows.end[edge]!, columns.end[edge]!];
    const reduced = gain[edge]! - rowDual[row]! - columnDual[column]!;
    if (chosen[edge] === 0) expect(reduced).toBeLessThanOrEqual(0);
    else {
      expect(reduced).toBeGreaterThanOrEqual(0);
      expect([taken[0][row]!++, taken[1][column]!++]).toEqual([0, 0]);
    }
  }
  for (const price of [...rowDual, ...columnDual]) expect(Number.isSafeInteger(price)).toBe(true);
  rows.min.forEach((min, row) => min === 1 || expect(rowDual[row]).toBeGreaterThanOrEqual(0));
  columnDual.forEach((price) => expect(price).toBeGreaterThanOrEqual(0));
}

function dearColumns({ columns }: OpenGraph, { chosen, columnDual }: Prices): number {
  const isFull = new Uint8Array(columns.count);
  chosen.forEach((mark, edge) => mark === 1 && (isFull[columns.end[edge]!] = 1));
  return columnDual.filter((price, column) => price > 0 && isFull[column] === 0).length;
}
