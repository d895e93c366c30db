import type { TopK } from "../kernel/top-k.js";
import { isKnown, vectorSignal, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { GAIN_WORD, HEAD_RANKS, HEAD_WORD, INDUSTRY_WORD, PLACE_WORDS, REGION_WORD, type Block, type BlockIndex } from "./block-index.js";
import { RunBonuses, type BonusTable } from "./bonus.js";
import {
  addHeads,
  addHighRepeats,
  addTerms,
  CANDIDATE,
  clearSums,
  loadPostings,
  loadProbe,
  postingAt,
  productWithProbe,
  quantiseWeights,
  scanSums,
  SUM,
  SUM_LIMIT,
  sumUnit,
  TERM_FROM,
  TERM_REPEAT_TO,
  TERM_TO,
  TERM_RANK,
  TERM_WEIGHT,
} from "./kernel.js";
import type { ProbeTerms } from "./probes.js";

/** What one direction of a join has in common over all blocks and probes. */
export interface JoinSides {
  readonly model: ScoreModel;
  readonly from: ScoredSide;
  readonly to: ScoredSide;
  readonly index: BlockIndex;
  readonly industry: BonusTable;
  readonly region: BonusTable;
  readonly minScore: number;
}

/** Work done, for benchmarks. */
export interface JoinCounts {
  postings: number;
  candidates: number;
  rescored: number;
}

/**
 * Head terms are left out while their bound stays below this share of what a run needs. More leaves out longer lists but lets more
 * candidates through: measured on the planted world, flat from 0.4 to 0.6.
 */
const HEAD_SHARE = 0.5;
/** Runs that need least get their heads after all, if they are not more than this share of the block: a few good runs should not set the bar for all. */
const HOT_SHARE = 1 / 8;
/** Steps of the histogram that finds that share. */
const NEED_STEPS = 32;
/** Records scored before the first scan, for each of the k to be found: without any threshold everything would be a candidate. */
const SEEDS_PER_PLACE = 2;
/** Far more than sums in Float64 can be off (terms · 2⁻⁵³), far less than what pruning would miss. */
const SLACK = 1e-9;

/** Room for one number a run; a block has at most as many runs as pairs of places. */
const RUN_NEED = new Float64Array(SUM_LIMIT);
const NEED_COUNT = new Uint32Array(NEED_STEPS);
/** Places of the block that were seeds of the probe at hand. */
const SEEDED = new Uint8Array(SUM_LIMIT);

/** One block of the side, ready to meet probes. */
export class BlockJoin {
  private readonly industryBonuses: RunBonuses;
  private readonly regionBonuses: RunBonuses;
  private readonly isTextless: boolean;
  private readonly textFactor: number;
  // The probe at hand.
  private probe = 0;
  private best!: TopK;
  private industryBonus!: Float64Array;
  private regionBonus!: Float64Array;
  private vectorBound = 0;

  /**
   * @param bounds from `listBounds`.
   */
  constructor(
    private readonly sides: JoinSides,
    private readonly block: Block,
    private readonly bounds: Uint32Array,
    private readonly counts: JoinCounts,
  ) {
    const { runs } = block;
    this.industryBonuses = new RunBonuses(sides.industry, runs.industryStart, runs.industry);
    this.regionBonuses = new RunBonuses(sides.region, runs.regionStart, runs.region);
    this.isTextless = block.firstPlace >= sides.index.postedCount;
    this.textFactor = sides.model.weights.text / sides.model.scale.text;
    loadPostings(block);
  }

  /** Offers a probe's heap every record of the block that may enter it. `i` is the probe's place among `terms`. */
  meet(probe: number, terms: ProbeTerms, i: number, best: TopK): void {
    const { model, from } = this.sides;
    this.probe = probe;
    this.best = best;
    const industryRow = this.sides.industry.rowOf(probe);
    const regionRow = this.sides.region.rowOf(probe);
    this.industryBonus = this.sides.industry.of(industryRow);
    this.regionBonus = this.sides.region.of(regionRow);
    this.vectorBound =
      model.weights.embedding * (from.vectors[probe] === undefined ? model.neutral.embedding : Math.max(1, model.neutral.embedding));
    const runIndustry = this.industryBonuses.of(industryRow);
    const runRegion = this.regionBonuses.of(regionRow);
    // With text unknown on either side, or without weight, all pairs have the same text part.
    if (model.weights.text === 0) this.meetAlike(0, runIndustry, runRegion);
    else if (this.isTextless || !isKnown(from, "text", probe))
      this.meetAlike(model.weights.text * model.neutral.text, runIndustry, runRegion);
    else this.meetText(terms, i, runIndustry, runRegion);
  }

  /** All places of the block, where the text part of the score is known. The best run goes first: most others then cannot enter. */
  private meetAlike(textPart: number, runIndustry: Float64Array, runRegion: Float64Array): void {
    const runCount = runIndustry.length;
    let bestRun = 0;
    for (let r = 1; r < runCount; r++) {
      if (runIndustry[r]! + runRegion[r]! > runIndustry[bestRun]! + runRegion[bestRun]!) bestRun = r;
    }
    this.meetRun(bestRun, textPart, runIndustry[bestRun]!, runRegion[bestRun]!, "all");
    for (let r = 0; r < runCount; r++) if (r !== bestRun) this.meetRun(r, textPart, runIndustry[r]!, runRegion[r]!, "all");
  }

  /** Offers the places of a run whose text part is `textPart`: all, or those whose sum is 0, for they share no term with the probe. */
  private meetRun(r: number, textPart: number, industryBound: number, regionBound: number, which: "all" | "untouched"): void {
    const { block, best } = this;
    const { runs } = block;
    // Added in the order of the one sum: rounding is monotone, so no score of the run exceeds this, not even in its last bit.
    const bound = textPart + industryBound + regionBound + this.vectorBound;
    if (bound < this.threshold() || (bound === best.threshold && runs.minRecord[r]! > best.worstIndex)) return;
    for (let at = runs.start[r]!; at < runs.start[r + 1]!; at++) {
      if (which === "untouched" && (SUM[at]! !== 0 || SEEDED[at]! !== 0)) continue;
      this.offer(block.firstPlace + at, textPart);
    }
  }

  private meetText(terms: ProbeTerms, i: number, runIndustry: Float64Array, runRegion: Float64Array): void {
    const { block, sides, best, counts, textFactor } = this;
    const { rows } = sides.from;
    const { index } = sides;
    const { runs } = block;
    const runCount = runIndustry.length;
    loadProbe(rows.text.column, rows.text.value, rows.text.rowStart[this.probe]!, rows.text.rowStart[this.probe + 1]!);
    const termCount = this.gatherTerms(terms, i);
    const seedCount = best.length < best.capacity ? this.plantSeeds(termCount) : 0;

    let threshold = this.safeThreshold();
    for (let r = 0; r < runCount; r++) {
      // score ≤ factor · gain · need + bonus, so to reach the threshold a record of the run needs
      RUN_NEED[r] = (threshold - runIndustry[r]! - runRegion[r]! - this.vectorBound) / (textFactor * runs.maxGain[r]!);
    }
    const headFactor = 1 + index.commonExtra * index.extraUnit;
    const headLimit = HEAD_SHARE * this.lowNeed(runCount);
    let headCount = 0;
    let headBound = 0;
    while (headCount < termCount && headBound + headFactor * TERM_WEIGHT[headCount]! <= headLimit)
      headBound += headFactor * TERM_WEIGHT[headCount++]!;

    const unit = sumUnit(termCount, terms.norm[i]!, block.reach * headFactor);
    quantiseWeights(termCount, unit, index.extraUnit);
    clearSums(block.count);
    addTerms(headCount, termCount);
    addHighRepeats(headCount, index.commonExtra);
    for (let t = headCount; t < termCount; t++) counts.postings += TERM_TO[t]! - TERM_FROM[t]!;

    // A cold run keeps the heads' bound as a slack; a hot one, to which the slack means too much, gets its heads.
    const coldNeed = headCount === 0 ? -Infinity : Math.max(headBound / HEAD_SHARE, headBound + 2 * unit);
    for (let r = 0; r < runCount;) {
      let end = r;
      while (end < runCount && RUN_NEED[end]! < coldNeed) end++;
      if (end > r) addHeads(headCount, index.commonExtra, runs.start[r]!, runs.start[end]!);
      r = end + 1;
    }
    for (let r = 0; r < runCount; r++) {
      const isHot = RUN_NEED[r]! < coldNeed;
      const slack = isHot ? 0 : headBound;
      if (this.best.threshold > threshold) threshold = this.safeThreshold();
      // The threshold may have risen since.
      const need = (threshold - runIndustry[r]! - runRegion[r]! - this.vectorBound) / (textFactor * runs.maxGain[r]!);
      const least = Math.floor((need * (1 - SLACK) - slack) / unit);
      if (least >= SUM_LIMIT) continue;
      const found = scanSums(runs.start[r]!, runs.start[r + 1]!, Math.max(1, least), 0);
      counts.candidates += found;
      for (let c = 0; c < found; c++) this.consider(CANDIDATE[c]!, unit, isHot ? 0 : headCount);
      if (least < 1) this.meetRun(r, 0, runIndustry[r]!, runRegion[r]!, "untouched");
    }
    if (seedCount > 0) SEEDED.fill(0, 0, block.count);
  }

  /** Scores a candidate in full if what is known of it reaches the threshold. @param headCount heads that its sum lacks. */
  private consider(at: number, unit: number, headCount: number): void {
    if (SEEDED[at]! !== 0) return;
    const { places, placeGain } = this.sides.index;
    const place = this.block.firstPlace + at;
    const word = place * PLACE_WORDS;
    const bonus = this.industryBonus[places[word + INDUSTRY_WORD]!]! + this.regionBonus[places[word + REGION_WORD]!]! + this.vectorBound;
    // Σ probe's value · weight · (1 + extra) over shared terms ≤ sum · unit + what the heads that the record has may add
    const most = SUM[at]! * unit + this.headsAt(word + HEAD_WORD, headCount);
    if ((this.textFactor * placeGain[word + GAIN_WORD]! * most + bonus) * (1 + SLACK) >= this.threshold()) this.rescore(place);
  }

  /** What the first `headCount` terms add at most to the sum of a place, beyond repeats that are in it. @param bits where the place's bits begin. */
  private headsAt(bits: number, headCount: number): number {
    const { places, commonExtra, extraUnit } = this.sides.index;
    let most = 0;
    for (let t = 0; t < headCount; t++) {
      const rank = TERM_RANK[t]!;
      if (rank >= HEAD_RANKS || ((places[bits + (rank >>> 5)]! >>> (rank & 31)) & 1) === 1) most += TERM_WEIGHT[t]!;
    }
    return most * (1 + commonExtra * extraUnit);
  }

  private rescore(place: number): void {
    const { index, model, to } = this.sides;
    const record = index.places[place * PLACE_WORDS]!;
    const { column, value, rowStart } = to.rows.text;
    this.counts.rescored++;
    const product = productWithProbe(column, value, rowStart[record]!, rowStart[record + 1]!);
    this.offer(place, model.weights.text * (product / model.scale.text));
  }

  /** Adds to the text part of a place's score what its other signals add, as the one sum does, and offers it. */
  private offer(place: number, textPart: number): void {
    const { index, model, from, to, minScore } = this.sides;
    const word = place * PLACE_WORDS;
    const record = index.places[word]!;
    let score = textPart + this.industryBonus[index.places[word + INDUSTRY_WORD]!]! + this.regionBonus[index.places[word + REGION_WORD]!]!;
    if (model.weights.embedding > 0) {
      if (score + this.vectorBound < this.threshold()) return;
      score += model.weights.embedding * vectorSignal(model, from.vectors[this.probe], to.vectors[record]);
    }
    if (score >= minScore) this.best.offer(score, record);
  }

  private threshold(): number {
    return Math.max(this.best.threshold, this.sides.minScore);
  }

  /** A threshold below which a record's true score lies well below the heap's. */
  private safeThreshold(): number {
    const threshold = this.threshold();
    return threshold * (threshold > 0 ? 1 - SLACK : 1 + SLACK);
  }

  /** Finds the lists of the probe's terms in the block; those without any are dropped. Frequent terms come first. */
  private gatherTerms(terms: ProbeTerms, i: number): number {
    const { bounds } = this;
    let count = 0;
    for (let t = terms.start[i]!; t < terms.start[i + 1]!; t++) {
      const at = 2 * terms.rank[t]!;
      const from = bounds[at]!;
      const to = bounds[at + 1]!;
      if (from === to) continue;
      TERM_FROM[count] = from;
      TERM_TO[count] = to;
      TERM_REPEAT_TO[count] = bounds[at + 2]!;
      TERM_RANK[count] = terms.rank[t]!;
      TERM_WEIGHT[count++] = terms.weight[t]!;
    }
    return count;
  }

  /** Scores the records of the rarest terms, so that there is a threshold to begin with. */
  private plantSeeds(termCount: number): number {
    const wanted = Math.min(this.block.count, SEEDS_PER_PLACE * this.best.capacity);
    let planted = 0;
    for (let t = termCount - 1; t >= 0 && planted < wanted; t--) {
      for (let p = TERM_FROM[t]!; p < TERM_TO[t]! && planted < wanted; p++) {
        const at = postingAt(p);
        if (SEEDED[at]! !== 0) continue;
        this.rescore(this.block.firstPlace + at);
        SEEDED[at] = 1;
        planted++;
      }
    }
    return planted;
  }

  /** A need that all runs but about `HOT_SHARE` of them have, from below; all, where there are few. */
  private lowNeed(runCount: number): number {
    let low = Infinity;
    let high = -Infinity;
    for (let r = 0; r < runCount; r++) {
      const need = RUN_NEED[r]!;
      if (need < low) low = need;
      if (need > high) high = need;
    }
    const step = (high - low) / NEED_STEPS;
    if (!(step > 0 && step < Infinity)) return low;
    NEED_COUNT.fill(0);
    for (let r = 0; r < runCount; r++) NEED_COUNT[Math.min(NEED_STEPS - 1, Math.floor((RUN_NEED[r]! - low) / step))]!++;
    let hot = 0;
    let level = 0;
    while (hot + NEED_COUNT[level]! <= runCount * HOT_SHARE) hot += NEED_COUNT[level++]!;
    return low + level * step;
  }
}

/** Where the postings of each rank begin in a block's list, at 2 · rank, and its repeats, at 2 · rank + 1, which go to the next rank's beginning. */
export function listBounds(block: Block, bounds: Uint32Array): void {
  let next = 0;
  let end = 0;
  for (let i = 0; i < block.rank.length; i++) {
    const at = 2 * block.rank[i]!;
    bounds.fill(end, next, at);
    bounds[at] = end;
    bounds[at + 1] = end += block.postingCount[i]!;
    end += 2 * block.repeatCount[i]!;
    next = at + 2;
  }
  bounds.fill(end, next);
}
