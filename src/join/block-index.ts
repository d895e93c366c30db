import type { ScoredSide } from "../score/pair-score.js";
import type { SparseRows } from "../kernel/sparse-rows.js";
import { BONUS_SIGNALS, buildBlockBonus, listedColumns, type BlockBonus } from "./block-bonus.js";
import { distinctRows } from "./distinct-rows.js";

/**
 * One side of a corpus laid out for the join. Everything is a typed array, so it can be shared between threads or written to disk.
 *
 *     place      0 ─────────────── records in join order: with text by gain falling, block by block; without text; unindexed
 *                │ block 0                 │ block 1             │ …  (≤ 16,384 records, ≤ 2 M postings)
 *                │ run │ run │ run │ …     │                        (≤ 1,024 places; inside a block by industry, then region)
 *     list       term a: places … │ (place, extra) … │ term b: … │ … │ prefecture x: places … │ class y: places … │ …
 *                                                                    2 bytes each; a need adds one number to every place of a term,
 *                                                                    more to the places where the term is repeated, and one number to
 *                                                                    every place of what it shares of industry and region (`block-bonus.ts`)
 *
 * A record's entry for a term is `gain(record) · weight(term) · (1 + extra)`. The weight is the term's (its inverse document
 * frequency), the gain the record's: the smallest ratio among its entries, so extra ≥ 0; and a term that stands once in its record has
 * extra 0 (Robertson's saturation and the pivoted length are the same for all such terms). Nine entries of ten need no value at all, and
 * the inner loop adds one integer a posting.
 */
export interface BlockIndex {
  /**
   * `PLACE_WORDS` words a place, a cache line, so that what a candidate is judged by is fetched at once: the record, its gain (Float32, see
   * `placeGain`), the number of its distinct row of each bonus signal, and a bit for each of the `HEAD_RANKS` most frequent terms.
   */
  readonly places: Uint32Array;
  /** The same memory: the gain of place p is at `PLACE_WORDS · p + GAIN_WORD`, rounded up; 0 without text. */
  readonly placeGain: Float32Array;
  /** How many places of each kind: first those with postings, then those without text, then unindexed ones. */
  readonly placeCount: number;
  readonly postedCount: number;
  readonly textlessCount: number;
  /** Term of a row's column by falling document frequency on this side, so that what is looked up often lies together; `NO_RANK` where no record has it. */
  readonly rankOfColumn: Uint32Array;
  readonly rankCount: number;
  /** The extra of a repeat is its byte times this. */
  readonly extraUnit: number;
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly firstPlace: number;
  readonly count: number;
  /** Ranks of the terms that the block has, ascending, and how many postings and repeats each has. */
  readonly rank: Uint32Array;
  readonly postingCount: Uint16Array;
  readonly repeatCount: Uint16Array;
  /** Lists of the terms one after the other: its postings' places less `firstPlace`, ascending, then place and extra of its repeats in turn. */
  readonly list: Uint16Array;
  readonly runs: Runs;
  /** One a bonus signal. */
  readonly bonuses: readonly BlockBonus[];
  /** The smallest gain of its records; 0 where they have no text. */
  readonly minGain: number;
  /** The largest Euclidean length of a record's `weight · (1 + extra)`: what a row of length 1 can at most add up to in a record's sum. */
  readonly reach: number;
}

/** Neighbouring places that are bounded together. Run r has places `start[r] … start[r + 1] − 1` of its block. */
export interface Runs {
  /** Places of a run, even; the last one may have fewer. */
  readonly size: number;
  readonly start: Uint32Array;
  readonly maxGain: Float32Array;
  /** The smallest record of a run: who is tied with a kept record enters only with a smaller one. */
  readonly minRecord: Uint32Array;
}

/** Sizes that tests make small; the join is exact for any. */
export interface IndexLimits {
  /** Records of a block, even, ≤ 32,768. The sums of 16,384 take 32 kB, as much as a first-level cache holds; twice as many measured slower. */
  readonly blockRecords: number;
  /** Postings of a block: what the scratch of the kernel holds. */
  readonly blockPostings: number;
  /** Records of a run, even. Shorter runs have tighter bounds, longer ones cost less. */
  readonly runRecords: number;
  /** A record with more entries is not indexed but scored with everyone. */
  readonly recordEntries: number;
}

export const INDEX_LIMITS: IndexLimits = {
  blockRecords: 16_384,
  blockPostings: 1 << 21,
  runRecords: 1_024,
  recordEntries: 1 << 16,
};

