import { describe, expect, it } from "vitest";
import { bootstrapInterval, randomisationTest } from "../../src/evaluate/index.js";
import { createRandom } from "../../src/kernel/random.js";

describe("a bootstrap interval", () => {
  const coins = Array.from({ length: 100 }, (_, at) => at % 2);

  it("of a hundred fair coins is about 0.5 ± 1.96 · 0.05", () => {
    const [low, high] = bootstrapInterval(coins, { samples: 10_000 })!;
    expect(Math.abs(low - (0.5 - 1.96 * 0.05))).toBeLessThan(0.015);
    expect(Math.abs(high - (0.5 + 1.96 * 0.05))).toBeLessThan(0.015);
  });

  it("is the same for the same seed", () => {
    expect(bootstrapInterval(coins, { seed: 7 })).toEqual(bootstrapInterval(coins, { seed: 7 }));
  });

  it("is narrower at a lower level", () => {
    const [low95, high95] = bootstrapInterval(coins)!;
    const [low50, high50] = bootstrapInterval(coins, { level: 0.5 })!;
    expect(low50).toBeGreaterThan(low95);
    expect(high50).toBeLessThan(high95);
  });

  it("leaves out needs without a value, and is null without any", () => {
    expect(bootstrapInterval([null, 0.25, null])).toEqual([0.25, 0.25]);
    expect([bootstrapInterval([]), bootstrapInterval([null])]).toEqual([null, null]);
  });

  it("of one sample is that sample's mean twice", () => {
    const [low, high] = bootstrapInterval(coins, { samples: 1 })!;
    expect(low).toBe(high);
  });
});

describe("the paired randomisation test", () => {
  it("of differences 1 1 1 1 1 gives 2 of 32 sign assignments", () => {
    // only +++++ and −−−−− are as far from 0
    const p = randomisationTest([1, 1, 1, 1, 1], [0, 0, 0, 0, 0], { rounds: 40_000 });
    expect(Math.abs(p - 2 / 32)).toBeLessThan(0.005);
  });

  it("of differences 3 1 1 gives 2 of 8: only +++ and −−− reach 5", () => {
    expect(Math.abs(randomisationTest([3, 1, 1], [0, 0, 0], { rounds: 40_000 }) - 2 / 8)).toBeLessThan(0.01);
  });

  it("is two-sided: exchanging the runs changes nothing", () => {
    const random = createRandom(3);
    const a = Array.from({ length: 30 }, () => random());
    const b = Array.from({ length: 30 }, () => random());
    expect(randomisationTest(a, b)).toBe(randomisationTest(b, a));
  });

  it("is 1 where nothing differs, and 1 / (rounds + 1) at least", () => {
    expect(randomisationTest([0.3, 0.4], [0.3, 0.4])).toBe(1);
    expect(randomisationTest([], [])).toBe(1);
    const ones = new Array<number>(60).fill(1);
    expect(randomisationTest(ones, new Array<number>(60).fill(0), { rounds: 99 })).toBe(1 / 100);
  });

  it("leaves out needs where either run has no value", () => {
    expect(randomisationTest([1, null, 1, 1], [0, 0, null, 0], { seed: 5 })).toBe(randomisationTest([1, 1], [0, 0], { seed: 5 }));
  });

  it("refuses runs over different needs", () => {
    expect(() => randomisationTest([1], [1, 2])).toThrow(RangeError);
  });
});
