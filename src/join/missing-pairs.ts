import type { Corpus } from "../corpus/corpus.js";
import { rowAt } from "../kernel/sparse-rows.js";
import { TopK } from "../kernel/top-k.js";
import { refuseWhileComparing } from "../score/comparing.js";
import { isKnown, pairScore } from "../score/pair-score.js";
import { CandidateCollector, type CandidateEdges } from "./candidates.js";
import { ExactScorer } from "./exact-scorer.js";
import { mayMatch } from "./rank.js";
import { SLACK, textIndexOf } from "./scan.js";

/** Prices that pairs have to beat, and pairs that are of no interest. */
export interface MissingPairsRequest {
  /** Of each need, in the unit of scores; Infinity where none of its pairs is asked for, −Infinity where all are. */
  readonly needPrice: Float64Array;
  /** Of each outcome. */
  readonly outcomePrice: Float64Array;
  /** Pairs that score less are none. */
  readonly minScore: number;
  /** How many pairs of every need, and of every outcome, are kept: those that exceed the prices most. */
  readonly perRecord: number;
  /** Whether a pair is not to be found. Asked only for pairs that beat their prices. */
  readonly isClosed: (need: number, outcome: number) => boolean;
}

/** Needs between two reports of progress. */
const NEEDS_PER_STEP = 64;

/**
 * Pairs whose score exceeds the prices of their need and outcome added up: the join on score − outcome's price, with a threshold for each need.
 *
 * Exact, and complete in this: where any such pair is, one is found. Text products are added up over the outcomes' inverted rows; a pair is
 * scored in full where its text with the most that other signals add for the need reaches the prices.
 *
 * @returns the pairs by need, then outcome, after yielding how many needs are done. O(needs · outcomes + postings touched), memory O((needs + outcomes) · perRecord).
 */
export function* missingPairs(corpus: Corpus, request: MissingPairsRequest): Generator<number, CandidateEdges, void> {
  const { model, needs, outcomes } = corpus;
  const { needPrice, outcomePrice, perRecord } = request;
  const scorer = new ExactScorer(model, needs, outcomes);
  const candidates = Uint32Array.from(outcomes.ids.keys()).filter((outcome) => mayMatch(corpus, outcomes, outcome));
  const ofNeed = new TopK(perRecord);
  const ofOutcome: Array<TopK | undefined> = [];
  const kept = new CandidateCollector(needs.count, outcomes.count);
  const keep = (need: number, outcome: number): void => kept.add(need, outcome, pairScore(model, needs, need, outcomes, outcome));
  const offer = (need: number, outcome: number, score: number): void => {
    ofNeed.offer(score - finiteOr0(outcomePrice[outcome]!), outcome);
    (ofOutcome[outcome] ??= new TopK(perRecord)).offer(score - finiteOr0(needPrice[need]!), need);
  };
  for (let need = 0; need < needs.count; need++) {
    if (need % NEEDS_PER_STEP === 0) yield need;
    if (needPrice[need] === Infinity || !mayMatch(corpus, needs, need)) continue;
    scanNeed(corpus, request, { scorer, need, candidates, offer });
    for (const outcome of drained(ofNeed)) keep(need, outcome);
  }
  ofOutcome.forEach((best, outcome) => {
    for (const need of best === undefined ? [] : drained(best)) keep(need, outcome);
  });
  return kept.collect();
}

interface Scan {
  readonly scorer: ExactScorer;
  readonly need: number;
  /** The outcomes that may have partners at all. */
  readonly candidates: Uint32Array;
  readonly offer: (need: number, outcome: number, score: number) => void;
}

/** Offers every pair of a need that beats its prices. */
function scanNeed({ model, needs, outcomes }: Corpus, request: MissingPairsRequest, { scorer, need, candidates, offer }: Scan): void {
  refuseWhileComparing();
  const { outcomePrice, minScore, isClosed } = request;
  const needPrice = request.needPrice[need]!;
  const { text: weight } = model.weights;
  const index = weight > 0 && isKnown(needs, "text", need) ? textIndexOf(outcomes.rows.text) : undefined;
  scorer.load(need);
  index?.scanner.products(rowAt(needs.rows.text, need), index.products);
  const bonusBound = scorer.bonusBound();
  const { rowStart } = outcomes.rows.text;
  for (let at = 0; at < candidates.length; at++) {
    const outcome = candidates[at]!;
    // Prices of −∞ and ∞ are no number together, which no score exceeds.
    const price = needPrice + outcomePrice[outcome]!;
    const floor = price > minScore ? price : minScore;
    // As `ExactScorer.textPart`: the same products, added up in the same order.
    const textPart =
      index === undefined || rowStart[outcome + 1]! === rowStart[outcome]!
        ? scorer.textPart(outcome)
        : weight * (index.products[outcome]! / model.scale.text);
    if ((textPart + bonusBound) * (1 + SLACK) < floor) continue;
    const score = scorer.scoreWith(textPart, outcome, floor);
    if (score > price && score >= minScore && !isClosed(need, outcome)) offer(need, outcome, score);
  }
}

function finiteOr0(price: number): number {
  return Number.isFinite(price) ? price : 0;
}

function drained(best: TopK): Int32Array {
  const indices = new Int32Array(best.length);
  best.drain(new Float64Array(best.length), indices);
  return indices;
}
