import { BONUS_SIGNALS, type BlockBonus } from "./block-bonus.js";
import type { CompactRows } from "./compact-rows.js";

/**
 * One side of a corpus laid out for the join. Everything is a typed array, so it can be shared between threads or written to disk.
 *
 *     place      0 ─────────────── records in join order: with text by gain falling, block by block; without text; unindexed
 *                │ block 0                 │ block 1             │ …  (≤ 16,384 records, ≤ 2 M postings)
 *                │ run │ run │ run │ …     │                        (≤ 256 places; of 1,024 neighbours by industry, then region)
 *     list       term a: places … │ (place, extra) … │ term b: … │ … │ prefecture x: places … │ class y: places … │ …
 *                                                                    2 bytes each; a need adds one number to every place of a term,
 *                                                                    more to the places where the term is repeated, and one number to
 *                                                                    every place of what it shares of industry and region (`block-bonus.ts`)
 *     rows       row of place 0 │ row of place 1 │ …                   by which candidates are scored, about 150 bytes each (`compact-rows.ts`)
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
  /** Text rows of the places with postings, by which candidates are scored. */
  readonly rows: CompactRows;
}

export interface Block {
  readonly firstPlace: number;
  readonly count: number;
  /** Ranks of the terms that the block has, ascending, and how many postings and repeats each has, packed (`block-terms.ts`). */
  readonly terms: Uint8Array;
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

/** What each column of the text rows weighs, > 0. */
export type TermWeights = Float32Array | Float64Array;

/** Sizes that tests make small; the join is exact for any. */
export interface IndexLimits {
  /** Records of a block, even, ≤ 32,768. The sums of 16,384 take 32 kB, as much as a first-level cache holds; twice as many measured slower. */
  readonly blockRecords: number;
  /** Postings of a block: what the scratch of the kernel holds. */
  readonly blockPostings: number;
  /** Neighbours by gain that are put in order of their other signals, a multiple of a run's. More tell runs apart by these signals, fewer by gain (NOTES-join.md). */
  readonly groupRecords: number;
  /** Records of a run, even. Shorter runs have tighter bounds, longer ones cost less (NOTES-join.md). */
  readonly runRecords: number;
  /** A record with more entries is not indexed but scored with everyone. */
  readonly recordEntries: number;
}

export const INDEX_LIMITS: IndexLimits = {
  blockRecords: 16_384,
  blockPostings: 1 << 21,
  groupRecords: 1_024,
  runRecords: 256,
  recordEntries: 1 << 16,
};

/** Terms that have a bit a record: more than probes leave out. */
export const HEAD_RANKS = 256;
export const PLACE_WORDS = 16;
export const GAIN_WORD = 1;
export const ROW_WORD = 2;
export const HEAD_WORD = ROW_WORD + BONUS_SIGNALS.length;

export const NO_RANK = 0xffff_ffff;

/** Bytes of an index by what they are for; each of its arrays is in one of them. */
export function indexParts({ places, rows, rankOfColumn, blocks }: BlockIndex): Readonly<Record<IndexPart, number>> {
  const bonuses = blocks.flatMap((block) => block.bonuses);
  return {
    places: bytesOf([places]),
    lists: bytesOf(blocks.map(({ list }) => list)),
    blockTerms: bytesOf(blocks.map(({ terms }) => terms)),
    rows: bytesOf([rows.start, rows.word]),
    ranks: bytesOf([rankOfColumn]),
    bounds:
      bytesOf(blocks.flatMap(({ runs }) => [runs.start, runs.maxGain, runs.minRecord])) +
      bytesOf(bonuses.flatMap(({ column, runStart, run, most, unknown }) => [column, runStart, run, most, unknown])) +
      bytesOf(bonuses.flatMap(({ listStart, value, postingStart }) => [listStart, value, postingStart])),
  };
}

export type IndexPart = "places" | "lists" | "blockTerms" | "rows" | "ranks" | "bounds";

function bytesOf(arrays: ReadonlyArray<{ readonly byteLength: number }>): number {
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Bytes of all arrays of an index. */
export function indexBytes(index: BlockIndex): number {
  return Object.values(indexParts(index)).reduce((sum, bytes) => sum + bytes, 0);
}
