import { TopK } from "../kernel/top-k.js";
import type { Block } from "./block-index.js";
import type { JoinCounts } from "./join-sides.js";
import { addTerms, CANDIDATE, CANDIDATE_BOUND, CANDIDATE_HEADS, SUM_LIMIT } from "./kernel.js";
import type { PlaceJudge } from "./place-judge.js";
import type { RunNeeds } from "./run-needs.js";
import type { ThresholdGuess } from "./threshold-guess.js";

/** Guesses at a first threshold before everything that shares a term is looked at, and what a next guess is of the one before. */
const MAX_GUESSES = 5;
const NEXT_GUESS = 0.6;
/** The places that were candidates by a first guess. */
const SEEN = new Uint8Array(SUM_LIMIT);

/**
 * A block that a probe meets before its heap is full. There is no threshold to leave anything out by, so all terms are added, and the
 * threshold comes out of the sums: the k places of largest bound are scored first, and then what can still reach the worst of them.
 *
 * Which places are looked at is guessed from the probes before; a guess that was too high is found out by what the threshold asks for.
 */
export class BlockOpening {
  private readonly peaks: TopK;

  constructor(
    private readonly block: Block,
    private readonly judge: PlaceJudge,
    private readonly needs: RunNeeds,
    private readonly guess: ThresholdGuess,
    private readonly counts: JoinCounts,
    capacity: number,
  ) {
    this.peaks = new TopK(capacity);
  }

  /** Offers the heap what may enter it of the places that share a term. @param mostSum what sums stand for at most. */
  open(termCount: number, mostSum: number, unit: number): void {
    const { counts } = this;
    const { best } = this.judge;
    const mostScore = this.needs.mostScore(mostSum);
    counts.postings += addTerms(0, termCount);
    const found = this.scanByGuess(mostScore, unit);
    counts.candidates += found;
    this.boundCandidates(found, unit);
    const peak = this.peakOf(found);
    this.judge.rescoreAll(found, peak, Infinity);
    this.judge.rescoreAll(found, -Infinity, peak);
    this.needs.set(this.judge.threshold());
    if (this.needs.resetLeasts(unit)) this.rescoreUnseen(found, unit);
    if (best.length === best.capacity) this.guess.learn(best.threshold / mostScore);
  }

  /** Lists the places whose bound may reach a guessed threshold, a lower one where they are fewer than the heap takes. @returns how many. */
  private scanByGuess(mostScore: number, unit: number): number {
    const { best } = this.judge;
    const floor = this.judge.threshold();
    const wanted = best.capacity - best.length;
    let guess = this.guess.share * mostScore;
    for (let attempt = 0; ; attempt++) {
      const isLowest = !(guess > floor) || attempt === MAX_GUESSES;
      this.needs.set(isLowest ? floor : guess);
      this.needs.setLeasts(0, unit);
      const found = this.needs.scan();
      if (found >= wanted || isLowest) return found;
      guess *= NEXT_GUESS;
    }
  }

  /** Bounds the candidates; their sums lack no heads. */
  private boundCandidates(found: number, unit: number): void {
    CANDIDATE_HEADS.fill(0, 0, found);
    this.judge.boundAll(found, unit);
  }

  /** The least bound of those candidates that the heap could take. */
  private peakOf(found: number): number {
    const { peaks } = this;
    peaks.clear();
    for (let c = 0; c < found; c++) peaks.offer(CANDIDATE_BOUND[c]!, c);
    return peaks.threshold;
  }

  /** Scans again, and scores what is not among the first `found` candidates and reaches the threshold. */
  private rescoreUnseen(found: number, unit: number): void {
    markSeen(found);
    const unseen = keepUnseen(this.needs.scan());
    // Before anything is scored: a caller's signal may throw, and what is left set would hide places from the next join.
    SEEN.fill(0, 0, this.block.count);
    this.counts.candidates += unseen;
    this.boundCandidates(unseen, unit);
    this.judge.rescoreAll(unseen, -Infinity, Infinity);
  }
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
