import { describe, expect, it } from "vitest";
import { measure, quantile } from "../../benchmarks/measure.js";

describe("measuring", () => {
  it("runs each contender once to warm up and once a round, starting with another one each round", () => {
    const order: string[] = [];
    measure({ a: { run: () => order.push("a"), units: 1 }, b: { run: () => order.push("b"), units: 1 } }, { rounds: 2 });
    expect(order.join("")).toBe("ab" + "ab" + "ba");
  });

  it("gives times a unit and ratios to the first contender", () => {
    const busy = (turns: number) => () => {
      let x = 0;
      for (let at = 0; at < turns * 200_000; at++) x += Math.sqrt(at);
      if (x < 0) throw new Error("impossible");
    };
    const { one, five } = measure({ one: { run: busy(10), units: 10 }, five: { run: busy(50), units: 10 } });
    expect(one.ratio).toBe(1);
    expect(five.ratio).toBeGreaterThan(2);
    expect(five.ratio).toBeLessThan(12);
  });

  it("interpolates quantiles between order statistics", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
    expect(quantile([7], 0.75)).toBe(7);
  });
});
