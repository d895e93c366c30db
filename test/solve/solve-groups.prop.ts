import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  alternates,
  exchangeLoss,
  solve,
  SolveError,
  solveTotal,
  verifySolution,
  type Objective,
  type SolveOptions,
} from "../../src/solve/index.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { weighAllSets } from "../oracle/solve-groups.js";
import { createLpTotal, type LpTotal } from "../oracle/solve-lp.js";
import { groupInstance, type GroupShape } from "./support/group-instances.js";
import { reorderEdges } from "./support/instances.js";

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const small: GroupShape = { size: 4, maxEdges: 9, capacity: 3, mild: true, loads: false, groups: true };
const shapes: ReadonlyArray<[string, GroupShape, number]> = [
  ["nested groups with minimums and maximums", small, 200],
  ["load costs", { ...small, groups: false, loads: true }, 200],
  ["groups and load costs", { ...small, loads: true }, 200],
  ["tight minimums", { ...small, mild: false }, 200],
  ["groups and load costs, up to 7 × 7", { ...small, size: 7, maxEdges: 13, loads: true }, 25],
];

describe.each(shapes)("the largest value with %s", (_, shape, numRuns) => {
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
      { numRuns },
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

describe("edges to keep", () => {
  const shape: GroupShape = { ...small, groups: false };

  it.each<[string, GroupShape]>([
    ["without groups", shape],
    ["with groups and load costs", { ...small, loads: true }],
  ])("%s: the value is that of brute force, and no more are given up than by solving afresh", (_, shape) => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0, 1, 3, 1000), (seed, bonus) => {
        const { edges, options } = groupInstance(seed, shape);
        const random = createRandom(seed);
        const keep = { edges: shuffle([...edges.row.keys()], random).slice(0, 4), bonus };
        const request = { ...options, keep };
        const plan = solve(edges, request);
        expect(verifySolution(edges, request, plan)).toEqual({ valid: true });
        const fresh = solve(edges, options);
        expect(plan.status).toBe(fresh.status);
        if (plan.status === "infeasible") return;
        const plans = weighAllSets(edges, request).filter(({ missed }) => missed === 0);
        expect(plan.value).toBe(plans.reduce((most, { value }) => Math.max(most, value), -Infinity));
        const givenUp = (chosen: Iterable<number>) => keep.edges.filter((e) => ![...chosen].includes(e)).length;
        expect(givenUp(plan.edges)).toBeLessThanOrEqual(givenUp(fresh.edges));
        if (bonus === 0) expect([...plan.edges]).toEqual([...fresh.edges]);
        if (bonus === 1000)
          expect(givenUp(plan.edges)).toBe(plans.reduce((least, { picked }) => Math.min(least, givenUp(picked)), Infinity));
      }),
      { numRuns: 200 },
    );
  });
});

