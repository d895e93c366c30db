import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverage } from "../../src/alliances.js";
import { explainAlliance } from "../../src/choice.js";
import { buildCorpus, propose, type CoverageAlliancePlan, type ProposeRequest } from "../../src/index.js";
import { verifyCoverage } from "../../src/solve/index.js";
import { bestCover } from "../oracle/cover-exhaustive.js";
import { partedMarket } from "../support/parted-market.js";

type Market = Parameters<typeof buildCorpus>[0];

const LIMITS = { minScore: 0.05, minCover: 0.1, minHeld: 0.3 };

function planOf(market: Market, request: Partial<ProposeRequest> = {}, minGain = 0): CoverageAlliancePlan {
  const { corpus } = buildCorpus(market);
  const { minScore, minCover, minHeld } = LIMITS;
  const options = { shape: "many-to-one", method: "coverage", minScore, coverage: { minCover, minHeld, minGain }, ...request } as const;
  return propose(corpus, options, { coverage }) as CoverageAlliancePlan;
}

function loads(keys: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [0, ...counts.values()];
}

const capacity = fc.integer({ min: 0, max: 3 });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("plans by coverage", () => {
  it("keep the capacities of needs, outcomes, enterprises and universities, all four at once", () => {
    fc.assert(
      fc.property(partedMarket, capacity, capacity, capacity, capacity, (market, ...caps) => {
        const [perNeed, perOutcome, perEnterprise, perUniversity] = caps;
        const { proposals } = planOf(market, { perNeed, perOutcome, perEnterprise, perUniversity });
        for (const { universities, enterprises, needs } of proposals) {
          expect(universities.length).toBeLessThanOrEqual(perNeed);
          expect([enterprises.length, needs.length]).toEqual([1, 1]);
          expect(universities).not.toContain(enterprises[0]);
        }
        expect(Math.max(...loads(proposals.flatMap(({ universities }) => universities)))).toBeLessThanOrEqual(perUniversity);
        expect(Math.max(...loads(proposals.flatMap(({ outcomes }) => outcomes)))).toBeLessThanOrEqual(perOutcome);
        expect(Math.max(...loads(proposals.flatMap(({ enterprises }) => enterprises)))).toBeLessThanOrEqual(perEnterprise);
      }),
      { numRuns: 150 },
    );
  });

  it("list only members that contribute, and add up: parts, members, pairs and links to the proposal, proposals to the total", () => {
    fc.assert(
      fc.property(partedMarket, capacity, fc.constantFrom(0, 0.05, 0.3), (market, perOutcome, minGain) => {
        const { corpus } = buildCorpus(market);
        const plan = planOf(market, { perOutcome }, minGain);
        for (const proposal of plan.proposals) {
          const { score, universities } = proposal;
          const { members, parts, coverage, lead } = proposal.coverage!;
          expect(score).toBe(coverage);
          expect(members[0]!.university).toBe(lead);
          expect(members.map(({ university }) => university).sort()).toEqual(universities);
          expect(sum(members.map(({ contribution }) => contribution))).toBeCloseTo(coverage, 12);
          expect(sum(parts.map(({ weight }) => weight))).toBeCloseTo(1, 12);
          expect(sum(parts.map(({ weight, covered }) => weight * covered))).toBeCloseTo(coverage, 12);
          for (const { covered, by, missing } of parts) {
            expect(covered).toBe(Math.max(0, ...by.map(({ cover }) => cover)));
            expect(covered > 0).toBe(missing === null);
            expect(covered).toBeLessThanOrEqual(1);
          }
          for (const { contribution, loss, outcomes } of members) {
            expect(loss).toBeGreaterThan(0);
            expect(loss).toBeGreaterThanOrEqual(minGain);
            expect(contribution).toBeGreaterThanOrEqual(loss - 1e-12);
            expect(outcomes.length).toBeGreaterThan(0);
          }
          const { members: explained } = explainAlliance(corpus, proposal);
          for (const role of ["university", "enterprise"] as const)
            expect(sum(explained.filter((member) => member.role === role).map(({ share }) => share))).toBeCloseTo(score, 9);
        }
        expect(sum(plan.proposals.map(({ score }) => score))).toBeCloseTo(plan.total, 12);
      }),
      { numRuns: 120 },
    );
  });

  it("cover as much as their guarantee says, no more than their bound, and the optimum where they say so", () => {
    fc.assert(
      fc.property(partedMarket, capacity, capacity, capacity, capacity, (market, ...caps) => {
        const [perNeed, perOutcome, perEnterprise, perUniversity] = caps;
        const capacities = { perNeed, perOutcome, perEnterprise, perUniversity };
        const { total, status, certificate } = planOf(market, capacities);
        const best = bestCover(buildCorpus(market).corpus, { ...LIMITS, ...capacities });
        expect(total).toBeLessThanOrEqual(best + 1e-9);
        expect(certificate.bound).toBeGreaterThanOrEqual(best - 1e-9);
        if (certificate.guarantee !== null) expect(total).toBeGreaterThanOrEqual(certificate.guarantee * best - 1e-9);
        if (status === "optimal") expect(total).toBeCloseTo(best, 9);
      }),
      { numRuns: 120 },
    );
  });

  it("carry instances that other code accepts, and refuses once they are changed", () => {
    fc.assert(
      fc.property(partedMarket, fc.constantFrom(1, 2, 9), (market, perNeed) => {
        const { certificate, total } = planOf(market, { perNeed, perOutcome: 9 });
        // Steps of cover have to be worth what the best cover is.
        if (!certificate.isRelaxed) expect(sum(certificate.instances.map(({ plan }) => plan.total))).toBeCloseTo(total, 9);
        for (const { edges, options, plan, needs, universities } of certificate.instances) {
          expect(verifyCoverage(edges, options, plan)).toMatchObject({ valid: true });
          expect([needs.length, universities.length]).toEqual([edges.rowCount, edges.columnCount]);
          if (plan.total > 0) expect(verifyCoverage(edges, options, { ...plan, total: plan.total / 2 }).valid).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are the same for shuffled input, and leave their input as it is", () => {
    const shuffled = partedMarket.chain((market) =>
      fc
        .tuple(
          fc.shuffledSubarray(market.outcomes, { minLength: market.outcomes.length }),
          fc.shuffledSubarray(market.needs, { minLength: market.needs.length }),
        )
        .map(([outcomes, needs]) => [market, { outcomes, needs }] as const),
    );
    fc.assert(
      fc.property(shuffled, capacity, ([market, other], perOutcome) => {
        expect(planOf(other, { perOutcome })).toEqual(planOf(market, { perOutcome }));
      }),
      { numRuns: 60 },
    );
  });

  it("contain every forced pair that can count, and no forbidden one", () => {
    const withPairs = partedMarket.chain((market) =>
      fc
        .tuple(fc.constantFrom(...market.needs), fc.constantFrom(...market.outcomes), fc.boolean())
        .map(([need, outcome, isForced]) => ({ market, pair: { need: need.id, outcome: outcome.id }, isForced })),
    );
    fc.assert(
      fc.property(withPairs, ({ market, pair, isForced }) => {
        const plan = planOf(market, isForced ? { forced: [pair] } : { forbidden: [pair] });
        const pairs = plan.proposals.flatMap((proposal) => proposal.pairs.map(({ need, outcome }) => `${need} ${outcome}`));
        const isUnusable = plan.issues.some(({ code }) => code === "forced-unusable");
        expect(pairs.includes(`${pair.need} ${pair.outcome}`)).toBe(isForced && !isUnusable);
      }),
      { numRuns: 150 },
    );
  });
});
