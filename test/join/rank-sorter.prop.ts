import fc from "fast-check";
import { expect, it } from "vitest";
import { RankSorter } from "../../src/join/rank-sorter.js";

const CAPACITY = 40;
/** Of any size, with many that lie close together and both ends. */
const rank = fc.oneof(fc.nat(100), fc.integer({ min: 0, max: 2 ** 32 - 2 }), fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2));
const row = fc.uniqueArray(rank, { maxLength: CAPACITY });

it("ranks come ascending, each with its entry, row after row", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
      const sorter = new RankSorter(CAPACITY);
      for (const ranks of rows) {
        ranks.forEach((each, entry) => sorter.add(each, entry));
        const count = sorter.sort();
        const sorted = [...ranks.entries()].sort(([, a], [, b]) => a - b);
        expect([...sorter.rank.subarray(0, count)]).toEqual(sorted.map(([, each]) => each));
        expect([...sorter.entry.subarray(0, count)]).toEqual(sorted.map(([entry]) => entry));
      }
    }),
  );
});
