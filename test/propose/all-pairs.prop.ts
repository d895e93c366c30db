import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allPairs, openPairScore } from "../../src/alliances.js";
import {
  buildCorpus,
  defineConfig,
  propose,
  proposeSteps,
  rankOutcomes,
  SHAPES,
  type Corpus,
  type Pair,
  type Plan,
  type RecordRequest,
} from "../../src/index.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { pairScore } from "../../src/score/pair-score.js";
import { solve, verifySolution, type Edges, type SolveOptions } from "../../src/solve/index.js";
import { config, market } from "../support/markets.js";
import { randomMarket } from "../support/random-market.js";

/** Bounds that fit each shape: what may be one is one. */
const request = fc.record({
  shape: fc.constantFrom(...SHAPES),
  minScore: fc.constantFrom(-1, 0, 0.05, 0.2),
  min: fc.constantFrom(0, 0, 0, 1),
  max: fc.integer({ min: 2, max: 3 }),
  wishes: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 4 }),
});
type Drawn = typeof request extends fc.Arbitrary<infer A> ? A : never;

/** The request, beginning with the best partner of each record only; half of the wished pairs forced as far as they fit, the others forbidden. */
function requestOf({ needs, outcomes }: Corpus, { shape, minScore, min, max, wishes }: Drawn): RecordRequest {
  const [needsMany, outcomesMany] = [
    shape === "many-to-one" || shape === "many-to-many",
    shape === "one-to-many" || shape === "many-to-many",
  ];
  const perNeed = { min, max: needsMany ? max : 1 };
  const perOutcome = { min: 0, max: outcomesMany ? max : 1 };
  const forced: Pair[] = [];
  const forbidden: Pair[] = [];
  for (const [n, o, isForced] of needs.count * outcomes.count === 0 ? [] : wishes) {
    const pair = { need: needs.ids[n % needs.count]!, outcome: outcomes.ids[o % outcomes.count]! };
    if ([...forced, ...forbidden].some(({ need, outcome }) => need === pair.need || outcome === pair.outcome)) continue;
    (isForced ? forced : forbidden).push(pair);
  }
  return { shape, minScore, k: 1, perNeed, perOutcome, forced, forbidden };
}

/** Every pair that the request allows, by ranking everyone, as one full table. */
function fullTable(corpus: Corpus, { minScore, perNeed, perOutcome, forced = [], forbidden = [] }: RecordRequest) {
  const { model, needs, outcomes } = corpus;
  const nameOf = (need: string, outcome: string) => `${need} ${outcome}`;
  const isForbidden = new Set(forbidden.map(({ need, outcome }) => nameOf(need, outcome)));
  const scores = new Map<string, { row: number; column: number; score: number }>();
  needs.records.forEach(({ id: need, organisation }, row) => {
    for (const { id, score } of rankOutcomes(corpus, need, { k: 1000, minScore: minScore! })) {
      const column = outcomes.indexOf.get(id)!;
      const isOwn = organisation !== undefined && organisation === outcomes.records[column]!.organisation;
      if (!isOwn && !isForbidden.has(nameOf(need, id))) scores.set(nameOf(need, id), { row, column, score });
    }
  });
  for (const { need, outcome } of forced) {
    const [row, column] = [needs.indexOf.get(need)!, outcomes.indexOf.get(outcome)!];
    scores.set(nameOf(need, outcome), { row, column, score: pairScore(model, needs, row, outcomes, column) });
  }
  const pairs = [...scores.keys()];
  const edges: Edges = {
    rowCount: needs.count,
    columnCount: outcomes.count,
    row: pairs.map((pair) => scores.get(pair)!.row),
    column: pairs.map((pair) => scores.get(pair)!.column),
    score: pairs.map((pair) => scores.get(pair)!.score),
  };
  const options: SolveOptions = {
    rows: perNeed as { min: number; max: number },
    columns: perOutcome as { min: number; max: number },
    forced: forced.map(({ need, outcome }) => pairs.indexOf(nameOf(need, outcome))),
  };
  return { edges, options, pairs };
}

const pairsOf = (plan: Plan) => plan.proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome }) => `${need} ${outcome}`)).sort();

/** Whether the plan over the table is the only one of its total: without any one of its pairs the total falls. */
function isOnlyOne({ edges, options }: ReturnType<typeof fullTable>, chosen: Uint32Array, total: number): boolean {
  const forced = Array.from(options.forced!);
  return [...chosen].every((left) => {
    if (forced.includes(left)) return true;
    const kept = Array.from({ length: edges.row.length }, (_, e) => e).filter((e) => e !== left);
    const pick = (values: ArrayLike<number>) => kept.map((e) => values[e]!);
    const rest = { ...edges, row: pick(edges.row), column: pick(edges.column), score: pick(edges.score) };
    const other = solve(rest, { ...options, forced: forced.map((e) => kept.indexOf(e)) });
    return other.status === "infeasible" || other.total < total - 1e-9;
  });
}

