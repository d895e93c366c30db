import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import type { Corpus } from "../../src/corpus/corpus.js";
import type { CorpusUpdate } from "../../src/corpus/corpus-update.js";
import { matchAll } from "../../src/join/match-all.js";
import { rankNeeds, rankOutcomes } from "../../src/join/rank.js";
import type { Need, Outcome } from "../../src/model/record.js";
import { explain } from "../../src/propose/explain.js";
import { propose } from "../../src/propose/plan.js";
import { deepFreeze } from "../support/deep-freeze.js";
import { config, foreignMarket, market, rankOptions, strangerNeed, strangerOutcome } from "../support/markets.js";

const RUNS = { numRuns: 60, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };

const organisationList = fc.array(
  fc.record(
    {
      id: fc.constantFrom("u1", "e1", "nobody"),
      name: fc.constantFrom("Dongbei University", "Anshan Steel"),
      kind: fc.constantFrom("university", "enterprise"),
      region: fc.constantFrom("2101", "440300"),
      industries: fc.constantFrom(["C31"], ["I65", "新材料"]),
    },
    { requiredKeys: ["id", "name", "kind"] },
  ),
  { maxLength: 2 },
);

/** Updates with ids that are there and ids that are not, words seen and unseen. */
const update: fc.Arbitrary<CorpusUpdate> = fc.record(
  {
    add: fc.oneof(
      foreignMarket.map(({ outcomes, needs }) => ({ outcomes: outcomes.slice(0, 3), needs: needs.slice(0, 3) })),
      organisationList.map((organisations) => ({ organisations })),
    ),
    remove: fc.record(
      {
        outcomes: fc.subarray(["o1", "o2", "o3", "o4", "o5", "o6", "nobody"], { maxLength: 4 }),
        needs: fc.subarray(["n1", "n2", "n3", "n4", "nobody"], { maxLength: 3 }),
        organisations: fc.subarray(["u1", "e1", "nobody"], { maxLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** Clean records by id, kept the slow way. */
type Ledger = Readonly<Record<"outcomes" | "needs" | "organisations", ReadonlyMap<string, { readonly id: string }>>>;

const ledgerOf = (corpus: Corpus): Ledger => ({
  outcomes: new Map(corpus.outcomes.records.map((record) => [record.id, record])),
  needs: new Map(corpus.needs.records.map((record) => [record.id, record])),
  organisations: corpus.organisations,
});

function updateLedger(ledger: Ledger, { add, remove }: CorpusUpdate): Ledger {
  const added = ledgerOf(buildCorpus({ outcomes: [], needs: [], ...add }).corpus);
  const next = (kind: keyof Ledger): ReadonlyMap<string, { readonly id: string }> => {
    const gone = new Set(remove?.[kind]);
    return new Map([...[...ledger[kind]].filter(([id]) => !gone.has(id)), ...added[kind]]);
  };
  return { outcomes: next("outcomes"), needs: next("needs"), organisations: next("organisations") };
}

const recordsOf = (ledger: Ledger) => ({
  outcomes: [...ledger.outcomes.values()],
  needs: [...ledger.needs.values()],
  organisations: [...ledger.organisations.values()],
});

const live = fc.record({ market, config, updates: fc.array(update, { minLength: 1, maxLength: 6 }) });

function run({ market, config, updates }: typeof live extends fc.Arbitrary<infer A> ? A : never) {
  const checked = defineConfig(config);
  const first = buildCorpus(market, checked).corpus;
  let corpus = first;
  let ledger = ledgerOf(first);
  for (const each of updates) {
    corpus = corpus.update(each).corpus;
    ledger = updateLedger(ledger, each);
  }
  const rebuilt = buildCorpus(recordsOf(ledger), checked, { statistics: first.statistics }).corpus;
  return { first, corpus, rebuilt, ledger, checked };
}

describe("update", () => {
  it("ranks as a rebuild with the same statistics does, to the last bit, from either side, strangers included", () => {
    fc.assert(
      fc.property(live, rankOptions, strangerNeed, strangerOutcome, (live, options, need, outcome) => {
        const { corpus, rebuilt } = run(live);
        for (const id of rebuilt.needs.ids) expect(rankOutcomes(corpus, id, options)).toEqual(rankOutcomes(rebuilt, id, options));
        for (const id of rebuilt.outcomes.ids) expect(rankNeeds(corpus, id, options)).toEqual(rankNeeds(rebuilt, id, options));
        expect(rankOutcomes(corpus, need as unknown as Need, options)).toEqual(rankOutcomes(rebuilt, need as unknown as Need, options));
        expect(rankNeeds(corpus, outcome as unknown as Outcome, options)).toEqual(
          rankNeeds(rebuilt, outcome as unknown as Outcome, options),
        );
      }),
      RUNS,
    );
  });

  it("gives the sides, vocabularies, joins, plans and explanations of a rebuild with the same statistics", () => {
    fc.assert(
      fc.property(live, (live) => {
        const { corpus, rebuilt } = run(live);
        expect(corpus.needs).toEqual(rebuilt.needs);
        expect(corpus.outcomes).toEqual(rebuilt.outcomes);
        expect(corpus.vocabularies.text.terms).toEqual(rebuilt.vocabularies.text.terms);
        expect(corpus.vocabularies.industry.terms).toEqual(rebuilt.vocabularies.industry.terms);
        expect([...corpus.organisations]).toEqual([...rebuilt.organisations]);
        expect(matchAll(corpus)).toEqual(matchAll(rebuilt));
        expect(propose(corpus, { shape: "one-to-one" })).toEqual(propose(rebuilt, { shape: "one-to-one" }));
        for (const need of rebuilt.needs.ids.slice(0, 2))
          for (const outcome of rebuilt.outcomes.ids.slice(0, 2))
            expect(explain(corpus, need, outcome)).toEqual(explain(rebuilt, need, outcome));
      }),
      RUNS,
    );
  });

  it("leaves the corpus it was called on, and what it is given, as they are", () => {
    fc.assert(
      fc.property(market, config, update, (market, config, update) => {
        deepFreeze(update);
        const checked = defineConfig(config);
        const { corpus } = buildCorpus(market, checked);
        const ranked = corpus.needs.ids.map((id) => rankOutcomes(corpus, id));
        const branch = corpus.update(update).corpus;
        corpus.update({ remove: { outcomes: corpus.outcomes.ids } });
        expect(corpus.needs.ids.map((id) => rankOutcomes(corpus, id))).toEqual(ranked);
        expect(corpus.needs).toEqual(buildCorpus(market, checked).corpus.needs);
        expect(corpus.update(update).corpus.outcomes).toEqual(branch.outcomes);
      }),
      RUNS,
    );
  });

  it("refits to what building the resulting records from scratch gives", () => {
    fc.assert(
      fc.property(live, (live) => {
        const { corpus, ledger, checked } = run(live);
        const scratch = buildCorpus(recordsOf(ledger), checked).corpus;
        const refitted = corpus.refit();
        expect(refitted.statistics).toEqual(scratch.statistics);
        expect(refitted.needs).toEqual(scratch.needs);
        expect(refitted.outcomes).toEqual(scratch.outcomes);
        expect(refitted.model).toEqual(scratch.model);
      }),
      RUNS,
    );
  });

  it("tells of the records that it adds what building with them tells", () => {
    fc.assert(
      fc.property(market, foreignMarket, (market, added) => {
        const { corpus } = buildCorpus({ ...market, organisations: [] });
        const { issues } = corpus.update({ add: added });
        const tells = buildCorpus(added).issues.filter(({ code }) => code !== "empty-side");
        expect(issues.filter(({ code }) => code !== "empty-side")).toEqual(tells);
      }),
      RUNS,
    );
  });
});
