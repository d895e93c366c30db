import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quotas, stable } from "../../src/alliances.js";
import { buildCorpus, matchAll, propose, SHAPES, type Corpus, type Plan, type RecordRequest } from "../../src/index.js";
import { verifySolution } from "../../src/solve/index.js";
import { randomMarket } from "../support/random-market.js";

const MIN_SCORE = 0.05;
const capacity = fc.integer({ min: 0, max: 3 });
const fourCapacities = fc.record({ perNeed: capacity, perOutcome: capacity, perEnterprise: capacity, perUniversity: capacity });
type Limits = Readonly<Record<"perNeed" | "perOutcome" | "perEnterprise" | "perUniversity", number>>;

const planOf = (corpus: Corpus, request: Omit<RecordRequest, "shape">): Plan =>
  propose(corpus, { shape: "many-to-many", minScore: MIN_SCORE, k: 100, ...request }, { quotas, stable });
const pairsOf = (plan: Plan) => plan.proposals.flatMap(({ pairs }) => pairs);

/** Whose places a pair takes: the need, the outcome, and the organisations behind them as far as named. */
function placesOf({ needs, outcomes }: Corpus, need: string, outcome: string): ReadonlyArray<readonly [keyof Limits, string]> {
  const [asking, offering] = [needs.records[needs.indexOf.get(need)!]!, outcomes.records[outcomes.indexOf.get(outcome)!]!];
  return [
    ["perNeed", need],
    ["perOutcome", outcome],
    ...(asking.organisation === undefined ? [] : [["perEnterprise", asking.organisation] as const]),
    ...(offering.organisation === undefined ? [] : [["perUniversity", offering.organisation] as const]),
  ];
}

/** The candidates as a plan sees them: no organisation with itself. */
function candidatesOf(corpus: Corpus): ReadonlyArray<{ readonly need: string; readonly outcome: string; readonly score: number }> {
  const edges = matchAll(corpus, { k: 100, minScore: MIN_SCORE });
  return Array.from(edges.score, (score, e) => ({
    need: corpus.needs.ids[edges.need[e]!]!,
    outcome: corpus.outcomes.ids[edges.outcome[e]!]!,
    score,
  })).filter(({ need, outcome }) => {
    const own = placesOf(corpus, need, outcome).filter(([key]) => key === "perEnterprise" || key === "perUniversity");
    return own.length < 2 || own[0]![1] !== own[1]![1];
  });
}

/** Every set of pairs that keeps all four capacities and reaches the enterprises' minimum; −∞ where none does. */
function bestTotal(corpus: Corpus, limits: Limits, minEnterprise = 0): number {
  const candidates = candidatesOf(corpus);
  const load = new Map<string, number>();
  const enterprises = [...new Set(corpus.needs.records.flatMap(({ organisation }) => organisation ?? []))];
  let best = -Infinity;
  const walk = (from: number, total: number): void => {
    if (enterprises.every((id) => (load.get(`perEnterprise ${id}`) ?? 0) >= minEnterprise)) best = Math.max(best, total);
    for (let at = from; at < candidates.length; at++) {
      const { need, outcome, score } = candidates[at]!;
      const places = placesOf(corpus, need, outcome);
      if (places.some(([key, id]) => (load.get(`${key} ${id}`) ?? 0) >= limits[key])) continue;
      for (const [key, id] of places) load.set(`${key} ${id}`, (load.get(`${key} ${id}`) ?? 0) + 1);
      walk(at + 1, total + score);
      for (const [key, id] of places) load.set(`${key} ${id}`, load.get(`${key} ${id}`)! - 1);
    }
  };
  walk(0, 0);
  return best;
}

const smallOf = (market: Parameters<typeof buildCorpus>[0]): Corpus =>
  buildCorpus({ outcomes: market.outcomes.slice(0, 4), needs: market.needs.slice(0, 4) }).corpus;

