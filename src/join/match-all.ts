import { TopK } from "../kernel/top-k.js";
import type { Corpus } from "../corpus/corpus.js";
import type { ScoredSide } from "../score/pair-score.js";
import { CandidateCollector, type CandidateEdges } from "./candidates.js";
import { mayMatch } from "./rank.js";
import { checkRankOptions, DEFAULT_K, refuseIssues } from "./request.js";
import { SideScorer } from "./side-scorer.js";

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

/** Records between two reports of progress. */
const RECORDS_PER_STEP = 256;

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
  for (const done of topPartners(corpus, needs, outcomes, k, minScore, (need, outcome, score) => collector.add(need, outcome, score)))
    yield { done, total };
  for (const done of topPartners(corpus, outcomes, needs, k, minScore, (outcome, need, score) => collector.add(need, outcome, score))) {
    yield { done: needs.count + done, total };
  }
  return collector.collect();
}

function* topPartners(
  corpus: Corpus,
  from: ScoredSide,
  to: ScoredSide,
  k: number,
  minScore: number,
  keep: (from: number, to: number, score: number) => void,
): Generator<number, void, void> {
  const scorer = new SideScorer(corpus.model, to);
  const scores = new Float64Array(to.count);
  const capacity = Math.max(1, Math.min(k, to.count));
  const best = new TopK(capacity);
  const bestScores = new Float64Array(capacity);
  const bestIndices = new Int32Array(capacity);
  for (let f = 0; f < from.count; f++) {
    if (mayMatch(corpus, from, f)) {
      scorer.scoreAll(from, f, scores);
      for (let t = 0; t < to.count; t++) {
        const score = scores[t]!;
        if (score >= minScore && score >= best.threshold && mayMatch(corpus, to, t)) best.offer(score, t);
      }
      const kept = best.drain(bestScores, bestIndices);
      for (let at = 0; at < kept; at++) keep(f, bestIndices[at]!, bestScores[at]!);
    }
    if ((f + 1) % RECORDS_PER_STEP === 0 || f + 1 === from.count) yield f + 1;
  }
}
