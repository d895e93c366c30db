import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CompensatedSum, sumOf } from "../../src/kernel/sum.js";

describe("sumOf", () => {
  it("keeps what a plain sum loses", () => {
    expect(sumOf([1, 1e100, 1, -1e100])).toBe(2);
    expect(sumOf(new Array<number>(10).fill(0.1))).toBe(1);
  });

  it("is 0 for none", () => {
    expect(sumOf([])).toBe(0);
    expect(new CompensatedSum().value).toBe(0);
  });

  it("equals the exact sum of integers beyond 2⁵³ within one rounding", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), (values) => {
        const exact = Number(values.reduce((sum, value) => sum + BigInt(value), 0n));
        expect(Math.abs(sumOf(values) - exact)).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -52);
      }),
    );
  });
});
