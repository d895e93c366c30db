import type { TopK } from "../kernel/top-k.js";
import { isKnown } from "../score/pair-score.js";
import { HEAD_RANKS, type Block } from "./block-index.js";
import { BlockOpening } from "./block-opening.js";
import type { JoinCounts, JoinSides } from "./join-sides.js";
import {
  addRepeats,
  addTerms,
  clearSums,
  loadList,
  quantiseWeights,
  SUM,
  sumHeads,
  sumUnit,
  TERM_FROM,
  TERM_RANK,
  TERM_REPEAT_TO,
  TERM_TO,
  TERM_WEIGHT,
} from "./kernel.js";
import { PlaceJudge } from "./place-judge.js";
import { ProbeBonuses } from "./probe-bonuses.js";
import type { ProbeTerms } from "./probes.js";
import { RunNeeds } from "./run-needs.js";
import type { ThresholdGuess } from "./threshold-guess.js";

/**
 * Frequent terms, the heads, are left out while their bound stays below this share of what a run needs. More leaves out longer lists but
 * lets more candidates through; at 100,000 records flat from 0.25 to 0.45 for lists of 10, best at 0.25 to 0.35 for lists of 50 and by all signals.
 */
const HEAD_SHARE = 0.3;

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
  private readonly judge: PlaceJudge;
  private readonly opening: BlockOpening;

  /** @param bounds from `locateLists`. */
  constructor(
    private readonly sides: JoinSides,
    private readonly block: Block,
    private readonly bounds: Uint32Array,
    private readonly counts: JoinCounts,
    guess: ThresholdGuess,
    capacity: number,
  ) {
    this.isTextless = block.firstPlace >= sides.index.postedCount;
    this.textFactor = sides.model.weights.text / sides.model.scale.text;
    this.bonuses = new ProbeBonuses(sides.scorer, block, this.textFactor);
    this.needs = new RunNeeds(block.runs, this.textFactor, this.bonuses.most);
    this.judge = new PlaceJudge(sides, block, this.textFactor, this.bonuses, counts);
    this.opening = new BlockOpening(block, this.judge, this.needs, guess, counts, capacity);
    loadList(block);
  }

  /** Offers a probe's heap every record of the block that may enter it. `i` is the probe's place among `terms`. */
  meet(probe: number, terms: ProbeTerms, i: number, best: TopK): void {
    const { model, from, scorer } = this.sides;
    this.judge.best = best;
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
    const { block, judge } = this;
    const { runs } = block;
    const bound = this.bonuses.runBound(r, textPart);
    if (bound < judge.threshold() || (bound === judge.best.threshold && runs.minRecord[r]! > judge.best.worstIndex)) return;
    for (let at = runs.start[r]!; at < runs.start[r + 1]!; at++) {
      if (which === "untouched" && SUM[at]! !== 0) continue;
      judge.offer(block.firstPlace + at, textPart);
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
    if (this.judge.best.length < this.judge.best.capacity) this.opening.open(termCount, mostSum, unit);
    else this.goOnWith(termCount, unit);
    this.meetUntouched(unit);
  }

  /** Whoever shares no term has a sum of 0: it may enter where its run needs nothing. Who shares only heads that were left out does not enter, see `goOnWith`. */
  private meetUntouched(unit: number): void {
    for (let r = 0; r < this.needs.runCount; r++) if (this.needs.isNothing(r, unit)) this.meetRun(r, 0, "untouched");
  }

  /** A block that a probe meets with a threshold. */
  private goOnWith(termCount: number, unit: number): void {
    const { counts } = this;
    const leastNeed = this.needs.set(this.judge.threshold());
    // What is left out is less than any run needs, and nothing where one needs 0 or less: who shares only that scores below the threshold.
    const headCount = countHeads(termCount, HEAD_SHARE * leastNeed);
    const headBound = sumWeights(headCount);
    counts.postings += addTerms(headCount, termCount);
    // A tenth of the heads' postings are repeated: to add what they have above a single one costs less than to bound it.
    addRepeats(headCount);
    this.needs.setLeasts(headBound, unit);
    const found = this.needs.scan();
    counts.candidates += found;
    sumHeads(found, headCount, this.sides.index.places, this.block.firstPlace);
    this.judge.boundAll(found, unit);
    this.judge.rescoreAll(found, -Infinity, Infinity);
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
