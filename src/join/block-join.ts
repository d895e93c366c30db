import { TopK } from "../kernel/top-k.js";
import { isKnown, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { GAIN_WORD, HEAD_RANKS, PLACE_WORDS, ROW_WORD, type Block, type BlockIndex } from "./block-index.js";
import { ProbeBonuses } from "./probe-bonuses.js";
import type { ExactScorer } from "./exact-scorer.js";
import {
  addRepeats,
  addTerms,
  CANDIDATE,
  CANDIDATE_HEADS,
  clearSums,
  loadList,
  quantiseWeights,
  scanRuns,
  SUM,
  SUM_LIMIT,
  sumHeads,
  sumUnit,
  TERM_FROM,
  TERM_RANK,
  TERM_REPEAT_TO,
  TERM_TO,
  TERM_WEIGHT,
} from "./kernel.js";
import { RunNeeds, SLACK } from "./run-needs.js";
import type { PlacedText } from "./placed-text.js";
import type { ProbeTerms } from "./probes.js";
import type { ThresholdGuess } from "./threshold-guess.js";

/** What one direction of a join has in common over all blocks and probes. */
export interface JoinSides {
  readonly model: ScoreModel;
  /** The records that look for partners, and those that they are looked for among. */
  readonly from: ScoredSide;
  readonly to: ScoredSide;
  readonly index: BlockIndex;
  readonly scorer: ExactScorer;
  readonly text: PlacedText;
  readonly minScore: number;
}

/** Work done, for benchmarks: postings added, places whose sum reached their run's least, records scored in full. */
export interface JoinCounts {
  postings: number;
  candidates: number;
  rescored: number;
}

/**
 * Frequent terms, the heads, are left out while their bound stays below this share of what a run needs. More leaves out longer lists but
 * lets more candidates through; at 100,000 records flat from 0.25 to 0.45 for lists of 10, best at 0.25 to 0.35 for lists of 50 and by all signals.
 */
const HEAD_SHARE = 0.3;
/** Guesses at a first threshold before everything that shares a term is looked at, and what a next guess is of the one before. */
const MAX_GUESSES = 5;
const NEXT_GUESS = 0.6;
/** Of a block that is opened: the bound of each candidate, and the places that were candidates by a first guess. */
const BOUND = new Float64Array(SUM_LIMIT);
const SEEN = new Uint8Array(SUM_LIMIT);

/**
 * One block of a side, ready to meet probes.
 *
 * Loops that every probe goes through stand in methods of their own. V8 (11.3, Node 20) compiles a loop in the middle of a method while it runs, and after
 * a collection of garbage it left such code behind the loop with every call, thousands of times a join (NOTES-join.md).
 *
 * For a probe with threshold θ (its k-th best score so far), a record o of run r with text product p(o) and bonus β(o) has
 *
 *     score(o) = text factor · p(o) + β(o),   p(o) ≤ gain(o) · S(o),   S(o) = Σ probe's value · weight · (1 + extra) over shared terms
 *
 * Of β(o) a part λ(o) stands in lists (`block-bonus.ts`), and the rest is at most that of the run. As gain(o) ≥ the block's least gain,
 *
 *     score(o) ≤ text factor · gain(o) · T(o) + (β − λ)(o),   T(o) = S(o) + λ(o) ÷ (text factor · least gain)
 *
 * so it can reach θ only if T(o) ≥ need(r) = (θ − max (β − λ) of r) ÷ (text factor · max gain of r). Sums of integers bound T from above
 * (`quantiseWeights`), without the heads, which add at most `headBound`. What passes is bounded once more with its own gain, bonus and
 * heads, and what passes that is scored in full. A record that shares no term has S = 0: it enters only where its run needs nothing.
 */
export class BlockJoin {
  private readonly isTextless: boolean;
  private readonly textFactor: number;
  private readonly bonuses: ProbeBonuses;
  private readonly needs: RunNeeds;
  private best!: TopK;
  private readonly peaks: TopK;

  /** @param bounds from `locateLists`. */
  constructor(
    private readonly sides: JoinSides,
    private readonly block: Block,
    private readonly bounds: Uint32Array,
    private readonly counts: JoinCounts,
    private readonly guess: ThresholdGuess,
    capacity: number,
  ) {
    this.isTextless = block.firstPlace >= sides.index.postedCount;
    this.textFactor = sides.model.weights.text / sides.model.scale.text;
    this.bonuses = new ProbeBonuses(sides.scorer, block, this.textFactor);
    this.needs = new RunNeeds(block.runs, this.textFactor, this.bonuses.most);
    this.peaks = new TopK(capacity);
    loadList(block);
  }

  /** Offers a probe's heap every record of the block that may enter it. `i` is the probe's place among `terms`. */
  meet(probe: number, terms: ProbeTerms, i: number, best: TopK): void {
    const { model, from, scorer } = this.sides;
    this.best = best;
    scorer.load(probe);
    this.sides.text.load(probe);
    // With text unknown on either side, or without weight, all pairs have the same text part.
    if (model.weights.text === 0) this.meetAlike(probe, 0);
    else if (this.isTextless || !isKnown(from, "text", probe)) this.meetAlike(probe, scorer.neutralText);
    else this.meetText(probe, terms, i);
  }

  /** All places of the block, where their text part is the same. The best run goes first: most others then cannot enter. */
  private meetAlike(probe: number, textPart: number): void {
    this.bonuses.boundRuns(probe, "all");
    const { most } = this.bonuses;
    let bestRun = 0;
    for (let r = 1; r < most.length; r++) if (most[r]! > most[bestRun]!) bestRun = r;
    this.meetRun(bestRun, textPart, "all");
    for (let r = 0; r < most.length; r++) if (r !== bestRun) this.meetRun(r, textPart, "all");
  }

  /** Offers the places of a run whose text part is `textPart`: all, or those whose sum is 0. */
  private meetRun(r: number, textPart: number, which: "all" | "untouched"): void {
    const { block, best } = this;
    const { runs } = block;
    const bound = this.bonuses.runBound(r, textPart);
    if (bound < this.threshold() || (bound === best.threshold && runs.minRecord[r]! > best.worstIndex)) return;
    for (let at = runs.start[r]!; at < runs.start[r + 1]!; at++) {
      if (which === "untouched" && SUM[at]! !== 0) continue;
      this.offer(block.firstPlace + at, textPart);
    }
  }

  private meetText(probe: number, terms: ProbeTerms, i: number): void {
    const { bonuses } = this;
    const textReach = terms.norm[i]! * this.block.reach;
    const termCount = bonuses.gatherLists(this.gatherTerms(terms, i), textReach);
    bonuses.boundRuns(probe, bonuses.isListing ? "unlisted" : "all");
    const mostSum = textReach + bonuses.listedReach;
    const unit = sumUnit(termCount, mostSum);
    quantiseWeights(termCount, unit, this.sides.index.extraUnit);
    clearSums(this.block.count);
    if (this.best.length < this.best.capacity) this.openWith(termCount, mostSum, unit);
    else this.goOnWith(termCount, unit);
    this.meetUntouched(unit);
  }

  /** Whoever shares no term has a sum of 0: it may enter where its run needs nothing. Who shares only heads that were left out does not enter, see `goOnWith`. */
  private meetUntouched(unit: number): void {
    for (let r = 0; r < this.needs.runCount; r++) if (this.needs.isNothing(r, unit)) this.meetRun(r, 0, "untouched");
  }

  /**
   * A block that a probe meets before its heap is full. There is no threshold to leave anything out by, so all terms are added, and the
   * threshold comes out of the sums: the k places of largest bound are scored first, and then what can still reach the worst of them.
   *
   * Which places are looked at is guessed from the probes before; a guess that was too high is found out by what the threshold asks for.
   */
  private openWith(termCount: number, mostSum: number, unit: number): void {
    const { best, counts } = this;
    counts.postings += countPostings(0, termCount);
    addTerms(0, termCount);
    const found = this.scanByGuess(mostSum, unit);
    counts.candidates += found;
    const peak = this.boundCandidates(found, unit);
    this.rescoreBounds(found, peak, Infinity);
    this.rescoreBounds(found, -Infinity, peak);
    this.needs.set(this.threshold());
    if (this.needs.resetLeasts(unit)) this.rescoreUnseen(found, unit);
    if (best.length === best.capacity) this.guess.learn(best.threshold / this.needs.mostScore(mostSum));
  }

  /** Lists the places whose bound may reach a guessed threshold, a lower one where they are fewer than the heap takes. @returns how many. */
  private scanByGuess(mostSum: number, unit: number): number {
    const { best } = this;
    const floor = this.threshold();
    const wanted = best.capacity - best.length;
    let guess = this.guess.share * this.needs.mostScore(mostSum);
    for (let attempt = 0; ; attempt++) {
      const isLowest = !(guess > floor) || attempt === MAX_GUESSES;
      this.needs.set(isLowest ? floor : guess);
      this.needs.setLeasts(0, unit);
      const found = this.scan();
      if (found >= wanted || isLowest) return found;
      guess *= NEXT_GUESS;
    }
  }

  /** Bounds the candidates: `BOUND`. @returns the least bound of those that the heap could take. */
  private boundCandidates(found: number, unit: number): number {
    const { peaks } = this;
    peaks.clear();
    for (let c = 0; c < found; c++) peaks.offer((BOUND[c] = this.boundOf(CANDIDATE[c]!, SUM[CANDIDATE[c]!]!, unit)), c);
    return peaks.threshold;
  }

  /** Scores the candidates whose bound is in from … to, `to` left out, and reaches the threshold. */
  private rescoreBounds(found: number, from: number, to: number): void {
    for (let c = 0; c < found; c++) if (BOUND[c]! >= from && BOUND[c]! < to && BOUND[c]! >= this.threshold()) this.rescore(CANDIDATE[c]!);
  }

  /** Scans again, and scores what is not among the first `found` candidates and reaches the threshold. */
  private rescoreUnseen(found: number, unit: number): void {
    markSeen(found);
    const unseen = keepUnseen(this.scan());
    // Before anything is scored: a caller's signal may throw, and what is left set would hide places from the next join.
    SEEN.fill(0, 0, this.block.count);
    this.counts.candidates += unseen;
    for (let c = 0; c < unseen; c++) {
      const at = CANDIDATE[c]!;
      if (this.boundOf(at, SUM[at]!, unit) >= this.threshold()) this.rescore(at);
    }
  }

  /** A block that a probe meets with a threshold. */
  private goOnWith(termCount: number, unit: number): void {
    const { counts } = this;
    const leastNeed = this.needs.set(this.threshold());
    // What is left out is less than any run needs, and nothing where one needs 0 or less: who shares only that scores below the threshold.
    const headCount = countHeads(termCount, HEAD_SHARE * leastNeed);
    const headBound = sumWeights(headCount);
    counts.postings += countPostings(headCount, termCount);
    addTerms(headCount, termCount);
    // A tenth of the heads' postings are repeated: to add what they have above a single one costs less than to bound it.
    addRepeats(headCount);
    this.needs.setLeasts(headBound, unit);
    const found = this.scan();
    counts.candidates += found;
    sumHeads(found, headCount, this.sides.index.places, this.block.firstPlace);
    this.considerAll(found, unit);
  }

  private scan(): number {
    return scanRuns(this.needs.runCount, this.block.runs.size, this.block.count);
  }

  /** Scores the candidates whose bound reaches the threshold, which rises on the way. */
  private considerAll(found: number, unit: number): void {
    const left = this.keepBounded(found, unit);
    for (let c = 0; c < left; c++) if (BOUND[c]! >= this.threshold()) this.rescore(CANDIDATE[c]!);
  }

  /** Keeps of the candidates those whose bound, heads included, reaches the threshold, and sets it: `BOUND`. @returns how many are left in `CANDIDATE`. */
  private keepBounded(found: number, unit: number): number {
    const threshold = this.threshold();
    let left = 0;
    for (let c = 0; c < found; c++) {
      const at = CANDIDATE[c]!;
      const bound = this.boundOf(at, SUM[at]! + CANDIDATE_HEADS[c]!, unit);
      CANDIDATE[left] = at;
      BOUND[left] = bound;
      if (bound >= threshold) left++;
    }
    return left;
  }

  /** The most that a place can score, for all that its own gain and bonus tell. @param sum of its shared terms, heads included. */
  private boundOf(at: number, sum: number, unit: number): number {
    const { places, placeGain } = this.sides.index;
    const word = (this.block.firstPlace + at) * PLACE_WORDS;
    const { bonuses, comparedBound } = this.sides.scorer;
    let bonus = comparedBound;
    let listed = 0;
    for (let s = 0; s < bonuses.length; s++) {
      const row = places[word + ROW_WORD + bonuses[s]!.place]!;
      bonus += bonuses[s]!.of(row);
      listed += bonuses[s]!.listedOf(row);
    }
    const most = sum * unit - listed * this.bonuses.perBonus;
    return (this.textFactor * placeGain[word + GAIN_WORD]! * most + bonus) * (1 + SLACK);
  }

  private rescore(at: number): void {
    const place = this.block.firstPlace + at;
    this.counts.rescored++;
    this.offer(place, this.sides.text.part(place));
  }

  private offer(place: number, textPart: number): void {
    const { index, scorer, minScore } = this.sides;
    const { places } = index;
    const word = place * PLACE_WORDS;
    let sum = textPart;
    for (let s = 0; s < scorer.bonuses.length; s++) {
      const bonus = scorer.bonuses[s]!;
      sum += bonus.of(places[word + ROW_WORD + bonus.place]!);
    }
    const record = places[word]!;
    const score = scorer.withCompared(sum, record, this.threshold());
    if (score >= minScore) this.best.offer(score, record);
  }

  private threshold(): number {
    return Math.max(this.best.threshold, this.sides.minScore);
  }

  /** Finds the lists of the probe's terms in the block; those without any are dropped. Frequent terms come first. */
  private gatherTerms(terms: ProbeTerms, i: number): number {
    const { bounds } = this;
    let count = 0;
    for (let t = terms.start[i]!; t < terms.start[i + 1]!; t++) {
      const at = 2 * terms.number[t]!;
      const counts = bounds[at + 1]!;
      if (counts === 0) continue;
      const from = bounds[at]!;
      const to = from + (counts & 0xffff);
      TERM_FROM[count] = from;
      TERM_TO[count] = to;
      TERM_REPEAT_TO[count] = to + 2 * (counts >>> 16);
      TERM_RANK[count] = terms.rank[t]!;
      // What a record's gain multiplies.
      TERM_WEIGHT[count++] = terms.value[t]! * terms.termWeight[t]!;
    }
    return count;
  }
}

/** How many of the probe's first terms are left out: frequent ones, while their weights add up to `limit` at most. */
function countHeads(termCount: number, limit: number): number {
  let count = 0;
  let bound = 0;
  while (count < termCount && TERM_RANK[count]! < HEAD_RANKS && (bound += TERM_WEIGHT[count]!) <= limit) count++;
  return count;
}

/** What the first `count` terms weigh. */
function sumWeights(count: number): number {
  let sum = 0;
  for (let t = 0; t < count; t++) sum += TERM_WEIGHT[t]!;
  return sum;
}

/** Postings of terms `first … count − 1`. */
function countPostings(first: number, count: number): number {
  let postings = 0;
  for (let t = first; t < count; t++) postings += TERM_TO[t]! - TERM_FROM[t]!;
  return postings;
}

/** Notes the places of the first `found` candidates: `SEEN`. */
function markSeen(found: number): void {
  for (let c = 0; c < found; c++) SEEN[CANDIDATE[c]!] = 1;
}

/** Keeps of the first `found` candidates those that are not noted. @returns how many. */
function keepUnseen(found: number): number {
  let unseen = 0;
  for (let c = 0; c < found; c++) {
    const at = CANDIDATE[c]!;
    CANDIDATE[unseen] = at;
    unseen += 1 - SEEN[at]!;
  }
  return unseen;
}
