import { describe, expect, it } from "vitest";
import { NO_RANK, type BlockIndex } from "../../src/join/block-index.js";
import { PROBE_TERMS } from "../../src/join/kernel.js";
import { ProbeTerms } from "../../src/join/probes.js";
import { packRows, type SparseRow } from "../../src/kernel/sparse-rows.js";

/** Columns 0 to 4 of the index have these ranks; column 2 is in none of its records, and columns from 5 on it has never seen. */
const index = { rankOfColumn: Uint32Array.of(3, 0, NO_RANK, 1, 2), rankCount: 4 } as unknown as BlockIndex;
const weights = Float32Array.of(0.5, 0.25, 9, 2, 4);
const row = (...entries: ReadonlyArray<readonly [column: number, value: number]>): SparseRow => ({
  column: Uint32Array.from(entries, ([column]) => column),
  value: Float32Array.from(entries, ([, value]) => value),
});
const rows = packRows([row([0, 1], [1, 2], [2, 2]), row(), row([0, 3], [3, 4], [4, 12], [7, 84]), row([2, 6], [9, 8])], 10);

/** What is loaded of each probe. */
function loaded(terms: ProbeTerms, count: number) {
  return Array.from({ length: count }, (_, i) => ({
    norm: terms.norm[i]!,
    terms: Array.from({ length: terms.start[i + 1]! - terms.start[i]! }, (_, at) => {
      const t = terms.start[i]! + at;
      expect(terms.ranks[terms.number[t]!]).toBe(terms.rank[t]!);
      expect(index.rankOfColumn[terms.column[t]!]).toBe(terms.rank[t]!);
      return [terms.rank[t]!, terms.value[t]!, terms.termWeight[t]!, terms.entry[t]!];
    }),
  }));
}

const wanted = [
  {
    norm: 3,
    terms: [
      [0, 2, 0.25, 1],
      [3, 1, 0.5, 0],
    ],
  },
  { norm: 0, terms: [] },
  {
    // What no record has counts for the length: it bounds what the rest may add up to.
    norm: 85,
    terms: [
      [1, 4, 2, 1],
      [2, 12, 4, 2],
      [3, 3, 0.5, 0],
    ],
  },
  { norm: 10, terms: [] },
];

describe("the terms of probes", () => {
  it("come by rank with value, weight and entry, without those that no record has; lengths are those of whole rows", () => {
    const terms = new ProbeTerms(index, weights, rows, 4);
    terms.load(0, 4);
    expect(loaded(terms, 4)).toEqual(wanted);
    expect([...terms.ranks]).toEqual([0, 1, 2, 3]);
    expect(terms.mostRanks).toBe(4);
  });

  it("are the same part by part, in arrays that the part before has used", () => {
    for (const part of [1, 2, 3]) {
      const terms = new ProbeTerms(index, weights, rows, part);
      for (let from = 0; from < 4; from += part) {
        const to = Math.min(4, from + part);
        terms.load(from, to);
        expect(terms.first).toBe(from);
        expect(loaded(terms, to - from)).toEqual(wanted.slice(from, to));
      }
    }
  });

  it("of rows beyond what the kernel takes are left out", () => {
    const long = { column: Uint32Array.from({ length: PROBE_TERMS + 1 }, (_, at) => at), value: new Float32Array(PROBE_TERMS + 1).fill(1) };
    const most = { column: long.column.subarray(0, PROBE_TERMS), value: long.value.subarray(0, PROBE_TERMS) };
    const terms = new ProbeTerms(index, weights, packRows([long, most, row([0, 1])], PROBE_TERMS + 1), 3);
    terms.load(0, 3);
    expect(loaded(terms, 3).map(({ terms }) => terms.length)).toEqual([0, 4, 1]);
  });
});
