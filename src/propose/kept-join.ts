import type { Corpus } from "../corpus/corpus.js";
import type { CandidateEdges } from "../join/candidates.js";
import { matchSteps, type MatchProgress } from "../join/match-all.js";

/** What decides which pairs a join finds in a corpus. */
export interface JoinRequest {
  readonly k: number;
  readonly minScore: number;
}

/** A corpus never changes, so a join serves as long as it lives; of each corpus the last one only, 16 bytes a pair. */
const joinByCorpus = new WeakMap<Corpus, JoinRequest & { readonly edges: CandidateEdges }>();

/**
 * The join of both sides, done anew only where the last one of this corpus was another: a broker looks at one market in several shapes and asks
 * "what if" many times, and the join is the largest part of each plan. Yields the join's progress; nothing where it is at hand.
 *
 * @returns edges to read, never to change.
 */
export function* keptJoin(corpus: Corpus, { k, minScore }: JoinRequest): Generator<MatchProgress, CandidateEdges, void> {
  const kept = joinByCorpus.get(corpus);
  if (kept?.k === k && kept.minScore === minScore) return kept.edges;
  const edges = yield* matchSteps(corpus, { k, minScore });
  joinByCorpus.set(corpus, { k, minScore, edges });
  return edges;
}
