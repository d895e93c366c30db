import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/join/block-index.js";
import { listBounds, packTerms } from "../../src/join/block-terms.js";
import { countedBounds } from "../oracle/block-terms.js";

/** Ranks that a block has, far apart or side by side, with their postings and repeats. */
const terms = fc.array(
  fc.record({
    step: fc.oneof(fc.constant(0), fc.nat(40), fc.constantFrom(30, 31, 32, 4_094, 4_095, 4_096, 70_000)),
    postings: fc.oneof(fc.constantFrom(1, 2, 129, 130, 16_384, 32_768), fc.integer({ min: 1, max: 32_768 })),
    repeats: fc.oneof(fc.constant(0), fc.constantFrom(1, 128, 129, 16_385, 32_768)),
  }),
  { maxLength: 30 },
);

describe("the packed terms of a block", () => {
  it("give every rank's bounds as counted, whatever was in the bounds before, and about a byte and a half for a rare term", () => {
    fc.assert(
      fc.property(terms, fc.nat(100), (given, behind) => {
        const rankCount = given.reduce((sum, { step }) => sum + step + 1, 0) + behind;
        const [postings, repeats] = [new Uint32Array(rankCount), new Uint32Array(rankCount)];
        let rank = -1;
        for (const term of given) {
          rank += term.step + 1;
          postings[rank] = term.postings;
          repeats[rank] = term.repeats;
        }
        const bounds = new Uint32Array(2 * rankCount + 2).fill(77);
        listBounds({ terms: packTerms(postings, repeats) } as Block, bounds);
        const wanted = countedBounds(postings, repeats);
        // One more number than is read: the bounds behind the last rank are all where its lists end.
        expect([...bounds]).toEqual([...wanted, wanted.at(-1)]);
      }),
    );
    expect(packTerms(new Uint32Array(100).fill(1), new Uint32Array(100)).length).toBe(100);
    expect(packTerms(new Uint32Array(100).fill(2), new Uint32Array(100)).length).toBe(200);
  });
});
