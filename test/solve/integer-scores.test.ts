import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SolveError } from "../../src/solve/index.js";
import { roundScores, toUnits } from "../../src/solve/integer-scores.js";

describe("roundScores", () => {
  it("takes the largest power of two that every score is a multiple of", () => {
    expect(roundScores(Float64Array.of(12, -4, 0), 100)).toMatchObject({ unit: 4, rounding: 0 });
    expect(roundScores(Float64Array.of(0.5, 0.75), 100)).toMatchObject({ unit: 0.25, rounding: 0 });
  });

  it("takes the finest unit that fits where that one does not", () => {
    const { unit, rounding, gain } = roundScores(Float64Array.of(0.1, 1, -1 / 3), 2 ** 20);
    expect(unit).toBe(2 ** -32);
    expect(rounding).toBeGreaterThan(0);
    expect(rounding).toBeLessThanOrEqual(unit / 2);
    expect([...gain]).toEqual([429496730, 2 ** 32, -1431655765]);
  });

  it("has unit 1 where all scores are 0, and never makes −0", () => {
    const { unit, gain } = roundScores(Float64Array.of(0, -0), 4);
    expect(unit).toBe(1);
    expect(gain.every((value) => Object.is(value, 0))).toBe(true);
  });

  it("refuses a unit so coarse that the sixth decimal would be lost", () => {
    const refused = () => roundScores(Float64Array.of(0.1, 1), 2 ** 40);
    expect(refused).toThrow(SolveError);
    expect(refused).toThrow("scores-too-coarse");
  });

  it("accepts a coarse unit of which all scores are multiples", () => {
    expect(roundScores(Float64Array.of(1, 2, 3), 2 ** 40).unit).toBe(1);
  });
});

describe("toUnits", () => {
  it("rounds to the nearest unit as Math.round does, at halves, next to halves and beyond 2⁵², and never gives −0", () => {
    const around = [0.5, 1.5, 2 ** 30 + 0.5, 2 ** 51 - 0.5, 2 ** 52 - 0.5, 2 ** 52 + 1, 2 ** 53 - 1, 1e-20, 0].flatMap((value) => {
      const step = value === 0 ? Number.MIN_VALUE : 2 ** (Math.floor(Math.log2(value)) - 52);
      return [value - step, value, value + step].flatMap((near) => [near, -near, near / 2]);
    });
    for (const value of around) {
      expect([value, toUnits(value, 1)]).toEqual([value, Math.round(value) + 0]);
      expect([value, toUnits(value * 2 ** -10, 2 ** -10)]).toEqual([value, Math.round((value * 2 ** -10) / 2 ** -10) + 0]);
    }
    fc.assert(
      fc.property(fc.double({ min: -(2 ** 53), max: 2 ** 53, noNaN: true }), (value) => {
        expect(toUnits(value, 1)).toBe(Math.round(value) + 0);
      }),
      { numRuns: 1000 },
    );
  });
});
