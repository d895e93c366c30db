import { RowScanner } from "../kernel/row-scanner.js";
import { packRows, rowAt } from "../kernel/sparse-rows.js";
import { isKnown, ROW_SIGNALS, type RowSignal, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { distinctRows, type DistinctRows } from "./distinct-rows.js";

/** The row signals that add a bonus to what text gives, in declared order. */
export type BonusSignal = Exclude<RowSignal, "text">;
export const BONUS_SIGNALS = ROW_SIGNALS.filter((signal): signal is BonusSignal => signal !== "text");

/** Numbers kept for probes to come, before all are forgotten: 64 MB. Probes come sorted by row, so little is lost then. */
const KEPT_CELLS = 1 << 23;

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
  private readonly scanner: RowScanner;
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
    const rows = to.rows[signal];
    this.scanner = new RowScanner(
      packRows(
        Array.from(this.rows.record, (record) => rowAt(rows, record)),
        rows.columnCount,
      ),
    );
  }

  rowOfProbe(probe: number): number {
    return this.probeRows.rowOf[probe]!;
  }

  /** weight · signal of a probe's row with each distinct row of the side. O(distinct rows + those that share an entry). */
  of(probeRow: number): Float64Array {
    const found = this.weighted.get(probeRow) ?? this.weigh(this.probeRows.record[probeRow]!);
    if (!this.weighted.has(probeRow)) {
      if (this.weighted.size * found.length > KEPT_CELLS) this.weighted.clear();
      this.weighted.set(probeRow, found);
    }
    return found;
  }

  private weigh(probe: number): Float64Array {
    const { model, signal, from, to, rows, scanner } = this;
    const weight = model.weights[signal];
    const neutral = weight * model.neutral[signal];
    const weighted = new Float64Array(rows.record.length);
    if (!isKnown(from, signal, probe)) return weighted.fill(neutral);
    scanner.products(rowAt(from.rows[signal], probe), weighted);
    const scale = model.scale[signal];
    for (let row = 0; row < weighted.length; row++) weighted[row] = weight * (weighted[row]! / scale);
    // The empty row, where there is one, is the first.
    if (!isKnown(to, signal, rows.record[0]!)) weighted[0] = neutral;
    return weighted;
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
