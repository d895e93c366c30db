import { NO_RANK, type BlockIndex, type TermWeights } from "./block-index.js";
import { PROBE_TERMS } from "./kernel.js";
import { RankSorter } from "./rank-sorter.js";
import type { SparseRows } from "../kernel/sparse-rows.js";

/**
 * The terms of some probes as an index knows them: ranks ascending, so frequent terms first; terms that no record has are left out, and
 * probes of more than `PROBE_TERMS` terms.
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
  /** The probe's value, the term's weight, and which entry of the probe's row it is, by column. */
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
  private readonly sorter = new RankSorter(PROBE_TERMS);

  /** @param weightOf weight of each column. @param part probes that are loaded at once, at most. O(rows + ranks). */
  constructor(
    private readonly index: BlockIndex,
    private readonly weightOf: TermWeights,
    private readonly rows: SparseRows,
    part: number,
  ) {
    const { rowStart, rowCount } = rows;
    let most = 0;
    for (let r = 0; r < rowCount; r += part) most = Math.max(most, rowStart[Math.min(rowCount, r + part)]! - rowStart[r]!);
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
  }

  /** Looks up the terms of rows `from … to − 1`, where `from` is a multiple of the part. O(entries + ranks), see `RankSorter`. */
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
    const { rows, sorter, weightOf } = this;
    const { rankOfColumn } = this.index;
    const first = rows.rowStart[probe]!;
    const end = rows.rowStart[probe + 1]!;
    // Such a record is scored without the index.
    if (end - first > PROBE_TERMS) return count;
    let squares = 0;
    for (let e = first; e < end; e++) {
      squares += rows.value[e]! ** 2;
      // Columns of a stranger's own lie behind the index's.
      const rank = rankOfColumn[rows.column[e]!] ?? NO_RANK;
      if (rank !== NO_RANK) sorter.add(rank, e - first);
    }
    this.norm[probe - this.first] = Math.sqrt(squares);
    const found = sorter.sort();
    for (let i = 0, at = count; i < found; i++, at++) {
      const entry = sorter.entry[i]!;
      const column = rows.column[first + entry]!;
      this.rank[at] = sorter.rank[i]!;
      this.column[at] = column;
      this.value[at] = rows.value[first + entry]!;
      this.termWeight[at] = weightOf[column]!;
      this.entry[at] = entry;
    }
    return count + found;
  }
}
