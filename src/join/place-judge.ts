import type { TopK } from "../kernel/top-k.js";
import { GAIN_WORD, PLACE_WORDS, ROW_WORD, type Block } from "./block-index.js";
import type { JoinCounts, JoinSides } from "./join-sides.js";
import type { ProbeBonuses } from "./probe-bonuses.js";
import { CANDIDATE, CANDIDATE_BOUND, CANDIDATE_HEADS, SUM } from "./kernel.js";
import { SLACK } from "./run-needs.js";

/** Bounds and scores places of a block, one by one, for the probe that the scorer has loaded. */
export class PlaceJudge {
  /** Takes what is found for the probe. */
  best!: TopK;

  constructor(
    private readonly sides: JoinSides,
    private readonly block: Block,
    private readonly textFactor: number,
    private readonly bonuses: ProbeBonuses,
    private readonly counts: JoinCounts,
  ) {}

  /** Bounds the first `found` candidates by their sums, with what heads add: `CANDIDATE_BOUND`. */
  boundAll(found: number, unit: number): void {
    for (let c = 0; c < found; c++) {
      const at = CANDIDATE[c]!;
      CANDIDATE_BOUND[c] = this.boundOf(at, SUM[at]! + CANDIDATE_HEADS[c]!, unit);
    }
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

  /** Scores the first `found` candidates whose bound is in from … to, `to` left out, and reaches the threshold, which rises on the way. */
  rescoreAll(found: number, from: number, to: number): void {
    for (let c = 0; c < found; c++) {
      const bound = CANDIDATE_BOUND[c]!;
      if (bound >= from && bound < to && bound >= this.threshold()) this.rescore(CANDIDATE[c]!);
    }
  }

  /** Scores a place in full. */
  private rescore(at: number): void {
    const place = this.block.firstPlace + at;
    this.counts.rescored++;
    this.offer(place, this.sides.text.part(place));
  }

  /** Offers a place to the heap. @param textPart what text gives it. */
  offer(place: number, textPart: number): void {
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

  /** What a record must score to enter: below all scores while the heap has room and `minScore` asks for nothing. */
  threshold(): number {
    return Math.max(this.best.threshold, this.sides.minScore);
  }
}
