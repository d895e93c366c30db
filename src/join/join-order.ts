import type { SparseRows } from "../kernel/sparse-rows.js";
import { sortStably } from "../kernel/stable-sort.js";
import type { ScoredSide } from "../score/pair-score.js";
import { BONUS_SIGNALS, listedColumns } from "./block-bonus.js";
import type { IndexLimits } from "./block-index.js";

interface Orderable {
  readonly text: SparseRows;
  readonly entries: Uint32Array;
  readonly gainOf: Float32Array;
  readonly rowsOf: readonly Uint32Array[];
}

/**
 * Records by gain falling, cut into blocks, and a block into groups; inside a group by industry row, then region row and the others.
 *
 * Gains come first: records of a run then have much the same gain, so one bound on the sum of integers serves them all. What is left of order
 * goes to the other signals, so that a run has few rows of each: that counts where text weighs little.
 *
 * @returns the record of each place, how many are of each kind, and where each block ends, those of records without text behind the others.
 */
export function joinOrder({ text, entries, gainOf, rowsOf }: Orderable, limits: IndexLimits) {
  const kindOf = new Uint32Array(entries.length);
  const counts: [number, number, number] = [0, 0, 0];
  for (let record = 0; record < kindOf.length; record++) {
    const isEmpty = text.rowStart[record] === text.rowStart[record + 1];
    const kind = entries[record]! > limits.recordEntries ? 2 : isEmpty ? 1 : 0;
    kindOf[record] = kind;
    counts[kind]++;
  }
  const recordAt = Uint32Array.from(entries.keys());
  sortStably(recordAt, fallingKeys(gainOf));
  sortStably(recordAt, kindOf);
  const [postedCount, textlessCount] = counts;
  // By the last signal first: of those with one row of a signal the order by the ones behind it stays.
  const sortByRows = (from: number, to: number): void => {
    for (const rowOf of [...rowsOf].reverse()) sortStably(recordAt.subarray(from, to), rowOf);
  };
  const blockedCount = postedCount + textlessCount;
  // Text tells nothing of these apart; so their groups are in order already.
  sortByRows(postedCount, blockedCount);
  const blockEnds: number[] = [];
  for (let from = 0; from < blockedCount;) {
    const to = blockEnd(entries, recordAt, from, from < postedCount ? postedCount : blockedCount, limits);
    blockEnds.push(to);
    for (; from < to; from += limits.groupRecords) sortByRows(from, Math.min(to, from + limits.groupRecords));
    from = to;
  }
  return { recordAt, postedCount, textlessCount, blockEnds };
}

/** Keys that ascend as gains fall. The bits of floats that are not negative ascend as they do. */
function fallingKeys(gainOf: Float32Array): Uint32Array {
  const keys = new Uint32Array(gainOf.buffer, gainOf.byteOffset, gainOf.length).slice();
  for (let record = 0; record < keys.length; record++) keys[record] = ~keys[record]!;
  return keys;
}

/** How many postings each record has in lists: its terms, and the columns of other signals that are listed. */
export function entryCounts({ count, rows }: ScoredSide): Uint32Array {
  const entries = new Uint32Array(count);
  for (let record = 0; record < count; record++) entries[record] = rows.text.rowStart[record + 1]! - rows.text.rowStart[record]!;
  for (const signal of BONUS_SIGNALS) {
    const { rowStart, column } = rows[signal];
    const isListed = listedColumns(rows[signal]);
    for (let record = 0; record < count; record++)
      for (let e = rowStart[record]!; e < rowStart[record + 1]!; e++) entries[record]! += isListed[column[e]!]!;
  }
  return entries;
}

/** Where a block that begins at `from` ends: it has at least one record, and no more records or postings than the limits. */
function blockEnd(entries: Uint32Array, recordAt: Uint32Array, from: number, end: number, limits: IndexLimits): number {
  let postings = 0;
  let to = from;
  for (; to < end && to - from < limits.blockRecords; to++) {
    const record = recordAt[to]!;
    postings += entries[record]!;
    if (postings > limits.blockPostings && to > from) break;
  }
  return to;
}
