import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus, defineConfig } from "../../src/index.js";
import { missingPairs } from "../../src/join/missing-pairs.js";
import { mayMatch } from "../../src/join/rank.js";
import { pairScore } from "../../src/score/pair-score.js";
import { config, market } from "../support/markets.js";

const price = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -0.2, max: 0.6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, Infinity, -Infinity) },
);
const prices = fc.array(price, { minLength: 12, maxLength: 12 });

interface Found {
  readonly need: number;
  readonly outcome: number;
  readonly score: number;
}

const finiteOr0 = (value: number): number => (Number.isFinite(value) ? value : 0);

/** The best of each group by worth, then partner. */
function bestOf(pairs: readonly Found[], by: "need" | "outcome", limit: number, worth: (pair: Found) => number): Found[] {
  const partner = by === "need" ? "outcome" : "need";
  const groups = new Map<number, Found[]>();
  for (const pair of pairs) groups.set(pair[by], [...(groups.get(pair[by]) ?? []), pair]);
  return [...groups.values()].flatMap((group) => group.sort((a, b) => worth(b) - worth(a) || a[partner] - b[partner]).slice(0, limit));
}

describe("missing pairs", () => {
  it("are those of every need and outcome that exceed the prices most, as trying every pair finds them, to the bit", () => {
    fc.assert(
      fc.property(
        market,
        config,
        fc.record({
          needs: prices,
          outcomes: prices,
          minScore: fc.constantFrom(-1, 0, 0.1, 0.3),
          perRecord: fc.integer({ min: 1, max: 3 }),
        }),
        (records, settings, { needs: needPrices, outcomes: outcomePrices, minScore, perRecord }) => {
          const { corpus } = buildCorpus(records, defineConfig(settings));
          const { model, needs, outcomes } = corpus;
          const needPrice = Float64Array.from(needs.ids, (_, at) => needPrices[at]!);
          const outcomePrice = Float64Array.from(outcomes.ids, (_, at) => outcomePrices[at]!);
          const isClosed = (need: number, outcome: number) => (need + 2 * outcome) % 5 === 4;
          const all = Array.from(needs.ids.keys()).flatMap((need) =>
            Array.from(outcomes.ids.keys(), (outcome) => ({ need, outcome, score: pairScore(model, needs, need, outcomes, outcome) })),
          );
          const missing = all.filter(
            ({ need, outcome, score }) =>
              score > needPrice[need]! + outcomePrice[outcome]! &&
              score >= minScore &&
              !isClosed(need, outcome) &&
              mayMatch(corpus, needs, need) &&
              mayMatch(corpus, outcomes, outcome),
          );
          const expected = new Set([
            ...bestOf(missing, "need", perRecord, ({ outcome, score }) => score - finiteOr0(outcomePrice[outcome]!)),
            ...bestOf(missing, "outcome", perRecord, ({ need, score }) => score - finiteOr0(needPrice[need]!)),
          ]);
          const steps = missingPairs(corpus, { needPrice, outcomePrice, minScore, perRecord, isClosed });
          let step = steps.next();
          while (step.done !== true) step = steps.next();
          const { need, outcome, score } = step.value;
          const found = Array.from(score, (value, e) => ({ need: need[e]!, outcome: outcome[e]!, score: value }));
          expect(found).toEqual([...expected].sort((a, b) => a.need - b.need || a.outcome - b.outcome));
        },
      ),
      { numRuns: 80 },
    );
  });
});
