import { describe, expect, it } from "vitest";
import { createWorld, worldId } from "../../benchmarks/world.js";
import { buildCorpus } from "../../src/index.js";

const world = createWorld({ topics: 12 });

describe("a planted world", () => {
  it("is the same for the same parameters, and another for another seed", () => {
    expect([...createWorld({ topics: 12 }).needs(20)]).toEqual([...world.needs(20)]);
    expect([...createWorld({ topics: 12, seed: 1 }).needs(20)]).not.toEqual([...world.needs(20)]);
  });

  it("streams records that do not depend on how many are asked for", () => {
    expect([...world.outcomes(50)].slice(0, 10)).toEqual([...world.outcomes(10)]);
  });

  it("holds records that the library reads without any issue", () => {
    const input = { outcomes: [...world.outcomes(300)], needs: [...world.needs(300)], organisations: [...world.organisations()] };
    expect(buildCorpus(input).issues).toEqual([]);
  });

  it("leaves fields out at the given odds: three industries in ten, within four standard errors of 1,000", () => {
    const missing = [...world.outcomes(1000)].filter(({ industries }) => industries === undefined).length;
    expect(Math.abs(missing - 300)).toBeLessThan(4 * Math.sqrt(1000 * 0.3 * 0.7));
  });

  it("grades pairs of one aspect above pairs of one topic above pairs of two topics, on the mean", () => {
    const grades: Record<"aspect" | "topic" | "none", number[]> = { aspect: [], topic: [], none: [] };
    for (let need = 0; need < 100; need++) {
      for (let outcome = 0; outcome < 100; outcome++) {
        const [a, b] = [world.hidden("need", need), world.hidden("outcome", outcome)];
        const closeness = a.topic !== b.topic ? "none" : a.aspect === b.aspect ? "aspect" : "topic";
        grades[closeness].push(world.grade(need, outcome));
      }
    }
    const mean = (values: readonly number[]) => values.reduce((sum, grade) => sum + grade, 0) / values.length;
    expect(mean(grades.aspect)).toBeGreaterThan(mean(grades.topic) + 0.3);
    expect(mean(grades.topic)).toBeGreaterThan(mean(grades.none) + 0.3);
  });

  it("judges pools of the size asked for, each pair once, with the pair's own grade", () => {
    const judgements = [...world.judgements({ needs: 5, outcomes: 200, perNeed: 20 })];
    expect(judgements).toHaveLength(100);
    expect(new Set(judgements.map(({ needId, outcomeId }) => `${needId} ${outcomeId}`)).size).toBe(100);
    for (const { needId, outcomeId, grade } of judgements)
      expect(grade).toBe(world.grade(Number(needId.slice(1)), Number(outcomeId.slice(1))));
  });

  it("judges everything where fewer outcomes exist than a pool holds", () => {
    expect([...world.judgements({ needs: 1, outcomes: 3, perNeed: 20 })].map(({ outcomeId }) => outcomeId)).toEqual(
      [0, 1, 2].map((index) => worldId("outcome", index)),
    );
  });
});
