import { NO_RANK, type BlockIndex, type TermWeights } from "./block-index.js";
import type { SparseRows } from "../kernel/sparse-rows.js";

/** The terms of some probes as an index knows them: ranks ascending, so frequent terms first; terms that no record has are left out. */
export interface ProbeTerms {
  /** Terms of the i-th probe: `start[i] … start[i + 1] − 1`. */
  readonly start: Uint32Array;
  readonly rank: Uint32Array;
  /** The probe's value times the term's weight: what a record's gain multiplies. */
  readonly weight: Float64Array;
  /** Euclidean length of each probe's row. */
  readonly norm: Float64Array;
  /** The two by themselves, and which entry of the probe's row it is, by column. */
  readonly value: Float32Array;
  readonly termWeight: Float64Array;
  readonly entry: Uint32Array;
}

/** Looks up the terms of rows `from … to − 1`. @param weightOf of each column. O(entries · log entries of a row). */
export function probeTerms(index: BlockIndex, weightOf: TermWeights, rows: SparseRows, from: number, to: number): ProbeTerms {
  const capacity = rows.rowStart[to]! - rows.rowStart[from]!;
  const start = new Uint32Array(to - from + 1);
  const rank = new Uint32Array(capacity);
  const weight = new Float64Array(capacity);
  const norm = new Float64Array(to - from);
  const value = new Float32Array(capacity);
  const termWeight = new Float64Array(capacity);
  const entry = new Uint32Array(capacity);
  let longest = 0;
  for (let probe = from; probe < to; probe++) longest = Math.max(longest, rows.rowStart[probe + 1]! - rows.rowStart[probe]!);
  const keys = new Float64Array(longest);
  let count = 0;
  for (let probe = from; probe < to; probe++) {
    const first = rows.rowStart[probe]!;
    const end = rows.rowStart[probe + 1]!;
    let squares = 0;
    let found = 0;
    for (let e = first; e < end; e++) {
      squares += rows.value[e]! ** 2;
      // Columns of a stranger's own lie behind the index's.
      const here = index.rankOfColumn[rows.column[e]!] ?? NO_RANK;
      // Rank and entry in one number, so that numbers sort without a comparison function; below 2⁵³ for 2²¹ ranks of 2³² entries.
      if (here !== NO_RANK) keys[found++] = here * 2 ** 21 + (e - first);
    }
    keys.subarray(0, found).sort();
    for (let i = 0; i < found; i++) {
      const e = first + (keys[i]! % 2 ** 21);
      rank[count] = Math.floor(keys[i]! / 2 ** 21);
      value[count] = rows.value[e]!;
      termWeight[count] = weightOf[rows.column[e]!]!;
      entry[count] = e - first;
      weight[count] = value[count]! * termWeight[count]!;
      count++;
    }
    start[probe - from + 1] = count;
    norm[probe - from] = Math.sqrt(squares);
  }
  return { start, rank, weight, value, termWeight, entry, norm };
}
