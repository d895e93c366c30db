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
  readonly weightOfRank: TermWeights;
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
  /** Of each entry of the block: places in order, entries as in their rows. Extras are in units, 0 where there is none. */
  rank = new Uint32Array(0);
  extra = new Uint8Array(0);
  /** One row by rank, and which of its entries each was. */
  readonly row: RankedTerms;
  readonly entryOf: Uint32Array;

  constructor(rankCount: number, longestRow: number) {
    this.postings = new Uint32Array(rankCount);
    this.repeats = new Uint32Array(rankCount);
    this.sorter = new PlaceSorter(rankCount);
    this.row = { rank: new Uint32Array(longestRow), value: new Float32Array(longestRow), weight: new Float64Array(longestRow) };
    this.entryOf = new Uint32Array(longestRow);
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
  const reach = readEntries(layout, from, to);
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

/** Ranks and extras of the block's entries into the scratch, and how many postings and repeats each rank has. @returns the block's reach. */
function readEntries({ text, recordAt, gain, rankOfColumn, weightOfRank, extraUnit, scratch }: Layout, from: number, to: number): number {
  const { rowStart, column, value } = text;
  let count = 0;
  for (let place = from; place < to; place++) count += rowStart[recordAt[place]! + 1]! - rowStart[recordAt[place]!]!;
  scratch.clear(count);
  const { rank, extra, postings, repeats } = scratch;
  let reach = 0;
  let at = 0;
  for (let place = from; place < to; place++) {
    const record = recordAt[place]!;
    const end = rowStart[record + 1]!;
    const own = gain[place]!;
    let squares = 0;
    for (let e = rowStart[record]!; e < end; e++, at++) {
      const here = rankOfColumn[column[e]!]!;
      const weight = weightOfRank[here]!;
      const units = value[e]! > own * weight ? extraByte(extraOf(value[e]!, own, weight), extraUnit) : 0;
      rank[at] = here;
      extra[at] = units;
      postings[here]!++;
      if (units > 0) repeats[here]!++;
      const most = units > 0 ? weight * (1 + units * extraUnit) : weight;
      squares += most * most;
    }
    reach = Math.max(reach, Math.sqrt(squares));
  }
  return reach;
}

/**
 * Puts the postings and repeats of a block's terms in, which moves where each rank's begin to where they end, and packs the rows of its places.
 *
 * A row is put in by rank: what belongs to frequent terms lies together. O(entries + places · ranks / 1,024).
 */
function fillList(list: Uint16Array, { text, recordAt, weightOfRank, places, packer, scratch }: Layout, from: number, to: number): void {
  const { rowStart, value } = text;
  const { rank, extra, postings, repeats, sorter, row, entryOf } = scratch;
  let first = 0;
  for (let place = from; place < to; place++) {
    const start = rowStart[recordAt[place]!]!;
    const length = rowStart[recordAt[place]! + 1]! - start;
    if (length === 0) continue;
    for (let e = 0; e < length; e++) sorter.add(rank[first + e]!, e);
    sorter.drain(row.rank, entryOf, 0);
    for (let at = 0; at < length; at++) {
      const here = row.rank[at]!;
      const units = extra[first + entryOf[at]!]!;
      row.value[at] = value[start + entryOf[at]!]!;
      row.weight[at] = weightOfRank[here]!;
      list[postings[here]!++] = place - from;
      if (units > 0) {
        list[repeats[here]!++] = place - from;
        list[repeats[here]!++] = units;
      }
    }
    const heads = place * PLACE_WORDS + HEAD_WORD;
    for (let at = 0; at < length && row.rank[at]! < HEAD_RANKS; at++) places[heads + (row.rank[at]! >>> 5)]! |= 1 << (row.rank[at]! & 31);
    packer.add(row, length);
    first += length;
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
