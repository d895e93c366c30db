import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import type { Corpus } from "../../src/corpus/corpus.js";
import { INDEX_LIMITS, type IndexLimits } from "../../src/join/block-index.js";
import { buildBlockIndex } from "../../src/join/build-block-index.js";
import { termWeights } from "../../src/join/corpus-index.js";
import { PROBE_TERMS } from "../../src/join/kernel.js";
import { matchAll, matchSteps } from "../../src/join/match-all.js";
import { rankOutcomes } from "../../src/join/rank.js";
import { topPartners, type JoinSteps } from "../../src/join/top-partners.js";
import { createRandom, randomInteger } from "../../src/kernel/random.js";
import type { Need, Outcome } from "../../src/model/record.js";
import { pairScore } from "../../src/score/pair-score.js";
import { oracleRank } from "../oracle/exhaustive-rank.js";
import { config, market, rankOptions } from "../support/markets.js";

interface Setting {
  readonly k?: number | undefined;
  readonly minScore?: number | undefined;
  readonly limits?: IndexLimits;
  readonly termWeight?: Float64Array;
  readonly steps?: JoinSteps;
}

/** A join of one direction, through an index built for the occasion, and the lists that it fills. */
function startLists(corpus: Corpus, direction: "needs" | "outcomes", setting: Setting = {}) {
  const { k = 10, minScore = -Infinity, limits = INDEX_LIMITS, termWeight = termWeights(corpus), steps } = setting;
  const [from, to] = direction === "needs" ? [corpus.needs, corpus.outcomes] : [corpus.outcomes, corpus.needs];
  const index = buildBlockIndex(to, termWeight, limits);
  const found = Array.from({ length: from.count }, (): Array<{ id: string; score: number }> => []);
  const request = { model: corpus.model, from, to, index, termWeight, k, minScore, withoutText: corpus.config.withoutText };
  return { found, run: topPartners(request, (f, t, score) => found[f]!.push({ id: to.ids[t]!, score }), steps) };
}

/** Every list of one direction. */
function lists(corpus: Corpus, direction: "needs" | "outcomes", setting: Setting = {}) {
  const { found, run } = startLists(corpus, direction, setting);
  for (const _ of run);
  return found;
}

function expectOracle(corpus: Corpus, setting: Setting = {}): void {
  const options = {
    ...(setting.k === undefined ? {} : { k: setting.k }),
    ...(setting.minScore === undefined ? {} : { minScore: setting.minScore }),
  };
  lists(corpus, "needs", setting).forEach((list, n) => expect(list).toEqual(oracleRank(corpus, corpus.needs, n, corpus.outcomes, options)));
  lists(corpus, "outcomes", setting).forEach((list, o) =>
    expect(list).toEqual(oracleRank(corpus, corpus.outcomes, o, corpus.needs, options)),
  );
}

const limits: fc.Arbitrary<IndexLimits> = fc.record({
  blockRecords: fc.constantFrom(2, 4, 6, 64),
  blockPostings: fc.constantFrom(1, 10, 50, 1_000),
  groupRecords: fc.constantFrom(1, 4, 32, 1_000),
  runRecords: fc.constantFrom(2, 4, 32),
  recordEntries: fc.constantFrom(1, 5, 20, 13_000),
});

const steps: fc.Arbitrary<JoinSteps> = fc.record({ chunk: fc.constantFrom(1, 2, 5, 2_048), step: fc.constantFrom(1, 3, 256) });

