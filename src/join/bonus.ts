import { pairSignal, ROW_SIGNALS, type RowSignal, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { distinctRows, type DistinctRows } from "./distinct-rows.js";

/** The row signals that add a bonus to what text gives, in declared order. */
export type BonusSignal = Exclude<RowSignal, "text">;
export const BONUS_SIGNALS = ROW_SIGNALS.filter((signal): signal is BonusSignal => signal !== "text");

/** Numbers kept for probes to come, before all are forgotten: 32 MB. */
const KEPT_CELLS = 1 << 22;

/**
 * What a signal other than text adds to scores: weight · signal for every distinct row of a side, for every distinct row of probes.
 *
 * The entries are the very numbers that the one sum adds, so a score made of them is exact.
 */
export class BonusTable {
  /** The side's distinct rows of the signal. */
  readonly rows: DistinctRows;
  /** Place of the signal among `BONUS_SIGNALS`. */
  readonly place: number;
  private readonly probeRows: DistinctRows;
  private readonly weighted = new Map<number, Float64Array>();

  constructor(
    private readonly model: ScoreModel,
    readonly signal: BonusSignal,
    private readonly from: ScoredSide,
    private readonly to: ScoredSide,
  ) {
    this.place = BONUS_SIGNALS.indexOf(signal);
    this.probeRows = distinctRows(from.rows[signal]);
    this.rows = distinctRows(to.rows[signal]);
  }

  rowOfProbe(probe: number): number {
    return this.probeRows.rowOf[probe]!;
  }

  /** weight · signal of a probe's row with each distinct row of the side. */
  of(probeRow: number): Float64Array {
    let found = this.weighted.get(probeRow);
    if (found === undefined) {
      const { model, signal, from, to } = this;
      const probe = this.probeRows.record[probeRow]!;
      const weight = model.weights[signal];
      found = Float64Array.from(this.rows.record, (record) => weight * pairSignal(model, signal, from, probe, to, record));
      if (this.weighted.size * found.length > KEPT_CELLS) this.weighted.clear();
      this.weighted.set(probeRow, found);
    }
    return found;
  }
}

/** The largest bonus in each run of a block, a probe row at a time. */
export class RunBonuses {
  private readonly largest = new Map<number, Float64Array>();

  /** @param rows the distinct rows of run r: `row[start[r]] …`. */
  constructor(private readonly rows: { readonly start: Uint32Array; readonly row: Uint32Array }) {}

  /** @param bonusOfRow what each distinct row adds for the probe row. */
  of(probeRow: number, bonusOfRow: Float64Array): Float64Array {
    let found = this.largest.get(probeRow);
    if (found === undefined) {
      const { start, row } = this.rows;
      found = new Float64Array(start.length - 1);
      for (let r = 0; r < found.length; r++) {
        let largest = 0;
        for (let at = start[r]!; at < start[r + 1]!; at++) largest = Math.max(largest, bonusOfRow[row[at]!]!);
        found[r] = largest;
      }
      if (this.largest.size * found.length > KEPT_CELLS) this.largest.clear();
      this.largest.set(probeRow, found);
    }
    return found;
  }
}
