import type { SparseRows } from "../kernel/sparse-rows.js";
import type { ScoredSide } from "../score/pair-score.js";
import { BONUS_SIGNALS } from "./block-bonus.js";
import {
  GAIN_WORD,
  HEAD_RANKS,
  INDEX_LIMITS,
  NO_RANK,
  PLACE_WORDS,
  ROW_WORD,
  type Block,
  type BlockIndex,
  type IndexLimits,
  type TermWeights,
} from "./block-index.js";
import { BlockScratch, buildBlock, EXTRA_MOST, extraOf } from "./build-block.js";
import { RowPacker } from "./compact-rows.js";
import { distinctRows } from "./distinct-rows.js";
import { entryCounts, joinOrder } from "./join-order.js";

/** The gain is raised by this factor, so that entries that differ in Float32 rounding alone (2⁻²⁴) are no repeats. */
const GAIN_SLACK = 1 + 2 ** -20;
/** Finest step of an extra. Repeats at the default saturation have extras up to 2. */
const MIN_EXTRA_UNIT = 1 / 64;

/**
 * Lays a side out for the join.
 *
 * @param termWeight weight of each column of the text rows, > 0. Any weights give exact joins; the inverse document frequencies that
 * made the rows give fast ones.
 * O(entries + records · log records), memory about 5 bytes an entry, 64 a record and 4 a term beside the rows.
 */
export function buildBlockIndex(side: ScoredSide, termWeight: TermWeights, limits: IndexLimits = INDEX_LIMITS): BlockIndex {
  const text = side.rows.text;
  const { gainOf, frequency, largestExtra } = measureText(text, termWeight);
  const rowsOf = BONUS_SIGNALS.map((signal) => distinctRows(side.rows[signal]).rowOf);
  const entries = entryCounts(side);
  const { recordAt, postedCount, textlessCount, blockEnds } = joinOrder({ text, entries, gainOf, rowsOf }, limits);
  const { rankOfColumn, rankCount } = rankColumns(frequency, text.rowCount);
  const extraUnit = Math.max(MIN_EXTRA_UNIT, (largestExtra * GAIN_SLACK) / EXTRA_MOST);
  const gain = new Float32Array(recordAt.length);
  for (let place = 0; place < gain.length; place++) gain[place] = gainOf[recordAt[place]!]!;
  const places = layPlaces(recordAt, gain, rowsOf);
  const packer = new RowPacker(postedCount, HEAD_RANKS, 1 + text.column.length);
  const scratch = new BlockScratch(rankCount, longestRow(text));
  const layout = { side, text, recordAt, gain, rankOfColumn, termWeight, extraUnit, places, packer, scratch };
  const blocks: Block[] = [];
  let from = 0;
  for (const to of blockEnds) {
    blocks.push(buildBlock(layout, from, to, limits));
    from = to;
  }
  const placeGain = new Float32Array(places.buffer);
  const rows = packer.finish();
  const placeCount = recordAt.length;
  return { places, placeGain, rows, placeCount, postedCount, textlessCount, rankOfColumn, rankCount, extraUnit, blocks };
}

/** What a text's rows are laid out by. */
interface TextMeasures {
  /** The smallest value ÷ weight of each row, a little raised and rounded up to Float32; 0 for empty rows. */
  readonly gainOf: Float32Array;
  /** Rows that have each column. */
  readonly frequency: Uint32Array;
  /** The largest extra of all entries; 0 where there is none. */
  readonly largestExtra: number;
}

/** One look at each entry: weights and frequencies are spread over tables that no cache holds. */
function measureText({ rowCount, columnCount, rowStart, column, value }: SparseRows, termWeight: TermWeights): TextMeasures {
  const frequency = new Uint32Array(columnCount);
  const gainOf = new Float32Array(rowCount);
  let largestExtra = 0;
  for (let r = 0; r < rowCount; r++) {
    const end = rowStart[r + 1]!;
    let least = Infinity;
    let most = 0;
    for (let e = rowStart[r]!; e < end; e++) {
      const ratio = value[e]! / termWeight[column[e]!]!;
      frequency[column[e]!]!++;
      if (ratio < least) least = ratio;
      if (ratio > most) most = ratio;
    }
    if (least === Infinity) continue;
    gainOf[r] = Math.max(least * GAIN_SLACK, MIN_GAIN);
    // Few rows can have a larger one than all before.
    if (most * GAIN_SLACK <= (1 + largestExtra) * gainOf[r]!) continue;
    for (let e = rowStart[r]!; e < end; e++) largestExtra = Math.max(largestExtra, extraOf(value[e]!, gainOf[r]!, termWeight[column[e]!]!));
  }
  return { gainOf, frequency, largestExtra };
}

/** Keeps a gain that is not 0 away from denormal numbers, whose quotients would overflow. A larger gain is a looser bound, never a wrong one. */
const MIN_GAIN = 2 ** -100;

/** Ranks by falling document frequency, ties by column. */
function rankColumns(frequency: Uint32Array, rowCount: number): { readonly rankOfColumn: Uint32Array; readonly rankCount: number } {
  // Counting sort by frequency: at most as many distinct frequencies as records, and one more for columns that no row has, which come last.
  const start = new Uint32Array(rowCount + 2);
  for (let column = 0; column < frequency.length; column++) start[rowCount - frequency[column]! + 1]!++;
  for (let f = 0; f <= rowCount; f++) start[f + 1]! += start[f]!;
  const rankCount = start[rowCount]!;
  const rankOfColumn = new Uint32Array(frequency.length).fill(NO_RANK);
  for (let column = 0; column < frequency.length; column++)
    if (frequency[column]! > 0) rankOfColumn[column] = start[rowCount - frequency[column]!]!++;
  return { rankOfColumn, rankCount };
}

/** Entries of the longest row. */
function longestRow({ rowCount, rowStart }: SparseRows): number {
  let most = 0;
  for (let r = 0; r < rowCount; r++) most = Math.max(most, rowStart[r + 1]! - rowStart[r]!);
  return most;
}

/** The places, without the bits of heads: those come with the blocks. */
function layPlaces(recordAt: Uint32Array, gain: Float32Array, rowsOf: readonly Uint32Array[]): Uint32Array {
  const places = new Uint32Array(recordAt.length * PLACE_WORDS);
  const placeGain = new Float32Array(places.buffer);
  for (let place = 0, at = 0; place < recordAt.length; place++, at += PLACE_WORDS) {
    places[at] = recordAt[place]!;
    for (let s = 0; s < rowsOf.length; s++) places[at + ROW_WORD + s] = rowsOf[s]![recordAt[place]!]!;
    placeGain[at + GAIN_WORD] = gain[place]!;
  }
  return places;
}
