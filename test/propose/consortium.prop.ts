import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consortium, verifyConsortia } from "../../src/alliances.js";
import { explainAlliance } from "../../src/choice.js";
import { buildCorpus, propose, rankOutcomes, type ConsortiumPlan, type ConsortiumRequest, type ProposeRequest } from "../../src/index.js";
import { bestConsortia } from "../oracle/consortium-exhaustive.js";
import { consortiumMarket, contendedMarket, crowdedMarket } from "../support/consortium-market.js";

type Market = Parameters<typeof buildCorpus>[0];

const MIN_SCORE = 0.05;

function requestOf(request: Partial<ProposeRequest> = {}): ProposeRequest {
  return { shape: "many-to-many", method: "consortium", minScore: MIN_SCORE, ...request };
}

function planOf(market: Market, request: Partial<ProposeRequest> = {}): ConsortiumPlan {
  return propose(buildCorpus(market).corpus, requestOf(request), { consortium }) as ConsortiumPlan;
}

const capacity = fc.integer({ min: 0, max: 3 });
/** Mostly of some effect, now and then of none or total. */
const capacities = fc.tuple(
  fc.constantFrom(1, 1, 1, 1, 0),
  fc.constantFrom(1, 1, 2, 3, 0),
  fc.constantFrom(1, 2, 3, 3, 0),
  fc.constantFrom(1, 1, 2, 3, 0),
);
const size = fc.constantFrom({}, { min: 1 }, { min: 2, max: 3 }, { max: 2 }, { min: 3 });
/** One rule at a time, now and then two: all at once nothing is left. */
const rules: fc.Arbitrary<ConsortiumRequest> = fc
  .tuple(
    fc.record({ universities: size, likeness: fc.constantFrom(0.01, 0.1, 0.4) }, { requiredKeys: [] }),
    fc.constantFrom<ConsortiumRequest>(
      {},
      { enterprises: { min: 1 } },
      { enterprises: { max: 2 } },
      { enterprises: { min: 3 } },
      { regions: ["21"] },
      { regions: ["2101", "2102", "2201"] },
      { within: "province" },
      { within: "prefecture" },
      { sectors: ["industry", "services"] },
      { lead: "enterprise" },
      { minCommon: 0.6 },
      { minGain: 0.3 },
    ),
  )
  .map(([a, b]) => ({ ...a, ...b }));
