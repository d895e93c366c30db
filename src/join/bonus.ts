import { RowScanner } from "../kernel/row-scanner.js";
import { packRows, rowAt, type SparseRows } from "../kernel/sparse-rows.js";
import { isKnown, ROW_SIGNALS, type RowSignal, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { distinctRows, type DistinctRows, type RunRows } from "./distinct-rows.js";
import { RowCache } from "./row-cache.js";

/** The row signals that add a bonus to what text gives, in declared order. */
export type BonusSignal = Exclude<RowSignal, "text">;
export const BONUS_SIGNALS = ROW_SIGNALS.filter((signal): signal is BonusSignal => signal !== "text");

/** Numbers that a cache keeps for probes to come: 64 MB. Probes come sorted by row, so where it is too small little is done twice. */
export const KEPT_CELLS = 1 << 23;

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
  private readonly kept: RowCache;
  private readonly from: ScoredSide;
  private readonly to: ScoredSide;

  /** @param room see `RowCache`. */
  constructor(
    private readonly model: ScoreModel,
    readonly signal: BonusSignal,
    { from, to, room }: { readonly from: ScoredSide; readonly to: ScoredSide; readonly room: number },
  ) {
    this.from = from;
    this.to = to;
    this.place = BONUS_SIGNALS.indexOf(signal);
    this.probeRows = distinctRows(from.rows[signal]);
    this.rows = distinctRows(to.rows[signal]);
    this.kept = new RowCache(this.rows.record.length, this.probeRows.record.length, room);
    this.scanner = distinctScanner(to.rows[signal], this.rows);
  }

  rowOfProbe(probe: number): number {
    return this.probeRows.rowOf[probe]!;
  }

  /** How many distinct rows the probes have. */
  get probeRowCount(): number {
    return this.probeRows.record.length;
  }

  /** weight · signal of a probe's row with each distinct row of the side. O(distinct rows + those that share an entry). */
  of(probeRow: number): Float64Array {
    return this.kept.find(probeRow) ?? this.weigh(this.probeRows.record[probeRow]!, this.kept.place(probeRow));
  }

  private weigh(probe: number, weighted: Float64Array): Float64Array {
    const { model, signal, from, to, rows, scanner } = this;
    const weight = model.weights[signal];
    const neutral = weight * model.neutral[signal];
    if (!isKnown(from, signal, probe)) return weighted.fill(neutral);
    scanner.products(rowAt(from.rows[signal], probe), weighted);
    const scale = model.scale[signal];
    for (let row = 0; row < weighted.length; row++) weighted[row] = weight * (weighted[row]! / scale);
    // The empty row, where there is one, is the first.
    if (!isKnown(to, signal, rows.record[0]!)) weighted[0] = neutral;
    return weighted;
  }
}

/** Rows never change, so one scanner of their distinct ones serves as long as they live. */
const scannerByRows = new WeakMap<SparseRows, RowScanner>();

function distinctScanner(rows: SparseRows, { record }: DistinctRows): RowScanner {
  let scanner = scannerByRows.get(rows);
  if (scanner === undefined) {
    const distinct = Array.from(record, (r) => rowAt(rows, r));
    scanner = new RowScanner(packRows(distinct, rows.columnCount));
    scannerByRows.set(rows, scanner);
  }
  return scanner;
}

/** The largest bonus in each run of the block at hand, a probe row at a time. */
export class RunBonuses {
  private readonly kept: RowCache;
  private rows: RunRows | undefined;

  /** @param runCount runs of any block at most. */
  constructor(
    private readonly table: BonusTable,
    runCount: number,
  ) {
    this.kept = new RowCache(runCount, table.probeRowCount, KEPT_CELLS);
  }

  /** Makes a block the one at hand. */
  enter(rows: readonly RunRows[]): void {
    this.rows = rows[this.table.place]!;
    this.kept.clear();
  }

  /** @param bonusOfRow what each distinct row adds for the probe row. @returns one number a run; what follows means nothing. */
  of(probeRow: number, bonusOfRow: Float64Array): Float64Array {
    return this.kept.find(probeRow) ?? this.bound(bonusOfRow, this.kept.place(probeRow));
  }

  private bound(bonusOfRow: Float64Array, largest: Float64Array): Float64Array {
    const { start, row } = this.rows!;
    for (let r = 0; r + 1 < start.length; r++) {
      let bound = 0;
      for (let at = start[r]!; at < start[r + 1]!; at++) bound = Math.max(bound, bonusOfRow[row[at]!]!);
      largest[r] = bound;
    }
    return largest;
  }
}