/** Terms that have a bit a record: more than probes leave out. */
export const HEAD_RANKS = 256;
export const PLACE_WORDS = 16;
export const GAIN_WORD = 1;
export const ROW_WORD = 2;
export const HEAD_WORD = ROW_WORD + BONUS_SIGNALS.length;

export const NO_RANK = 0xffff_ffff;

/** The gain is raised by this factor, so that entries that differ in Float32 rounding alone (2⁻²⁴) are no repeats. */
const GAIN_SLACK = 1 + 2 ** -20;
/** Finest step of an extra. Repeats at the default saturation have extras up to 2. */
const MIN_EXTRA_UNIT = 1 / 64;
const BYTE_MAX = 255;

/**
 * Lays a side out for the join.
 *
 * @param termWeight weight of each column of the text rows, > 0. Any weights give exact joins; the inverse document frequencies that
 * made the rows give fast ones.
 * O(entries + records · log records), memory about 2.3 bytes an entry beside the rows.
 */
export function buildBlockIndex(side: ScoredSide, termWeight: Float64Array, limits: IndexLimits = INDEX_LIMITS): BlockIndex {
  const text = side.rows.text;
  const gainOf = gains(text, termWeight);
  const rowsOf = BONUS_SIGNALS.map((signal) => distinctRows(side.rows[signal]).rowOf);
  const entries = entryCounts(side);
  const { recordAt, postedCount, textlessCount } = joinOrder({ text, entries, gainOf, rowsOf }, limits);
  const { rankOfColumn, rankCount } = rankColumns(text);
  const extraUnit = unitOfExtras(text, gainOf, termWeight);
  const gain = Float32Array.from(recordAt, (record) => gainOf[record]!);
  const rowsAt = rowsOf.map((rowOf) => Uint32Array.from(recordAt, (record) => rowOf[record]!));
  const layout = { side, text, termWeight, recordAt, gain, rankOfColumn, rankCount, extraUnit, rowsAt };
  const blocks: Block[] = [];
  const blockedCount = postedCount + textlessCount;
  for (let from = 0; from < blockedCount;) {
    const to = blockEnd(entries, recordAt, from, from < postedCount ? postedCount : blockedCount, limits);
    blocks.push(buildBlock(layout, from, to, limits));
    from = to;
  }
  const places = fillPlaces(layout);
  const placeGain = new Float32Array(places.buffer);
  const placeCount = recordAt.length;
  return { places, placeGain, placeCount, postedCount, textlessCount, rankOfColumn, rankCount, extraUnit, blocks };
}

/** Bytes of all arrays of an index. */
export function indexBytes({ places, rankOfColumn, blocks }: BlockIndex): number {
  const arrays = blocks.flatMap(({ runs, rank, postingCount, repeatCount, list, bonuses }) => [
    ...[rank, postingCount, repeatCount, list, runs.start, runs.maxGain, runs.minRecord],
    ...bonuses.flatMap(({ column, runStart, run, most, unknown }) => [column, runStart, run, most, unknown]),
    ...bonuses.flatMap(({ listStart, value, postingStart }) => [listStart, value, postingStart]),
  ]);
  return [places, rankOfColumn, ...arrays].reduce((sum, array) => sum + array.byteLength, 0);
}

/** The smallest value ÷ weight of each row, a little raised and rounded up to Float32; 0 for empty rows. */
function gains(text: SparseRows, termWeight: Float64Array): Float32Array {
  const gain = new Float32Array(text.rowCount);
  for (let r = 0; r < text.rowCount; r++) {
    let least = Infinity;
    for (let e = text.rowStart[r]!; e < text.rowStart[r + 1]!; e++) least = Math.min(least, text.value[e]! / termWeight[text.column[e]!]!);
    if (least < Infinity) gain[r] = Math.max(least * GAIN_SLACK, MIN_GAIN);
  }
  return gain;
}

/** Keeps a gain that is not 0 away from denormal numbers, whose quotients would overflow. A larger gain is a looser bound, never a wrong one. */
const MIN_GAIN = 2 ** -100;

/** How far an entry lies above gain · weight, as a share of it; ≤ 0 for most. */
function extraOf(value: number, gain: number, weight: number): number {
  return value / (gain * weight) - 1;
}

/** An extra in units, rounded up; the largest of all is 255 units by the choice of the unit, but for rounding. */
function extraByte(extra: number, extraUnit: number): number {
  return extra > 0 ? Math.min(BYTE_MAX, Math.ceil(extra / extraUnit)) : 0;
}

