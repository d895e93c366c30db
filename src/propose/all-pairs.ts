import type { Corpus } from "../corpus/corpus.js";
import { CandidateCollector } from "../join/candidates.js";
import { missingPairs } from "../join/missing-pairs.js";
import {
  allPairsRounds,
  InvariantError,
  verifySolution,
  type AllPairsSolution,
  type PairPrices,
  type Solution,
  type SolveOptions,
} from "../solve/index.js";
import type { ProofMethod, ProofSetting, ProvedPairs } from "./alliance-methods.js";
import { isOwnPair, type CandidateSet } from "./candidate-set.js";
import type { ProposeProgress } from "./plan-types.js";

/** Pairs of every need, and of every outcome, that a round adds at most. Few are ever missing: at 5,000 a side 2 to 9 beside 61,094 candidates. */
const PAIRS_PER_RECORD = 10;

/**
 * For `certify: "all pairs"`: plans by capacities that are the best over all pairs, not only among the candidates.
 *
 * After the plan, every pair that is no candidate is held against the prices that prove the plan; those that could make it better become
 * candidates and it is solved again, until none is left. Forbidden pairs, pairs below `minScore`, of an organisation with itself and of records
 * without text stay out, as in every plan.
 *
 * A round takes O(needs · outcomes + postings touched): at 5,000 a side about a third of the time of the plan among candidates.
 *
 * @example
 * import { allPairs } from "alliance-match/alliances";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * propose(corpus, { shape: "one-to-one", certify: "all pairs" }, { allPairs }).certificate.scope; // "all pairs"
 */
export const allPairs: ProofMethod = {
  *steps(setting) {
    const { corpus, request, instance } = setting;
    // The request was read: no other objective asks for this proof.
    const options: SolveOptions = { ...setting.options, objective: "total" };
    const isClosed = closedPairs(setting);
    const rounds = allPairsRounds(instance, options, { maxRounds: request.maxRounds });
    let next = rounds.next();
    for (let round = 1; next.done !== true; round++) {
      const found = yield* lookForPairs(setting, next.value, { round, isClosed: isClosed.has });
      for (let e = 0; e < found.score.length; e++) isClosed.add(found.need[e]!, found.outcome[e]!);
      next = rounds.next({ row: found.need, column: found.outcome, score: found.score });
    }
    confirm(next.value, options);
    return inOrder(corpus, setting.candidates, next.value);
  },
};

function* lookForPairs(
  { corpus, request }: ProofSetting,
  { rowPrice, columnPrice }: PairPrices,
  { round, isClosed }: { readonly round: number; readonly isClosed: (need: number, outcome: number) => boolean },
): Generator<ProposeProgress, CandidateSet["edges"], void> {
  const looking = missingPairs(corpus, {
    needPrice: rowPrice,
    outcomePrice: columnPrice,
    minScore: request.minScore,
    perRecord: PAIRS_PER_RECORD,
    isClosed,
  });
  for (;;) {
    const step = looking.next();
    if (step.done === true) return step.value;
    yield { stage: "prove", round, done: step.value, total: corpus.needs.count };
  }
}

/** Pairs that are candidates already, and those that must not become any. */
function closedPairs({ corpus, request, candidates: { edges } }: ProofSetting) {
  const keyOf = (need: number, outcome: number): number => need * corpus.outcomes.count + outcome;
  const closed = new Set(request.forbidden.map(({ need, outcome }) => keyOf(need, outcome)));
  for (let e = 0; e < edges.score.length; e++) closed.add(keyOf(edges.need[e]!, edges.outcome[e]!));
  return {
    has: (need: number, outcome: number): boolean => closed.has(keyOf(need, outcome)) || isOwnPair(corpus, need, outcome),
    add: (need: number, outcome: number): void => void closed.add(keyOf(need, outcome)),
  };
}

/** Other code confirms the plan among its edges; that no pair is missing is what the last round found. @throws InvariantError where it does not. */
function confirm({ edges, solution }: AllPairsSolution, options: SolveOptions): void {
  const amongEdges: Solution =
    solution.status === "infeasible"
      ? { ...solution, scope: "candidates" }
      : { ...solution, certificate: { ...solution.certificate, scope: "candidates" } };
  const verdict = verifySolution(edges, options, amongEdges);
  if (!verdict.valid)
    throw new InvariantError(`the plan does not pass its own check: ${verdict.problems.map(({ code }) => code).join(", ")}`);
}

/** The same with its candidates by need, then outcome, as those of every plan. */
function inOrder(
  { needs, outcomes }: Corpus,
  before: CandidateSet,
  { edges, solution, scope, rounds, added }: AllPairsSolution,
): ProvedPairs {
  if (added === 0) return { candidates: before, solution, scope, rounds };
  const collector = new CandidateCollector(needs.count, outcomes.count);
  for (let e = 0; e < edges.row.length; e++) collector.add(edges.row[e]!, edges.column[e]!, edges.score[e]!);
  const ordered = collector.collect();
  const placeOf = new Map(Array.from(ordered.need, (need, e) => [need * outcomes.count + ordered.outcome[e]!, e]));
  const moved = (places: Uint32Array): Uint32Array =>
    places.map((e) => placeOf.get(edges.row[e]! * outcomes.count + edges.column[e]!)!).sort();
  return {
    candidates: { ...before, edges: ordered, forced: moved(before.forced) },
    solution: solution.status === "infeasible" ? solution : { ...solution, edges: moved(solution.edges) },
    scope,
    rounds,
  };
}
