import { rowAt } from "../kernel/sparse-rows.js";
import {
  combineSignals,
  isKnown,
  ROW_SIGNALS,
  vectorSignal,
  type RowSignal,
  type ScoredSide,
  type ScoreModel,
} from "../score/pair-score.js";
import { SIGNALS } from "../score/signal.js";
import { RowScanner } from "../kernel/row-scanner.js";

/**
 * Scores one record of one side against every record of the other.
 *
 * Equal to `pairScore` to the last bit: products are added up in the same order of terms, signals in the same order of
 * declaration. O(records + postings of the record's terms) a record, with no pruning.
 */
export class SideScorer {
  private readonly scanners: Partial<Record<RowSignal, RowScanner>> = {};
  private readonly products: Record<RowSignal, Float64Array>;
  private readonly signals = new Float64Array(SIGNALS.length);

  constructor(
    private readonly model: ScoreModel,
    private readonly side: ScoredSide,
  ) {
    this.products = Object.fromEntries(ROW_SIGNALS.map((signal) => [signal, new Float64Array(side.count)])) as Record<
      RowSignal,
      Float64Array
    >;
    for (const signal of ROW_SIGNALS) if (model.weights[signal] > 0) this.scanners[signal] = new RowScanner(side.rows[signal]);
  }

  /** Overwrites `scores`, one a record of the side, with the scores of record `probe` of the other side. */
  scoreAll(other: ScoredSide, probe: number, scores: Float64Array): void {
    const { model, side, signals } = this;
    for (const signal of ROW_SIGNALS) this.scanners[signal]?.products(rowAt(other.rows[signal], probe), this.products[signal]);
    for (let r = 0; r < side.count; r++) {
      for (let s = 0; s < SIGNALS.length; s++) {
        const signal = SIGNALS[s]!;
        // A weight of 0 adds 0 whatever the signal, which is finite.
        if (model.weights[signal] === 0) signals[s] = 0;
        else if (signal === "embedding") signals[s] = vectorSignal(model, other.vectors[probe], side.vectors[r]);
        else if (isKnown(other, signal, probe) && isKnown(side, signal, r)) signals[s] = this.products[signal][r]! / model.scale[signal];
        else signals[s] = model.neutral[signal];
      }
      scores[r] = combineSignals(model, signals);
    }
  }
}
