import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RankNumbers } from "../../src/join/rank-numbers.js";

const RANKS = 300;
const ranks = fc.array(fc.oneof(fc.nat(RANKS - 1), fc.constantFrom(0, 31, 32, 63, 64, 287, 288, RANKS - 1)), { maxLength: 400 });

describe("numbers of ranks", () => {
  it("are places among the distinct ranks, ascending, each time anew", () => {
    fc.assert(
      fc.property(fc.array(ranks, { minLength: 1, maxLength: 3 }), (rounds) => {
        const numbers = new RankNumbers(RANKS, 400);
        for (const given of rounds) {
          numbers.number(Uint32Array.from(given));
          const wanted = [...new Set(given)].sort((a, b) => a - b);
          expect([...numbers.ranks]).toEqual(wanted);
          expect(given.map((rank) => numbers.of(rank))).toEqual(given.map((rank) => wanted.indexOf(rank)));
        }
      }),
    );
  });

  it("have room for no more ranks than there are, and for none of an index without terms", () => {
    expect(new RankNumbers(RANKS, 10_000).most).toBe(RANKS);
    expect(new RankNumbers(RANKS, 7).most).toBe(7);
    const none = new RankNumbers(0, 7);
    none.number(new Uint32Array(0));
    expect([...none.ranks]).toEqual([]);
  });
});
