import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { solve, verifySolution } from "../../src/solve/index.js";
import { bruteForceShortfall, bruteForceTotal } from "../oracle/solve-brute-force.js";
import { createLpTotal, type LpTotal } from "../oracle/solve-lp.js";
import { instances, reorderEdges, sparseInstance } from "./support/instances.js";

const anyBounds = instances({ size: 5, capacity: 3, maxEdges: 16 });
const oneToOne = instances({ size: 7, capacity: 1, maxEdges: 49 });

describe.each([
  ["every bound up to 3", anyBounds, 1500],
  ["every bound up to 3, up to 7 × 7", instances({ size: 7, capacity: 3, maxEdges: 22 }), 150],
  ["one to one up to 7 × 7", oneToOne, 250],
] as const)("the largest total, %s", (_, arbitrary, numRuns) => {
  it("equals brute force, and is verified by other code", () => {
    fc.assert(
      fc.property(arbitrary, ({ edges, options }) => {
        const solution = solve(edges, options);
        const best = bruteForceTotal(edges, options);
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
        if (best === null) {
          expect(solution.status).toBe("infeasible");
        } else {
          expect(solution).toMatchObject({ status: "optimal", total: best, bound: best });
        }
      }),
      { numRuns },
    );
  });
});

describe("the plan", () => {
  it("does not depend on the order of the edges", () => {
    fc.assert(
      fc.property(anyBounds, fc.integer(), ({ edges, options }, seed) => {
        const plan = solve(edges, options);
        const other = reorderEdges(edges, seed);
        const otherPlan = solve(other.edges, { ...options, forced: options.forced.map((e) => other.order.indexOf(e)) });
        expect(Array.from(otherPlan.edges, (e) => other.order[e]!).sort((a, b) => a - b)).toEqual([...plan.edges]);
        expect({ ...otherPlan, edges: plan.edges }).toEqual(plan);
      }),
    );
  });

  it("keeps its total when rows and columns swap sides", () => {
    fc.assert(
      fc.property(anyBounds, ({ edges, options }) => {
        const swapped = {
          rowCount: edges.columnCount,
          columnCount: edges.rowCount,
          row: edges.column,
          column: edges.row,
          score: edges.score,
        };
        const other = solve(swapped, { ...options, rows: options.columns, columns: options.rows });
        const plan = solve(edges, options);
        expect([other.status, other.total, other.reason?.shortfall]).toEqual([plan.status, plan.total, plan.reason?.shortfall]);
      }),
    );
  });

  it("is the same with an edge added that no plan is better with", () => {
    fc.assert(
      fc.property(anyBounds, fc.nat(), ({ edges, options }, seed) => {
        const plan = solve(edges, options);
        fc.pre(plan.status !== "infeasible" && edges.rowCount > 0);
        const row = seed % edges.rowCount;
        // Worth less than nothing, at a column that needs no partner: no plan is better with it.
        const added = {
          ...edges,
          columnCount: edges.columnCount + 1,
          row: [...edges.row, row],
          column: [...edges.column, edges.columnCount],
          score: [...edges.score, -1e6],
        };
        const columns = { min: [...options.columns.min, 0], max: [...options.columns.max, 1] };
        expect([...solve(added, { ...options, columns }).edges]).toEqual([...plan.edges]);
      }),
    );
  });

  it("keeps its total when rows and columns are renumbered", () => {
    fc.assert(
      fc.property(anyBounds, fc.nat(), ({ edges, options }, seed) => {
        const orderOf = (count: number): number[] => shuffle([...Array(count).keys()], createRandom(seed));
        const [rowOrder, columnOrder] = [orderOf(edges.rowCount), orderOf(edges.columnCount)];
        const moved = (values: readonly number[], order: readonly number[]): number[] => {
          const to: number[] = [];
          values.forEach((value, at) => (to[order[at]!] = value));
          return to;
        };
        const renumbered = { ...edges, row: edges.row.map((r) => rowOrder[r]!), column: edges.column.map((c) => columnOrder[c]!) };
        const other = solve(renumbered, {
          ...options,
          rows: { min: moved(options.rows.min, rowOrder), max: moved(options.rows.max, rowOrder) },
          columns: { min: moved(options.columns.min, columnOrder), max: moved(options.columns.max, columnOrder) },
        });
        const plan = solve(edges, options);
        expect(other.status).toBe(plan.status);
        expect(other.total).toBeCloseTo(plan.total, 9);
      }),
    );
  });

  it("is the same for scores times a power of two", () => {
    fc.assert(
      fc.property(anyBounds, fc.integer({ min: -40, max: 40 }), ({ edges, options }, exponent) => {
        const scaled = { ...edges, score: edges.score.map((score) => score * 2 ** exponent) };
        expect([...solve(scaled, options).edges]).toEqual([...solve(edges, options).edges]);
      }),
    );
  });

  it("contains an edge of score ≤ 0 only where a minimum or forcing needs it, and leaves no score > 0 between two ends with room", () => {
    fc.assert(
      fc.property(anyBounds, ({ edges, options }) => {
        const plan = solve(edges, options);
        fc.pre(plan.status !== "infeasible");
        const chosen = new Set(plan.edges);
        const degree = (end: number[], node: number) => [...chosen].filter((e) => end[e] === node).length;
        edges.score.forEach((score, e) => {
          const row = edges.row[e]!;
          const column = edges.column[e]!;
          const rowDegree = degree(edges.row, row);
          const columnDegree = degree(edges.column, column);
          if (chosen.has(e) && score <= 0 && !options.forced.includes(e)) {
            expect(rowDegree === options.rows.min[row] || columnDegree === options.columns.min[column]).toBe(true);
          }
          if (!chosen.has(e) && score > 0) {
            expect(rowDegree === options.rows.max[row] || columnDegree === options.columns.max[column]).toBe(true);
          }
        });
      }),
    );
  });

  it("has a total within its bound for scores that are no whole units", () => {
    fc.assert(
      fc.property(anyBounds, fc.integer({ min: 1, max: 2 ** 31 }), ({ edges, options }, seed) => {
        const noisy = { ...edges, score: edges.score.map((score, e) => score / 7 + ((seed * (e + 1)) % 1009) / 1e18) };
        const plan = solve(noisy, options);
        expect(verifySolution(noisy, options, plan)).toEqual({ valid: true });
        const best = bruteForceTotal(noisy, options);
        fc.pre(plan.status !== "infeasible" && best !== null);
        expect(plan.bound).toBeGreaterThanOrEqual(best - 1e-14);
        expect(plan.bound).toBeGreaterThanOrEqual(plan.total);
        expect(plan.bound - plan.total).toBeLessThan(1e-12);
      }),
    );
  });
});

