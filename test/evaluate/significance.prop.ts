import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapInterval, compareRuns, holmAdjust, randomisationTest } from "../../src/evaluate/index.js";
import { exactBootstrapMeans, exactRandomisation } from "../oracle/exact-significance.js";

const ROUNDS = 4_000;
const SAMPLES = 4_000;
/** Of a share p drawn n times; five of them are passed once in two million draws. */
const standardError = (p: number, n: number): number => Math.sqrt((p * (1 - p)) / n);

describe("the randomisation test", () => {
  it("is that of all sign assignments, but for the error of drawing: up to 9 needs, ties and zeros among them", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 }), fc.nat(1_000), (differences, seed) => {
        const exact = exactRandomisation(differences);
        const zeros = differences.map(() => 0);
        const drawn = randomisationTest(differences, zeros, { seed, rounds: ROUNDS });
        expect(Math.abs(drawn - exact)).toBeLessThanOrEqual(5 * standardError(exact, ROUNDS) + 1 / ROUNDS);
      }),
      { numRuns: 60 },
    );
  });

  it("is two-sided: which run comes first does not matter beyond drawing, and a need without a value takes no part", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 }), (differences) => {
        const zeros = differences.map(() => 0);
        const there = randomisationTest(differences, zeros, { rounds: ROUNDS });
        expect(randomisationTest(zeros, differences, { rounds: ROUNDS })).toBe(there);
        expect(randomisationTest([...differences, null, 3], [...zeros, 1, null], { rounds: ROUNDS })).toBe(there);
      }),
      { numRuns: 30 },
    );
  });

  it("is never 0, so that no gain is called certain", () => {
    const values = Array.from({ length: 60 }, () => 1);
    expect(
      randomisationTest(
        values,
        values.map(() => 0),
        { rounds: 500 },
      ),
    ).toBe(1 / 501);
  });

  it("keeps its level: of 400 comparisons of nothing, about a twentieth pass it", () => {
    const noise = (seed: number) => Array.from({ length: 12 }, (_, at) => ((Math.imul(seed * 31 + at, 0x9e3779b1) >>> 8) % 2001) - 1000);
    const passed = Array.from({ length: 400 }, (_, seed) => exactRandomisation(noise(seed + 1)) <= 0.05).filter(Boolean).length;
    // 20 expected, standard deviation 4.4
    expect(passed).toBeGreaterThan(4);
    expect(passed).toBeLessThan(38);
  });

  it("refuses rounds that are none", () => {
    for (const rounds of [0, 1.5, NaN]) expect(() => randomisationTest([1], [0], { rounds })).toThrow(RangeError);
  });
});

describe("the bootstrap interval", () => {
  it("ends at the quantiles of all n^n samples, but for the error of drawing: up to 5 needs", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0.5, 0.8, 0.95),
        fc.nat(1_000),
        (values, level, seed) => {
          const means = exactBootstrapMeans(values);
          const [low, high] = bootstrapInterval(values, { level, seed, samples: SAMPLES })!;
          const tail = (1 - level) / 2;
          const slack = 5 * standardError(tail, SAMPLES) + 1 / SAMPLES;
          const shareBelow = (end: number): number => means.filter((mean) => mean < end - 1e-12).length / means.length;
          const shareUpTo = (end: number): number => means.filter((mean) => mean <= end + 1e-12).length / means.length;
          for (const [end, share] of [
            [low, tail],
            [high, 1 - tail],
          ] as const) {
            expect(shareBelow(end)).toBeLessThanOrEqual(share + slack);
            expect(shareUpTo(end)).toBeGreaterThanOrEqual(share - slack);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("refuses samples and levels that are none, instead of giving NaN", () => {
    for (const options of [{ samples: 0 }, { samples: 1.5 }, { level: NaN }, { level: 2 }])
      expect(() => bootstrapInterval([1, 2], options)).toThrow(RangeError);
  });
});

describe("Holm's correction", () => {
  it("rejects what the step-down procedure rejects, at any level", () => {
    const p = fc.integer({ min: 0, max: 40 }).map((whole) => whole / 200);
    fc.assert(
      fc.property(fc.array(p, { maxLength: 8 }), fc.constantFrom(0.01, 0.05, 0.1), (pValues, alpha) => {
        // Holm 1979: from the smallest on, reject while p_(i) ≤ α / (m − i + 1).
        const ascending = [...pValues].sort((a, b) => a - b);
        let stop = 0;
        while (stop < ascending.length && ascending[stop]! * (ascending.length - stop) <= alpha) stop++;
        expect(holmAdjust(pValues).filter((adjusted) => adjusted <= alpha)).toHaveLength(stop);
      }),
    );
  });
});

describe("the effect size", () => {
  it("does not depend on the unit, and turns its sign with the runs", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 9 }), (differences) => {
        const zeros = differences.map(() => 0);
        const options = { rounds: 10, samples: 10 };
        const d = compareRuns(zeros, differences, options).effectSize;
        const scaled = compareRuns(
          zeros,
          differences.map((difference) => difference * 8),
          options,
        ).effectSize;
        const turned = compareRuns(differences, zeros, options).effectSize;
        if (d === null) expect([scaled, turned]).toEqual([null, null]);
        else {
          expect(scaled).toBeCloseTo(d, 12);
          expect(turned).toBeCloseTo(-d, 12);
        }
      }),
    );
  });
});
