import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/index.js";
import { embedMarket, embeddingKey, type EmbeddedMarket } from "../../src/embeddings.js";
import { deepFreeze } from "../support/deep-freeze.js";
import { hashedCharacters, hashingEmbedder } from "../support/hashing-embedder.js";
import { randomMarket } from "../support/random-market.js";

type Vectors = ReadonlyMap<string, unknown>;
const vectorsOf = ({ market }: EmbeddedMarket): Vectors =>
  new Map(
    [...market.outcomes, ...market.needs].map((record) => {
      const { id, embedding } = record as { id: string; embedding?: unknown };
      return [id, embedding];
    }),
  );
const batchSize = fc.integer({ min: 1, max: 7 });
/** Refuses whatever holds this word; texts of random markets hold it often. */
const REFUSED = "水稻";
const choosy = (text: string): number[] => {
  if (text.includes(REFUSED)) throw new Error("no rice");
  return hashedCharacters(text);
};

describe("embedMarket", () => {
  it("gives the same vectors for any batch size and any order of records", async () => {
    await fc.assert(
      fc.asyncProperty(randomMarket, batchSize, batchSize, async (market, one, other) => {
        const a = await embedMarket(market, hashingEmbedder(), { batchSize: one });
        const turned = { outcomes: [...market.outcomes].reverse(), needs: [...market.needs].reverse() };
        const b = await embedMarket(turned, hashingEmbedder(), { batchSize: other });
        expect(new Map([...vectorsOf(b)].sort())).toEqual(new Map([...vectorsOf(a)].sort()));
        expect(b.counts).toEqual(a.counts);
      }),
    );
  });

  it("cuts the same batches whatever the order of records, and asks for each text once", async () => {
    await fc.assert(
      fc.asyncProperty(randomMarket, batchSize, async (market, size) => {
        const [a, b] = [hashingEmbedder(), hashingEmbedder()];
        await embedMarket(market, a, { batchSize: size });
        await embedMarket({ needs: [...market.needs].reverse(), outcomes: [...market.outcomes].reverse() }, b, { batchSize: size });
        expect(b.batches).toEqual(a.batches);
        const asked = a.batches.flat();
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked).not.toContain("");
        for (const batch of a.batches) expect(batch.length).toBeLessThanOrEqual(size);
      }),
    );
  });

  it("asks for nothing where a cache has it all, and gives the same vectors", async () => {
    await fc.assert(
      fc.asyncProperty(randomMarket, batchSize, async (market, size) => {
        const cache = new Map<string, readonly number[]>();
        const fresh = await embedMarket(market, hashingEmbedder(), { batchSize: size, cache });
        const again = hashingEmbedder();
        // As a store of half the precision would give them back.
        const stored = new Map([...cache].map(([key, vector]) => [key, Float32Array.from(vector)]));
        const kept = await embedMarket(market, again, { cache: stored as never });
        expect(again.batches).toEqual([]);
        expect(vectorsOf(kept)).toEqual(vectorsOf(fresh));
        expect(kept.counts).toMatchObject({ embedded: 0, cached: fresh.counts.embedded });
      }),
    );
  });

  it("loses nothing to texts that are refused: only their records go without, each with an issue, for any batch size", async () => {
    await fc.assert(
      fc.asyncProperty(randomMarket, batchSize, async (market, size) => {
        const whole = vectorsOf(await embedMarket(market, hashingEmbedder()));
        const embedder = hashingEmbedder(choosy);
        const embedded = await embedMarket(market, embedder, { batchSize: size });
        const found = vectorsOf(embedded);
        const named = new Map(embedded.issues.map(({ code, record }) => [record?.id, code]));
        for (const record of [...market.outcomes, ...market.needs] as Array<{ id: string; title: string }>) {
          const isRefused = record.title.includes(REFUSED);
          expect(found.get(record.id)).toEqual(isRefused ? undefined : whole.get(record.id));
          expect(named.get(record.id)).toBe(isRefused ? "embedding-refused" : record.title === "" ? "embedding-no-text" : undefined);
        }
        const { own, cached, embedded: made, without } = embedded.counts;
        expect(own + cached + made + without).toBe(market.outcomes.length + market.needs.length);
      }),
    );
  });

  it("changes no input and nothing but the vector of a record, so that the same records are kept and named", async () => {
    await fc.assert(
      fc.asyncProperty(randomMarket, fc.boolean(), async (given, isTwice) => {
        const market = deepFreeze(isTwice ? { ...given, needs: [...given.needs, { ...given.needs[0], title: "steel" }, null, 7] } : given);
        const { market: embedded } = await embedMarket(market, hashingEmbedder());
        const bare = embedded.needs.map((record) => {
          if (typeof record !== "object" || record === null) return record;
          const { embedding: _, ...rest } = record as { embedding?: unknown };
          return rest;
        });
        expect(bare).toEqual(market.needs);
        const [plain, made] = [buildCorpus(market), buildCorpus(embedded)];
        expect(made.corpus.needs.records.map(({ embedding: _, ...rest }) => rest)).toEqual(plain.corpus.needs.records);
        expect(made.issues).toEqual(plain.issues);
      }),
    );
  });

  it("keys are the embedder's id and the hash of the text", async () => {
    await fc.assert(
      fc.asyncProperty(randomMarket, async (market) => {
        const cache = new Map<string, readonly number[]>();
        const embedder = hashingEmbedder();
        await embedMarket(market, embedder, { cache });
        expect([...cache.keys()].sort()).toEqual(
          embedder.batches
            .flat()
            .map((text) => embeddingKey(embedder.id, text))
            .sort(),
        );
      }),
      { numRuns: 30 },
    );
  });
});
