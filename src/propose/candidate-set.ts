import type { Corpus } from "../corpus/corpus.js";
import { CandidateCollector, type CandidateEdges } from "../join/candidates.js";
import type { MatchProgress } from "../join/match-all.js";
import { rankNeeds, rankOutcomes, type RankOptions } from "../join/rank.js";
import { pairScore } from "../score/pair-score.js";
import type { PairIndex } from "./choices.js";
import { keptJoin } from "./kept-join.js";
import type { ProposeProgress } from "./plan-types.js";
import type { CheckedRequest } from "./request.js";

/** The edges that a plan chooses from, and which of them it must take. */
export interface CandidateSet {
  /** Sorted by need, then outcome; forbidden pairs are not there, forced ones are. */
  readonly edges: CandidateEdges;
  /** Indices of forced edges, ascending. */
  readonly forced: Uint32Array;
  /** Whether a need (an outcome) lost its last candidate to a prohibition. */
  readonly barredNeeds: ReadonlySet<number>;
  readonly barredOutcomes: ReadonlySet<number>;
}

/** As `candidateSteps`, reporting as the stage of a plan. */
export function* joinSteps(corpus: Corpus, request: CheckedRequest): Generator<ProposeProgress, CandidateSet, void> {
  const joining = candidateSteps(corpus, request);
  let step = joining.next();
  for (; step.done !== true; step = joining.next()) yield { stage: "join", ...step.value };
  return step.value;
}

/**
 * Joins both sides, takes forbidden pairs and those of an organisation with itself out, and puts forced ones in. Yields the progress of
 * the join. A record whose list held pairs with its own organisation gets as many others in their place.
 */
export function* candidateSteps(corpus: Corpus, request: CheckedRequest): Generator<MatchProgress, CandidateSet, void> {
  const { needs, outcomes } = corpus;
  // A record's prohibited partners take places in its list, so the list is that much longer.
  const joined = yield* keptJoin(corpus, { k: request.k + longestProhibition(request), minScore: request.minScore });
  const keyOf = (need: number, outcome: number): number => need * outcomes.count + outcome;
  const forbidden = new Set(request.forbidden.map(({ need, outcome }) => keyOf(need, outcome)));
  const forcedKeys = new Set(request.forced.map(({ need, outcome }) => keyOf(need, outcome)));
  const collector = new CandidateCollector(needs.count, outcomes.count);
  joined.score.forEach((score, e) => {
    const [need, outcome] = [joined.need[e]!, joined.outcome[e]!];
    if (!forbidden.has(keyOf(need, outcome)) && !isOwnPair(corpus, need, outcome)) collector.add(need, outcome, score);
  });
  for (const { need, outcome, score } of inPlaceOfOwn(corpus, request, joined))
    if (!forbidden.has(keyOf(need, outcome)) && !isOwnPair(corpus, need, outcome)) collector.add(need, outcome, score);
  for (const { need, outcome } of request.forced) collector.add(need, outcome, pairScore(corpus.model, needs, need, outcomes, outcome));
  const edges = collector.collect();
  const forced = Uint32Array.from(edges.score.keys()).filter((e) => forcedKeys.has(keyOf(edges.need[e]!, edges.outcome[e]!)));
  return { edges, forced, barredNeeds: lostAll(joined.need, edges.need), barredOutcomes: lostAll(joined.outcome, edges.outcome) };
}

/** Whether one organisation stands behind both: it needs no broker to meet itself. */
export function isOwnPair({ needs, outcomes }: Corpus, need: number, outcome: number): boolean {
  const { organisation } = needs.records[need]!;
  return organisation !== undefined && organisation === outcomes.records[outcome]!.organisation;
}

/** The longer lists of records that met their own organisation: as much longer as it has records on the other side. */
function* inPlaceOfOwn(corpus: Corpus, request: CheckedRequest, joined: CandidateEdges): Generator<PairIndex & { readonly score: number }> {
  const { needs, outcomes } = corpus;
  const own = Array.from(joined.need.keys()).filter((e) => isOwnPair(corpus, joined.need[e]!, joined.outcome[e]!));
  const optionsFor = (self: Affiliated, others: readonly Affiliated[]): RankOptions => ({
    k: request.k + longestProhibition(request) + others.filter(({ organisation }) => organisation === self.organisation).length,
    minScore: request.minScore,
  });
  // As slow as ranking, so nothing is kept from one record to the next.
  for (const need of new Set(own.map((e) => joined.need[e]!)))
    for (const { id, score } of rankOutcomes(corpus, needs.ids[need]!, optionsFor(needs.records[need]!, outcomes.records)))
      yield { need, outcome: outcomes.indexOf.get(id)!, score };
  for (const outcome of new Set(own.map((e) => joined.outcome[e]!)))
    for (const { id, score } of rankNeeds(corpus, outcomes.ids[outcome]!, optionsFor(outcomes.records[outcome]!, needs.records)))
      yield { need: needs.indexOf.get(id)!, outcome, score };
}

interface Affiliated {
  readonly organisation?: string;
}

function longestProhibition({ forbidden }: CheckedRequest): number {
  let longest = 0;
  for (const side of ["need", "outcome"] as const) {
    const counts = new Map<number, number>();
    for (const pair of forbidden) {
      const count = (counts.get(pair[side]) ?? 0) + 1;
      counts.set(pair[side], count);
      longest = Math.max(longest, count);
    }
  }
  return longest;
}

function lostAll(before: Uint32Array, after: Uint32Array): ReadonlySet<number> {
  const left = new Set(after);
  return new Set([...before].filter((record) => !left.has(record)));
}
