import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import type { Corpus } from "../../src/corpus/corpus.js";
import { openSnapshot } from "../../src/corpus/snapshot-open.js";
import { saveSnapshot } from "../../src/corpus/snapshot-save.js";
import { matchAll } from "../../src/join/match-all.js";
import { rankNeeds, rankOutcomes } from "../../src/join/rank.js";
import { explain } from "../../src/propose/explain.js";
import { propose } from "../../src/propose/plan.js";
import { createSearchIndex } from "../../src/search/search-index.js";
import type { Need, Outcome } from "../../src/model/record.js";
import { config, foreignMarket, market, strangerNeed, strangerOutcome } from "../support/markets.js";

/** Everything that can be asked of a corpus. */
function answers(corpus: Corpus, need: Need, outcome: Outcome): unknown {
  const { ids: needIds } = corpus.needs;
  const { ids: outcomeIds } = corpus.outcomes;
  const search = createSearchIndex(corpus);
  return {
    rankings: [needIds.map((id) => rankOutcomes(corpus, id)), outcomeIds.map((id) => rankNeeds(corpus, id))],
    strangers: [rankOutcomes(corpus, need), rankNeeds(corpus, outcome), explain(corpus, need, outcome)],
    explanations: needIds.slice(0, 3).flatMap((n) => outcomeIds.slice(0, 3).map((o) => explain(corpus, n, o))),
    candidates: matchAll(corpus, { k: 4 }),
    plan: propose(corpus, { shape: "many-to-many" }),
    hits: ["余热", "steel", "燃料"].map((query) => search.find(query)),
  };
}

describe("a snapshot opened", () => {
  it("answers everything as the corpus that was saved, to the last bit, and saves to the same bytes", () => {
    fc.assert(
      fc.property(market, config, strangerNeed, strangerOutcome, (records, input, need, outcome) => {
        const settled = defineConfig(input);
        const { corpus } = buildCorpus(records, settled);
        const bytes = saveSnapshot(corpus);
        const opened = openSnapshot(bytes, settled);
        // Before anything else has been decoded.
        expect(saveSnapshot(opened)).toEqual(bytes);
        const fresh = openSnapshot(bytes, settled);
        expect(answers(fresh, need as unknown as Need, outcome as unknown as Outcome)).toEqual(
          answers(corpus, need as unknown as Need, outcome as unknown as Outcome),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("is the corpus, member by member", () => {
    fc.assert(
      fc.property(market, config, (records, input) => {
        const settled = defineConfig(input);
        const { corpus } = buildCorpus(records, settled);
        const { analyzer: _a, ...opened } = openSnapshot(saveSnapshot(corpus), settled);
        const { analyzer: _b, ...saved } = corpus;
        expect(opened).toEqual(saved);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps statistics of another corpus that it was built with, and words that those never met", () => {
    fc.assert(
      fc.property(market, foreignMarket, config, (records, foreign, input) => {
        const settled = defineConfig(input);
        const { statistics } = buildCorpus(records, settled).corpus;
        const { corpus } = buildCorpus(foreign, settled, { statistics });
        const opened = openSnapshot(saveSnapshot(corpus), settled);
        expect(opened.statistics).toEqual(statistics);
        expect(opened.vocabularies).toEqual(corpus.vocabularies);
        expect(matchAll(opened, { k: 3 })).toEqual(matchAll(corpus, { k: 3 }));
        // Its statistics serve a third corpus as the first one's do.
        expect(buildCorpus(records, settled, { statistics: opened.statistics }).corpus.needs).toEqual(
          buildCorpus(records, settled, { statistics }).corpus.needs,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("can be opened under other weights, text scale, neutral values and rule for records without text", () => {
    fc.assert(
      fc.property(market, config, config, (records, before, after) => {
        const { text: _, ...rest } = after;
        const other = defineConfig({ ...rest, ...(before.text === undefined ? {} : { text: before.text }), neutral: { region: 0.4 } });
        const opened = openSnapshot(saveSnapshot(buildCorpus(records, defineConfig(before)).corpus), other);
        expect(matchAll(opened, { k: 3 })).toEqual(matchAll(buildCorpus(records, other).corpus, { k: 3 }));
      }),
      { numRuns: 60 },
    );
  });
});
