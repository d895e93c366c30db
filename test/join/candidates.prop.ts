import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CandidateCollector } from "../../src/join/candidates.js";

const COUNTS = { needs: 40, outcomes: 60 };
const pair = fc.tuple(fc.nat(COUNTS.needs - 1), fc.nat(COUNTS.outcomes - 1));
/** A pair has one score, whoever gives it. */
const scoreOf = (need: number, outcome: number): number => Math.sin(need * COUNTS.outcomes + outcome);

describe("a candidate collector", () => {
  it("holds each pair given once, by need, then outcome, however many are given, in whatever order", () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 4_000, size: "max" }), (pairs) => {
        const collector = new CandidateCollector(COUNTS.needs, COUNTS.outcomes);
        for (const [need, outcome] of pairs) collector.add(need, outcome, scoreOf(need, outcome));
        const keys = [...new Set(pairs.map(([need, outcome]) => need * COUNTS.outcomes + outcome))].sort((a, b) => a - b);
        const edges = collector.collect();
        expect(Array.from(edges.need, (need, e) => need * COUNTS.outcomes + edges.outcome[e]!)).toEqual(keys);
        expect(Array.from(edges.score)).toEqual(keys.map(Math.sin));
        expect([edges.needCount, edges.outcomeCount]).toEqual([COUNTS.needs, COUNTS.outcomes]);
      }),
      { numRuns: 60 },
    );
  });
});
