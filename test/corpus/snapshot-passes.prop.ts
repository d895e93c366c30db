import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrongCount, wrongRow, wrongStart, wrongValue } from "../../src/corpus/snapshot-passes.js";
import { firstDescent, packStrings } from "../../src/corpus/snapshot-strings.js";
import * as oracle from "../oracle/snapshot-passes.js";

/** More than passes take at once, so that what is wrong falls on both sides of where stretches meet. */
const LENGTH = 3 * 4_096 + 5;
const place = fc.oneof(fc.nat(LENGTH - 1), fc.constantFrom(0, 1, 4_094, 4_095, 4_096, 4_097, 8_192, LENGTH - 2, LENGTH - 1));
const odd = fc.constantFrom(NaN, Infinity, -Infinity, -1, -0, 0, 0.5, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53, LENGTH, 5_000);
const edits = fc.array(fc.tuple(place, odd), { maxLength: 2 });

function edited<A extends Float64Array | Float32Array | Uint32Array>(array: A, changes: ReadonlyArray<readonly [number, number]>): A {
  for (const [at, value] of changes) array[at] = value;
  return array;
}

describe("a pass over a snapshot's array finds the first entry that is wrong, as the slow one does,", () => {
  it("among starts", () => {
    fc.assert(
      fc.property(edits, (changes) => {
        const ascending = Uint32Array.from({ length: LENGTH }, (_, at) => at >> 1);
        for (const start of [edited(Float64Array.from(ascending), changes), edited(ascending, changes)])
          expect(wrongStart(start)).toBe(oracle.wrongStart(start));
      }),
    );
  });

  it("among starts that are no whole numbers, though they ascend", () => {
    for (const at of [1, 4_095, 4_096, 4_097, LENGTH - 1]) {
      const start = Float64Array.from({ length: LENGTH }, (_, each) => each);
      start[at]! -= 0.5;
      expect(wrongStart(start)).toBe(at);
    }
  });

  it("among strings where neighbours are equal", () => {
    for (const at of [1, 4_095, 4_096, 4_097, LENGTH - 1]) {
      const strings = Array.from({ length: LENGTH }, (_, each) => String(each).padStart(6, "0"));
      strings[at] = strings[at - 1]!;
      expect(firstDescent(packStrings(strings), 0, LENGTH)).toBe(at);
    }
  });

  it("among counts and values", () => {
    fc.assert(
      fc.property(edits, odd, (changes, most) => {
        const count = edited(new Uint32Array(LENGTH).fill(1), changes);
        expect(wrongCount(count, most)).toBe(oracle.wrongCount(count, most));
        for (const value of [edited(new Float64Array(LENGTH), changes), edited(new Float32Array(LENGTH), changes)])
          expect(wrongValue(value)).toBe(oracle.wrongValue(value));
      }),
    );
  });

  it("among rows", () => {
    fc.assert(
      fc.property(edits, edits, fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 2, 3, 5_000), (columns, values, size, columnCount) => {
        const rowStart = Uint32Array.from({ length: LENGTH }, (_, r) => r * size);
        const column = edited(
          Uint32Array.from({ length: (LENGTH - 1) * size }, (_, e) => e % size),
          columns,
        );
        const value = edited(new Float32Array(column.length).fill(1), values);
        expect(wrongRow(rowStart, column, value, columnCount)).toBe(oracle.wrongRow(rowStart, column, value, columnCount));
      }),
    );
  });

  it("among strings", () => {
    const ordered = Array.from({ length: LENGTH }, (_, at) => String(at).padStart(6, "0"));
    const text = fc.constantFrom("", "0", "000007", "00000", "0000070", "009999", "\ud800", "余热");
    fc.assert(
      fc.property(fc.array(fc.tuple(place, text), { maxLength: 2 }), place, place, (changes, a, b) => {
        const strings = [...ordered];
        for (const [at, each] of changes) strings[at] = each;
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const packed = packStrings(strings);
        expect(firstDescent(packed, 0, LENGTH)).toBe(oracle.firstDescent(strings, 0, LENGTH));
        expect(firstDescent(packed, from, to)).toBe(oracle.firstDescent(strings, from, to));
      }),
    );
  });
});
