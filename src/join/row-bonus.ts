import { packRows, rowAt, type SparseRows } from "../kernel/sparse-rows.js";
import type { ScoredSide, ScoreModel } from "../score/pair-score.js";
import { BONUS_SIGNALS, findColumn, listedColumns, type BlockBonus, type BonusSignal, type BoundBy } from "./block-bonus.js";
import { NO_RANK } from "./block-index.js";
import { distinctRows, type DistinctRows } from "./distinct-rows.js";
import { TERM_FROM, TERM_RANK, TERM_REPEAT_TO, TERM_TO, TERM_WEIGHT } from "./kernel.js";

/**
 * What a signal other than text adds to scores: weight · signal of one row, the probe's, with the rows of a side.
 *
 * The numbers are the very ones that the one sum adds, so a score made of them is exact. Each is worked out when it is first asked for, once for
 * all records that have the row: a join asks for the rows of a few candidates, a scan for all.
 */
export class RowBonus {
  /** The side's distinct rows of the signal. */
  readonly rows: DistinctRows;
  /** Place of the signal among `BONUS_SIGNALS`. */
  readonly place: number;
  private readonly weight: number;
  private readonly scale: number;
  private readonly neutral: number;
  private readonly from: ScoredSide;
  private readonly probeRows: DistinctRows;
  private readonly packed: SparseRows;
  /** Number of the probe's row, one of its records, and its values by column of the side. */
  private loaded = -1;
  private probe = 0;
  private isProbeKnown = false;
  private readonly probeValue: Float64Array;
  /** What each distinct row adds, and what of it comes from listed columns, where `askedFor` is the time of the probe's row. */
  private readonly bonus: Float64Array;
  private readonly listed: Float64Array;
  private readonly askedFor: Uint32Array;
  private time = 0;
  /** See `appendLists`. */
  listedReach = 0;
  private readonly isListed: Uint8Array;

  constructor(
    model: ScoreModel,
    readonly signal: BonusSignal,
    from: ScoredSide,
    to: ScoredSide,
  ) {
    this.place = BONUS_SIGNALS.indexOf(signal);
    this.weight = model.weights[signal];
    this.scale = model.scale[signal];
    this.neutral = this.weight * model.neutral[signal];
    this.from = from;
    this.probeRows = distinctRows(from.rows[signal]);
    this.rows = distinctRows(to.rows[signal]);
    this.packed = packedRows(to.rows[signal], this.rows);
    this.probeValue = new Float64Array(to.rows[signal].columnCount);
    this.isListed = listedColumns(to.rows[signal]);
    this.bonus = new Float64Array(this.rows.record.length);
    this.listed = new Float64Array(this.rows.record.length);
    this.askedFor = new Uint32Array(this.rows.record.length);
  }

  /** Number of a probe's row among the distinct ones. */
  rowOfProbe(probe: number): number {
    return this.probeRows.rowOf[probe]!;
  }

  /** Makes a record the probe. O(entries of its row); nothing, where the probe before had the same row. */
  load(probe: number): void {
    const row = this.rowOfProbe(probe);
    if (row === this.loaded) return;
    const { rowStart, column, value } = this.from.rows[this.signal];
    const { probeValue } = this;
    if (this.loaded >= 0)
      for (let e = rowStart[this.probe]!; e < rowStart[this.probe + 1]!; e++)
        if (column[e]! < probeValue.length) probeValue[column[e]!] = 0;
    // Columns that the side does not have meet nothing.
    for (let e = rowStart[probe]!; e < rowStart[probe + 1]!; e++) if (column[e]! < probeValue.length) probeValue[column[e]!] = value[e]!;
    this.loaded = row;
    this.probe = probe;
    this.isProbeKnown = rowStart[probe + 1]! > rowStart[probe]!;
    this.time++;
  }

  /** weight · signal of the probe's row with a distinct row of the side. O(1), the first time O(entries of that row). */
  of(row: number): number {
    if (this.askedFor[row] !== this.time) this.weigh(row);
    return this.bonus[row]!;
  }

  /** What of it the row has for listed columns, for a row that `of` was asked for. */
  listedOf(row: number): number {
    return this.listed[row]!;
  }

  private weigh(row: number): void {
    const { packed, probeValue, isListed } = this;
    const { rowStart, column, value } = packed;
    const start = rowStart[row]!;
    const end = rowStart[row + 1]!;
    this.askedFor[row] = this.time;
    this.listed[row] = 0;
    this.bonus[row] = this.neutral;
    if (!this.isProbeKnown || start === end) return;
    let product = 0;
    let listed = 0;
    // As `dotRows`, but for products that are 0, which leave a sum as it is.
    for (let e = start; e < end; e++) {
      const here = probeValue[column[e]!]! * value[e]!;
      product += here;
      listed += here * isListed[column[e]!]!;
    }
    this.bonus[row] = this.weighted(product);
    this.listed[row] = this.weighted(listed);
  }

