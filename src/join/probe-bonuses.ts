import type { BoundBy } from "./block-bonus.js";
import type { Block } from "./block-index.js";
import type { ExactScorer } from "./exact-scorer.js";

/** What lists may add to a sum, in parts of what text can: with more, sums would be too coarse, for gains differ too much in the block. */
const LISTED_REACH = 4;
/** How far the gains of a block may lie apart for lists to be used: what is added to a sum and taken off again is then off by far less than 1e-9 of a score. */
const GAIN_SPREAD = 2 ** 10;

/** What signals beside text add in one block for the probe that the scorer has loaded: lists among the kernel's terms, and bounds of the runs by the rest. */
export class ProbeBonuses {
  /** The most that each run gets by the last `boundRuns`, compared signals included. */
  readonly most: Float64Array;
  /** 1 ÷ (text factor · least gain), by which the lists' part of a bonus is worth what its sum holds; 0 where the probe's lists are left out. */
  perBonus = 0;
  /** What lists may add to a sum. */
  listedReach = 0;
  private readonly mayList: boolean;
  /** One a signal: the most that it adds in each run, for which row of probes, and by which columns. */
  private readonly signals: readonly SignalBound[];

  constructor(
    private readonly scorer: ExactScorer,
    private readonly block: Block,
    private readonly textFactor: number,
  ) {
    const { maxGain } = block.runs;
    this.mayList = maxGain.every((gain) => gain <= GAIN_SPREAD * block.minGain);
    this.most = new Float64Array(maxGain.length);
    this.signals = scorer.bonuses.map(() => ({ most: new Float64Array(maxGain.length), row: -1, by: "all" }));
  }

  /**
   * Appends the lists that the block has for the probe to the kernel's terms, unless they are too many or would make sums too coarse.
   *
   * @param textCount terms that are there. @param textReach what they may add up to. @returns how many terms there are then.
   */
  gatherLists(textCount: number, textReach: number): number {
    const { scorer, block } = this;
    this.listedReach = 0;
    this.perBonus = 1 / (this.textFactor * block.minGain);
    let count = this.mayList ? textCount : -1;
    for (const bonus of scorer.bonuses) {
      if (count < 0) break;
      count = bonus.appendLists(block.bonuses[bonus.place]!, count, this.perBonus);
      this.listedReach += bonus.listedReach;
    }
    if (count >= 0 && this.listedReach <= LISTED_REACH * textReach) return count;
    this.listedReach = 0;
    this.perBonus = 0;
    return textCount;
  }

  /** Whether the probe's lists are among the terms. */
  get isListing(): boolean {
    return this.perBonus > 0;
  }

  /** Bounds all runs for the probe. A signal's bounds are kept from one probe to the next of the same row. */
  boundRuns(probe: number, by: BoundBy): void {
    const { scorer, block, signals, most } = this;
    most.fill(scorer.comparedBound);
    for (let s = 0; s < signals.length; s++) {
      const bonus = scorer.bonuses[s]!;
      const signal = signals[s]!;
      const row = bonus.rowOfProbe(probe);
      if (row !== signal.row || by !== signal.by) {
        signal.row = row;
        signal.by = by;
        bonus.boundRuns(block.bonuses[bonus.place]!, by, signal.most);
      }
      for (let r = 0; r < most.length; r++) most[r]! += signal.most[r]!;
    }
  }

  /** No score of a run's records whose text part is `textPart` exceeds this, not even in its last bit: it is added in the order of the one sum. */
  runBound(r: number, textPart: number): number {
    let bound = textPart;
    for (const { most } of this.signals) bound += most[r]!;
    return this.scorer.withComparedBounds(bound);
  }
}

interface SignalBound {
  readonly most: Float64Array;
  row: number;
  by: BoundBy;
}
