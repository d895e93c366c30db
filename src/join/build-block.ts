import type { SparseRows } from "../kernel/sparse-rows.js";
import type { ScoredSide } from "../score/pair-score.js";
import { BONUS_SIGNALS, buildBlockBonus } from "./block-bonus.js";
import { HEAD_RANKS, HEAD_WORD, NO_RANK, PLACE_WORDS, type Block, type IndexLimits, type Runs, type TermWeights } from "./block-index.js";
import { packTerms } from "./block-terms.js";
import type { RowPacker } from "./compact-rows.js";

/** An extra is a byte. */
export const EXTRA_MOST = 255;

/** What a block is built from: the side, and what is the same for all blocks. */
export interface Layout {
  readonly side: ScoredSide;
  readonly text: SparseRows;
  readonly termWeight: TermWeights;
  /** Record and gain of each place. */
  readonly recordAt: Uint32Array;
  readonly gain: Float32Array;
  readonly rankOfColumn: Uint32Array;
  readonly rankCount: number;
  readonly extraUnit: number;
  /** Gets the heads of the blocks' records. */
  readonly places: Uint32Array;
  /** Takes the rows of places with postings, which come first, in their order. */
  readonly packer: RowPacker;
}

/** Lays out places `from … to − 1`, and gives the packer their rows. O(entries + ranks). */
export function buildBlock(layout: Layout, from: number, to: number, limits: IndexLimits): Block {
  const { side, recordAt, gain, rankCount, extraUnit, places } = layout;
  const entries = readEntries(layout, from, to);
  const postings = new Uint32Array(rankCount);
  const repeats = new Uint32Array(rankCount);
  let reach = 0;
  for (let at = 0; at < to - from; at++) {
    let squares = 0;
    for (let e = entries.start[at]!; e < entries.start[at + 1]!; e++) {
      const rank = entries.rank[e]!;
      postings[rank]!++;
      if (entries.extra[e]! > 0) repeats[rank]!++;
      if (rank < HEAD_RANKS) places[(from + at) * PLACE_WORDS + HEAD_WORD + (rank >>> 5)]! |= 1 << (rank & 31);
      squares += (entries.weight[e]! * (1 + entries.extra[e]! * extraUnit)) ** 2;
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
  for (const { bonus, postings: listed } of built) list.set(listed, bonus.postingStart[0]);
  fillList(list, entries, { postings, repeats, packer: layout.packer });
  const runs = buildRuns(layout, from, to, limits.runRecords);
  const bonuses = built.map(({ bonus }) => bonus);
  const minGain = gain.subarray(from, to).reduce((least, each) => Math.min(least, each), Infinity);
  return { firstPlace: from, count: to - from, terms, list, runs, bonuses, minGain, reach };
}

/** The text entries of a block's places, in the order of their rows: those of place i are `start[i] … start[i + 1] − 1`. */
interface BlockEntries {
  readonly start: Uint32Array;
  readonly rank: Uint32Array;
  readonly value: Float32Array;
  readonly weight: Float64Array;
  /** In units, 0 where there is none. */
  readonly extra: Uint8Array;
}

/** Looks everything up once: columns are spread over tables that no cache holds. */
function readEntries({ text, termWeight, recordAt, gain, rankOfColumn, extraUnit }: Layout, from: number, to: number): BlockEntries {
  const start = new Uint32Array(to - from + 1);
  for (let at = 0; at < to - from; at++) {
    const record = recordAt[from + at]!;
    start[at + 1] = start[at]! + text.rowStart[record + 1]! - text.rowStart[record]!;
  }
  const count = start[to - from]!;
  const rank = new Uint32Array(count);
  const value = new Float32Array(count);
  const weight = new Float64Array(count);
  const extra = new Uint8Array(count);
  for (let at = 0; at < to - from; at++) {
    const first = text.rowStart[recordAt[from + at]!]!;
    for (let e = start[at]!; e < start[at + 1]!; e++) {
      const column = text.column[first + e - start[at]!]!;
      rank[e] = rankOfColumn[column]!;
      value[e] = text.value[first + e - start[at]!]!;
      weight[e] = termWeight[column]!;
      extra[e] = extraByte(extraOf(value[e]!, gain[from + at]!, weight[e]!), extraUnit);
    }
  }
  return { start, rank, value, weight, extra };
}

/**
 * Puts the postings and repeats of a block's terms in, and packs the rows of its places.
 *
 * @param postings where each rank's begin. @param repeats likewise; both are moved to where they end. O(entries + ranks).
 */
function fillList(
  list: Uint16Array,
  entries: BlockEntries,
  { postings, repeats, packer }: { readonly postings: Uint32Array; readonly repeats: Uint32Array; readonly packer: RowPacker },
): void {
  const { start, rank, extra } = entries;
  const placeCount = start.length - 1;
  const entryAt = new Uint32Array(list.length);
  for (let at = 0; at < placeCount; at++) {
    for (let e = start[at]!; e < start[at + 1]!; e++) {
      const here = rank[e]!;
      entryAt[postings[here]!] = e;
      list[postings[here]!++] = at;
      if (extra[e]! > 0) {
        list[repeats[here]!++] = at;
        list[repeats[here]!++] = extra[e]!;
      }
    }
  }
  // The lists, rank by rank, bring the entries of each place by rank.
  const next = start.slice(0, placeCount);
  const order = new Uint32Array(rank.length);
  for (let here = 0, at = 0; here < postings.length; at = repeats[here++]!)
    for (; at < postings[here]!; at++) order[next[list[at]!]!++] = entryAt[at]!;
  for (let at = 0; at < placeCount; at++) if (start[at]! < start[at + 1]!) packer.add(entries, order.subarray(start[at], start[at + 1]));
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
