import type { Corpus } from "../corpus/corpus.js";
import { TopK } from "../kernel/top-k.js";
import type { ScoredSide } from "../score/pair-score.js";
import { mayMatch } from "./rank.js";
import { SideScorer } from "./side-scorer.js";

/** Records between two reports of progress. */
const RECORDS_PER_STEP = 256;

/** The blocks bound text, industry, region and vectors; where another signal has a weight, every pair is scored. */
export function needsFullScan({ model: { weights } }: Corpus): boolean {
  return weights.factors > 0 || weights.reciprocity > 0 || weights.maturity > 0;
}

/**
 * The k best partners of every record of a side, by scoring all pairs: what `topPartners` finds, for every signal.
 *
 * @param keep is given each partner found, best first, one record after the other.
 * @returns after yielding how many records are done. O(records of both sides multiplied + postings touched).
 */
export function* scanPartners(
  corpus: Corpus,
  { from, to, k, minScore }: { readonly from: ScoredSide; readonly to: ScoredSide; readonly k: number; readonly minScore: number },
  keep: (from: number, to: number, score: number) => void,
): Generator<number, void, void> {
  const scorer = new SideScorer(corpus.model, to);
  const scores = new Float64Array(to.count);
  const best = new TopK(Math.max(1, Math.min(k, to.count)));
  const bestScores = new Float64Array(best.capacity);
  const bestIndices = new Int32Array(best.capacity);
  for (let f = 0; f < from.count; f++) {
    if (mayMatch(corpus, from, f)) {
      scorer.scoreAll(from, f, scores);
      for (let t = 0; t < to.count; t++) {
        if (scores[t]! >= minScore && scores[t]! >= best.threshold && mayMatch(corpus, to, t)) best.offer(scores[t]!, t);
      }
      const kept = best.drain(bestScores, bestIndices);
      for (let at = 0; at < kept; at++) keep(f, bestIndices[at]!, bestScores[at]!);
    }
    if ((f + 1) % RECORDS_PER_STEP === 0 || f + 1 === from.count) yield f + 1;
  }
}
