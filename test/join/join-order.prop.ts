import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRows } from "../../src/kernel/sparse-rows.js";
import { INDEX_LIMITS, type IndexLimits } from "../../src/join/block-index.js";
import { joinOrder } from "../../src/join/join-order.js";

/** Of each record: how many terms it has, its gain, and the number of its row of two other signals. */
const records = fc.array(
  fc.record({ terms: fc.nat(3), gain: fc.constantFrom(0.25, 0.5, 0.75, 1, 2), rows: fc.tuple(fc.nat(2), fc.nat(2)) }),
  { minLength: 1, maxLength: 60 },
);
const limits: fc.Arbitrary<IndexLimits> = fc
  .record({
    blockRecords: fc.constantFrom(4, 10, 64),
    groupRecords: fc.constantFrom(1, 2, 4, 1_000),
    blockPostings: fc.constantFrom(3, 1_000),
  })
  .map((given) => ({ ...INDEX_LIMITS, ...given, recordEntries: 2 }));

/** Records from place `from` up to `to`, in groups of at most `size`. */
function groups(order: Uint32Array, from: number, to: number, size: number): number[][] {
  const found: number[][] = [];
  for (let at = from; at < to; at += size) found.push([...order.subarray(at, Math.min(to, at + size))]);
  return found;
}

describe("the order of the join", () => {
  it("goes by gain from group to group of each block, so that runs are bounded tightly; inside a group by the other signals", () => {
    fc.assert(
      fc.property(records, limits, (given, limits) => {
        const text = packRows(
          given.map(({ terms }) => ({
            column: Uint32Array.from({ length: terms }, (_, column) => column),
            value: new Float32Array(terms).fill(1),
          })),
          3,
        );
        const entries = Uint32Array.from(given, ({ terms }) => terms);
        const gainOf = Float32Array.from(given, ({ terms, gain }) => (terms > 0 ? gain : 0));
        const rowsOf = [0, 1].map((signal) => Uint32Array.from(given, ({ rows }) => rows[signal]!));
        const { recordAt, postedCount, textlessCount, blockEnds } = joinOrder({ text, entries, gainOf, rowsOf }, limits);
        expect([...recordAt].sort((a, b) => a - b)).toEqual([...given.keys()]);
        const rowKey = (record: number): number => 3 * rowsOf[0]![record]! + rowsOf[1]![record]!;
        const isInOrder = (keys: readonly number[]): boolean => keys.every((key, at) => at === 0 || keys[at - 1]! <= key);
        let least = Infinity;
        let from = 0;
        for (const to of blockEnds.filter((end) => end <= postedCount)) {
          const postings = entries.filter((_, record) => recordAt.subarray(from, to).includes(record)).reduce((sum, each) => sum + each, 0);
          expect(to - from === 1 || (to - from <= limits.blockRecords && postings <= limits.blockPostings)).toBe(true);
          for (const group of groups(recordAt, from, to, limits.groupRecords)) {
            expect(Math.max(...group.map((record) => gainOf[record]!))).toBeLessThanOrEqual(least);
            least = Math.min(...group.map((record) => gainOf[record]!));
            expect(isInOrder(group.map(rowKey))).toBe(true);
          }
          from = to;
        }
        expect([from, blockEnds.at(-1) ?? 0]).toEqual([postedCount, postedCount + textlessCount]);
        const textless = [...recordAt.subarray(postedCount, postedCount + textlessCount)];
        expect(textless.every((record) => given[record]!.terms === 0)).toBe(true);
        expect(isInOrder(textless.map(rowKey))).toBe(true);
        expect([...recordAt.subarray(postedCount + textlessCount)].every((record) => given[record]!.terms > 2)).toBe(true);
      }),
    );
  });
});
