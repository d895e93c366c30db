import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus, explain, matchAll, propose, rankOutcomes, SHAPES, type Corpus, type Plan } from "../../src/index.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { verifySolution } from "../../src/solve/index.js";
import { randomMarket } from "../support/random-market.js";

const shape = fc.constantFrom(...SHAPES);
const pairsOf = (plan: Plan) => plan.proposals.flatMap(({ pairs }) => pairs);

function loadOf(ids: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** Every set of pairs tried, on candidates few enough for that. */
function bestTotal(corpus: Corpus, perNeed: number, perOutcome: number, minScore: number): number {
  const edges = matchAll(corpus, { k: 100, minScore });
  let best = 0;
  const needLoad = new Map<number, number>();
  const outcomeLoad = new Map<number, number>();
  const walk = (e: number, total: number): void => {
    best = Math.max(best, total);
    for (let next = e; next < edges.score.length; next++) {
      const need = edges.need[next]!;
      const outcome = edges.outcome[next]!;
      const { organisation } = corpus.needs.records[need]!;
      if (organisation !== undefined && organisation === corpus.outcomes.records[outcome]!.organisation) continue;
      if ((needLoad.get(need) ?? 0) >= perNeed || (outcomeLoad.get(outcome) ?? 0) >= perOutcome) continue;
      needLoad.set(need, (needLoad.get(need) ?? 0) + 1);
      outcomeLoad.set(outcome, (outcomeLoad.get(outcome) ?? 0) + 1);
      walk(next + 1, total + edges.score[next]!);
      needLoad.set(need, needLoad.get(need)! - 1);
      outcomeLoad.set(outcome, outcomeLoad.get(outcome)! - 1);
    }
  };
  walk(0, 0);
  return best;
}

describe("propose", () => {
  it("never exceeds a capacity, and proposes only pairs at or above the threshold", () => {
    fc.assert(
      fc.property(randomMarket, shape, fc.double({ min: 0, max: 0.6, noNaN: true }), (market, shape, minScore) => {
        const { corpus } = buildCorpus(market);
        const plan = propose(corpus, { shape, minScore });
        const pairs = pairsOf(plan);
        expect(loadOf(pairs.map(({ need }) => need))).toBeLessThanOrEqual(shape === "many-to-one" || shape === "many-to-many" ? 3 : 1);
        expect(loadOf(pairs.map(({ outcome }) => outcome))).toBeLessThanOrEqual(
          shape === "one-to-many" || shape === "many-to-many" ? 3 : 1,
        );
        for (const { score } of pairs) expect(score).toBeGreaterThanOrEqual(minScore);
      }),
    );
  });

  it("reaches the total of the best of all plans", () => {
    fc.assert(
      fc.property(randomMarket, fc.constantFrom([1, 1], [1, 2], [2, 1]), (market, [perNeed, perOutcome]) => {
        const small = { outcomes: market.outcomes.slice(0, 4), needs: market.needs.slice(0, 4) };
        const { corpus } = buildCorpus(small);
        const plan = propose(corpus, { shape: "many-to-many", perNeed: perNeed, perOutcome: perOutcome, minScore: 0.05 });
        expect(plan.total).toBeCloseTo(bestTotal(corpus, perNeed, perOutcome, 0.05), 9);
      }),
      { numRuns: 60 },
    );
  });

  it("pairs no organisation with itself, and its records' other partners are as many as were asked for", () => {
    fc.assert(
      fc.property(randomMarket, fc.integer({ min: 1, max: 3 }), (market, k) => {
        const { corpus } = buildCorpus(market);
        const plan = propose(corpus, { shape: "many-to-many", k, minScore: 0.05 });
        const { edges, needs, outcomes } = plan.certificate;
        const found = new Set(Array.from(edges.row, (row, e) => `${needs[row]!} ${outcomes[edges.column[e]!]!}`));
        for (const need of corpus.needs.records) {
          const others = rankOutcomes(corpus, need.id, { k: 100, minScore: 0.05 }).filter(({ id }) => {
            const { organisation } = corpus.outcomes.records[corpus.outcomes.indexOf.get(id)!]!;
            if (organisation === undefined || organisation !== need.organisation) return true;
            expect(found).not.toContain(`${need.id} ${id}`);
            return false;
          });
          for (const { id } of others.slice(0, k)) expect(found).toContain(`${need.id} ${id}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same plan for shuffled records", () => {
    fc.assert(
      fc.property(randomMarket, shape, fc.nat(), (market, shape, seed) => {
        const random = createRandom(seed);
        const shuffled = { outcomes: shuffle([...market.outcomes], random), needs: shuffle([...market.needs], random) };
        const one = propose(buildCorpus(market).corpus, { shape });
        const other = propose(buildCorpus(shuffled).corpus, { shape });
        expect(other).toEqual(one);
      }),
    );
  });

  it("accounts for every record: in a proposal or unmatched with a reason, never both", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const { corpus } = buildCorpus(market);
        const plan = propose(corpus, { shape });
        for (const [side, key] of [
          ["needs", "need"],
          ["outcomes", "outcome"],
        ] as const) {
          const matched = new Set(pairsOf(plan).map((pair) => pair[key]));
          const left = plan.unmatched[side].map(({ id }) => id);
          expect([...matched, ...left].sort()).toEqual([...corpus[side].ids]);
        }
      }),
    );
  });

  it("carries a certificate that the verifier accepts, and refuses once the plan is tampered with", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const { edges, options, solution } = propose(buildCorpus(market).corpus, { shape }).certificate;
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
        if (solution.status === "infeasible" || solution.edges.length === 0) return;
        const cut = { ...solution, edges: solution.edges.slice(1) };
        expect(verifySolution(edges, options, cut).valid).toBe(false);
      }),
    );
  });

  it("sums pairs to proposals and proposals to the total", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const plan = propose(buildCorpus(market).corpus, { shape });
        for (const { pairs, score } of plan.proposals)
          expect(score).toBeCloseTo(
            pairs.reduce((sum, pair) => sum + pair.score, 0),
            12,
          );
        expect(plan.total).toBeCloseTo(
          plan.proposals.reduce((sum, { score }) => sum + score, 0),
          9,
        );
      }),
    );
  });
});

describe("explain", () => {
  it("adds up to the score within 1e-12, signal by signal, group by group and term by term", () => {
    fc.assert(
      fc.property(randomMarket, (market) => {
        const { corpus } = buildCorpus(market);
        const edges = matchAll(corpus, { k: 3 });
        edges.score.forEach((score, e) => {
          const explanation = explain(corpus, corpus.needs.ids[edges.need[e]!]!, corpus.outcomes.ids[edges.outcome[e]!]!);
          expect(explanation.score).toBe(score);
          expect(Math.abs(explanation.signals.reduce((sum, { contribution }) => sum + contribution, 0) - score)).toBeLessThanOrEqual(1e-12);
          for (const signal of explanation.signals) {
            if (signal.reason !== "shared") continue;
            const sum = signal.groups.reduce((total, { contribution }) => total + contribution, 0);
            expect(Math.abs(sum - signal.contribution)).toBeLessThanOrEqual(1e-12);
            for (const { contribution, terms } of signal.groups) {
              expect(Math.abs(terms.reduce((total, term) => total + term.contribution, 0) - contribution)).toBeLessThanOrEqual(1e-12);
            }
          }
        });
      }),
    );
  });
});