function checkProved(corpus: Corpus, drawn: Drawn): void {
  const asked = requestOf(corpus, drawn);
  const plan = propose(corpus, { ...asked, certify: "all pairs" }, { allPairs });
  const { edges, options, solution, scope } = plan.certificate;
  const table = fullTable(corpus, asked);
  const best = solve(table.edges, table.options);
  expect([scope, plan.status, plan.issues]).toEqual(["all pairs", best.status, []]);
  expect(verifySolution(edges, options, solution, { pairScore: openPairScore(corpus, asked) })).toEqual({ valid: true });
  expect(plan.infeasibility?.shortfall).toBe(best.reason?.shortfall);
  if (best.status === "infeasible") return;
  expect(solution.bound).toBeGreaterThanOrEqual(best.total);
  expect(best.bound).toBeGreaterThanOrEqual(solution.total);
  const rounding = best.edges.length * (best.certificate.unit + 2 ** -50);
  expect(Math.abs(plan.total - best.total)).toBeLessThanOrEqual(rounding);
  // Where pairs of a score of 0 or less may be in or out, there may be several.
  if (drawn.minScore > 0 && isOnlyOne(table, best.edges, best.total))
    expect(pairsOf(plan)).toEqual(Array.from(best.edges, (e) => table.pairs[e]!).sort());
}

describe("a plan over all pairs that begins with the best partner of each record", () => {
  it("has the total of the plan over the full table, and its pairs where only one plan has that total", () => {
    fc.assert(
      fc.property(randomMarket, request, (records, drawn) => checkProved(buildCorpus(records).corpus, drawn)),
      { numRuns: 250 },
    );
  });

  it("has it under any weights and signals, with and without records without text", () => {
    fc.assert(
      fc.property(market, config, request, (records, settings, drawn) =>
        checkProved(buildCorpus(records, defineConfig(settings)).corpus, drawn),
      ),
      { numRuns: 80 },
    );
  });

  it("is the same for shuffled records", () => {
    fc.assert(
      fc.property(randomMarket, request, fc.nat(), (records, drawn, seed) => {
        const random = createRandom(seed);
        const shuffled = { outcomes: shuffle([...records.outcomes], random), needs: shuffle([...records.needs], random) };
        const [one, other] = [records, shuffled].map((given) => {
          const { corpus } = buildCorpus(given);
          return propose(corpus, { ...requestOf(corpus, drawn), certify: "all pairs" }, { allPairs });
        });
        expect(other).toEqual(one);
      }),
      { numRuns: 100 },
    );
  });

  it("looks for missing pairs at most once more often than it finds some", () => {
    fc.assert(
      fc.property(randomMarket, request, (records, drawn) => {
        const { corpus } = buildCorpus(records);
        const asked = requestOf(corpus, drawn);
        const before = propose(corpus, asked).certificate.edges.row.length;
        const steps = proposeSteps(corpus, { ...asked, certify: "all pairs" }, { allPairs });
        let rounds = 0;
        let step = steps.next();
        for (; step.done !== true; step = steps.next()) if (step.value.stage === "prove") rounds = Math.max(rounds, step.value.round);
        const added = step.value.certificate.edges.row.length - before;
        if (step.value.status === "optimal") expect(rounds).toBeLessThanOrEqual(added + 1);
      }),
      { numRuns: 100 },
    );
  });

  it("is refused where it claims all pairs without having looked, and a better plan is there", () => {
    let refused = 0;
    fc.assert(
      fc.property(randomMarket, request, (records, drawn) => {
        const { corpus } = buildCorpus(records);
        const asked = requestOf(corpus, drawn);
        const { edges, options, solution } = propose(corpus, asked).certificate;
        const best = propose(corpus, { ...asked, certify: "all pairs" }, { allPairs });
        const isWorse = solution.status !== best.status || best.total > solution.total + 1e-9;
        const claim =
          solution.status === "infeasible"
            ? { ...solution, scope: "all pairs" }
            : { ...solution, certificate: { ...solution.certificate, scope: "all pairs" } };
        const verdict = verifySolution(edges, options, claim as typeof solution, { pairScore: openPairScore(corpus, asked) });
        if (isWorse) expect(verdict.valid).toBe(false);
        if (isWorse) refused++;
      }),
      { numRuns: 200 },
    );
    expect(refused).toBeGreaterThan(10);
  });
});
