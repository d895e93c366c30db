import type { SparseRows } from "../kernel/sparse-rows.js";
import type { ScoredSide } from "../score/pair-score.js";
import { BONUS_SIGNALS, buildBlockBonus } from "./block-bonus.js";
import {
  GAIN_WORD,
  HEAD_RANKS,
  HEAD_WORD,
  INDEX_LIMITS,
  NO_RANK,
  PLACE_WORDS,
  ROW_WORD,
  type Block,
  type BlockIndex,
  type IndexLimits,
  type Runs,
} from "./block-index.js";
import { packTerms } from "./block-terms.js";
import { distinctRows } from "./distinct-rows.js";
import { factorRows } from "./factored-rows.js";
import { blockEnd, entryCounts, joinOrder } from "./join-order.js";

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
 * O(entries + records · log records), memory about 2.3 bytes an entry and 80 a record beside the rows.
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
  const rows = factorRows(text, termWeight, recordAt.subarray(0, blockedCount));
  return { places, placeGain, placeCount, postedCount, textlessCount, rankOfColumn, rankCount, extraUnit, blocks, rows };
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
  const terms = packTerms(postings, repeats);
  const total = countsToStarts(postings, repeats);
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
  return { firstPlace: from, count: to - from, terms, list, runs, bonuses, minGain, reach };
}

/** Turns the counts into the places where a term's postings and repeats begin. @returns where all of them end. */
function countsToStarts(postings: Uint32Array, repeats: Uint32Array): number {
  let total = 0;
  for (let rank = 0; rank < postings.length; rank++) {
    const [postingCount, repeatCount] = [postings[rank]!, repeats[rank]!];
    postings[rank] = total;
    total += postingCount;
    repeats[rank] = total;
    total += 2 * repeatCount;
  }
  return total;
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
