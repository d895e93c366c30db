import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CandidateCollector } from "../../src/join/candidates.js";

const COUNTS = { needs: 40, outcomes: 60 };
const pair = fc.tuple(fc.nat(COUNTS.needs - 1), fc.nat(COUNTS.outcomes - 1));
/** A pair has one score, whoever gives it. */
const scoreOf = (need: number, outcome: number): number => Math.sin(need * COUNTS.outcomes + outcome);

const inArrays = (pairs: ReadonlyArray<readonly [need: number, outcome: number]>) => ({
  need: Uint32Array.from(pairs, ([need]) => need),
  outcome: Uint32Array.from(pairs, ([, outcome]) => outcome),
  score: Float64Array.from(pairs, ([need, outcome]) => scoreOf(need, outcome)),
});

describe("a candidate collector", () => {
  it("holds each pair given once, by need, then outcome, however many are given, in whatever order", () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 4_000, size: "max" }), (pairs) => {
        const collector = new CandidateCollector(COUNTS.needs, COUNTS.outcomes);
        // Some one by one, some at once, in between and again.
        const third = Math.floor(pairs.length / 3);
        for (const [need, outcome] of pairs.slice(0, third)) collector.add(need, outcome, scoreOf(need, outcome));
        collector.addAll(inArrays(pairs.slice(third, 2 * third)));
        for (const [need, outcome] of pairs.slice(2 * third)) collector.add(need, outcome, scoreOf(need, outcome));
        collector.addAll(inArrays(pairs.slice(0, third)));
        const keys = [...new Set(pairs.map(([need, outcome]) => need * COUNTS.outcomes + outcome))].sort((a, b) => a - b);
        const edges = collector.collect();
        expect(Array.from(edges.need, (need, e) => need * COUNTS.outcomes + edges.outcome[e]!)).toEqual(keys);
        expect(Array.from(edges.score)).toEqual(keys.map(Math.sin));
        expect([edges.needCount, edges.outcomeCount]).toEqual([COUNTS.needs, COUNTS.outcomes]);
      }),
      { numRuns: 60 },
    );
  });

  it("holds them all beyond several of its parts", () => {
    const [needs, outcomes] = [400, 500];
    const collector = new CandidateCollector(needs, outcomes);
    // Each pair once, in an order that jumps about: 7 shares no factor with their number.
    for (let at = 0; at < needs * outcomes; at++) {
      const key = (7 * at) % (needs * outcomes);
      collector.add(Math.floor(key / outcomes), key % outcomes, key / 8);
    }
    const edges = collector.collect();
    expect(edges.score.length).toBe(needs * outcomes);
    expect(edges.score.every((score, e) => score === e / 8)).toBe(true);
    expect(edges.need.every((need, e) => need * outcomes + edges.outcome[e]! === e)).toBe(true);
  });
});
