import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/kernel/invariant-error.js";
import { solve, verifySolution } from "../../src/solve/index.js";
import { solvePlainTotal, verifyPlainTotal } from "../../src/solve/plain-total.js";
import { instances } from "./support/instances.js";

const anyBounds = instances({ size: 5, capacity: 3, maxEdges: 16 });
const fullTables = instances({ size: 4, capacity: 1, maxEdges: 16 });

describe("the solver that plans of records come with", () => {
  it("gives the plan or the reason of `solve`, and both verifiers accept it", () => {
    fc.assert(
      fc.property(anyBounds, ({ edges, options }) => {
        const solution = solvePlainTotal(edges, options);
        expect(solution).toEqual(solve(edges, options));
        expect(verifyPlainTotal(edges, options, solution)).toEqual({ valid: true });
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
      }),
      { numRuns: 500 },
    );
  });

  it("reaches the total of `solve` on full tables, for which it has no code of their own", () => {
    const rows = { min: 1, max: 1 };
    fc.assert(
      fc.property(fullTables, fc.array(fc.integer({ min: -4, max: 9 }), { minLength: 16, maxLength: 16 }), ({ edges }, scores) => {
        const { rowCount, columnCount } = edges;
        const pairs = [...Array(rowCount * columnCount).keys()];
        const table = {
          rowCount,
          columnCount,
          row: pairs.map((pair) => Math.floor(pair / columnCount)),
          column: pairs.map((pair) => pair % columnCount),
          score: pairs.map((pair) => scores[pair]!),
        };
        const solution = solvePlainTotal(table, { rows });
        const { status, total } = solve(table, { rows });
        expect([solution.status, solution.total]).toEqual([status, total]);
        expect(verifySolution(table, { rows }, solution)).toEqual({ valid: true });
      }),
    );
  });

  it("is told by its verifier from a plan that is not the best, not complete, or claims another bound", () => {
    const edges = { rowCount: 1, columnCount: 2, row: [0, 0], column: [0, 1], score: [0.5, 0.25] };
    const solution = solvePlainTotal(edges, {});
    const codes = (claim: object): string[] => {
      const verdict = verifyPlainTotal(edges, { forced: [0] }, { ...solution, ...claim });
      return verdict.valid ? [] : verdict.problems.map(({ code }) => code);
    };
    expect(codes({})).toEqual([]);
    expect(codes({ edges: Uint32Array.of(1), total: 0.25, minRow: 0.25, value: 0.25 })).toContain("forced-missing");
    expect(codes({ edges: Uint32Array.of() })).toContain("total-wrong");
    // No claim to be the best, with prices that prove as much; yet no other bound.
    expect(codes({ status: "feasible" })).toEqual([]);
    expect(codes({ status: "feasible", bound: 0.75 })).toEqual(["bound-wrong"]);
    expect(codes({ status: "best" })).toContain("status-invalid");
  });

  it("refuses what our own code must not hand it", () => {
    const edges = { rowCount: 1, columnCount: 1, row: [0], column: [0], score: [0.5] };
    for (const bad of [{ row: [1] }, { score: [NaN] }, { row: [0, 0], column: [0, 0], score: [1, 1] }])
      expect(() => solvePlainTotal({ ...edges, ...bad }, {})).toThrow(InvariantError);
  });
});
