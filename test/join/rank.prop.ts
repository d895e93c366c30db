import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import type { Corpus } from "../../src/corpus/corpus.js";
import { matchAll } from "../../src/join/match-all.js";
import { needProbe, outcomeProbe, rankNeeds, rankOutcomes } from "../../src/join/rank.js";
import type { Need, Outcome } from "../../src/model/record.js";
import { combineSignals, pairScore, pairSignal } from "../../src/score/pair-score.js";
import { SIGNALS } from "../../src/score/signal.js";
import { oracleMatchAll, oracleRank, oracleSignal } from "../oracle/exhaustive-rank.js";
import { deepFreeze } from "../support/deep-freeze.js";
import { config, foreignMarket, market, rankOptions, strangerNeed, strangerOutcome } from "../support/markets.js";

/** A run takes milliseconds; the limit stops a failure from being shrunk for minutes. */
const RUNS = { numRuns: 60, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };
const bare = (partners: ReadonlyArray<{ readonly id: string; readonly score: number }>) => partners.map(({ id, score }) => ({ id, score }));

function edgesOf(corpus: Corpus, options: Parameters<typeof matchAll>[1]) {
  const edges = matchAll(corpus, options);
  return Array.from(edges.need, (need, e) => [corpus.needs.ids[need]!, corpus.outcomes.ids[edges.outcome[e]!]!, edges.score[e]!] as const);
}

/** Corpora with statistics of their own, and with another market's. */
const corpus = fc.oneof(
  fc.record({ market, config }).map(({ market, config }) => buildCorpus(market, defineConfig(config)).corpus),
  fc.record({ market, foreign: foreignMarket, config }).map(({ market, foreign, config }) => {
    const checked = defineConfig(config);
    return buildCorpus(foreign, checked, { statistics: buildCorpus(market, checked).corpus.statistics }).corpus;
  }),
);

describe("ranking", () => {
  it("equals the exhaustive ranking to the last bit, ties included, from either side", () => {
    fc.assert(
      fc.property(corpus, rankOptions, (corpus, options) => {
        corpus.needs.ids.forEach((id, n) => {
          expect(bare(rankOutcomes(corpus, id, options))).toEqual(oracleRank(corpus, corpus.needs, n, corpus.outcomes, options));
        });
        corpus.outcomes.ids.forEach((id, o) => {
          expect(bare(rankNeeds(corpus, id, options))).toEqual(oracleRank(corpus, corpus.outcomes, o, corpus.needs, options));
        });
      }),
      RUNS,
    );
  });

  it("equals the exhaustive ranking for a record that is not in the corpus", () => {
    fc.assert(
      fc.property(corpus, strangerNeed, strangerOutcome, rankOptions, (corpus, need, outcome, options) => {
        const n = needProbe(corpus, need);
        expect(bare(rankOutcomes(corpus, need as unknown as Need, options))).toEqual(
          oracleRank(corpus, n.side, n.index, corpus.outcomes, options),
        );
        const o = outcomeProbe(corpus, outcome);
        expect(bare(rankNeeds(corpus, outcome as unknown as Outcome, options))).toEqual(
          oracleRank(corpus, o.side, o.index, corpus.needs, options),
        );
      }),
      RUNS,
    );
  });

  it("gives a stranger the partners it has once it is in a corpus under the same statistics", () => {
    fc.assert(
      fc.property(market, config, strangerNeed, rankOptions, (market, config, need, options) => {
        const { corpus } = buildCorpus(market, defineConfig(config));
        const grown = buildCorpus({ ...market, needs: [...market.needs, need] }, defineConfig(config), {
          statistics: corpus.statistics,
        }).corpus;
        expect(rankOutcomes(corpus, need as unknown as Need, options)).toEqual(rankOutcomes(grown, "stranger", options));
      }),
      RUNS,
    );
  });

  it("lists a prefix of what a larger k lists", () => {
    fc.assert(
      fc.property(corpus, fc.integer({ min: 1, max: 12 }), (corpus, k) => {
        for (const id of corpus.needs.ids)
          expect(rankOutcomes(corpus, id, { k: 100 }).slice(0, k)).toEqual(rankOutcomes(corpus, id, { k }));
      }),
      RUNS,
    );
  });

  it("names signals that add up to the score, in declared order", () => {
    fc.assert(
      fc.property(corpus, (corpus) => {
        corpus.needs.ids.forEach((id, n) => {
          for (const { id: partner, score, signals } of rankOutcomes(corpus, id, { k: 100 })) {
            const o = corpus.outcomes.indexOf.get(partner)!;
            expect(
              combineSignals(
                corpus.model,
                SIGNALS.map((signal) => signals[signal]),
              ),
            ).toBe(score);
            for (const signal of SIGNALS) expect(signals[signal]).toBe(oracleSignal(corpus, signal, corpus.needs, n, corpus.outcomes, o));
          }
        });
      }),
      RUNS,
    );
  });
});

