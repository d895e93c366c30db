import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/join/block-index.js";
import { locateLists, packTerms } from "../../src/join/block-terms.js";
import { countedLists } from "../oracle/block-terms.js";

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
  it("say where the lists of some ranks are as counted, whatever was in the bounds before, and take about a byte and a half for a rare term", () => {
    fc.assert(
      fc.property(terms, fc.nat(100), fc.func(fc.boolean()), (given, behind, isWanted) => {
        const rankCount = given.reduce((sum, { step }) => sum + step + 1, 0) + behind;
        const [postings, repeats] = [new Uint32Array(rankCount), new Uint32Array(rankCount)];
        const near: number[] = [];
        let rank = -1;
        for (const term of given) {
          rank += term.step + 1;
          postings[rank] = term.postings;
          repeats[rank] = term.repeats;
          near.push(rank - 1, rank, rank + 1);
        }
        // Ranks that the block has and their neighbours, which it may not have.
        const wanted = [...new Set(near)].filter((each) => each >= 0 && each < rankCount && isWanted(each)).sort((a, b) => a - b);
        const bounds = new Uint32Array(2 * wanted.length + 1).fill(77);
        locateLists({ terms: packTerms(postings, repeats) } as Block, Uint32Array.from(wanted), bounds);
        const counted = countedLists(postings, repeats);
        const located = wanted.map((each, i) => {
          const has = bounds[2 * i + 1]! > 0;
          return {
            from: has ? bounds[2 * i]! : counted[each]!.from,
            postings: bounds[2 * i + 1]! & 0xffff,
            repeats: bounds[2 * i + 1]! >>> 16,
          };
        });
        expect(located).toEqual(wanted.map((each) => counted[each]!));
        expect(bounds.at(-1)).toBe(77);
      }),
    );
    expect(packTerms(new Uint32Array(100).fill(1), new Uint32Array(100)).length).toBe(100);
    expect(packTerms(new Uint32Array(100).fill(2), new Uint32Array(100)).length).toBe(200);
  });
});