describe("the join by blocks", () => {
  it("equals the exhaustive order to the last bit for any sizes of blocks, runs and records, and any k", () => {
    fc.assert(
      fc.property(market, config, rankOptions, limits, steps, (market, config, { k, minScore }, limits, steps) => {
        expectOracle(buildCorpus(market, defineConfig(config)).corpus, { k, minScore, limits, steps });
      }),
      { numRuns: 150 },
    );
  });

  it("is exact whatever weights its terms are given: they only make it fast", () => {
    fc.assert(
      fc.property(market, config, limits, fc.integer(), (market, config, limits, seed) => {
        const { corpus } = buildCorpus(market, defineConfig(config));
        const random = createRandom(seed);
        const termWeight = Float64Array.from(corpus.vocabularies.text.terms, () => 10 ** (6 * random() - 3));
        expectOracle(corpus, { limits, termWeight });
      }),
      { numRuns: 60 },
    );
  });

  it("keeps sums of very long records from overflowing, on either side and beyond the kernel's room", () => {
    const words = (from: number, count: number): string => Array.from({ length: count }, (_, at) => `w${from + at}`).join(" ");
    const repeated = Array.from({ length: 3_000 }, (_, at) => `w${at % 50}`).join(" ");
    const texts = [words(0, 50), words(0, PROBE_TERMS + 500), repeated, `${repeated} ${words(0, 3_000)}`, words(20, 5), words(9_000, 3)];
    // Not as titles, which are cut to a line.
    const records = (prefix: string, field: "abstract" | "description") =>
      texts.map((text, at) => ({ id: `${prefix}${at}`, title: `t${at % 2}`, [field]: text }));
    for (const text of [{}, { k1: 1_000, b: 0, slope: 1 }, { k1: 0 }, { idfExponent: 0 }, { idfExponent: 10, slope: 0 }]) {
      const market = { outcomes: records("o", "abstract"), needs: records("n", "description") };
      const { corpus } = buildCorpus(market, defineConfig({ text }));
      for (const { rows } of [corpus.needs, corpus.outcomes])
        expect(rows.text.rowStart[2]! - rows.text.rowStart[1]!).toBeGreaterThan(PROBE_TERMS);
      for (const k of [1, 2, 10]) expectOracle(corpus, { k });
    }
  });

  it("has room for the largest sum there can be: that of a record with the probe's own words, beside others whose sums are small", () => {
    const words = Array.from({ length: 1_000 }, (_, at) => `w${at}`);
    const outcomes = words.slice(0, 64).map((word, at) => ({ id: `o${at}`, title: word, abstract: at % 3 === 0 ? words.join(" ") : word }));
    const market = { outcomes, needs: [{ id: "n", title: "w1", description: words.join(" ") }] };
    // By its whole text alone the need's row is parallel to the records', so that the bound is met but for rounding.
    for (const titleWeight of [0, 1]) {
      const { corpus } = buildCorpus(market, defineConfig({ text: { titleWeight } }));
      for (const k of [1, 30, 100]) expectOracle(corpus, { k });
    }
  });

  it("keeps ties in id order where hundreds of records are alike, share nothing, or have no text", () => {
    const titles = ["高温余热回收", "高温余热回收", "maize breeding", "未提供", "光伏"];
    const outcomes = Array.from({ length: 700 }, (_, at) => ({
      id: `o${String((at * 389) % 700).padStart(3, "0")}`,
      title: titles[at % titles.length]!,
      ...(at % 3 === 0 ? {} : { industries: [["C34", "A01", "I65"][(at % 7) % 3]!] }),
      ...(at % 4 === 0 ? {} : { region: ["2101", "210102", "22"][(at % 5) % 3]! }),
    }));
    const needs = ["余热", "breeding", "zirconium", "!!"].map((title, at) => ({
      id: `n${at}`,
      title,
      industries: ["C34"],
      region: "2101",
    }));
    for (const withoutText of ["exclude", "match"] as const) {
      for (const weights of [{ text: 1 }, { text: 3, industry: 1, region: 1 }, { industry: 1, region: 1 }, { region: 1 }]) {
        const { corpus } = buildCorpus({ outcomes, needs }, defineConfig({ weights, withoutText }));
        for (const k of [1, 7, 300]) expectOracle(corpus, { k, limits: { ...INDEX_LIMITS, blockRecords: 256, runRecords: 16 } });
      }
    }
  });

  /** Titles over words drawn about 1/rank of the time, as in real text, some of them repeated. */
  function zipfMarket(seed: number, count: number) {
    const random = createRandom(seed);
    const word = (): string =>
      `w${Math.floor(Math.exp(random() * Math.log(3_000)))} `.repeat(random() < 0.15 ? 2 + randomInteger(random, 6) : 1);
    const text = (): string => Array.from({ length: 5 + randomInteger(random, 60) }, word).join("");
    const codes = ["C3140", "C3150", "C34", "I65", "A01", "A02"];
    const regions = ["210102", "2101", "2102", "22", "440300"];
    const records = (prefix: string) =>
      Array.from({ length: count }, (_, at) => ({
        id: `${prefix}${String(at).padStart(4, "0")}`,
        title: text(),
        ...(random() < 0.7 ? { industries: [codes[randomInteger(random, codes.length)]!] } : {}),
        ...(random() < 0.8 ? { region: regions[randomInteger(random, regions.length)]! } : {}),
        maturity: 1 + randomInteger(random, 9),
      }));
    return { outcomes: records("o"), needs: records("n") };
  }

  function expectPairScores(corpus: Corpus, sampleStep: number, setting: Setting): void {
    for (const [direction, from, to] of [
      ["needs", corpus.needs, corpus.outcomes],
      ["outcomes", corpus.outcomes, corpus.needs],
    ] as const) {
      const found = lists(corpus, direction, setting);
      for (let f = 0; f < from.count; f += sampleStep) {
        const scored = to.ids.map((id, t) => ({ id, score: pairScore(corpus.model, from, f, to, t) }));
        scored.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
        expect(found[f]).toEqual(scored.slice(0, setting.k));
      }
    }
  }

  it("equals the exhaustive order on 2,000 needs and 2,000 outcomes, from either side", () => {
    const { corpus } = buildCorpus(zipfMarket(7, 2_000));
    expectPairScores(corpus, 20, { k: 10, limits: { ...INDEX_LIMITS, blockRecords: 1_024, runRecords: 16 } });
  });

  it("equals it too where text, places and readiness weigh alike, and where repeats count for much", () => {
    const market = zipfMarket(11, 300);
    const weights = { text: 1, industry: 1, region: 1, maturity: 1 };
    for (const text of [{}, { k1: 60, b: 0 }]) {
      for (const textScale of [0.05, 0.5]) {
        for (const chosen of [{ text: 1 }, weights, { ...weights, text: 6 }]) {
          const { corpus } = buildCorpus(market, defineConfig({ weights: chosen, text, textScale }));
          expectPairScores(corpus, 1, { k: 3, limits: { ...INDEX_LIMITS, blockRecords: 150, runRecords: 4 } });
        }
      }
    }
  });

  /** Many places and industries, each on few records, so that most of what they add stands in lists; texts from one word to hundreds, so that gains lie apart. */
  function scatteredMarket(seed: number, count: number) {
    const random = createRandom(seed);
    const text = (): string =>
      Array.from({ length: Math.ceil(Math.exp(random() * 5)) }, () => `w${Math.floor(Math.exp(random() * Math.log(400)))}`).join(" ");
    const code = (): string => `C${String(1_300 + randomInteger(random, 300))}`;
    const records = (prefix: string) =>
      Array.from({ length: count }, (_, at) => ({
        id: `${prefix}${String(at).padStart(4, "0")}`,
        title: text(),
        ...(random() < 0.8 ? { industries: Array.from({ length: 1 + randomInteger(random, 3) }, code) } : {}),
        ...(random() < 0.8 ? { region: `21${String(1 + randomInteger(random, 14)).padStart(2, "0")}` } : {}),
      }));
    return { outcomes: records("o"), needs: records("n") };
  }

  it("equals it where what places and industries add stands in lists, whatever gains a block holds", () => {
    const market = scatteredMarket(23, 400);
    for (const weights of [
      { text: 6, industry: 3, region: 2 },
      { text: 1, industry: 20, region: 20 },
      { text: 50, industry: 1 },
      { industry: 3, region: 2 },
    ]) {
      for (const text of [{}, { b: 1, slope: 1 }, { k1: 60, b: 0 }]) {
        const { corpus } = buildCorpus(market, defineConfig({ weights, text }));
        expectPairScores(corpus, 1, { k: 4, limits: { ...INDEX_LIMITS, blockRecords: 100, runRecords: 10 } });
      }
    }
  });

  it("equals it where gains of a block lie too far apart for lists", () => {
    const market = scatteredMarket(29, 120);
    const { corpus } = buildCorpus(market, defineConfig({ weights: { text: 1, industry: 1, region: 1 } }));
    const random = createRandom(31);
    const termWeight = Float64Array.from(corpus.vocabularies.text.terms, () => 10 ** (16 * random() - 8));
    expectPairScores(corpus, 1, { k: 4, termWeight });
  });

  it("equals it where a record has more partners than the kernel has room for lists", () => {
    const words = Array.from({ length: PROBE_TERMS - 10 }, (_, at) => `w${at}`).join(" ");
    const enterprises = Array.from({ length: 700 }, (_, at) => `e${at}`);
    const { corpus } = buildCorpus(
      {
        outcomes: [
          { id: "long", title: "余热", abstract: words, organisation: "u" },
          { id: "short", title: "余热", organisation: "u" },
        ],
        needs: [
          ...enterprises.map((organisation, at) => ({ id: `n${at}`, title: at % 2 === 0 ? "余热" : `w${at}`, organisation })),
          { id: "words", title: "余热", description: words },
        ],
        organisations: [
          { id: "u", kind: "university", partners: enterprises },
          ...enterprises.map((id) => ({ id, kind: "enterprise" as const })),
        ],
      },
      defineConfig({ weights: { text: 1, cooperation: 1 } }),
    );
    // Lists of the partners, and those terms of the long text that someone else has.
    const { rowStart } = corpus.outcomes.rows.text;
    expect(rowStart[1]! + enterprises.length).toBeGreaterThan(PROBE_TERMS + 512);
    for (const blockRecords of [64, 1_024])
      for (const k of [5, 600]) expectPairScores(corpus, 1, { k, limits: { ...INDEX_LIMITS, blockRecords, runRecords: 4 } });
  });

  it("goes on as if nothing had been where a join before was ended by what a caller's signal threw", () => {
    // A market in which places were lost when what a second look at a block had noted was left behind.
    const random = createRandom(3);
    const vocabulary = 20 + randomInteger(random, 300);
    const words = (most: number): string =>
      Array.from({ length: 1 + randomInteger(random, most) }, () => `w${Math.floor(Math.exp(random() * Math.log(vocabulary)))}`).join(" ");
    const outcomes = Array.from({ length: 300 }, (_, at) => ({ id: `o${at}`, title: words(at % 2 === 0 ? 4 : 30) }));
    const needs = Array.from({ length: 80 }, (_, at) => ({
      id: `n${at}`,
      title: random() < 0.8 ? outcomes[randomInteger(random, 300)]!.title : words(12),
    }));
    let callsLeft = Infinity;
    const compare = (need: Need, outcome: Outcome): number => {
      // The calls that a join makes of its second look alone, by the name of its method: of all calls they are one in hundreds.
      if (callsLeft < Infinity && new Error().stack!.includes("rescoreUnseen") && callsLeft-- === 0) throw new Error("the signal's own");
      return (((Number(need.id.slice(1)) * 31 + Number(outcome.id.slice(1)) * 17) % 101) / 101) ** 8;
    };
    const own = buildCorpus({ outcomes, needs }, defineConfig({ weights: { text: 20, own: 1 }, own: { compare } })).corpus;
    const plain = buildCorpus({ outcomes, needs }, defineConfig({ weights: { text: 1 } })).corpus;
    const wanted = matchAll(plain, { k: 10 });
    for (let calls = 0; calls < 15; calls++) {
      callsLeft = calls;
      expect(() => matchAll(own, { k: 10 })).toThrow("the signal's own");
      callsLeft = Infinity;
      expect(matchAll(plain, { k: 10 })).toEqual(wanted);
    }
  });

  it("answers the same when several joins and rankings take turns: they share the kernel's memory", () => {
    const records = (prefix: string, count: number, shift: number) =>
      Array.from({ length: count }, (_, at) => ({ id: `${prefix}${at}`, title: `w${(at + shift) % 17} w${(at * 3) % 23} w${at % 5}` }));
    const corpora = [0, 5].map((shift) => buildCorpus({ outcomes: records("o", 300, shift), needs: records("n", 600, 2 * shift) }).corpus);
    const alone = corpora.map((corpus) => matchAll(corpus));
    const ranked = rankOutcomes(corpora[0]!, "n1");
    const runs = corpora.map((corpus) => matchSteps(corpus));
    const results: unknown[] = [undefined, undefined];
    while (results.includes(undefined)) {
      runs.forEach((run, at) => {
        const step = results[at] === undefined ? run.next() : undefined;
        if (step?.done === true) results[at] = step.value;
        expect(rankOutcomes(corpora[0]!, "n1")).toEqual(ranked);
      });
    }
    expect(results).toEqual(alone);
  });

  it("answers the same when joins pause within blocks and between them, and another goes on with blocks of its own", () => {
    const records = (prefix: string, count: number, shift: number) =>
      Array.from({ length: count }, (_, at) => ({ id: `${prefix}${at}`, title: `w${(at + shift) % 17} w${(at * 3) % 23} w${at % 5}` }));
    const corpora = [0, 5].map((shift) => buildCorpus({ outcomes: records("o", 40, shift), needs: records("n", 30, 2 * shift) }).corpus);
    // Seven blocks, and a pause after every other record.
    const setting = { limits: { ...INDEX_LIMITS, blockRecords: 6, groupRecords: 4, runRecords: 2 }, steps: { chunk: 10, step: 2 } };
    const joins = corpora.map((corpus) => startLists(corpus, "needs", setting));
    let pauses = 0;
    for (let going = joins; going.length > 0; pauses++) going = going.filter(({ run }) => run.next().done !== true);
    expect(pauses).toBeGreaterThan(7 * (30 / 2) - 7);
    joins.forEach(({ found }, at) => {
      const { needs, outcomes } = corpora[at]!;
      found.forEach((list, n) => expect(list).toEqual(oracleRank(corpora[at]!, needs, n, outcomes, {})));
    });
  });
});