  private weighted(product: number): number {
    return this.weight * (product / this.scale);
  }

  /** No less than the probe's row adds with any row of the side. O(entries of the probe's row). */
  bound(): number {
    if (!this.isProbeKnown) return this.neutral;
    const most = mostOfSide(this.packed);
    const { rowStart, column, value } = this.from.rows[this.signal];
    let product = 0;
    for (let e = rowStart[this.probe]!; e < rowStart[this.probe + 1]! && column[e]! < most.length; e++)
      product += value[e]! * most[column[e]!]!;
    return Math.max(this.weighted(product), this.packed.rowStart[1] === 0 ? this.neutral : 0);
  }

  /**
   * Writes the most that each run of a block adds for the probe, by all columns or only by those that are not listed.
   *
   * No value is negative, and both this and a record's bonus are added up by ascending column: rounding is monotone, so by all columns the bound
   * holds in the last bit. O(runs + runs that have a column of the probe's).
   */
  boundRuns({ column, runStart, run, most, unknown, listStart }: BlockBonus, by: BoundBy, bound: Float64Array): void {
    if (!this.isProbeKnown) {
      bound.fill(this.neutral);
      return;
    }
    bound.fill(0);
    const rows = this.from.rows[this.signal];
    for (let e = rows.rowStart[this.probe]!; e < rows.rowStart[this.probe + 1]!; e++) {
      const at = findColumn(column, rows.column[e]!);
      if (at < 0 || (by === "unlisted" && listStart[at]! < listStart[at + 1]!)) continue;
      const value = rows.value[e]!;
      for (let p = runStart[at]!; p < runStart[at + 1]!; p++) bound[run[p]!]! += value * most[p]!;
    }
    for (let r = 0; r < bound.length; r++) bound[r] = this.weighted(bound[r]!);
    for (const r of unknown) bound[r] = Math.max(bound[r]!, this.neutral);
  }

  /**
   * Appends the lists of the probe's columns to the kernel's terms.
   *
   * @param count terms that are there. @param perBonus units of gain that one of bonus is worth. @returns how many terms there are then, and what
   * a record's may add up to in `listedReach`; −1 where they are too many.
   */
  appendLists({ column, listStart, value, postingStart }: BlockBonus, count: number, perBonus: number): number {
    this.listedReach = 0;
    if (!this.isProbeKnown) return count;
    const rows = this.from.rows[this.signal];
    for (let e = rows.rowStart[this.probe]!; e < rows.rowStart[this.probe + 1]!; e++) {
      const at = findColumn(column, rows.column[e]!);
      if (at < 0) continue;
      let most = 0;
      for (let list = listStart[at]!; list < listStart[at + 1]!; list++) {
        if (count === TERM_FROM.length) return -1;
        TERM_FROM[count] = postingStart[list]!;
        TERM_REPEAT_TO[count] = TERM_TO[count] = postingStart[list + 1]!;
        TERM_RANK[count] = NO_RANK;
        most = Math.max(most, (TERM_WEIGHT[count++] = this.weighted(rows.value[e]! * value[list]!) * perBonus));
      }
      this.listedReach += most;
    }
    return count;
  }
}

/** Rows never change, so what was packed once serves as long as they live. */
const packedByRows = new WeakMap<SparseRows, SparseRows>();

/** The distinct rows one after the other: what is looked up again and again lies together. */
function packedRows(rows: SparseRows, { record }: DistinctRows): SparseRows {
  let packed = packedByRows.get(rows);
  if (packed === undefined) {
    packed = packRows(
      Array.from(record, (r) => rowAt(rows, r)),
      rows.columnCount,
    );
    packedByRows.set(rows, packed);
  }
  return packed;
}

/** The largest value of each column, by packed rows. */
const mostByRows = new WeakMap<SparseRows, Float32Array>();

function mostOfSide(rows: SparseRows): Float32Array {
  let most = mostByRows.get(rows);
  if (most === undefined) {
    const { column, value } = rows;
    const found = new Float32Array(rows.columnCount);
    column.forEach((here, e) => (found[here] = Math.max(found[here]!, value[e]!)));
    mostByRows.set(rows, (most = found));
  }
  return most;
}
