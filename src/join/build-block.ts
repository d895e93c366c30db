import { PlaceSorter } from "../kernel/place-sorter.js";
import type { SparseRows } from "../kernel/sparse-rows.js";
import type { ScoredSide } from "../score/pair-score.js";
import { BONUS_SIGNALS, buildBlockBonus } from "./block-bonus.js";
import { HEAD_RANKS, HEAD_WORD, NO_RANK, PLACE_WORDS, type Block, type IndexLimits, type Runs, type TermWeights } from "./block-index.js";
import { packTerms } from "./block-terms.js";
import type { RankedTerms, RowPacker } from "./compact-rows.js";

/** An extra is a byte. */
export const EXTRA_MOST = 255;

/** What a block is built from: the side, and what is the same for all blocks. */
export interface Layout {
  readonly side: ScoredSide;
  readonly text: SparseRows;
  /** Record and gain of each place. */
  readonly recordAt: Uint32Array;
  readonly gain: Float32Array;
  readonly rankOfColumn: Uint32Array;
  readonly termWeight: TermWeights;
  readonly extraUnit: number;
  /** Gets the heads of the blocks' records. */
  readonly places: Uint32Array;
  /** Takes the rows of places with postings, which come first, in their order. */
  readonly packer: RowPacker;
  readonly scratch: BlockScratch;
}

/** What building a block needs besides, one block after the other: memory outside the heap that is made anew makes V8 collect garbage. */
export class BlockScratch {
  /** Of each rank. */
  readonly postings: Uint32Array;
  readonly repeats: Uint32Array;
  readonly sorter: PlaceSorter;
  /** Of each entry of the block: places in order, entries by rank. Extras are in units, 0 where there is none. */
  rank = new Uint32Array(0);
  extra = new Uint8Array(0);
  /** One row: of each entry, its weight and its extra; then the row by rank. */
  readonly weight: Float64Array;
  readonly units: Uint8Array;
  readonly row: RankedTerms;

  constructor(rankCount: number, longestRow: number) {
    this.postings = new Uint32Array(rankCount);
    this.repeats = new Uint32Array(rankCount);
    this.sorter = new PlaceSorter(rankCount);
    this.weight = new Float64Array(longestRow);
    this.units = new Uint8Array(longestRow);
    this.row = { rank: new Uint32Array(longestRow), value: new Float32Array(longestRow), weight: new Float64Array(longestRow) };
  }

  clear(entries: number): void {
    this.postings.fill(0);
    this.repeats.fill(0);
    if (this.rank.length >= entries) return;
    this.rank = new Uint32Array(entries);
    this.extra = new Uint8Array(entries);
  }
}

/** Lays out places `from … to − 1`, and gives the packer their rows. O(entries + ranks). */
export function buildBlock(layout: Layout, from: number, to: number, limits: IndexLimits): Block {
  const { side, recordAt, gain, scratch } = layout;
  const { postings, repeats } = scratch;
  const reach = readRows(layout, from, to);
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
  for (const { bonus, postings: listed } of built) list.set(listed, bonus.postingStart[0]);
  fillList(list, layout, from, to);
  const runs = buildRuns(layout, from, to, limits.runRecords);
  const bonuses = built.map(({ bonus }) => bonus);
  const minGain = gain.subarray(from, to).reduce((least, each) => Math.min(least, each), Infinity);
  return { firstPlace: from, count: to - from, terms, list, runs, bonuses, minGain, reach };
}

/**
 * Ranks and extras of the block's entries into the scratch, row by row, by rank, and how many postings and repeats each rank has; packs the rows and
 * gives their places the bits of heads. What belongs to frequent terms lies together. O(entries + places · ranks / 1,024). @returns the block's reach.
 */
function readRows(layout: Layout, from: number, to: number): number {
  const { text, recordAt, places, packer, scratch } = layout;
  let count = 0;
  for (let place = from; place < to; place++) count += text.rowStart[recordAt[place]! + 1]! - text.rowStart[recordAt[place]!]!;
  scratch.clear(count);
  const { row } = scratch;
  let reach = 0;
  let first = 0;
  for (let place = from; place < to; place++) {
    const start = text.rowStart[recordAt[place]!]!;
    const length = text.rowStart[recordAt[place]! + 1]! - start;
    if (length === 0) continue;
    reach = Math.max(reach, weighRow(layout, place, start, length));
    rankRow(layout, start, length, first);
    const heads = place * PLACE_WORDS + HEAD_WORD;
    for (let at = 0; at < length && row.rank[at]! < HEAD_RANKS; at++) places[heads + (row.rank[at]! >>> 5)]! |= 1 << (row.rank[at]! & 31);
    packer.add(row, length);
    first += length;
  }
  return reach;
}

/** Weights and extras of a row's entries into the scratch, and their ranks into its sorter. @returns the row's reach. */
function weighRow(
  { text, gain, rankOfColumn, termWeight, extraUnit, scratch }: Layout,
  place: number,
  start: number,
  length: number,
): number {
  const { column, value } = text;
  const { sorter, weight, units } = scratch;
  const own = gain[place]!;
  let squares = 0;
  for (let e = 0; e < length; e++) {
    const here = rankOfColumn[column[start + e]!]!;
    sorter.add(here, e);
    const weighs = termWeight[column[start + e]!]!;
    const repeated = value[start + e]! > own * weighs ? extraByte(extraOf(value[start + e]!, own, weighs), extraUnit) : 0;
    weight[e] = weighs;
    units[e] = repeated;
    const most = repeated > 0 ? weighs * (1 + repeated * extraUnit) : weighs;
    squares += most * most;
  }
  return Math.sqrt(squares);
}

/** The row by rank: into the scratch's row for the packer, and from entry `first` of the block on. */
function rankRow({ text, scratch }: Layout, start: number, length: number, first: number): void {
  const { value } = text;
  const { rank, extra, postings, repeats, sorter, weight, units, row } = scratch;
  sorter.drain(row.rank, 0);
  for (let at = 0; at < length; at++) {
    const here = row.rank[at]!;
    const e = sorter.valueOf(here);
    row.value[at] = value[start + e]!;
    row.weight[at] = weight[e]!;
    rank[first + at] = here;
    extra[first + at] = units[e]!;
    postings[here]!++;
    if (units[e]! > 0) repeats[here]!++;
  }
}

/** Puts the postings and repeats of a block's terms in, which moves where each rank's begin to where they end. O(entries). */
function fillList(list: Uint16Array, { text, recordAt, scratch }: Layout, from: number, to: number): void {
  const { rank, extra, postings, repeats } = scratch;
  let at = 0;
  for (let place = from; place < to; place++) {
    const end = at + text.rowStart[recordAt[place]! + 1]! - text.rowStart[recordAt[place]!]!;
    for (; at < end; at++) {
      const here = rank[at]!;
      list[postings[here]!++] = place - from;
      if (extra[at]! > 0) {
        list[repeats[here]!++] = place - from;
        list[repeats[here]!++] = extra[at]!;
      }
    }
  }
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

/** How far an entry lies above gain · weight, as a share of it; ≤ 0 for most. */
export function extraOf(value: number, gain: number, weight: number): number {
  return value / (gain * weight) - 1;
}

/** An extra in units, rounded up; the largest of all is 255 units by the choice of the unit, but for rounding. */
function extraByte(extra: number, extraUnit: number): number {
  return extra > 0 ? Math.min(EXTRA_MOST, Math.ceil(extra / extraUnit)) : 0;
}
