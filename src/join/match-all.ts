import type { Corpus } from "../corpus/corpus.js";
import { CandidateCollector, type CandidateEdges } from "./candidates.js";
import type { ScoredSide } from "../score/pair-score.js";
import { blockIndexOf, termWeights } from "./corpus-index.js";
import { checkRankOptions, DEFAULT_K, refuseIssues } from "./request.js";
import { topPartners } from "./top-partners.js";

export interface MatchOptions {
  /** How many partners of every need, and of every outcome, become candidates: a whole number ≥ 1. Default 10. */
  readonly k?: number;
  /** Pairs that score less are no candidates. Default: all are. */
  readonly minScore?: number;
}

/** How far a join has come: records done of all records of both sides. */
export interface MatchProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * The k best partners of every need and of every outcome (two-way choice needs both), as one set of pairs.
 *
 * Exact: each list is a prefix of the full order by score descending, then id. Records without text have no partners unless
 * the configuration says so. Pairs come sorted by need, then outcome.
 *
 * @throws ConfigError `unknown-option`, `option-wrong-type`, `option-out-of-range`.
 * O(needs · outcomes + postings touched), memory O((needs + outcomes) · k).
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * matchAll(corpus, { k: 10 }).score.length; // 1
 */
export function matchAll(corpus: Corpus, options: MatchOptions = {}): CandidateEdges {
  const steps = matchSteps(corpus, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `matchAll`, in steps: yields after every few hundred records, so that a caller can show progress or stop. */
export function* matchSteps(corpus: Corpus, options: MatchOptions = {}): Generator<MatchProgress, CandidateEdges, void> {
  refuseIssues(checkRankOptions(options, ["k", "minScore"]));
  const { k = DEFAULT_K, minScore = -Infinity } = options;
  const { needs, outcomes } = corpus;
  const collector = new CandidateCollector(needs.count, outcomes.count);
  const total = needs.count + outcomes.count;
  const forNeeds = partnersOf(corpus, { from: needs, to: outcomes, k, minScore }, (need, outcome, score) =>
    collector.add(need, outcome, score),
  );
  for (const done of forNeeds) yield { done, total };
  const forOutcomes = partnersOf(corpus, { from: outcomes, to: needs, k, minScore }, (outcome, need, score) =>
    collector.add(need, outcome, score),
  );
  for (const done of forOutcomes) yield { done: needs.count + done, total };
  return collector.collect();
}

/** The k best partners of every record of a side, best first, one record after the other; yields how many are done. */
export function partnersOf(
  corpus: Corpus,
  { from, to, k, minScore }: { readonly from: ScoredSide; readonly to: ScoredSide; readonly k: number; readonly minScore: number },
  keep: (from: number, to: number, score: number) => void,
): Generator<number, unknown, void> {
  const { model, config } = corpus;
  const index = blockIndexOf(corpus, to);
  return topPartners({ model, from, to, index, termWeight: termWeights(corpus), k, minScore, withoutText: config.withoutText }, keep);
}
