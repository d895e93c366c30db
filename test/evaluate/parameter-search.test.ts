import { describe, expect, it } from "vitest";
import { drawParameters, EvaluateError, nestedChoice } from "../../src/evaluate/index.js";

const ids = Array.from({ length: 20 }, (_, at) => `n${at}`);

describe("random search over a declared space", () => {
  const space = {
    k1: { kind: "logarithmic", low: 0.5, high: 8 },
    b: { kind: "even", low: 0, high: 1 },
    words: { kind: "choice", values: ["a", "b"] },
  } as const;

  it("draws within the ranges, the same for the same seed, and more of them begin alike", () => {
    const drawn = drawParameters(space, { count: 50, seed: 3 });
    for (const { k1, b, words } of drawn) {
      expect(k1 as number).toBeGreaterThanOrEqual(0.5);
      expect(k1 as number).toBeLessThan(8);
      expect((b as number) >= 0 && (b as number) < 1).toBe(true);
      expect(["a", "b"]).toContain(words);
    }
    expect(drawParameters(space, { count: 10, seed: 3 })).toEqual(drawn.slice(0, 10));
    expect(drawParameters(space, { count: 10, seed: 4 })).not.toEqual(drawn.slice(0, 10));
    expect(drawn.filter(({ k1 }) => (k1 as number) < 2).length).toBeGreaterThan(15);
  });

  it("refuses what is no range", () => {
    for (const [kind, low, high] of [
      ["even", 1, 0],
      ["even", NaN, 1],
      ["logarithmic", 0, 1],
    ] as const)
      expect(() => drawParameters({ x: { kind, low, high } }, { count: 1 })).toThrow(RangeError);
  });
});

describe("choosing among runs", () => {
  it("takes a run that is better on every need, and every fold agrees", () => {
    const chosen = nestedChoice(ids, [ids.map(() => 0.5), ids.map((_, at) => 0.6 + at / 100), ids.map(() => 0.1)]);
    expect([chosen.verdict, chosen.chosen, chosen.folds.map((fold) => fold.chosen)]).toEqual(["gain", 1, [1, 1, 1, 1, 1]]);
  });

  it("keeps the default where the best of many runs is best by chance", () => {
    const noise = Array.from({ length: 12 }, (_, run) => ids.map((_, at) => 0.5 + 0.1 * Math.sin(37 * run + 101 * at + run * at)));
    expect(nestedChoice(ids, [ids.map(() => 0.52), ...noise])).toMatchObject({ verdict: "no-gain", chosen: 0 });
  });

  it("leaves out needs that a run does not have, and refuses when one is left", () => {
    const runs = [ids.map(() => 0.5), ids.map((_, at) => (at === 0 ? null : 0.5))];
    expect(nestedChoice(ids, runs).values[0]).toBeNull();
    expect(() =>
      nestedChoice(
        ids.slice(0, 2),
        runs.map((run) => run.slice(0, 2)),
        { folds: 2 },
      ),
    ).toThrow(EvaluateError);
  });
});
