import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchInWorkers } from "../../src/adapters/worker-threads/match-in-workers.js";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { matchAll, type MatchProgress } from "../../src/join/match-all.js";
import { config, foreignMarket, market, rankOptions } from "../support/markets.js";
import { bytesOf, localWorker, mortalWorker } from "../support/worker-threads.js";

const partSizes = fc.constantFrom({ min: 1, max: 1 }, { min: 1, max: 3 }, { min: 2, max: 5 }, { min: 64, max: 2_048 });

describe("the join in workers", () => {
  it("gives the bytes of the plain call for 1, 2 and 4 workers, any parts, shared memory or copies", async () => {
    await fc.assert(
      fc.asyncProperty(market, config, rankOptions, partSizes, fc.boolean(), async (records, input, options, sizes, sharesMemory) => {
        const settled = defineConfig(input);
        const { corpus } = buildCorpus(records, settled);
        const expected = bytesOf(matchAll(corpus, options));
        const platform = { createWorker: localWorker(settled), sharesMemory, processors: 3 };
        for (const workers of [1, 2, 4]) {
          expect(bytesOf(await matchInWorkers(corpus, { ...options, workers }, platform, sizes))).toEqual(expected);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("gives the same when workers are lost, after an update, and tells progress that only grows", async () => {
    await fc.assert(
      fc.asyncProperty(
        market,
        foreignMarket,
        config,
        fc.uniqueArray(fc.nat(20), { maxLength: 2 }),
        async (records, later, input, losses) => {
          const settled = defineConfig(input);
          const { corpus } = buildCorpus(records, settled).corpus.update({ add: later });
          const told: MatchProgress[] = [];
          const crashes: number[] = [];
          const found = await matchInWorkers(
            corpus,
            { workers: 3, onProgress: (progress) => told.push(progress), onCrash: ({ attempt }) => crashes.push(attempt) },
            {
              createWorker: mortalWorker(localWorker(settled), (given) => losses.includes(given)),
              sharesMemory: true,
              processors: 1,
            },
            { min: 1, max: 2 },
          );
          expect(bytesOf(found)).toEqual(bytesOf(matchAll(corpus)));
          const total = corpus.needs.count + corpus.outcomes.count;
          const done = told.map((progress) => progress.done);
          expect(told.every((progress) => progress.total === total)).toBe(true);
          expect(done.every((records, at) => records > (done[at - 1] ?? 0))).toBe(true);
          expect(done.at(-1) ?? 0).toBe(total);
          const parts = Math.ceil(corpus.needs.count / 2) + Math.ceil(corpus.outcomes.count / 2);
          expect(crashes.length).toBeGreaterThanOrEqual(losses.filter((given) => given < done.length).length);
          expect(done.length).toBeLessThanOrEqual(2 * parts);
        },
      ),
      { numRuns: 60 },
    );
  });
});