/** The unit in which extras fit into a byte. */
function unitOfExtras(text: SparseRows, gainOf: Float32Array, termWeight: Float64Array): number {
  let largest = 0;
  for (let r = 0; r < text.rowCount; r++) {
    for (let e = text.rowStart[r]!; e < text.rowStart[r + 1]!; e++)
      largest = Math.max(largest, extraOf(text.value[e]!, gainOf[r]!, termWeight[text.column[e]!]!));
  }
  return Math.max(MIN_EXTRA_UNIT, (largest * GAIN_SLACK) / BYTE_MAX);
}

/** Ranks by falling document frequency, ties by column. */
function rankColumns(text: SparseRows): { readonly rankOfColumn: Uint32Array; readonly rankCount: number } {
  const frequency = new Uint32Array(text.columnCount);
  for (const column of text.column) frequency[column]!++;
  const { columns, count } = (() => {
    let count = 0;
    const columns = new Uint32Array(text.columnCount);
    for (let column = 0; column < text.columnCount; column++) if (frequency[column]! > 0) columns[count++] = column;
    return { columns, count };
  })();
  // Counting sort by frequency: at most as many distinct frequencies as records.
  const start = new Uint32Array(text.rowCount + 2);
  for (let at = 0; at < count; at++) start[text.rowCount - frequency[columns[at]!]! + 1]!++;
  for (let f = 0; f <= text.rowCount; f++) start[f + 1]! += start[f]!;
  const rankOfColumn = new Uint32Array(text.columnCount).fill(NO_RANK);
  for (let at = 0; at < count; at++) rankOfColumn[columns[at]!] = start[text.rowCount - frequency[columns[at]!]!]!++;
  return { rankOfColumn, rankCount: count };
}

interface Orderable {
  readonly text: SparseRows;
  readonly entries: Uint32Array;
  readonly gainOf: Float32Array;
  readonly rowsOf: readonly Uint32Array[];
}

/**
 * Records by gain falling, cut into blocks; inside a block by industry row, then region row and the others, so that a run has few of each.
 *
 * Gains come first: a block's records then have much the same gain, so one bound on the sum of integers serves a whole run.
 */
function joinOrder({ text, entries, gainOf, rowsOf }: Orderable, limits: IndexLimits) {
  const isEmpty = (record: number): boolean => text.rowStart[record] === text.rowStart[record + 1];
  const kindOf = (record: number): number => (entries[record]! > limits.recordEntries ? 2 : isEmpty(record) ? 1 : 0);
  const recordAt = Uint32Array.from({ length: text.rowCount }, (_, record) => record);
  recordAt.sort((a, b) => kindOf(a) - kindOf(b) || gainOf[b]! - gainOf[a]! || a - b);
  const counts = [0, 0, 0];
  for (const record of recordAt) counts[kindOf(record)]!++;
  const [postedCount, textlessCount] = counts as [number, number, number];
  const byRows = (a: number, b: number): number => {
    for (const rowOf of rowsOf) if (rowOf[a] !== rowOf[b]) return rowOf[a]! - rowOf[b]!;
    return gainOf[b]! - gainOf[a]! || a - b;
  };
  for (let from = 0; from < postedCount;) {
    const to = blockEnd(entries, recordAt, from, postedCount, limits);
    recordAt.subarray(from, to).sort(byRows);
    from = to;
  }
  recordAt.subarray(postedCount, postedCount + textlessCount).sort(byRows);
  return { recordAt, postedCount, textlessCount };
}

