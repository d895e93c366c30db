import type { SparseRows } from "../kernel/sparse-rows.js";
import { ROW_SIGNALS, type RowSignal } from "../score/pair-score.js";

/** The row signals that add a bonus to what text gives, in declared order. */
export type BonusSignal = Exclude<RowSignal, "text">;
export const BONUS_SIGNALS = ROW_SIGNALS.filter((signal): signal is BonusSignal => signal !== "text");

/**
 * What a block knows of one signal beside text, column by column.
 *
 * Columns that few records have are *listed*: their postings are added like those of text, so that a record's sum holds what it gets for them.
 * For the others a run is bounded by the largest value that one of its records has; neighbours are in order of their rows, so many of a run share it.
 */
export interface BlockBonus {
  /** The columns that records of the block have, ascending. */
  readonly column: Uint32Array;
  /** Column i is held by runs `run[runStart[i]] … run[runStart[i + 1] − 1]`, with at most the values of `most`. */
  readonly runStart: Uint32Array;
  readonly run: Uint16Array;
  readonly most: Float32Array;
  /** Runs with a record that says nothing, ascending. */
  readonly unknown: Uint16Array;
  /** Column i has lists `listStart[i] … listStart[i + 1] − 1`, one for each of its values; none if it is not listed. */
  readonly listStart: Uint32Array;
  readonly value: Float32Array;
  /** List l has the postings `postingStart[l] … postingStart[l + 1] − 1` of the block's list: places, ascending. */
  readonly postingStart: Uint32Array;
}

/** Which columns bound the runs: all, or those that are not listed, where lists are among the terms. */
export type BoundBy = "all" | "unlisted";

/** Columns that more than this share of records have are not listed: to add their postings costs more than their bound lets through. */
const LISTED_SHARE = 1 / 8;

/** Rows never change, so what was found once is remembered as long as they live. */
const known = new WeakMap<SparseRows, Uint8Array>();

/** For each column of a side's rows 1 where it is listed. O(entries). */
export function listedColumns(rows: SparseRows): Uint8Array {
  let listed = known.get(rows);
  if (listed === undefined) {
    const frequency = new Uint32Array(rows.columnCount);
    for (const column of rows.column) frequency[column]!++;
    const most = LISTED_SHARE * rows.rowCount;
    listed = new Uint8Array(rows.columnCount);
    for (let column = 0; column < listed.length; column++) if (frequency[column]! <= most) listed[column] = 1;
    known.set(rows, listed);
  }
  return listed;
}

/**
 * @param recordAt record of each place of the block. @param runRecords places of a run.
 * @param firstPosting where in the block's list the postings begin. @returns with the postings to be put there. O(entries · log).
 */
export function buildBlockBonus(
  rows: SparseRows,
  recordAt: Uint32Array,
  { runRecords, firstPosting }: { readonly runRecords: number; readonly firstPosting: number },
): { readonly bonus: BlockBonus; readonly postings: Uint16Array } {
  const { rowStart, column, value } = rows;
  const isListed = listedColumns(rows);
  const unknown: number[] = [];
  const byColumn = new Map<number, ColumnEntries>();
  let here = 0;
  for (let place = 0; place < recordAt.length; place++) {
    if (place === (here + 1) * runRecords) here++;
    const record = recordAt[place]!;
    const end = rowStart[record + 1]!;
    if (rowStart[record] === end && unknown.at(-1) !== here) unknown.push(here);
    for (let e = rowStart[record]!; e < end; e++) {
      const own = value[e]!;
      let entries = byColumn.get(column[e]!);
      if (entries === undefined) byColumn.set(column[e]!, (entries = { runs: [], most: [], placesByValue: new Map() }));
      const last = entries.runs.length - 1;
      if (last < 0 || entries.runs[last] !== here) {
        entries.runs.push(here);
        entries.most.push(own);
      } else if (own > entries.most[last]!) entries.most[last] = own;
      if (isListed[column[e]!] !== 1) continue;
      const places = entries.placesByValue.get(own);
      if (places === undefined) entries.placesByValue.set(own, [place]);
      else places.push(place);
    }
  }
  const columns = Uint32Array.from(byColumn.keys()).sort();
  const [runStart, listStart, postingStart] = [[0], [0], [firstPosting]];
  const run: number[] = [];
  const most: number[] = [];
  const values: number[] = [];
  const postings: number[] = [];
  for (const each of columns) {
    const entries = byColumn.get(each)!;
    for (let at = 0; at < entries.runs.length; at++) {
      run.push(entries.runs[at]!);
      most.push(entries.most[at]!);
    }
    runStart.push(run.length);
    for (const [own, places] of [...entries.placesByValue].sort(compareValues)) {
      values.push(own);
      for (const place of places) postings.push(place);
      postingStart.push(firstPosting + postings.length);
    }
    listStart.push(values.length);
  }
  return {
    bonus: {
      column: columns,
      runStart: Uint32Array.from(runStart),
      run: Uint16Array.from(run),
      most: Float32Array.from(most),
      unknown: Uint16Array.from(unknown),
      listStart: Uint32Array.from(listStart),
      value: Float32Array.from(values),
      postingStart: Uint32Array.from(postingStart),
    },
    postings: Uint16Array.from(postings),
  };
}

function compareValues([a]: readonly [value: number, places: unknown], [b]: readonly [value: number, places: unknown]): number {
  return a - b;
}

/** Where among ascending columns a column is; −1 where it is not. O(log columns). */
export function findColumn(column: Uint32Array, wanted: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return column[low] === wanted ? low : -1;
}

interface ColumnEntries {
  readonly runs: number[];
  readonly most: number[];
  readonly placesByValue: Map<number, number[]>;
}
