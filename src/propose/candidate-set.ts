import type { Corpus } from "../corpus/corpus.js";
import { CandidateCollector, type CandidateEdges } from "../join/candidates.js";
import { matchSteps, type MatchProgress } from "../join/match-all.js";
import { pairScore } from "../score/pair-score.js";
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

/** As `candidateSteps`, reporting as the stage of a plan; the solver comes next. */
export function* joinSteps(corpus: Corpus, request: CheckedRequest): Generator<ProposeProgress, CandidateSet, void> {
  const joining = candidateSteps(corpus, request);
  let step = joining.next();
  for (; step.done !== true; step = joining.next()) yield { stage: "join", ...step.value };
  yield { stage: "solve", done: 0, total: 1 };
  return step.value;
}

/** Joins both sides, takes forbidden pairs out and puts forced ones in. Yields the progress of the join. */
export function* candidateSteps(corpus: Corpus, request: CheckedRequest): Generator<MatchProgress, CandidateSet, void> {
  const { needs, outcomes } = corpus;
  // A record's prohibited partners take places in its list, so the list is that much longer.
  const joined = yield* matchSteps(corpus, { k: request.k + longestProhibition(request), minScore: request.minScore });
  const keyOf = (need: number, outcome: number): number => need * outcomes.count + outcome;
  const forbidden = new Set(request.forbidden.map(({ need, outcome }) => keyOf(need, outcome)));
  const forcedKeys = new Set(request.forced.map(({ need, outcome }) => keyOf(need, outcome)));
  const collector = new CandidateCollector(needs.count, outcomes.count);
  joined.score.forEach((score, e) => {
    if (!forbidden.has(keyOf(joined.need[e]!, joined.outcome[e]!))) collector.add(joined.need[e]!, joined.outcome[e]!, score);
  });
  for (const { need, outcome } of request.forced) collector.add(need, outcome, pairScore(corpus.model, needs, need, outcomes, outcome));
  const edges = collector.collect();
  const forced = Uint32Array.from(edges.score.keys()).filter((e) => forcedKeys.has(keyOf(edges.need[e]!, edges.outcome[e]!)));
  return { edges, forced, barredNeeds: lostAll(joined.need, edges.need), barredOutcomes: lostAll(joined.outcome, edges.outcome) };
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
