import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitIsotonic, isotonicAt, type IsotonicPoint } from "../../src/evaluate/index.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";

/** The min-max formula, tried on every range: the largest over j ≤ i of the smallest over k ≥ i of the mean from j to k. */
function minMax(points: ReadonlyArray<Required<IsotonicPoint>>): ReadonlyMap<number, number> {
  const scores = [...new Set(points.map(({ score }) => score))].sort((a, b) => a - b);
  const mean = (from: number, to: number): number => {
    const inside = points.filter(({ score }) => score >= from && score <= to);
    const weight = inside.reduce((sum, point) => sum + point.weight, 0);
    return inside.reduce((sum, point) => sum + point.value * point.weight, 0) / weight;
  };
  return new Map(
    scores.map((own, i) => [
      own,
      Math.max(...scores.slice(0, i + 1).map((from) => Math.min(...scores.slice(i).map((to) => mean(from, to))))),
    ]),
  );
}

// Whole numbers: every sum is exact, so the two ways agree to the last bit.
const points = fc.array(
  fc.record({ score: fc.integer({ min: -6, max: 6 }), value: fc.integer({ min: 0, max: 3 }), weight: fc.integer({ min: 1, max: 4 }) }),
  { maxLength: 25 },
);

describe("fitIsotonic", () => {
  it("equals the min-max formula at every score, to the last bit", () => {
    fc.assert(
      fc.property(points, (points) => {
        const blocks = fitIsotonic(points);
        for (const [score, value] of minMax(points)) expect(isotonicAt(blocks, score)).toBe(value);
      }),
      { numRuns: 300 },
    );
  });

  it("gives blocks that ascend strictly, hold all weight, and keep the weighted mean", () => {
    fc.assert(
      fc.property(points, (points) => {
        const blocks = fitIsotonic(points);
        for (let at = 1; at < blocks.length; at++) {
          expect(blocks[at]!.value).toBeGreaterThan(blocks[at - 1]!.value);
          expect(blocks[at]!.from).toBeGreaterThan(blocks[at - 1]!.to);
        }
        expect(blocks.reduce((sum, { weight }) => sum + weight, 0)).toBe(points.reduce((sum, { weight }) => sum + weight, 0));
        const fitted = blocks.reduce((sum, { value, weight }) => sum + value * weight, 0);
        expect(fitted).toBeCloseTo(
          points.reduce((sum, { value, weight }) => sum + value * weight, 0),
          9,
        );
      }),
    );
  });

  it("does not depend on the order of the points, whatever the numbers", () => {
    const any = fc.record({
      score: fc.constantFrom(0, 0.1, 0.2, 0.3),
      value: fc.double({ min: 0, max: 3, noNaN: true }),
      weight: fc.double({ min: 0, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), fc.nat(), (points, seed) => {
        expect(fitIsotonic(shuffle([...points], createRandom(seed)))).toEqual(fitIsotonic(points));
      }),
    );
  });

  it("a point of weight 2 counts as two points, one of weight 0 as none", () => {
    const twice = fitIsotonic([{ score: 1, value: 3, weight: 2 }, { score: 2, value: 0 }, { score: 0, value: 9, weight: 0 }]); // prettier-ignore
    expect(twice).toEqual(fitIsotonic([{ score: 1, value: 3 }, { score: 1, value: 3 }, { score: 2, value: 0 }])); // prettier-ignore
    expect(twice).toEqual([{ from: 1, to: 2, value: 2, weight: 3 }]);
  });

  it("of no points is empty, and has no value anywhere", () => {
    expect(fitIsotonic([])).toEqual([]);
    expect(isotonicAt([], 1)).toBeNull();
  });

  it.each<[string, IsotonicPoint]>([
    ["a score that is not finite", { score: NaN, value: 1 }],
    ["a value that is not finite", { score: 1, value: Infinity }],
    ["a negative weight", { score: 1, value: 1, weight: -1 }],
    ["an endless weight", { score: 1, value: 1, weight: Infinity }],
  ])("refuses %s", (_, point) => {
    expect(() => fitIsotonic([point])).toThrow(RangeError);
  });
});

describe("isotonicAt", () => {
  it("never falls as the score rises, and stays between the lowest and the highest value", () => {
    const at = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(points, at, at, (points, a, b) => {
        fc.pre(points.length > 0);
        const blocks = fitIsotonic(points);
        const [low, high] = [isotonicAt(blocks, Math.min(a, b))!, isotonicAt(blocks, Math.max(a, b))!];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(blocks[0]!.value);
        expect(high).toBeLessThanOrEqual(blocks.at(-1)!.value);
      }),
    );
  });
});
