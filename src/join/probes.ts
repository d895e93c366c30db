import { NO_RANK, type BlockIndex, type TermWeights } from "./block-index.js";
import type { SparseRows } from "../kernel/sparse-rows.js";

/**
 * The terms of some probes as an index knows them: ranks ascending, so frequent terms first; terms that no record has are left out.
 *
 * The same arrays serve one part of a side after the other: what a join allocates makes the engine collect garbage all over the process.
 */
export class ProbeTerms {
  /** Terms of the i-th probe: `start[i] … start[i + 1] − 1`. */
  readonly start: Uint32Array;
  readonly rank: Uint32Array;
  readonly column: Uint32Array;
  /** Which of `ranks` each term's is: what is kept for these takes less than it would for all ranks of the index, and lies closer together. */
  readonly number: Uint32Array;
  /** The probe's value, the term's weight, and which entry of the probe's row it is, by column; the last for rows of up to 2¹⁶ entries. */
  readonly value: Float32Array;
  readonly termWeight: Float64Array;
  readonly entry: Uint16Array;
  /** Euclidean length of each probe's row. */
  readonly norm: Float64Array;
  /** The side's record that is the probe 0. */
  first = 0;
  /** The ranks that any of the probes has, ascending; of `ranksRoom` at most. */
  ranks: Uint32Array = new Uint32Array(0);
  private readonly ranksRoom: Uint32Array;
  private readonly numberOfRank: Uint32Array;
  private readonly keys: Float64Array;

  /** @param weightOf weight of each column. @param part probes that are loaded at once, at most. O(rows + ranks). */
  constructor(
    private readonly index: BlockIndex,
    private readonly weightOf: TermWeights,
    private readonly rows: SparseRows,
    part: number,
  ) {
    const { rowStart, rowCount } = rows;
    let most = 0;
    let longest = 0;
    for (let r = 0; r < rowCount; r++) {
      longest = Math.max(longest, rowStart[r + 1]! - rowStart[r]!);
      if (r % part === 0) most = Math.max(most, rowStart[Math.min(rowCount, r + part)]! - rowStart[r]!);
    }
    this.start = new Uint32Array(part + 1);
    this.norm = new Float64Array(part);
    this.rank = new Uint32Array(most);
    this.column = new Uint32Array(most);
    this.number = new Uint32Array(most);
    this.ranksRoom = new Uint32Array(Math.min(most, index.rankCount));
    this.numberOfRank = new Uint32Array(index.rankCount);
    this.value = new Float32Array(most);
    this.termWeight = new Float64Array(most);
    this.entry = new Uint16Array(most);
    this.keys = new Float64Array(longest);
  }

  /** Looks up the terms of rows `from … to − 1`, where `from` is a multiple of the part. O(entries · log entries of a row + ranks). */
  load(from: number, to: number): void {
    this.first = from;
    let count = 0;
    for (let probe = from; probe < to; probe++) {
      count = this.loadProbe(probe, count);
      this.start[probe - from + 1] = count;
    }
    this.numberRanks(count);
  }

  /** How many ranks `ranks` can have. */
  get mostRanks(): number {
    return this.ranksRoom.length;
  }

  /** Sets `ranks`, and `number` of the first `count` terms. */
  private numberRanks(count: number): void {
    const { rank, number, ranksRoom, numberOfRank } = this;
    numberOfRank.fill(0);
    for (let t = 0; t < count; t++) numberOfRank[rank[t]!] = 1;
    let found = 0;
    for (let r = 0; r < numberOfRank.length; r++) {
      if (numberOfRank[r] === 0) continue;
      ranksRoom[found] = r;
      numberOfRank[r] = found++;
    }
    for (let t = 0; t < count; t++) number[t] = numberOfRank[rank[t]!]!;
    this.ranks = ranksRoom.subarray(0, found);
  }

  /** @param count terms that are there. @returns how many there are then. */
  private loadProbe(probe: number, count: number): number {
    const { rows, keys, weightOf } = this;
    const { rankOfColumn } = this.index;
    const first = rows.rowStart[probe]!;
    const end = rows.rowStart[probe + 1]!;
    let squares = 0;
    let found = 0;
    for (let e = first; e < end; e++) {
      squares += rows.value[e]! ** 2;
      // Columns of a stranger's own lie behind the index's.
      const here = rankOfColumn[rows.column[e]!] ?? NO_RANK;
      // Rank and entry in one number, so that numbers sort without a comparison function; below 2⁵³ for 2³² ranks and rows of 2²¹ entries.
      if (here !== NO_RANK) keys[found++] = here * 2 ** 21 + (e - first);
    }
    this.norm[probe - this.first] = Math.sqrt(squares);
    keys.subarray(0, found).sort();
    for (let i = 0, at = count; i < found; i++, at++) {
      const e = first + (keys[i]! % 2 ** 21);
      this.rank[at] = Math.floor(keys[i]! / 2 ** 21);
      this.column[at] = rows.column[e]!;
      this.value[at] = rows.value[e]!;
      this.termWeight[at] = weightOf[rows.column[e]!]!;
      this.entry[at] = e - first;
    }
    return count + found;
  }
}
