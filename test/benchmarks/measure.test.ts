import { describe, expect, it } from "vitest";
import { measure, quantile } from "../../benchmarks/measure.js";

describe("measuring", () => {
  it("runs each contender once to warm up and once a round, in an order drawn anew, the same in every run", () => {
    const orderOf = (rounds: number): string => {
      const order: string[] = [];
      const contender = (name: string) => ({ run: () => order.push(name), units: 1 });
      measure({ a: contender("a"), b: contender("b"), c: contender("c"), d: contender("d") }, { rounds });
      return order.join("");
    };
    const order = orderOf(24);
    expect(order.slice(0, 4)).toBe("abcd");
    const rounds = order.slice(4).match(/.{4}/g)!;
    for (const round of rounds) expect([...round].sort().join("")).toBe("abcd");
    // No contender always comes after the same one.
    const before = new Set([...order].flatMap((name, at) => (name === "a" && at > 0 ? [order[at - 1]] : [])));
    expect([...before].sort()).toEqual(expect.arrayContaining(["b", "c", "d"]));
    expect(orderOf(24)).toBe(order);
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