describe("infeasible", () => {
  it("names the least change of bounds that helps, as counted by trying every set of edges", () => {
    fc.assert(
      fc.property(instances({ size: 3, capacity: 3, maxEdges: 9 }), ({ edges, options }) => {
        const solution = solve(edges, options);
        expect(solution.reason?.shortfall ?? 0).toBe(bruteForceShortfall(edges, options));
      }),
      { numRuns: 500 },
    );
  });

  it("becomes feasible by either of the changes it offers", () => {
    fc.assert(
      fc.property(anyBounds, ({ edges, options }) => {
        const { reason } = solve(edges, options);
        fc.pre(reason?.code === "minimums-out-of-reach");
        for (const [bound, changes] of [["min", reason.lowerMinimums] as const, ["max", reason.raiseMaximums] as const]) {
          if (changes === null) continue;
          const relaxed = structuredClone<typeof options>(options);
          for (const { side, index, to } of changes) relaxed[side][bound][index] = to;
          expect(solve(edges, relaxed).status).toBe("optimal");
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("linear programming", () => {
  let lpTotal: LpTotal;
  beforeAll(async () => {
    lpTotal = await createLpTotal();
  });

  it("finds the same total on small instances with forced edges", () => {
    fc.assert(
      fc.property(instances({ size: 8, capacity: 4, maxEdges: 40 }), ({ edges, options }) => {
        const solution = solve(edges, options);
        const best = lpTotal(edges, options);
        if (best === null) expect(solution.status).toBe("infeasible");
        else expect(solution.total).toBeCloseTo(best, 6);
      }),
      { numRuns: 300 },
    );
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    "finds the same total on random b-matchings with lower bounds, seed %i",
    (seed) => {
      const edges = sparseInstance({ rowCount: 40 + seed, columnCount: 30, degree: 6 }, seed);
      const score = edges.score.map((value) => value - 0.3);
      const options = { rows: { min: seed % 3, max: 3 }, columns: { min: seed % 4, max: 6 + (seed % 3) } };
      const solution = solve({ ...edges, score }, options);
      expect(verifySolution({ ...edges, score }, options, solution)).toEqual({ valid: true });
      const best = lpTotal({ ...edges, score }, options);
      if (best === null) expect(solution.status).toBe("infeasible");
      else expect(solution.total).toBeCloseTo(best, 6);
    },
  );
});
