import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textHash } from "../../src/kernel/text-hash.js";

/** The definition, byte by byte, in whole numbers of any length. */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, "0");
}

describe("textHash", () => {
  // The draft's own test vectors.
  it.each([
    ["", "cbf29ce484222325"],
    ["a", "af63dc4c8601ec8c"],
    ["foobar", "85944171f73967e8"],
  ])("of %j is the published one", (text, hash) => {
    expect(textHash(text)).toBe(hash);
  });

  it.each(["余热回收", "é", "😀", "half \uD800", "\uDC00\uD800", "\u0000"])("of %j goes by its UTF-8", (text) => {
    expect(textHash(text)).toBe(fnv1a64(text));
  });

  it("is the definition's for any text, half characters included", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(textHash(text)).toBe(fnv1a64(text));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff)), (units) => {
        const text = String.fromCharCode(...units);
        expect(textHash(text)).toBe(fnv1a64(text));
      }),
    );
  });
});
