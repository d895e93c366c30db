import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { specificationLikeness } from "../../src/score/specification.js";
import type { Comparator, Quantity } from "../../src/text/quantity.js";

const size = fc.oneof(fc.double({ noNaN: true, min: -1e100, max: 1e100 }), fc.integer({ min: -5, max: 5 }), fc.constant(0));
const comparators: readonly Comparator[] = [">=", ">", "<=", "<", "=", "≈", "up-to", "±", "range"];

function quantityOf(name: string, comparator: Comparator, one: number, other: number, dimension: string, at: number): Quantity {
  const [low, high] =
    comparator === "range"
      ? [Math.min(one, other), Math.max(one, other)]
      : comparator === ">=" || comparator === ">"
        ? [one, Infinity]
        : comparator === "=" || comparator === "≈"
          ? [one, one]
          : comparator === "±"
            ? [-Math.abs(one), Math.abs(one)]
            : [-Infinity, one];
  const value = comparator === "range" ? (low + high) / 2 : one;
  return { name, comparator, value, low: low, high: high, dimension, wording: String(one), start: at, end: at + 1 };
}

const quantity = fc
  .tuple(
    fc.constantFrom("抗拉强度", "拉伸强度", "硬度", "表面硬度", "进水浓度", "出水浓度", ""),
    fc.constantFrom(...comparators),
    size,
    size,
    fc.constantFrom("1", "K", "m", "dB"),
    fc.nat(6),
  )
  .map((parts) => quantityOf(...parts));
const side = fc.array(quantity, { maxLength: 6 });

describe("specificationLikeness", () => {
  it("lies from 0 to 1, sorts every quantity of the need, and is 1 exactly where nothing is missed", () => {
    fc.assert(
      fc.property(side, side, (need, outcome) => {
        const found = specificationLikeness(need, outcome);
        if (found === undefined) return;
        expect(found.value).toBeGreaterThanOrEqual(0);
        expect(found.value).toBeLessThanOrEqual(1);
        expect(found.met.length + found.missed.length + found.unknown.length).toBeLessThanOrEqual(need.length);
        expect(found.value === 1).toBe(found.missed.length === 0);
        for (const { grade } of found.missed) expect(grade).toBeLessThan(1);
      }),
      { numRuns: 2000 },
    );
  });

  it("does not depend on the order of either side", () => {
    fc.assert(
      fc.property(
        side.chain((need) => fc.tuple(fc.constant(need), fc.shuffledSubarray(need, { minLength: need.length }))),
        side.chain((outcome) => fc.tuple(fc.constant(outcome), fc.shuffledSubarray(outcome, { minLength: outcome.length }))),
        ([need, shuffledNeed], [outcome, shuffledOutcome]) => {
          expect(specificationLikeness(shuffledNeed, shuffledOutcome)).toEqual(specificationLikeness(need, outcome));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("meets every need but a strict one with its own words", () => {
    fc.assert(
      fc.property(quantity, (asked) => {
        if (asked.name === "") return;
        expect(specificationLikeness([asked], [asked])!.value).toBe(1);
      }),
    );
  });

  it("never grades a point higher that lies further below a lower bound, or above an upper one", () => {
    const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, fc.constantFrom(">=" as const, "<=" as const), (bound, a, b, comparator) => {
        const need = quantityOf("硬度", comparator, bound, bound, "m", 0);
        const grade = (value: number): number => specificationLikeness([need], [quantityOf("硬度", "=", value, value, "m", 0)])!.value;
        const [less, more] = a < b ? [a, b] : [b, a];
        if (comparator === ">=") expect(grade(less)).toBeLessThanOrEqual(grade(more));
        else expect(grade(more)).toBeLessThanOrEqual(grade(less));
      }),
    );
  });

  it("leaves its inputs as they were", () => {
    fc.assert(
      fc.property(side, side, (need, outcome) => {
        const before = structuredClone([need, outcome]);
        specificationLikeness(Object.freeze(need), Object.freeze(outcome));
        expect([need, outcome]).toEqual(before);
      }),
    );
  });
});
