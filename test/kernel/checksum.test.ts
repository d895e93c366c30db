import { describe, expect, it } from "vitest";
import { checksum32 } from "../../src/kernel/checksum.js";

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("checksum32", () => {
  // Published with the algorithm and its ports.
  it.each([
    ["", 0, 0x02cc5d05],
    ["a", 0, 0x550d7456],
    ["abc", 0, 0x32d153ff],
    ["Nobody inspects the spammish repetition", 0, 0xe2293b2f],
    ["", 0x9e3779b1, 0x36b78ae7],
  ])("of %j with seed %d is the published one", (text, seed, sum) => {
    expect(checksum32(ascii(text), seed)).toBe(sum);
  });

  it("of the published test buffer is the published one, with and without a seed", () => {
    // xxhsum's sanity buffer: the high byte of a state that starts at the prime and is multiplied by itself.
    const bytes = new Uint8Array(101);
    let state = 2654435761n;
    bytes.forEach((_, at) => {
      bytes[at] = Number((state >> 24n) & 0xffn);
      state = (state * state) & 0xffffffffn;
    });
    expect([1, 14, 101].map((length) => checksum32(bytes.subarray(0, length)))).toEqual([0xb85cbee5, 0xe5aa0ab4, 0x1f1aa412]);
    expect([1, 14, 101].map((length) => checksum32(bytes.subarray(0, length), 2654435761))).toEqual([0xd5845d64, 0x4481951d, 0x498ec8e2]);
  });

  it("changes with every flipped bit, whatever the length", () => {
    for (const length of [1, 4, 7, 16, 35, 64]) {
      const bytes = Uint8Array.from({ length }, (_, at) => at * 37);
      const sum = checksum32(bytes);
      for (let bit = 0; bit < 8 * length; bit++) {
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(checksum32(bytes)).not.toBe(sum);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
      }
    }
  });

  it("changes when zeros are put at the end", () => {
    expect(checksum32(new Uint8Array(8))).not.toBe(checksum32(new Uint8Array(12)));
  });
});
