import { describe, expect, it } from "vitest";
import { createRandom, hashString, randomInteger, shuffle } from "../../src/kernel/random.js";

describe("createRandom", () => {
  it("gives the same sequence for the same seed on every engine", () => {
    const random = createRandom(42);
    expect([random(), random(), random()].map((value) => Math.round(value * 2 ** 32))).toEqual([939911724, 3948730756, 321366731]);
    expect(createRandom(42)()).not.toBe(createRandom(43)());
  });

  it("stays in [0, 1) and spreads evenly over ten bins", () => {
    const random = createRandom(1);
    const bins = new Array<number>(10).fill(0);
    for (let drawn = 0; drawn < 10_000; drawn++) {
      const value = random();
      expect(value >= 0 && value < 1).toBe(true);
      bins[Math.floor(value * 10)]!++;
    }
    // Four standard deviations of a binomial with n = 10,000 and p = 0.1.
    for (const count of bins) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });
});

describe("randomInteger", () => {
  it("reaches every integer below the bound and no other", () => {
    const random = createRandom(3);
    expect([...new Set(Array.from({ length: 200 }, () => randomInteger(random, 5)))].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("shuffle", () => {
  it("keeps the items and is the same for the same seed", () => {
    const items = Array.from({ length: 20 }, (_, at) => at);
    const one = shuffle([...items], createRandom(9));
    expect(one).toEqual(shuffle([...items], createRandom(9)));
    expect(one).not.toEqual(items);
    expect([...one].sort((a, b) => a - b)).toEqual(items);
    expect(shuffle([], createRandom(1))).toEqual([]);
  });
});

describe("hashString", () => {
  it("is an unsigned 32-bit number that depends on every code unit, their order and the seed", () => {
    const hashes = ["", "a", "b", "ab", "ba", "中", "中文"].map((text) => hashString(text));
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) expect(hash >= 0 && hash < 2 ** 32 && Number.isInteger(hash)).toBe(true);
    expect(hashString("a", 1)).not.toBe(hashString("a"));
    expect([hashString("n1"), hashString("需求")]).toEqual([4178943319, 1460188293]);
  });
});
