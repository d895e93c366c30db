import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPrices, planAlternates, planChoice, planPrices, rankDiversely, type ChoiceRequest } from "../../src/choice.js";
import { buildCorpus, propose, SHAPES } from "../../src/index.js";
import { priceReport } from "../../src/solve/index.js";
import { randomMarket } from "../support/random-market.js";

const shape = fc.constantFrom(...SHAPES);

describe("ranking by worth", () => {
  it("is the naive greedy, keeps every proposal, is that of the plan at 0, and adds up", () => {
    fc.assert(
      fc.property(randomMarket, shape, fc.double({ min: 0, max: 1, noNaN: true }), (market, shape, diversity) => {
        const { proposals } = propose(buildCorpus(market).corpus, { shape, minScore: 0.05 });
        const left = [...proposals];
        const shown: string[] = [];
        const expected: number[] = [];
        while (left.length > 0) {
          const worth = left.map(({ score, universities }) => {
            const repeats = Math.max(0, ...universities.map((id) => shown.filter((other) => other === id).length));
            return score * (1 - diversity) ** repeats;
          });
          const [next] = left.splice(worth.indexOf(Math.max(...worth)), 1);
          shown.push(...next!.universities);
          expected.push(next!.rank);
        }
        const ranked = rankDiversely(proposals, { diversity });
        const rankOf = new Map(proposals.map((proposal) => [JSON.stringify(proposal.pairs), proposal.rank]));
        expect(ranked.map(({ pairs }) => rankOf.get(JSON.stringify(pairs)))).toEqual(expected);
        for (const { ranking } of ranked) expect(ranking.worth).toBe(ranking.score * ranking.factor);
        expect(rankDiversely(proposals, { diversity: 0 }).map(({ ranking: _, ...proposal }) => proposal)).toEqual(proposals);
      }),
      { numRuns: 100 },
    );
  });

  it("refuses what is no share", () => {
    for (const diversity of [-0.1, 1.1, NaN, "1" as never]) expect(() => rankDiversely([], { diversity })).toThrow(/diversity/);
  });
});

describe("prices of the objectives", () => {
  it("are those of the solver's own report", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const { corpus } = buildCorpus(market);
        const prices = planPrices(corpus, { shape, minScore: 0.05 });
        const { certificate } = prices.fair!.plan.plan;
        const { objective: _, ...options } = certificate.options;
        const report = priceReport(certificate.edges, options)!;
        for (const objective of ["total", "stable", "fair"] as const) {
          const [ours, theirs] = [prices[objective]!, report[objective]!];
          expect(ours.total).toBeCloseTo(theirs.total, 9);
          expect([ours.pairs, ours.needsWithout, ours.blockingPairs]).toEqual([
            theirs.edgeCount,
            theirs.unmatchedRows,
            theirs.blockingPairs,
          ]);
          expect(ours.leastNeed).toBeCloseTo(theirs.minRow, 9);
        }
        for (const language of ["zh", "en"] as const) expect(formatPrices(prices, language).split("\n")).toHaveLength(3);
      }),
      { numRuns: 60 },
    );
  });

  it("are null where a minimum cannot be kept, or not promised", () => {
    const { corpus } = buildCorpus({
      outcomes: [{ id: "o1", title: "余热回收" }],
      needs: [{ id: "n1", title: "余热回收" }, { id: "n2", title: "余热回收装置" }],
    }); // prettier-ignore
    expect(planPrices(corpus, { shape: "one-to-one", perNeed: { min: 1, max: 1 } })).toEqual({ total: null, stable: null, fair: null });
    expect(planPrices(corpus, { shape: "one-to-many", perNeed: { min: 1, max: 1 }, perOutcome: 2 })).toMatchObject({
      stable: null,
      total: { pairs: 2 },
    });
  });
});

describe("alternates", () => {
  it("obey every constraint: not in the plan, not barred, above the threshold, and some plan has them beside all that must stay", () => {
    fc.assert(
      fc.property(randomMarket, shape, fc.nat(), fc.nat(), (market, shape, lock, bar) => {
        const { corpus } = buildCorpus(market);
        const first = planChoice(corpus, { shape, minScore: 0.1 }).plan.proposals.flatMap(({ pairs }) => pairs);
        if (first.length < 2) return;
        const [locked, declined] = [first[lock % first.length]!, first[bar % first.length]!];
        if (locked === declined) return;
        const request: ChoiceRequest = { shape, minScore: 0.1, locked: [locked], declined: [declined] };
        const { plan } = planChoice(corpus, request);
        const inPlan = new Set(plan.proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome }) => `${need} ${outcome}`)));
        for (const { need, outcome, score } of planAlternates(plan, 3)) {
          expect(inPlan).not.toContain(`${need} ${outcome}`);
          expect(`${need} ${outcome}`).not.toBe(`${declined.need} ${declined.outcome}`);
          expect(score).toBeGreaterThanOrEqual(0.1);
          const other = planChoice(corpus, { ...request, forced: [{ need, outcome }] });
          expect(other.issues).toEqual([]);
          expect(other.plan.status).toBe("optimal");
        }
      }),
      { numRuns: 60 },
    );
  });
});