describe("a pair's score", () => {
  it("is the same from the need's view and the outcome's view, signal by signal, to the last bit", () => {
    fc.assert(
      fc.property(corpus, (corpus) => {
        const { model, needs, outcomes } = corpus;
        for (let n = 0; n < needs.count; n++) {
          for (let o = 0; o < outcomes.count; o++) {
            expect(pairScore(model, needs, n, outcomes, o)).toBe(pairScore(model, outcomes, o, needs, n));
            for (const signal of SIGNALS)
              expect(pairSignal(model, signal, needs, n, outcomes, o)).toBe(pairSignal(model, signal, outcomes, o, needs, n));
          }
        }
      }),
      RUNS,
    );
  });

  it("does not change when all weights are multiplied by one number", () => {
    fc.assert(
      fc.property(market, config, fc.constantFrom(1e-300, 1e-6, 0.1, 3, 7, 1e9, 1e300), (market, config, c) => {
        // Tiny weights times a tiny factor would vanish.
        const plain = Object.entries(config.weights!).map(
          ([signal, weight]) => [signal, weight === 0 ? 0 : Math.max(weight, 1e-6)] as const,
        );
        const weights = Object.fromEntries(plain.map(([signal, weight]) => [signal, weight * c]));
        const one = buildCorpus(market, defineConfig({ ...config, weights: Object.fromEntries(plain) })).corpus;
        const other = buildCorpus(market, defineConfig({ ...config, weights })).corpus;
        expect(other.config.weights).toEqual(one.config.weights);
        expect(edgesOf(other, {})).toEqual(edgesOf(one, {}));
      }),
      RUNS,
    );
  });

  it("is finite and not negative", () => {
    fc.assert(
      fc.property(corpus, (corpus) => {
        for (const [, , score] of edgesOf(corpus, { k: 100 })) {
          expect(Number.isFinite(score)).toBe(true);
          expect(score).toBeGreaterThanOrEqual(0);
        }
      }),
      RUNS,
    );
  });
});

describe("matchAll", () => {
  it("equals the union of all exhaustive rankings to the last bit, sorted by need, then outcome", () => {
    fc.assert(
      fc.property(corpus, rankOptions, (corpus, options) => {
        expect(edgesOf(corpus, options)).toEqual(oracleMatchAll(corpus, options));
      }),
      RUNS,
    );
  });

  it("answers the same for records in any order, ids given twice included", () => {
    const shuffled = market.chain((market) =>
      fc.record({
        market: fc.constant(market),
        outcomes: fc.shuffledSubarray([...market.outcomes], { minLength: market.outcomes.length }),
        needs: fc.shuffledSubarray([...market.needs], { minLength: market.needs.length }),
        organisations: fc.shuffledSubarray([...market.organisations], { minLength: market.organisations.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, config, ({ market, ...other }, config) => {
        const one = buildCorpus(market, defineConfig(config)).corpus;
        const two = buildCorpus(other, defineConfig(config)).corpus;
        expect(two.statistics).toEqual(one.statistics);
        expect(two.needs).toEqual(one.needs);
        expect(two.outcomes).toEqual(one.outcomes);
        expect(edgesOf(two, {})).toEqual(edgesOf(one, {}));
      }),
      RUNS,
    );
  });

  it("gives a pair of records the same score in any corpus with the same statistics", () => {
    fc.assert(
      fc.property(market, config, fc.infiniteStream(fc.boolean()), (market, config, coins) => {
        const checked = defineConfig(config);
        const { corpus } = buildCorpus(market, checked);
        const keep = <A>(records: readonly A[]): A[] => records.filter(() => coins.next().value);
        // Of records with one id only those that the whole corpus kept.
        const part = { outcomes: keep(corpus.outcomes.records), needs: keep(corpus.needs.records), organisations: market.organisations };
        const { corpus: shard } = buildCorpus(part, checked, { statistics: corpus.statistics });
        const scoreByPair = new Map(edgesOf(corpus, { k: 100 }).map(([need, outcome, score]) => [`${need} ${outcome}`, score]));
        for (const [need, outcome, score] of edgesOf(shard, { k: 100 })) expect(score).toBe(scoreByPair.get(`${need} ${outcome}`));
      }),
      RUNS,
    );
  });

  it("answers the same twice, and changes nothing that it is given", () => {
    fc.assert(
      fc.property(market, config, rankOptions, (market, config, options) => {
        deepFreeze([market, config, options]);
        const one = buildCorpus(market, defineConfig(config));
        const two = buildCorpus(market, defineConfig(config));
        expect(two.issues).toEqual(one.issues);
        expect(two.corpus.statistics).toEqual(one.corpus.statistics);
        expect(edgesOf(two.corpus, options)).toEqual(edgesOf(one.corpus, options));
      }),
      RUNS,
    );
  });
});