/** Thresholds at which something is left, the last with outcomes kept out that do not share the technology. */
const bounds = fc.constantFrom(
  { minScore: MIN_SCORE, likeness: 0.01, minCommon: 0.1, minGain: 0.1 },
  { minScore: MIN_SCORE, likeness: 0.15, minCommon: 0, minGain: 0 },
  { minScore: 0.2, likeness: 0.01, minCommon: 0.5, minGain: 0.1 },
  { minScore: 0.2, likeness: 0.01, minCommon: 0.3, minGain: 0.25 },
);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("plans of consortia", () => {
  it("pass the verifier, under any rules and capacities", () => {
    let seen = 0;
    fc.assert(
      fc.property(consortiumMarket, rules, capacities, (market, rule, caps) => {
        const [perNeed, perOutcome, perEnterprise, perUniversity] = caps;
        const request = requestOf({ consortium: rule, perNeed, perOutcome, perEnterprise, perUniversity });
        const { corpus } = buildCorpus(market);
        const plan = propose(corpus, request, { consortium }) as ConsortiumPlan;
        seen += plan.proposals.length;
        expect(verifyConsortia(corpus, request, plan)).toEqual([]);
      }),
      { numRuns: 250 },
    );
    expect(seen).toBeGreaterThan(20);
  });

  it("are the best of all choices where they say so, and never above their bound", () => {
    let exhausted = 0;
    let proposed = 0;
    fc.assert(
      fc.property(
        consortiumMarket,
        fc.constantFrom(1, 2),
        fc.constantFrom(1, 1, 2, 50),
        bounds,
        (market, perUniversity, perOutcome, bound) => {
          const { minScore, ...own } = bound;
          const { corpus } = buildCorpus(market);
          const plan = planOf(market, { perUniversity, perOutcome, k: 50, minScore, consortium: own });
          const clusters = plan.certificate.clusters.map(({ needs }) => needs);
          const limits = { minScore, universities: { min: 2, max: 4 }, minEnterprises: 2, perUniversity, perOutcome, ...own };
          const best = bestConsortia(corpus, clusters, limits);
          expect(plan.total).toBeLessThanOrEqual(best + 1e-9);
          expect(plan.certificate.bound).toBeGreaterThanOrEqual(best - 1e-9);
          if (plan.certificate.isExhausted) expect(plan.total).toBeCloseTo(best, 9);
          if (plan.certificate.isExhausted) exhausted++;
          proposed += plan.proposals.length;
        },
      ),
      { numRuns: 100 },
    );
    expect(exhausted).toBeGreaterThan(40);
    expect(proposed).toBeGreaterThan(20);
  });

  it("that contend for outcomes are never above the best that any order gives, and say optimal only where it is", () => {
    let scarce = 0;
    fc.assert(
      fc.property(contendedMarket, fc.constantFrom(1, 1, 2), (market, perOutcome) => {
        const { corpus } = buildCorpus(market);
        const own = { minCommon: 0.1, minGain: 0.1 };
        const plan = planOf(market, { perUniversity: 3, perOutcome, k: 50, consortium: own });
        const clusters = plan.certificate.clusters.map(({ needs }) => needs);
        const limits = { minScore: MIN_SCORE, universities: { min: 2, max: 4 }, minEnterprises: 2, perUniversity: 3, perOutcome, ...own };
        const best = bestConsortia(corpus, clusters, limits);
        if (best < bestConsortia(corpus, clusters, { ...limits, perOutcome: Infinity }) - 1e-9) scarce++;
        expect(plan.total).toBeLessThanOrEqual(best + 1e-9);
        expect(plan.certificate.bound).toBeGreaterThanOrEqual(best - 1e-9);
        if (plan.certificate.isExhausted) expect(plan.total).toBeCloseTo(best, 9);
      }),
      { numRuns: 100 },
    );
    expect(scarce).toBeGreaterThan(10);
  });

  it("of more universities than are gone through are bounded from above, and say so", () => {
    let bounded = 0;
    fc.assert(
      fc.property(crowdedMarket, (market) => {
        const { corpus } = buildCorpus(market);
        const plan = planOf(market, { k: 50 });
        const clusters = plan.certificate.clusters.map(({ needs }) => needs);
        const limits = {
          minScore: MIN_SCORE,
          universities: { min: 2, max: 4 },
          minEnterprises: 2,
          perUniversity: 3,
          perOutcome: Infinity,
          minCommon: 0.1,
          minGain: 0.1,
        };
        const best = bestConsortia(corpus, clusters, limits);
        expect(plan.total).toBeLessThanOrEqual(best + 1e-9);
        expect(plan.certificate.bound).toBeGreaterThanOrEqual(best - 1e-9);
        if (plan.certificate.isExhausted) expect(plan.total).toBeCloseTo(best, 9);
        else bounded++;
      }),
      { numRuns: 12 },
    );
    expect(bounded).toBeGreaterThan(0);
  });

  it("cluster needs of which any two share a candidate and are as alike as asked; a need is in one cluster", () => {
    fc.assert(
      fc.property(consortiumMarket, fc.constantFrom(0.05, 0.3), (market, likeness) => {
        const { corpus } = buildCorpus(market);
        const { certificate, proposals } = planOf(market, { consortium: { likeness } });
        const all = certificate.clusters.flatMap(({ needs }) => needs);
        expect(new Set(all).size).toBe(all.length);
        for (const { needs } of certificate.clusters) {
          const owners = new Set(needs.map((id) => corpus.needs.records[corpus.needs.indexOf.get(id)!]!.organisation));
          expect(owners.size).toBeGreaterThan(1);
          const lists = needs.map((id) => new Set(rankOutcomes(corpus, id, { k: 50, minScore: MIN_SCORE }).map((partner) => partner.id)));
          lists.forEach((a, at) => lists.slice(at + 1).forEach((b) => expect([...a].some((id) => b.has(id))).toBe(true)));
        }
        for (const { consortium: detail } of proposals) expect(detail!.likeness).toBeGreaterThanOrEqual(likeness);
      }),
      { numRuns: 100 },
    );
  });

  it("explain who brings what, adding up from pairs to members to the score", () => {
    fc.assert(
      fc.property(consortiumMarket, rules, (market, rule) => {
        const { corpus } = buildCorpus(market);
        for (const proposal of planOf(market, { consortium: rule }).proposals) {
          const { members } = explainAlliance(corpus, proposal);
          for (const role of ["university", "enterprise"] as const) {
            const own = members.filter((member) => member.role === role);
            expect(sum(own.map(({ share }) => share))).toBeCloseTo(proposal.score, 9);
            for (const { share } of own) expect(share).toBeGreaterThan(0);
          }
          for (const { score } of proposal.consortium!.alternatives) expect(score).toBeGreaterThan(0);
          expect(proposal.consortium!.technology.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("are the same for shuffled input", () => {
    const shuffled = consortiumMarket.chain((market) =>
      fc
        .tuple(
          fc.shuffledSubarray(market.outcomes, { minLength: market.outcomes.length }),
          fc.shuffledSubarray(market.needs, { minLength: market.needs.length }),
          fc.shuffledSubarray([...market.organisations], { minLength: market.organisations.length }),
        )
        .map(([outcomes, needs, organisations]) => [market, { outcomes, needs, organisations }] as const),
    );
    fc.assert(
      fc.property(shuffled, rules, capacity, ([market, other], rule, perUniversity) => {
        const request = { consortium: rule, perUniversity };
        expect(planOf(other, request)).toEqual(planOf(market, request));
      }),
      { numRuns: 80 },
    );
  });

  it("contain every forced pair, or say with a code that they could not; and no forbidden one", () => {
    const withPairs = consortiumMarket.chain((market) =>
      fc
        .tuple(fc.constantFrom(...market.needs), fc.constantFrom(...market.outcomes), fc.boolean())
        .map(([need, outcome, isForced]) => ({ market, pair: { need: need.id, outcome: outcome.id }, isForced })),
    );
    fc.assert(
      fc.property(withPairs, ({ market, pair, isForced }) => {
        const plan = planOf(market, isForced ? { forced: [pair] } : { forbidden: [pair] });
        const pairs = plan.proposals.flatMap((proposal) => proposal.pairs.map(({ need, outcome }) => `${need} ${outcome}`));
        const isLost = plan.issues.some(({ code }) => code === "forced-unusable");
        expect(pairs.includes(`${pair.need} ${pair.outcome}`)).toBe(isForced && !isLost);
      }),
      { numRuns: 120 },
    );
  });
});
