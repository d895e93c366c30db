import type { SparseRows } from "../kernel/sparse-rows.js";
import type { ScoredSide } from "../score/pair-score.js";
import { BONUS_SIGNALS, buildBlockBonus } from "./block-bonus.js";
import { HEAD_RANKS, HEAD_WORD, NO_RANK, PLACE_WORDS, type Block, type IndexLimits, type Runs, type TermWeights } from "./block-index.js";
import { packTerms } from "./block-terms.js";
import type { RowTerms, RowPacker } from "./compact-rows.js";

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
  /** Of each entry of the block, row after row: in units, 0 where there is none. */
  extra = new Uint8Array(0);
  readonly row: RowTerms;

  constructor(rankCount: number, longestRow: number) {
    this.postings = new Uint32Array(rankCount);
    this.repeats = new Uint32Array(rankCount);
    this.row = {
      column: new Uint32Array(longestRow),
      rank: new Uint32Array(longestRow),
      value: new Float32Array(longestRow),
      weight: new Float64Array(longestRow),
    };
  }

  clear(entries: number): void {
    this.postings.fill(0);
    this.repeats.fill(0);
    if (this.extra.length < entries) this.extra = new Uint8Array(entries);
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
  let minGain = Infinity;
  for (let place = from; place < to; place++) minGain = Math.min(minGain, gain[place]!);
  return { firstPlace: from, count: to - from, terms, list, runs, bonuses, minGain, reach };
}

/**
 * Extras of the block's entries into the scratch, and how many postings and repeats each rank has; packs the rows and gives their places the bits of
 * heads. O(entries + ranks). @returns the block's reach.
 */
function readRows(layout: Layout, from: number, to: number): number {
  const { text, recordAt, packer, scratch } = layout;
  let count = 0;
  for (let place = from; place < to; place++) count += text.rowStart[recordAt[place]! + 1]! - text.rowStart[recordAt[place]!]!;
  scratch.clear(count);
  let reach = 0;
  let first = 0;
  for (let place = from; place < to; place++) {
    const start = text.rowStart[recordAt[place]!]!;
    const length = text.rowStart[recordAt[place]! + 1]! - start;
    if (length === 0) continue;
    reach = Math.max(reach, weighRow(layout, place, start, length, first));
    packer.add(scratch.row, length);
    first += length;
  }
  return reach;
}

/** A row into the scratch, its extras from entry `first` of the block on. @returns the row's reach. */
function weighRow(
  { text, gain, rankOfColumn, termWeight, extraUnit, places, scratch }: Layout,
  place: number,
  start: number,
  length: number,
  first: number,
): number {
  const { column, value } = text;
  const { postings, repeats, extra, row } = scratch;
  const own = gain[place]!;
  const heads = place * PLACE_WORDS + HEAD_WORD;
  let squares = 0;
  for (let e = 0; e < length; e++) {
    const here = column[start + e]!;
    const rank = rankOfColumn[here]!;
    const weighs = termWeight[here]!;
    const given = value[start + e]!;
    row.column[e] = here;
    row.rank[e] = rank;
    row.value[e] = given;
    row.weight[e] = weighs;
    const units = given > own * weighs ? extraByte(extraOf(given, own, weighs), extraUnit) : 0;
    extra[first + e] = units;
    postings[rank]!++;
    if (units > 0) repeats[rank]!++;
    if (rank < HEAD_RANKS) places[heads + (rank >>> 5)]! |= 1 << (rank & 31);
    const most = units > 0 ? weighs * (1 + units * extraUnit) : weighs;
    squares += most * most;
  }
  return Math.sqrt(squares);
}

/** Puts the postings and repeats of a block's terms in, which moves where each rank's begin to where they end. O(entries). */
function fillList(list: Uint16Array, { text, recordAt, rankOfColumn, scratch }: Layout, from: number, to: number): void {
  const { extra, postings, repeats } = scratch;
  let at = 0;
  for (let place = from; place < to; place++) {
    const end = text.rowStart[recordAt[place]! + 1]!;
    for (let e = text.rowStart[recordAt[place]!]!; e < end; e++, at++) {
      const here = rankOfColumn[text.column[e]!]!;
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
