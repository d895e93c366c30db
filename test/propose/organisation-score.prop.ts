import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COUNTED_PAIRS, organisationScore } from "../../src/alliances.js";

interface Pair {
  readonly need: number;
  readonly outcome: number;
  readonly score: number;
}

/** Below it numbers lose digits, so that shares of one can vanish. */
const SMALLEST_NORMAL = 2 ** -1022;
const score = fc
  .oneof(fc.double({ min: 0, max: 1.5, noNaN: true }), fc.constantFrom(0, 0.3, 0.5, 1))
  .map((value) => (value < SMALLEST_NORMAL ? 0 : value));
const pairs: fc.Arbitrary<Pair[]> = fc
  .uniqueArray(fc.tuple(fc.nat(5), fc.nat(5), score), { maxLength: 14, selector: ([need, outcome]) => `${need},${outcome}` })
  .map((list) => list.map(([need, outcome, score]) => ({ need, outcome, score })).sort((a, b) => a.need - b.need || a.outcome - b.outcome));

/** Every set of at most four pairs without a record in common. */
function best(pairs: readonly Pair[], size = COUNTED_PAIRS): number {
  const walk = (from: number, chosen: readonly Pair[]): number => {
    let power = chosen.reduce((sum, pair) => sum + pair.score ** 4, 0);
    if (chosen.length === size) return power;
    for (let at = from; at < pairs.length; at++) {
      const pair = pairs[at]!;
      if (chosen.some(({ need, outcome }) => need === pair.need || outcome === pair.outcome)) continue;
      power = Math.max(power, walk(at + 1, [...chosen, pair]));
    }
    return power;
  };
  return walk(0, []) ** (1 / 4);
}

describe("the score of two organisations", () => {
  it("is that of the best assignment of at most four pairs, by trying them all", () => {
    fc.assert(
      fc.property(pairs, (pairs) => {
        expect(organisationScore(pairs).score).toBeCloseTo(best(pairs), 9);
      }),
      { numRuns: 300 },
    );
  });

  it("counts no need and no outcome twice, and its shares add up", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const { score, pairs } = organisationScore(all);
        expect(new Set(pairs.map(({ need }) => need)).size).toBe(pairs.length);
        expect(new Set(pairs.map(({ outcome }) => outcome)).size).toBe(pairs.length);
        expect(pairs.length).toBeLessThanOrEqual(COUNTED_PAIRS);
        for (const { contribution } of pairs) expect(contribution).toBeGreaterThan(0);
        const sum = pairs.reduce((sum, { contribution }) => sum + contribution, 0);
        expect(Math.abs(sum - score)).toBeLessThanOrEqual(1e-12);
      }),
    );
  });

  it("is a single pair's own score, and lies between the best pair's and √2 times that", () => {
    expect(organisationScore([{ need: 0, outcome: 0, score: 0.37 }]).score).toBe(0.37);
    fc.assert(
      fc.property(pairs, (pairs) => {
        const most = Math.max(0, ...pairs.map(({ score }) => score));
        const { score } = organisationScore(pairs);
        expect(score).toBeGreaterThanOrEqual(most * (1 - 1e-9));
        expect(score).toBeLessThanOrEqual(most * Math.SQRT2 * (1 + 1e-9));
      }),
    );
  });

  it("never falls when a pair is added or rises", () => {
    fc.assert(
      fc.property(pairs, fc.nat(), score, (pairs, at, higher) => {
        const chosen = pairs[at % Math.max(1, pairs.length)];
        if (chosen === undefined) return;
        const raised = pairs.map((pair) => (pair === chosen ? { ...pair, score: Math.max(pair.score, higher) } : pair));
        const { score } = organisationScore(pairs);
        expect(organisationScore(raised).score).toBeGreaterThanOrEqual(score - 1e-9);
        expect(organisationScore(pairs.filter((pair) => pair !== chosen)).score).toBeLessThanOrEqual(score + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same from either side and in any order of ids", () => {
    fc.assert(
      fc.property(pairs, (pairs) => {
        const { score } = organisationScore(pairs);
        const swapped = pairs.map(({ need, outcome, score }) => ({ need: outcome, outcome: need, score }));
        const turned = pairs.map(({ need, outcome, score }) => ({ need: 9 - need, outcome: 9 - outcome, score })).reverse();
        expect(organisationScore(swapped).score).toBeCloseTo(score, 9);
        expect(organisationScore(turned).score).toBeCloseTo(score, 9);
      }),
    );
  });

  it("gives long lists no victory by length: forty pairs of 0.3 stay below one of 0.5", () => {
    const long = Array.from({ length: 40 }, (_, at) => ({ need: at, outcome: at, score: 0.3 }));
    expect(organisationScore(long).score).toBeLessThan(0.5);
  });

  it("gives 0 and no pair where nothing counts", () => {
    expect(organisationScore([])).toEqual({ score: 0, pairs: [] });
    expect(organisationScore([{ need: 0, outcome: 0, score: -1 }])).toEqual({ score: 0, pairs: [] });
  });

  it("does what a sum with falling weights over the largest total would not: b–x rising must not lower it", () => {
    // The largest total moves from a–x alone (0.9) to a–y and b–x (0.91), whose discounted sum is smaller.
    const before = [{ need: 0, outcome: 0, score: 0.9 }, { need: 0, outcome: 1, score: 0.5 }, { need: 1, outcome: 0, score: 0.39 }]; // prettier-ignore
    const after = before.map((pair) => (pair.need === 1 ? { ...pair, score: 0.41 } : pair));
    expect(organisationScore(after).score).toBeGreaterThanOrEqual(organisationScore(before).score);
  });
});
