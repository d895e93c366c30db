import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consortiumValue, type ClusterCandidate, type ClusterText } from "../../src/propose/consortium-value.js";
import { setWorths } from "../../src/propose/set-worths.js";

const NEEDS = 3;
const WORDS = 4;
/** Every need has as many words, each worth as much: shares add up to 1. */
const TEXT: ClusterText = {
  needCount: NEEDS,
  elementWeight: new Float64Array(NEEDS * WORDS).fill(1 / (NEEDS * WORDS)),
  columns: Array.from({ length: NEEDS }, () => Uint32Array.from({ length: WORDS }, (_, at) => at)),
  firstElement: Array.from({ length: NEEDS }, (_, place) => place * WORDS),
};

/** For each need a pair or none, its score and the words held; equal, negative and too large scores are among them, and pairs of no word. */
const pair = fc.option(
  fc.record({ score: fc.constantFrom(-0.2, 0, 0.1, 0.4, 0.4, 1.3), words: fc.subarray(Array.from({ length: WORDS }, (_, at) => at)) }),
);
const candidates = fc.array(fc.array(pair, { minLength: NEEDS, maxLength: NEEDS }), { minLength: 1, maxLength: 6 }).map((all) =>
  all.map((pairs, university): ClusterCandidate => {
    const given = pairs.flatMap((entry, place) => (entry === null ? [] : [{ ...entry, place }]));
    const held = given.map(({ words, place }) => Uint32Array.from(words, (word) => place * WORDS + word));
    const own = held.reduce((sum, elements) => sum + elements.length / (NEEDS * WORDS), 0);
    return {
      university,
      pairs: given.map(({ place, score }) => ({ place, outcome: university, score })),
      held,
      own,
      isForced: false,
    };
  }),
);

describe("tables of the worth of sets", () => {
  it("say of every set what adding up its words and fits anew says", () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const worths = setWorths(TEXT, all);
        for (let set = 1; set < 1 << all.length; set++) {
          const members = all.filter((_, at) => (set & (1 << at)) !== 0);
          const { score, parts } = consortiumValue(TEXT, members);
          expect(worths.score(set)).toBeCloseTo(score, 12);
          expect(worths.brought(set)).toBeCloseTo(parts[0]!.share + parts[1]!.share, 12);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("count nobody as complementary where nobody holds a word", () => {
    const none: ClusterCandidate = { university: 0, pairs: [], held: [], own: 0, isForced: false };
    const some: ClusterCandidate = { ...none, university: 1, held: [Uint32Array.of(0, 1, 2)], own: 0.25 };
    expect(setWorths(TEXT, [none, { ...none, university: 2 }, some]).score(0b11)).toBeCloseTo(-0.05, 12);
  });
});
