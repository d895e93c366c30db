import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { solve, verifySolution } from "../../src/solve/index.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { weighAllSets } from "../oracle/solve-groups.js";
import { createLpTotal, type LpTotal } from "../oracle/solve-lp.js";
import { groupInstance, type GroupShape } from "./support/group-instances.js";
import { reorderEdges } from "./support/instances.js";

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const small: GroupShape = { size: 4, maxEdges: 9, capacity: 3, mild: true, loads: false, groups: true };
const shapes: ReadonlyArray<[string, GroupShape]> = [
  ["nested groups with minimums and maximums", small],
  ["load costs", { ...small, groups: false, loads: true }],
  ["groups and load costs", { ...small, loads: true }],
  ["tight minimums", { ...small, mild: false }],
];

describe.each(shapes)("the largest value with %s", (_, shape) => {
  it("equals brute force over all sets of edges, and where there is no plan the relaxation is the smallest", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = groupInstance(seed, shape);
        const solution = solve(edges, options);
        const sets = weighAllSets(edges, options);
        const plans = sets.filter(({ missed }) => missed === 0);
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
        if (plans.length === 0) {
          const least = sets.reduce((best, { missed }) => Math.min(best, missed), Infinity);
          expect([solution.status, solution.reason?.shortfall]).toEqual(["infeasible", least]);
        } else {
          const best = plans.reduce((most, { value }) => Math.max(most, value), -Infinity);
          expect(solution).toMatchObject({ status: "optimal", value: best, bound: best });
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("with groups and load costs, the plan", () => {
  const shape: GroupShape = { ...small, size: 6, maxEdges: 24, loads: true };

  it("does not depend on the order of edges, groups and members", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = groupInstance(seed, shape);
        const other = reorderEdges(edges, seed);
        const random = createRandom(seed);
        const mix = <S extends { groups: readonly object[] }>(side: S) => ({
          ...side,
          groups: shuffle(
            side.groups.map((group) => ({ ...group, members: shuffle([...(group as { members: number[] }).members], random) })),
            random,
          ),
        });
        const forced = options.forced.map((e) => other.order.indexOf(e));
        const plan = solve(edges, options);
        const otherPlan = solve(other.edges, { ...options, rows: mix(options.rows), columns: mix(options.columns), forced });
        expect(Array.from(otherPlan.edges, (e) => other.order[e]!).sort((a, b) => a - b)).toEqual([...plan.edges]);
        expect([otherPlan.status, otherPlan.value]).toEqual([plan.status, plan.value]);
      }),
      { numRuns: 200 },
    );
  });

  it("keeps its value when rows and columns swap sides, and is the same for scores and costs times a power of two", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -30, max: 30 }), (seed, exponent) => {
        const { edges, options } = groupInstance(seed, shape);
        const plan = solve(edges, options);
        const swapped = { ...edges, rowCount: edges.columnCount, columnCount: edges.rowCount, row: edges.column, column: edges.row };
        const other = solve(swapped, { ...options, rows: options.columns, columns: options.rows });
        expect([other.status, other.value, other.reason?.shortfall]).toEqual([plan.status, plan.value, plan.reason?.shortfall]);
        const times = (costs: number[] | number[][] | undefined): number[] | number[][] | undefined =>
          costs?.map((cost) => (typeof cost === "number" ? cost * 2 ** exponent : (times(cost) as number[]))) as number[] | undefined;
        const scaled = solve(
          { ...edges, score: edges.score.map((score) => score * 2 ** exponent) },
          {
            ...options,
            rows: { ...options.rows, loadCosts: times(options.rows.loadCosts) },
            columns: { ...options.columns, loadCosts: times(options.columns.loadCosts) },
          },
        );
        expect([[...scaled.edges], scaled.value]).toEqual([[...plan.edges], plan.value * 2 ** exponent]);
      }),
      { numRuns: 200 },
    );
  });

  it("has a value within its bound for scores and costs that are no whole units", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = groupInstance(seed, { ...small, loads: true });
        const noisy = { ...edges, score: edges.score.map((score, e) => score / 7 + (e % 13) / 1e17) };
        const costs = { ...options.columns, loadCosts: [0.1, 0.3, 0.7] };
        const request = { ...options, columns: costs };
        const plan = solve(noisy, request);
        expect(verifySolution(noisy, request, plan)).toEqual({ valid: true });
        if (plan.status === "infeasible") return;
        const best = weighAllSets(noisy, request).reduce(
          (most, { missed, value }) => (missed === 0 ? Math.max(most, value) : most),
          -Infinity,
        );
        expect(plan.bound).toBeGreaterThanOrEqual(best - 1e-13);
        expect(plan.bound - plan.value).toBeLessThan(1e-11);
      }),
      { numRuns: 150 },
    );
  });
});

describe("against a linear program", () => {
  let lpTotal: LpTotal;
  beforeAll(async () => {
    lpTotal = await createLpTotal();
  });

  it.each<[string, GroupShape]>([
    ["lower bounds, groups and load costs", { size: 14, maxEdges: 110, capacity: 4, mild: true, loads: true, groups: true }],
    ["tight groups", { size: 14, maxEdges: 110, capacity: 3, mild: false, loads: false, groups: true }],
  ])("200 b-matchings with %s have the value of highs", (_, shape) => {
    let feasible = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { edges, options } = groupInstance(seed, shape);
      const solution = solve(edges, options);
      const best = lpTotal(edges, options);
      expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
      if (best === null) expect(solution.status).toBe("infeasible");
      else {
        feasible++;
        expect(solution.status).toBe("optimal");
        expect(solution.value).toBeCloseTo(best, 6);
      }
    }
    expect(feasible).toBeGreaterThan(shape.mild ? 60 : 10);
  });
});
