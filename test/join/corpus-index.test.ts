import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { termWeights } from "../../src/join/corpus-index.js";

/** Forty records of a word each and one that they share, so that inverse document frequencies lie from ln 2 to about 3. */
const market = {
  outcomes: Array.from({ length: 40 }, (_, at) => ({ id: `o${at}`, title: `furnace w${at}` })),
  needs: [{ id: "n1", title: "furnace" }],
};

describe("termWeights", () => {
  it("are the inverse document frequencies to the last bit, in half the bytes where these hold them", () => {
    for (const [idfExponent, kind] of [
      [0.8, Float32Array],
      [0, Float32Array],
      // The fourth power of 3 is above 16: with steps of 2⁻²⁰ it has more than 24 bits.
      [4, Float64Array],
    ] as const) {
      const { corpus } = buildCorpus(market, defineConfig({ text: { idfExponent } }));
      const weights = termWeights(corpus);
      expect(weights).toBeInstanceOf(kind);
      expect([...weights]).toEqual(corpus.vocabularies.text.terms.map((term) => corpus.weigher.idf(term)));
    }
  });
});