/** How many postings each record has in lists: its terms, and the columns of other signals that are listed. */
function entryCounts({ count, rows }: ScoredSide): Uint32Array {
  const entries = Uint32Array.from({ length: count }, (_, record) => rows.text.rowStart[record + 1]! - rows.text.rowStart[record]!);
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

interface Layout {
  readonly side: ScoredSide;
  readonly text: SparseRows;
  readonly termWeight: Float64Array;
  /** Record and gain of each place, and for each bonus signal the number of its row. */
  readonly recordAt: Uint32Array;
  readonly gain: Float32Array;
  readonly rowsAt: readonly Uint32Array[];
  readonly rankOfColumn: Uint32Array;
  readonly rankCount: number;
  readonly extraUnit: number;
}

function fillPlaces({ text, recordAt, gain, rowsAt, rankOfColumn }: Layout): Uint32Array {
  const places = new Uint32Array(recordAt.length * PLACE_WORDS);
  const placeGain = new Float32Array(places.buffer);
  recordAt.forEach((record, place) => {
    const at = place * PLACE_WORDS;
    places[at] = record;
    rowsAt.forEach((rowAt, s) => (places[at + ROW_WORD + s] = rowAt[place]!));
    placeGain[at + GAIN_WORD] = gain[place]!;
    for (let e = text.rowStart[record]!; e < text.rowStart[record + 1]!; e++) {
      const rank = rankOfColumn[text.column[e]!]!;
      if (rank < HEAD_RANKS) places[at + HEAD_WORD + (rank >>> 5)]! |= 1 << (rank & 31);
    }
  });
  return places;
}

function buildBlock(layout: Layout, from: number, to: number, limits: IndexLimits): Block {
  const { side, text, termWeight, recordAt, gain, rankOfColumn, rankCount, extraUnit } = layout;
  const postings = new Uint32Array(rankCount);
  const repeats = new Uint32Array(rankCount);
  let reach = 0;
  for (let place = from; place < to; place++) {
    const record = recordAt[place]!;
    let squares = 0;
    for (let e = text.rowStart[record]!; e < text.rowStart[record + 1]!; e++) {
      const column = text.column[e]!;
      const extra = extraByte(extraOf(text.value[e]!, gain[place]!, termWeight[column]!), extraUnit);
      postings[rankOfColumn[column]!]!++;
      if (extra > 0) repeats[rankOfColumn[column]!]!++;
      squares += (termWeight[column]! * (1 + extra * extraUnit)) ** 2;
    }
    reach = Math.max(reach, Math.sqrt(squares));
  }
  const { rank, postingCount, repeatCount, total } = compact(postings, repeats);
  const records = recordAt.subarray(from, to);
  let end = total;
  const built = BONUS_SIGNALS.map((signal) => {
    const each = buildBlockBonus(side.rows[signal], records, { runRecords: limits.runRecords, firstPosting: end });
    end += each.postings.length;
    return each;
  });
  const list = new Uint16Array(end);
  for (const { bonus, postings: places } of built) list.set(places, bonus.postingStart[0]);
  for (let place = from; place < to; place++) {
    const record = recordAt[place]!;
    for (let e = text.rowStart[record]!; e < text.rowStart[record + 1]!; e++) {
      const column = text.column[e]!;
      const termRank = rankOfColumn[column]!;
      list[postings[termRank]!++] = place - from;
      const extra = extraByte(extraOf(text.value[e]!, gain[place]!, termWeight[column]!), extraUnit);
      if (extra > 0) {
        list[repeats[termRank]!++] = place - from;
        list[repeats[termRank]!++] = extra;
      }
    }
  }
  const runs = buildRuns(layout, from, to, limits.runRecords);
  const bonuses = built.map(({ bonus }) => bonus);
  const minGain = gain.subarray(from, to).reduce((least, each) => Math.min(least, each), Infinity);
  return { firstPlace: from, count: to - from, rank, postingCount, repeatCount, list, runs, bonuses, minGain, reach };
}

/** Lists the terms that have postings, and turns the counts into the places where a term's postings and repeats begin. */
function compact(postings: Uint32Array, repeats: Uint32Array) {
  let present = 0;
  for (let r = 0; r < postings.length; r++) if (postings[r]! > 0) present++;
  const rank = new Uint32Array(present);
  const postingCount = new Uint16Array(present);
  const repeatCount = new Uint16Array(present);
  let total = 0;
  for (let r = 0, at = 0; r < postings.length; r++) {
    if (postings[r] === 0) continue;
    rank[at] = r;
    postingCount[at] = postings[r]!;
    repeatCount[at++] = repeats[r]!;
    postings[r] = total;
    total += postingCount[at - 1]!;
    repeats[r] = total;
    total += 2 * repeatCount[at - 1]!;
  }
  return { rank, postingCount, repeatCount, total };
}

function buildRuns({ recordAt, gain }: Layout, from: number, to: number, size: number): Runs {
  const runCount = Math.ceil((to - from) / size);
  const start = Uint32Array.from({ length: runCount + 1 }, (_, r) => Math.min(to - from, r * size));
  const maxGain = new Float32Array(runCount);
  const minRecord = new Uint32Array(runCount).fill(NO_RANK);
  for (let place = from; place < to; place++) {
    const r = Math.floor((place - from) / size);
    maxGain[r] = Math.max(maxGain[r]!, gain[place]!);
    minRecord[r] = Math.min(minRecord[r]!, recordAt[place]!);
  }
  return { size, start, maxGain, minRecord };
}
