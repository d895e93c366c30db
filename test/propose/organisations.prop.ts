import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fair, organisations, stable } from "../../src/alliances.js";
import { buildCorpus, OBJECTIVES, propose, SHAPES, type OrganisationPlan, type ProposeRequest } from "../../src/index.js";
import { verifySolution } from "../../src/solve/index.js";
import { randomMarket } from "../support/random-market.js";

const methods = { organisations, stable, fair };
const shape = fc.constantFrom(...SHAPES);
const objective = fc.constantFrom(...OBJECTIVES);
type Market = Parameters<typeof buildCorpus>[0];

function planOf(market: Market, request: Omit<ProposeRequest, "level">): OrganisationPlan {
  const { corpus } = buildCorpus(market);
  return propose(corpus, { minScore: 0.05, ...request, level: "organisations" }, methods) as OrganisationPlan;
}

function loads(keys: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [0, ...counts.values()];
}

const capacity = fc.integer({ min: 0, max: 3 });

describe("plans of organisations", () => {
  it("keep the capacities of outcomes, universities, needs and enterprises, all four at once", () => {
    fc.assert(
      fc.property(randomMarket, objective, capacity, capacity, capacity, capacity, (market, objective, ...caps) => {
        const [perNeed, perOutcome, perEnterprise, perUniversity] = caps;
        const plan = planOf(market, { shape: "many-to-many", objective, perNeed, perOutcome, perEnterprise, perUniversity });
        const links = plan.proposals.flatMap(({ links }) => links!);
        const pairs = plan.proposals.flatMap(({ pairs }) => pairs);
        expect(Math.max(...loads(links.map(({ enterprise }) => enterprise)))).toBeLessThanOrEqual(perEnterprise);
        expect(Math.max(...loads(links.map(({ university }) => university)))).toBeLessThanOrEqual(perUniversity);
        expect(Math.max(...loads(pairs.map(({ need }) => need)))).toBeLessThanOrEqual(perNeed);
        expect(Math.max(...loads(pairs.map(({ outcome }) => outcome)))).toBeLessThanOrEqual(perOutcome);
      }),
      { numRuns: 200 },
    );
  });

  it("have the shape asked for, and no organisation as its own partner", () => {
    fc.assert(
      fc.property(randomMarket, shape, objective, (market, shape, objective) => {
        for (const { universities, enterprises, links } of planOf(market, { shape, objective }).proposals) {
          if (shape === "one-to-one" || shape === "many-to-one" || shape === "many-to-many") expect(enterprises).toHaveLength(1);
          if (shape === "one-to-one" || shape === "one-to-many" || shape === "many-to-many") expect(universities).toHaveLength(1);
          for (const { enterprise, university } of links!) expect(enterprise).not.toBe(university);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("list only members that contribute, and add up from pairs to links to proposals to the total", () => {
    fc.assert(
      fc.property(randomMarket, shape, objective, capacity, (market, shape, objective, perOutcome) => {
        const plan = planOf(market, { shape, objective, perOutcome });
        for (const { universities, enterprises, links, pairs, score } of plan.proposals) {
          expect([...new Set(links!.map(({ university }) => university))].sort()).toEqual(universities);
          expect([...new Set(links!.map(({ enterprise }) => enterprise))].sort()).toEqual(enterprises);
          for (const link of links!) {
            expect(link.score).toBeGreaterThan(0);
            for (const { contribution } of link.pairs) expect(contribution).toBeGreaterThan(0);
            expect(Math.abs(link.pairs.reduce((sum, pair) => sum + pair.contribution, 0) - link.score)).toBeLessThanOrEqual(1e-12);
          }
          expect(Math.abs(links!.reduce((sum, link) => sum + link.score, 0) - score)).toBeLessThanOrEqual(1e-12);
          expect(links!.flatMap((link) => link.pairs).length).toBe(pairs.length);
        }
        expect(Math.abs(plan.proposals.reduce((sum, { score }) => sum + score, 0) - plan.total)).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: 150 },
    );
  });

  it("carry a proof that other code accepts, and are the same for shuffled input", () => {
    fc.assert(
      fc.property(randomMarket, shape, objective, (market, shape, objective) => {
        const plan = planOf(market, { shape, objective });
        const { edges, options, solution } = plan.certificate;
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
        const turned = { outcomes: [...market.outcomes].reverse(), needs: [...market.needs].reverse() };
        expect(planOf(turned, { shape, objective })).toEqual(plan);
      }),
      { numRuns: 100 },
    );
  });

  it("account for every organisation and record: in a proposal or left over with a reason", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const plan = planOf(market, { shape });
        const { corpus } = buildCorpus(market);
        for (const side of ["needs", "outcomes", "enterprises", "universities"] as const) {
          const matched = plan.proposals.flatMap((proposal) => proposal[side]);
          const left = plan.unmatched[side].map(({ id }) => id);
          const all =
            side === "needs" || side === "outcomes"
              ? corpus[side].ids
              : [
                  ...new Set(
                    corpus[side === "enterprises" ? "needs" : "outcomes"].records.flatMap(({ organisation }) => organisation ?? []),
                  ),
                ];
          expect([...new Set(matched), ...left].sort()).toEqual([...all].sort());
        }
      }),
      { numRuns: 100 },
    );
  });
});
