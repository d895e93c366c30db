import { pairSignal, type RowSignal, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { distinctRows, type DistinctRows } from "./distinct-rows.js";

/** Numbers kept for probes to come, before all are forgotten: 32 MB. */
const KEPT_CELLS = 1 << 22;

/**
 * What a signal other than text adds to scores: weight · signal for every distinct row of a side, for every distinct row of probes.
 *
 * The entries are the very numbers that the one sum adds, so a score made of them is exact.
 */
export class BonusTable {
  private readonly probeRows: DistinctRows;
  private readonly rows: DistinctRows;
  private readonly weighted = new Map<number, Float64Array>();

  constructor(
    private readonly model: ScoreModel,
    private readonly signal: Exclude<RowSignal, "text">,
    private readonly from: ScoredSide,
    private readonly to: ScoredSide,
  ) {
    this.probeRows = distinctRows(from.rows[signal]);
    this.rows = distinctRows(to.rows[signal]);
  }

  /** Number of a probe's row. */
  rowOf(probe: number): number {
    return this.probeRows.rowOf[probe]!;
  }

  /** weight · signal of a probe's row with each distinct row of the side. */
  of(probeRow: number): Float64Array {
    let found = this.weighted.get(probeRow);
    if (found === undefined) {
      const { model, signal, from, to } = this;
      const probe = this.probeRows.record[probeRow]!;
      // A weight of 0 adds 0 whatever the signal, which is finite.
      found =
        model.weights[signal] === 0
          ? new Float64Array(this.rows.record.length)
          : Float64Array.from(this.rows.record, (record) => model.weights[signal] * pairSignal(model, signal, from, probe, to, record));
      if (this.weighted.size * found.length > KEPT_CELLS) this.weighted.clear();
      this.weighted.set(probeRow, found);
    }
    return found;
  }
}

/** The largest bonus in each run of a block, a probe row at a time. */
export class RunBonuses {
  private readonly largest = new Map<number, Float64Array>();

  /** @param start, row the distinct rows of run r: `row[start[r]] …`. */
  constructor(
    private readonly table: BonusTable,
    private readonly start: Uint32Array,
    private readonly row: Uint32Array,
  ) {}

  of(probeRow: number): Float64Array {
    let found = this.largest.get(probeRow);
    if (found === undefined) {
      const bonus = this.table.of(probeRow);
      found = new Float64Array(this.start.length - 1);
      for (let r = 0; r < found.length; r++) {
        let largest = 0;
        for (let at = this.start[r]!; at < this.start[r + 1]!; at++) largest = Math.max(largest, bonus[this.row[at]!]!);
        found[r] = largest;
      }
      if (this.largest.size * found.length > KEPT_CELLS) this.largest.clear();
      this.largest.set(probeRow, found);
    }
    return found;
  }
}
