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
import { buildBlock, EXTRA_MOST, extraOf } from "./build-block.js";
import { RowPacker } from "./compact-rows.js";
import { distinctRows } from "./distinct-rows.js";
import { blockEnd, entryCounts, joinOrder } from "./join-order.js";

/** The gain is raised by this factor, so that entries that differ in Float32 rounding alone (2⁻²⁴) are no repeats. */
const GAIN_SLACK = 1 + 2 ** -20;
/** Finest step of an extra. Repeats at the default saturation have extras up to 2. */
const MIN_EXTRA_UNIT = 1 / 64;

/**
 * Lays a side out for the join.
 *
 * @param termWeight weight of each column of the text rows, > 0. Any weights give exact joins; the inverse document frequencies that
 * made the rows give fast ones.
 * O(entries + records · log records), memory about 4.5 bytes an entry and 100 a record beside the rows.
 */
export function buildBlockIndex(side: ScoredSide, termWeight: TermWeights, limits: IndexLimits = INDEX_LIMITS): BlockIndex {
  const text = side.rows.text;
  const gainOf = gains(text, termWeight);
  const rowsOf = BONUS_SIGNALS.map((signal) => distinctRows(side.rows[signal]).rowOf);
  const entries = entryCounts(side);
  const { recordAt, postedCount, textlessCount } = joinOrder({ text, entries, gainOf, rowsOf }, limits);
  const { rankOfColumn, rankCount } = rankColumns(text);
  const extraUnit = unitOfExtras(text, gainOf, termWeight);
  const gain = Float32Array.from(recordAt, (record) => gainOf[record]!);
  const rowsAt = rowsOf.map((rowOf) => Uint32Array.from(recordAt, (record) => rowOf[record]!));
  const places = layPlaces(recordAt, gain, rowsAt);
  const packer = new RowPacker(postedCount, HEAD_RANKS);
  const layout = { side, text, termWeight, recordAt, gain, rankOfColumn, rankCount, extraUnit, places, packer };
  const blocks: Block[] = [];
  const blockedCount = postedCount + textlessCount;
  for (let from = 0; from < blockedCount;) {
    const to = blockEnd(entries, recordAt, from, from < postedCount ? postedCount : blockedCount, limits);
    blocks.push(buildBlock(layout, from, to, limits));
    from = to;
  }
  const placeGain = new Float32Array(places.buffer);
  const rows = packer.finish();
  const placeCount = recordAt.length;
  return { places, placeGain, rows, placeCount, postedCount, textlessCount, rankOfColumn, rankCount, extraUnit, blocks };
}

/** The smallest value ÷ weight of each row, a little raised and rounded up to Float32; 0 for empty rows. */
function gains(text: SparseRows, termWeight: TermWeights): Float32Array {
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

/** The unit in which extras fit into a byte. */
function unitOfExtras(text: SparseRows, gainOf: Float32Array, termWeight: TermWeights): number {
  let largest = 0;
  for (let r = 0; r < text.rowCount; r++) {
    for (let e = text.rowStart[r]!; e < text.rowStart[r + 1]!; e++)
      largest = Math.max(largest, extraOf(text.value[e]!, gainOf[r]!, termWeight[text.column[e]!]!));
  }
  return Math.max(MIN_EXTRA_UNIT, (largest * GAIN_SLACK) / EXTRA_MOST);
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

/** The places, without the bits of heads: those come with the blocks. */
function layPlaces(recordAt: Uint32Array, gain: Float32Array, rowsAt: readonly Uint32Array[]): Uint32Array {
  const places = new Uint32Array(recordAt.length * PLACE_WORDS);
  const placeGain = new Float32Array(places.buffer);
  recordAt.forEach((record, place) => {
    const at = place * PLACE_WORDS;
    places[at] = record;
    rowsAt.forEach((rowAt, s) => (places[at + ROW_WORD + s] = rowAt[place]!));
    placeGain[at + GAIN_WORD] = gain[place]!;
  });
  return places;
}