describe("capacities at four levels, where records are paired", () => {
  it.each(["total", "stable"] as const)("hold all at once under %s", (objective) => {
    fc.assert(
      fc.property(randomMarket, fourCapacities, (market, { perEnterprise, ...limits }) => {
        const { corpus } = buildCorpus(market);
        const request = objective === "total" ? { ...limits, perEnterprise } : { ...limits, objective };
        const plan = planOf(corpus, request);
        const load = new Map<string, number>();
        for (const { need, outcome } of pairsOf(plan))
          for (const [key, id] of placesOf(corpus, need, outcome)) load.set(`${key} ${id}`, (load.get(`${key} ${id}`) ?? 0) + 1);
        for (const [place, count] of load) {
          const key = place.slice(0, place.indexOf(" ")) as keyof Limits;
          expect([place, count <= ((request as Partial<Limits>)[key] ?? Infinity)]).toEqual([place, true]);
        }
        const { edges, options, solution } = plan.certificate;
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
      }),
      { numRuns: 150 },
    );
  });

  it("leave the largest total that any plan has, and say where minimums of enterprises cannot be kept", () => {
    fc.assert(
      fc.property(randomMarket, fourCapacities, fc.integer({ min: 0, max: 1 }), (market, limits, min) => {
        const corpus = smallOf(market);
        const asked = { ...limits, perEnterprise: Math.max(limits.perEnterprise, min) };
        const plan = planOf(corpus, { ...asked, perEnterprise: { min, max: asked.perEnterprise } });
        const best = bestTotal(corpus, asked, min);
        if (best === -Infinity) {
          expect(plan.status).toBe("infeasible");
          const { shortfall, quotas: conflict } = plan.infeasibility!;
          expect(shortfall).toBeGreaterThan(0);
          expect(conflict!.demand - conflict!.supply).toBe(shortfall);
          expect(conflict!.changes.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0)).toBe(shortfall);
        } else {
          expect(plan.status).toBe("optimal");
          expect(plan.total).toBeCloseTo(best, 9);
        }
      }),
      { numRuns: 80 },
    );
  });

  it("leave no two under stable who would rather have each other, the university's other outcomes counted", () => {
    fc.assert(
      fc.property(randomMarket, fourCapacities, (market, { perEnterprise: _, ...limits }) => {
        const { corpus } = buildCorpus(market);
        const plan = planOf(corpus, { ...limits, objective: "stable" });
        const chosen = pairsOf(plan);
        const heldBy = (key: string, id: string) =>
          chosen.filter(({ need, outcome }) => placesOf(corpus, need, outcome).some((place) => place[0] === key && place[1] === id));
        for (const { need, outcome, score } of candidatesOf(corpus)) {
          if (chosen.some((pair) => pair.need === need && pair.outcome === outcome)) continue;
          const wouldTake = ([key, id]: readonly [keyof Limits, string]): boolean => {
            const held = heldBy(key, id);
            const room = (limits as Partial<Limits>)[key] ?? Infinity;
            return held.length < room || (room > 0 && held.some((pair) => pair.score < score));
          };
          const places = placesOf(corpus, need, outcome);
          // Who gives up a pair of the outcome makes room at its university too.
          const outcomeFull = heldBy("perOutcome", outcome).length >= limits.perOutcome;
          const asked = places.filter(([key]) => key === "perNeed" || key === "perOutcome" || (key === "perUniversity" && !outcomeFull));
          expect(asked.every(wouldTake)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("are the same for shuffled records, and change nothing where they do not bind", () => {
    fc.assert(
      fc.property(randomMarket, fourCapacities, fc.constantFrom(...SHAPES), (market, { perEnterprise, perUniversity }, shape) => {
        const request = { shape, perEnterprise, perUniversity };
        const turned = { outcomes: [...market.outcomes].reverse(), needs: [...market.needs].reverse() };
        expect(propose(buildCorpus(turned).corpus, request, { quotas })).toEqual(propose(buildCorpus(market).corpus, request, { quotas }));
        const { corpus } = buildCorpus(market);
        const wide = propose(corpus, { shape, perEnterprise: 1_000, perUniversity: 1_000 }, { quotas });
        expect(wide.total).toBeCloseTo(propose(corpus, { shape }).total, 9);
      }),
      { numRuns: 60 },
    );
  });
});
