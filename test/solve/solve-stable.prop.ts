import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve, verifySolution, type Edges, type Plan } from "../../src/solve/index.js";
import { createRandom, randomInteger, shuffle } from "../../src/kernel/random.js";
import { boundAt } from "../oracle/solve-brute-force.js";
import { allPlans, allStableMatchings, isStable } from "../oracle/solve-stable.js";

interface Market {
  edges: { rowCount: number; columnCount: number; row: number[]; column: number[]; score: number[]; columnScore: number[] };
  options: { objective: "stable"; rows: { max: number[] }; columns: { max: number[]; groups: { members: number[]; max: number }[] } };
}

/** A market drawn from a seed; `levels` few makes ties, many makes none. */
function market(seed: number, shape: { size: number; capacity: number; levels: number; maxEdges: number; groups: number }): Market {
  const random = createRandom(seed);
  const upTo = (most: number) => randomInteger(random, most + 1);
  const rowCount = 1 + upTo(shape.size - 1);
  const columnCount = 1 + upTo(shape.size - 1);
  const pairs = shuffle(
    Array.from({ length: rowCount * columnCount }, (_, pair) => pair),
    random,
  ).slice(0, upTo(shape.maxEdges));
  const scores = () => (shape.levels === Infinity ? shuffle([...pairs.keys()], random) : pairs.map(() => upTo(shape.levels - 1)));
  const maximums = (count: number) => Array.from({ length: count }, () => (shape.capacity === 1 ? 1 : upTo(shape.capacity)));
  const groups = Array.from({ length: shape.groups }, () => ({ members: [] as number[], max: upTo(3) }));
  for (let c = 0; c < columnCount && shape.groups > 0; c++) {
    const group = upTo(shape.groups);
    if (group < shape.groups) groups[group]!.members.push(c);
  }
  const ends = { row: pairs.map((pair) => Math.floor(pair / columnCount)), column: pairs.map((pair) => pair % columnCount) };
  return {
    edges: { rowCount, columnCount, ...ends, score: scores(), columnScore: scores() },
    options: { objective: "stable", rows: { max: maximums(rowCount) }, columns: { max: maximums(columnCount), groups } },
  };
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const proposers = ["rows", "columns"] as const;
const stableShapes = [
  ["one to one with ties", { size: 4, capacity: 1, levels: 3, maxEdges: 12, groups: 0 }],
  ["many to many with ties", { size: 4, capacity: 3, levels: 3, maxEdges: 12, groups: 0 }],
  ["groups of columns", { size: 4, capacity: 2, levels: Infinity, maxEdges: 12, groups: 2 }],
  ["groups of columns with ties", { size: 5, capacity: 3, levels: 3, maxEdges: 14, groups: 2 }],
] as const;

describe.each(proposers)("deferred acceptance, proposed by %s", (proposer) => {
  it.each(stableShapes)("is stable by the definition in words: %s", (_, shape) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = market(seed, shape);
        const plan = solve(edges, { ...options, proposer }) as Plan<"stable">;
        expect(isStable(edges, options, [...plan.edges])).toBe(true);
        expect(verifySolution(edges, { ...options, proposer }, plan)).toEqual({ valid: true });
      }),
      { numRuns: 700 },
    );
  });

  it("gives every proposer its best stable partner, and every other its worst, of all stable matchings up to 7 × 7", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges } = market(seed, { size: 7, capacity: 1, levels: Infinity, maxEdges: 26, groups: 0 });
        const plan = solve(edges, { objective: "stable", proposer });
        const partner = Array.from({ length: edges.rowCount }, () => -1);
        for (const e of plan.edges) partner[edges.row[e]!] = edges.column[e]!;
        const all = allStableMatchings(edges);
        expect(all).toContainEqual(partner);
        const wish = (row: number, column: number) => edges.score[edges.row.findIndex((r, e) => r === row && edges.column[e] === column)]!;
        for (let row = 0; row < edges.rowCount; row++) {
          // Rural hospitals: the same rows are matched in every stable matching.
          expect(new Set(all.map((other) => other[row] === -1)).size).toBe(1);
          if (partner[row] === -1) continue;
          const wishes = all.map((other) => wish(row, other[row]!));
          expect(wish(row, partner[row]!)).toBe(proposer === "rows" ? Math.max(...wishes) : Math.min(...wishes));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives proposers with several places, and groups, a plan that no stable plan beats for any proposing row", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = market(seed, { size: 4, capacity: 2, levels: Infinity, maxEdges: 11, groups: 2 });
        const plan = [...solve(edges, { ...options, proposer }).edges];
        const stable = allPlans(edges, options).filter((other) => isStable(edges, options, other));
        const ofRow = (list: number[], row: number) =>
          list
            .filter((e) => edges.row[e] === row)
            .map((e) => edges.score[e]!)
            .sort((a, b) => b - a);
        for (const other of stable) {
          for (let row = 0; row < edges.rowCount; row++) {
            const own = ofRow(plan, row);
            const theirs = ofRow(other, row);
            // Rural hospitals: as many partners in every stable plan.
            expect(theirs).toHaveLength(own.length);
            for (let at = 0; at < own.length; at++) {
              if (proposer === "rows") expect(own[at]!).toBeGreaterThanOrEqual(theirs[at]!);
              else expect(own[at]!).toBeLessThanOrEqual(theirs[at]!);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("has the same plan without groups and in a group with room for all edges, which takes the way over lists", () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(2, Infinity), fc.constantFrom(1, 3), (seed, levels, capacity) => {
        const { edges, options } = market(seed, { size: 9, capacity, levels, maxEdges: 60, groups: 0 });
        const taken = edges.row.findIndex((r, e) => options.rows.max[r]! > 0 && options.columns.max[edges.column[e]!]! > 0);
        const asked = { ...options, proposer, forced: seed % 3 === 0 && taken >= 0 ? [taken] : [] };
        const all = Array.from({ length: edges.columnCount }, (_, c) => c);
        const columns = { ...options.columns, groups: [{ members: all, max: edges.row.length + 1 }] };
        expect(solve(edges, asked)).toEqual(solve(edges, { ...asked, columns }));
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on the order of the edges, ties included", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = market(seed, { size: 5, capacity: 3, levels: 3, maxEdges: 16, groups: 2 });
        const order = shuffle([...edges.row.keys()], createRandom(seed));
        const pick = (values: number[]) => order.map((e) => values[e]!);
        const { row, column, score, columnScore } = edges;
        const other = { ...edges, row: pick(row), column: pick(column), score: pick(score), columnScore: pick(columnScore) };
        const plan = solve(edges, { ...options, proposer });
        const otherPlan = solve(other, { ...options, proposer });
        expect(Array.from(otherPlan.edges, (e) => order[e]!).sort((a, b) => a - b)).toEqual([...plan.edges]);
        expect({ ...otherPlan, edges: plan.edges }).toEqual(plan);
      }),
    );
  });

  it("equals greedy by score where both sides score alike", () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(3, Infinity), (seed, levels) => {
        const { edges, options } = market(seed, { size: 6, capacity: 3, levels, maxEdges: 30, groups: 0 });
        const { columnScore: _, ...symmetric } = edges;
        const greedy = greedyByScore(symmetric, options);
        expect([...solve(symmetric, { objective: "stable", proposer, rows: options.rows, columns: options.columns }).edges]).toEqual(
          greedy,
        );
      }),
    );
  });
});

/** Takes edges by score descending, then row, then column, wherever both ends have room. */
function greedyByScore(edges: Edges, options: Market["options"]): number[] {
  const rowRoom = Array.from({ length: edges.rowCount }, (_, r) => boundAt(options.rows, r).max);
  const columnRoom = Array.from({ length: edges.columnCount }, (_, c) => boundAt(options.columns, c).max);
  const order = Array.from(edges.row, (_, e) => e).sort(
    (a, b) => edges.score[b]! - edges.score[a]! || edges.row[a]! - edges.row[b]! || edges.column[a]! - edges.column[b]!,
  );
  return order
    .filter((e) => {
      if (rowRoom[edges.row[e]!] === 0 || columnRoom[edges.column[e]!] === 0) return false;
      rowRoom[edges.row[e]!]!--;
      columnRoom[edges.column[e]!]!--;
      return true;
    })
    .sort((a, b) => a - b);
}
