import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quotas } from "../../src/alliances.js";
import { accept, decline, openSession, planChoice, planPrices, resettle, whatIf, withdraw, type Session } from "../../src/choice.js";
import { buildCorpus, ConfigError, propose, type Corpus, type Pair } from "../../src/index.js";
import { verifySolution } from "../../src/solve/index.js";
import { randomMarket } from "../support/random-market.js";

const BASE = { shape: "many-to-many", minScore: 0.05, k: 100 } as const;
const capacity = fc.integer({ min: 0, max: 3 });
const fourCapacities = fc.record({ perNeed: capacity, perOutcome: capacity, perEnterprise: capacity, perUniversity: capacity });
type Limits = Readonly<Record<"perNeed" | "perOutcome" | "perEnterprise" | "perUniversity", number>>;

const keyOf = ({ need, outcome }: Pair): string => `${need} ${outcome}`;

/** Whose places a pair takes: of both records, and of the organisations behind them as far as named. */
function placesOf({ needs, outcomes }: Corpus, { need, outcome }: Pair): ReadonlyArray<readonly [keyof Limits, string]> {
  const enterprise = needs.records[needs.indexOf.get(need)!]!.organisation;
  const university = outcomes.records[outcomes.indexOf.get(outcome)!]!.organisation;
  return [
    ["perNeed", need],
    ["perOutcome", outcome],
    ...(enterprise === undefined ? [] : [["perEnterprise", enterprise] as const]),
    ...(university === undefined ? [] : [["perUniversity", university] as const]),
  ];
}

/** Places that more pairs take than they hold. */
function overfull(corpus: Corpus, pairs: readonly Pair[], limits: Partial<Limits>): string[] {
  const load = new Map<string, number>();
  for (const pair of pairs) for (const [key, id] of placesOf(corpus, pair)) load.set(`${key} ${id}`, (load.get(`${key} ${id}`) ?? 0) + 1);
  return [...load].filter(([place, count]) => count > (limits[place.split(" ")[0] as keyof Limits] ?? Infinity)).map(([place]) => place);
}

const pairsOf = (plan: { readonly proposals: ReadonlyArray<{ readonly pairs: ReadonlyArray<Pair & { readonly score: number }> }> }) =>
  plan.proposals.flatMap(({ pairs }) => pairs);

