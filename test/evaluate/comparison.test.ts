import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRuns, holmAdjust, needsForEffect } from "../../src/evaluate/index.js";
import { inverseNormal } from "../../src/evaluate/normal.js";

describe("Holm's correction", () => {
  it("of .01 .04 .03 .005 is .03 .06 .06 .02", () => {
    // ascending .005·4, .01·3, .03·2, .04·1, then each at least the one before
    expect(holmAdjust([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it("never lowers a p-value, never exceeds 1, keeps their order, and is below Bonferroni", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (pValues) => {
        const adjusted = holmAdjust(pValues);
        adjusted.forEach((value, at) => {
          expect(value).toBeGreaterThanOrEqual(pValues[at]!);
          expect(value).toBeLessThanOrEqual(Math.min(1, pValues[at]! * pValues.length) + 1e-15);
          pValues.forEach((other, index) => {
            if (other < pValues[at]!) expect(adjusted[index]!).toBeLessThanOrEqual(value);
          });
        });
      }),
    );
  });
});

describe("two runs compared", () => {
  it("give the mean difference, Cohen's d_z and who wins", () => {
    // differences .1 .3 −.1 0: mean .075, squares .000625 .050625 .030625 .005625 = .0875, ÷ 3 = .0291667, root .170783
    const comparison = compareRuns([0.5, 0.5, 0.5, 0.5, null], [0.6, 0.8, 0.4, 0.5, 1]);
    expect(comparison).toMatchObject({ needs: 4, wins: 2, losses: 1, ties: 1 });
    expect(comparison.difference).toBeCloseTo(0.075, 12);
    expect(comparison.effectSize).toBeCloseTo(0.075 / 0.170783, 5);
  });

  it("that nobody can compare have no difference, no interval and p = 1", () => {
    expect(compareRuns([null, 1], [1, null])).toEqual({
      needs: 0,
      difference: null,
      interval: null,
      pValue: 1,
      effectSize: null,
      wins: 0,
      losses: 0,
      ties: 0,
    });
  });

  it("that differ alike everywhere have no effect size: nothing varies", () => {
    expect(compareRuns([0, 0.25], [0.25, 0.5]).effectSize).toBeNull();
  });
});

describe("the number of needs for an effect", () => {
  // G*Power 3.1, paired t-test, two tails, α .05: d_z .2, .5, .8 at power .8 want 199, 34, 15; d_z .5 at power .95 wants 54.
  it("equals the exact t-test's", () => {
    expect([0.2, 0.5, 0.8].map((effect) => needsForEffect({ effect, deviation: 1 }))).toEqual([199, 34, 15]);
    expect(needsForEffect({ effect: 0.5, deviation: 1, power: 0.95 })).toBe(54);
  });

  it("refuses an effect of nothing", () => {
    expect(() => needsForEffect({ effect: 0, deviation: 1 })).toThrow(RangeError);
    expect(() => needsForEffect({ effect: 1, deviation: NaN })).toThrow(RangeError);
    expect(() => needsForEffect({ effect: 1, deviation: 1, power: 1 })).toThrow(RangeError);
  });

  it("rests on quantiles of the normal distribution: 1.959964, 0.841621, −2.326348", () => {
    expect([0.975, 0.8, 0.01].map((p) => Number(inverseNormal(p).toFixed(6)))).toEqual([1.959964, 0.841621, -2.326348]);
  });
});