describe("the loss of an alternate with groups, load costs and edges to keep", () => {
  it("is stated from below, and on demand exactly as by brute force; a full group is named", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options: bounds } = groupInstance(seed, { ...small, maxEdges: 8, loads: true });
        const options = { ...bounds, keep: { edges: edges.row.length > 0 ? [0] : [], bonus: 2 } };
        const plan = solve(edges, options);
        if (plan.status === "infeasible") return;
        const plans = weighAllSets(edges, options).filter(({ missed }) => missed === 0);
        for (const { edge, lossAtLeast, blocks } of alternates(edges, options, plan, Infinity).flat()) {
          const best = plans.filter(({ picked }) => picked.includes(edge)).reduce((most, { value }) => Math.max(most, value), -Infinity);
          expect(exchangeLoss(edges, options, { plan, edge }).loss).toBe(plan.value - best);
          expect(lossAtLeast).toBeLessThanOrEqual(plan.value - best);
          const isFull = (groups: readonly { members: ArrayLike<number>; max?: number | undefined }[], end: number[]) =>
            groups.filter(
              ({ members, max = Infinity }) =>
                Array.from(members).includes(end[edge]!) &&
                [...plan.edges].filter((e) => Array.from(members).includes(end[e]!)).length >= max &&
                max > 0,
            ).length;
          const named = blocks.filter(({ kind }) => kind === "group-full").length;
          expect(named).toBe(isFull(options.rows.groups, edges.row) + isFull(options.columns.groups, edges.column));
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("a request that cannot be kept", () => {
  const edges = { rowCount: 3, columnCount: 3, row: [0, 1, 2], column: [0, 1, 2], score: [3, 2, 1] };
  const codes = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      return error instanceof SolveError ? error.issues.map(({ code, path }) => `${code} ${path}`) : error;
    }
    return [];
  };

  it.each<[string, SolveOptions<Objective>, string]>([
    ["groups that cross", { rows: { groups: [{ members: [0, 1] }, { members: [1, 2] }] } }, "groups-not-nested options.rows.groups[1]"],
    [
      "a group's minimum above its maximum",
      { columns: { groups: [{ members: [0], min: 2, max: 1 }] } },
      "min-above-max options.columns.groups[0].min",
    ],
    ["an unknown member", { rows: { groups: [{ members: [3] }] } }, "group-member-out-of-range options.rows.groups[0].members[0]"],
    [
      "more forced than a group may have",
      { forced: [0, 1], rows: { groups: [{ members: [0, 1], max: 1 }] } },
      "forced-above-max options.rows.groups[0].max",
    ],
    ["costs that decrease", { columns: { loadCosts: [2, 1] } }, "load-costs-not-convex options.columns.loadCosts[1]"],
    ["costs without end", { columns: { loadCosts: [[], [Infinity], []] } }, "load-cost-not-finite options.columns.loadCosts[1][0]"],
    ["costs for too few rows", { rows: { loadCosts: [[1]] } }, "length-mismatch options.rows.loadCosts"],
    ["an unknown edge to keep", { keep: { edges: [3], bonus: 1 } }, "keep-out-of-range options.keep.edges[0]"],
    ["a bonus below 0", { keep: { edges: [], bonus: -1 } }, "keep-bonus-invalid options.keep.bonus"],
    ["costs of a fair plan", { objective: "fair", rows: { loadCosts: [1] } }, "option-not-for-objective options.rows.loadCosts"],
    ["groups of a fair plan", { objective: "fair", rows: { groups: [] } }, "option-not-for-objective options.rows.groups"],
    ["a stable plan to keep", { objective: "stable", keep: { edges: [], bonus: 1 } }, "option-not-for-objective options.keep"],
  ])("is refused by code: %s", (_, options, expected) => {
    expect(codes(() => solve(edges, options))).toEqual([expected]);
  });

  it("is refused by the solver that has no code for it", () => {
    expect(codes(() => solveTotal(edges, { rows: { groups: [] }, columns: { loadCosts: [1] } }))).toEqual([
      "option-needs-solve options.rows.groups",
      "option-needs-solve options.columns.loadCosts",
    ]);
  });
});

describe("corrupted proofs of plans with groups and load costs", () => {
  it("are refused, whichever number is changed", () => {
    let refused = 0;
    for (let seed = 0; seed < 300; seed++) {
      const { edges, options } = groupInstance(seed, { ...small, loads: true, mild: seed % 2 === 0 });
      const solution = solve(edges, options);
      const judge = (claim: object) => verifySolution(edges, options, { ...solution, ...claim }).valid;
      const lies: object[] = [
        { total: solution.total + 1 },
        { minRow: solution.minRow - 1 },
        { value: solution.value + 1 },
        { bound: 1e6 },
      ];
      if (solution.status === "infeasible" && solution.reason.code === "quotas-out-of-reach") {
        const { reason } = solution;
        lies.push({ reason: { ...reason, shortfall: reason.shortfall + 1 } }, { reason: { ...reason, demand: reason.demand + 1 } });
        lies.push({ reason: { ...reason, supply: reason.supply - 1 } }, { reason: { ...reason, changes: reason.changes.slice(1) } });
        lies.push({ reason: { ...reason, asking: [...reason.asking, ...reason.asking] } }, { reason: { ...reason, witness: [99] } });
      } else if (solution.status !== "infeasible") {
        const { certificate } = solution;
        lies.push({ certificate: { ...certificate, unit: certificate.unit * 3 } }, { certificate: { ...certificate, rounding: 0.5 } });
        for (const name of ["rowDual", "columnDual", "rowGroupDual", "columnGroupDual"] as const) {
          lies.push({ certificate: { ...certificate, [name]: [...certificate[name], 0] } });
          certificate[name].forEach((dual, at) => {
            for (const wrong of [NaN, dual + 0.5])
              lies.push({ certificate: { ...certificate, [name]: certificate[name].map((own, place) => (place === at ? wrong : own)) } });
          });
        }
      }
      expect(judge({})).toBe(true);
      for (const lie of lies) expect(judge(lie)).toBe(false);
      refused += lies.length;
    }
    expect(refused).toBeGreaterThan(2000);
  });
});