describe("a two-way choice under capacities of records and organisations", () => {
  it("is what `propose` makes of the same four capacities", () => {
    fc.assert(
      fc.property(randomMarket, fourCapacities, (market, limits) => {
        const { corpus } = buildCorpus(market);
        const { plan, issues } = planChoice(corpus, { ...BASE, ...limits });
        expect(issues).toEqual([]);
        const expected = propose(corpus, { ...BASE, ...limits }, { quotas });
        expect(plan.total).toBeCloseTo(expected.total, 9);
        expect([plan.certificate.enterprises, plan.certificate.universities]).toEqual([
          expected.certificate.enterprises,
          expected.certificate.universities,
        ]);
      }),
      { numRuns: 80 },
    );
  });

  it("keeps all four through accepting, declining and withdrawing, and changes no more pairs than a fresh solve", () => {
    const answers = fc.array(fc.tuple(fc.nat(9), fc.constantFrom(accept, accept, decline, withdraw)), { maxLength: 5 });
    let accepted = 0;
    let spared = 0;
    fc.assert(
      fc.property(randomMarket, fourCapacities, answers, (market, limits, said) => {
        const { corpus } = buildCorpus(market);
        let session: Session = openSession(corpus, { ...BASE, ...limits }).session;
        for (const [at, answer] of said) {
          const pair = session.pairs[at % Math.max(1, session.pairs.length)];
          if (pair !== undefined) session = answer(session, { by: "need", need: pair.need, outcome: pair.outcome }).session;
        }
        const next = resettle(corpus, JSON.parse(JSON.stringify(session)) as Session);
        expect(overfull(corpus, next.session.pairs, limits)).toEqual([]);
        const now = new Set(next.session.pairs.map(keyOf));
        for (const pair of session.declined) expect(now).not.toContain(keyOf(pair));
        for (const pair of session.pairs.filter(({ acceptedBy }) => acceptedBy.length > 0)) {
          expect(now).toContain(keyOf(pair));
          accepted++;
        }
        expect(next.diff.changes).toBeLessThanOrEqual(next.fresh!.changes);
        if (next.diff.changes < next.fresh!.changes) spared++;
        const { edges, options, solution } = next.plan.certificate;
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
      }),
      { numRuns: 150 },
    );
    expect(accepted).toBeGreaterThan(20);
    expect(spared).toBeGreaterThan(0);
  });

  it("reports the pairs that would rather have each other, places of organisations counted", () => {
    let blocking = 0;
    fc.assert(
      fc.property(randomMarket, fourCapacities, (market, limits) => {
        const { corpus } = buildCorpus(market);
        const { plan, stability } = planChoice(corpus, { ...BASE, ...limits });
        const { edges, needs, outcomes } = plan.certificate;
        const candidates = Array.from(edges.score, (score, e) => {
          return { need: needs[edges.row[e]!]!, outcome: outcomes[edges.column[e]!]!, score };
        });
        const chosen = pairsOf(plan);
        const heldAt = ([key, id]: readonly [keyof Limits, string]) =>
          chosen.filter((pair) => placesOf(corpus, pair).some((place) => place[0] === key && place[1] === id));
        const expected = candidates.filter((pair) => {
          if (chosen.some((own) => keyOf(own) === keyOf(pair))) return false;
          // With one score for both sides everyone goes by it: who is full has to have something worse to give up.
          return placesOf(corpus, pair).every((place) => {
            const held = heldAt(place);
            return held.length < limits[place[0]] || held.some(({ score }) => score < pair.score);
          });
        });
        expect(stability.blocking.map(keyOf).sort()).toEqual(expected.map(keyOf).sort());
        blocking += expected.length;
      }),
      { numRuns: 150 },
    );
    expect(blocking).toBeGreaterThan(0);
  });

  it("is stable under capacities of records and universities where that is asked", () => {
    fc.assert(
      fc.property(randomMarket, fourCapacities, (market, { perEnterprise: _, ...limits }) => {
        const { corpus } = buildCorpus(market);
        const { plan, stability } = planChoice(corpus, { ...BASE, ...limits, objective: "stable" });
        expect(stability).toEqual({ isStable: true, blocking: [] });
        expect(overfull(corpus, pairsOf(plan), limits)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it("is the same for shuffled input", () => {
    const shuffled = randomMarket.chain((market) =>
      fc
        .tuple(
          fc.shuffledSubarray([...market.outcomes], { minLength: market.outcomes.length }),
          fc.shuffledSubarray([...market.needs], { minLength: market.needs.length }),
        )
        .map(([outcomes, needs]) => [market, { ...market, outcomes, needs }] as const),
    );
    fc.assert(
      fc.property(shuffled, fourCapacities, ([market, other], limits) => {
        const asked = { ...BASE, ...limits };
        expect(planChoice(buildCorpus(other).corpus, asked)).toEqual(planChoice(buildCorpus(market).corpus, asked));
      }),
      { numRuns: 40 },
    );
  });
});

describe("locks under capacities of organisations", () => {
  const { corpus } = buildCorpus({
    outcomes: [
      { id: "o1", title: "窑炉余热回收", organisation: "u1" },
      { id: "o2", title: "锅炉余热回收", organisation: "u1" },
      { id: "o3", title: "锅炉余热利用", organisation: "u2" },
    ],
    needs: [
      { id: "n1", title: "窑炉余热回收", organisation: "e1" },
      { id: "n2", title: "锅炉余热回收", organisation: "e2" },
    ],
  });
  const locked = [
    { need: "n1", outcome: "o1" },
    { need: "n2", outcome: "o2" },
  ];
  const request = { shape: "one-to-one", minScore: 0.05, perUniversity: 1 } as const;

  it("beyond a university's capacity are passed over with an issue, the rest goes on", () => {
    const { plan, issues } = planChoice(corpus, { ...request, locked });
    expect(issues.map(({ code }) => code)).toEqual(["lock-exceeds-capacity"]);
    expect(pairsOf(plan)).toHaveLength(2);
    expect(overfull(corpus, pairsOf(plan), { perUniversity: 1 })).toEqual([]);
  });

  it("change with the capacity in a what-if, whose diff says what gave way", () => {
    const { diff } = whatIf(corpus, { ...request, perUniversity: 2 }, { perUniversity: 1 });
    expect([diff.dropped.length, diff.dropped[0]?.reason, diff.added[0]?.reason]).toEqual([1, "gave-way", "replaces"]);
  });

  it("have no fair plan beside them, and no stable one where enterprises are limited", () => {
    const prices = planPrices(corpus, request);
    expect([prices.total === null, prices.stable === null, prices.fair === null]).toEqual([false, false, true]);
    expect(planPrices(corpus, { ...request, perEnterprise: 1 }).stable).toBeNull();
    expect(() => planChoice(corpus, { ...request, objective: "fair" })).toThrow(ConfigError);
    expect(() => planChoice(corpus, { ...request, perUniversity: -1 })).toThrow(ConfigError);
  });
});
