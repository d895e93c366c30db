import { describe, expect, it } from "vitest";
import { solve, SolveError, verifySolution, type Edges, type SolveOptions } from "../../src/solve/index.js";

const square = { rowCount: 2, columnCount: 2, row: [0, 0, 1], column: [0, 1, 0], score: [0.9, 0.7, 0.8] };

function codesOf(edges: unknown, options: unknown = {}): string[] {
  try {
    solve(edges as Edges, options as SolveOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(SolveError);
    return (error as SolveError).issues.map((issue) => `${issue.code} ${issue.path}`);
  }
  return [];
}

describe("solve", () => {
  it("gives up the best edge where two others are worth more", () => {
    const plan = solve(square, { objective: "total" });
    expect(plan).toMatchObject({ status: "optimal", total: 1.5, minRow: 0.7, reason: null });
    expect(plan.edges).toEqual(Uint32Array.of(1, 2));
    expect(plan.bound).toBeGreaterThanOrEqual(plan.total);
    expect(plan.bound - plan.total).toBeLessThan(1e-12);
  });

  it("chooses an edge of negative score only where a minimum asks for it", () => {
    const edges = { rowCount: 1, columnCount: 1, row: [0], column: [0], score: [-2] };
    expect([...solve(edges).edges]).toEqual([]);
    expect(solve(edges, { rows: { min: 1 } })).toMatchObject({ status: "optimal", total: -2, edges: Uint32Array.of(0) });
    expect(solve(edges, { columns: { min: 1 } })).toMatchObject({ status: "optimal", total: -2, edges: Uint32Array.of(0) });
    expect(solve(edges, { forced: [0] })).toMatchObject({ status: "optimal", total: -2, edges: Uint32Array.of(0) });
  });

  it("leaves out an edge of score 0 that nothing asks for, also where it would be a way out for a displaced row", () => {
    const edges = { rowCount: 2, columnCount: 2, row: [0, 0, 1], column: [0, 1, 0], score: [1, 0, 2] };
    expect([...solve(edges).edges]).toEqual([2]);
  });

  it("lets go of an edge of score 0 that filled a minimum, once a better one fills it too", () => {
    const edges = { rowCount: 2, columnCount: 2, row: [0, 0, 1], column: [0, 1, 1], score: [5, 0, 3] };
    const options = { rows: { max: 2 }, columns: { min: [0, 1], max: 2 } };
    const plan = solve(edges, options);
    expect([...plan.edges]).toEqual([0, 2]);
    expect(verifySolution(edges, options, plan)).toEqual({ valid: true });
  });

  it("chooses what is worth less than half a unit where there is room for it, and never what costs that", () => {
    const edges = { rowCount: 3, columnCount: 3, row: [0, 1, 2], column: [0, 1, 2], score: [1, 1e-30, -1e-30] };
    const plan = solve(edges);
    expect([...plan.edges]).toEqual([0, 1]);
    expect(verifySolution(edges, {}, plan)).toEqual({ valid: true });
  });

  it("answers instances without rows, columns or edges", () => {
    const none = { rowCount: 0, columnCount: 0, row: [], column: [], score: [] };
    expect(solve(none)).toMatchObject({ status: "optimal", total: 0, minRow: 0, bound: 0 });
    expect(solve({ ...none, rowCount: 3, columnCount: 2 })).toMatchObject({ status: "optimal", total: 0, minRow: 0, bound: 0 });
    expect(solve({ ...none, rowCount: 3 }, { rows: { min: [0, 1, 0] } })).toMatchObject({ status: "infeasible", bound: -Infinity });
  });

  it("takes every edge worth something where there is no maximum", () => {
    const options = { rows: { max: Infinity }, columns: { max: Infinity } };
    expect([...solve(square, options).edges]).toEqual([0, 1, 2]);
  });

  it("excludes a row whose maximum is 0", () => {
    expect([...solve(square, { rows: { max: [1, 0] } }).edges]).toEqual([0]);
  });

  it("keeps a forced edge that costs more than it brings", () => {
    const plan = solve(square, { forced: [0, 0] });
    expect([...plan.edges]).toEqual([0]);
    expect(verifySolution(square, { forced: [0] }, plan)).toEqual({ valid: true });
  });

  it("tells scores apart that differ only in the sixth decimal", () => {
    const edges = { rowCount: 2, columnCount: 1, row: [0, 1], column: [0, 0], score: [0.500001, 0.500002] };
    expect([...solve(edges).edges]).toEqual([1]);
  });

  it("states unit 1 and no rounding for scores that are integers, so that the bound is the total", () => {
    const plan = solve({ ...square, score: [9, 7, 8] });
    expect(plan).toMatchObject({ total: 15, bound: 15, certificate: { unit: 1, rounding: 0 } });
  });

  it("solves scores near the ends of the number range", () => {
    for (const scale of [1e300, 1e-300, 5e-324]) {
      const edges = { ...square, score: [9, 7, 8].map((score) => score * scale) };
      const plan = solve(edges);
      expect([...plan.edges]).toEqual([1, 2]);
      expect(verifySolution(edges, {}, plan)).toEqual({ valid: true });
    }
  });

  it("does not change what it is given", () => {
    const edges = { ...square, row: Uint32Array.of(1, 0, 0), column: Uint32Array.of(0, 1, 0), score: Float64Array.of(0.8, 0.7, 0.9) };
    const options = { rows: { min: [0, 0], max: [1, 1] }, forced: [1] };
    const copy = structuredClone({ edges, options });
    solve(edges, options);
    expect({ edges, options }).toEqual(copy);
  });
});

describe("infeasible", () => {
  it("names two rows that must share one column, and both ways out", () => {
    const edges = { rowCount: 3, columnCount: 2, row: [0, 1, 2], column: [0, 0, 1], score: [3, 2, 1] };
    const solution = solve(edges, { rows: { min: 1 } });
    expect(solution).toEqual({
      status: "infeasible",
      scope: "candidates",
      edges: new Uint32Array(0),
      total: 0,
      minRow: 0,
      value: 0,
      bound: -Infinity,
      certificate: null,
      reason: {
        code: "minimums-out-of-reach",
        hallSets: [{ side: "rows", rows: Uint32Array.of(0, 1), columns: Uint32Array.of(0), demand: 2, supply: 1 }],
        shortfall: 1,
        lowerMinimums: [{ side: "rows", index: 1, from: 1, to: 0 }],
        raiseMaximums: [{ side: "columns", index: 0, from: 1, to: 2 }],
      },
    });
    expect(verifySolution(edges, { rows: { min: 1 } }, solution)).toEqual({ valid: true });
  });

  it("offers no raised maximum to a row that has fewer edges than it needs partners", () => {
    const solution = solve(square, { rows: { min: [0, 2], max: 2 } });
    expect(solution.reason).toMatchObject({ shortfall: 1, raiseMaximums: null });
  });

  it("gives a Hall set for each side where both are in the way", () => {
    const edges = { rowCount: 3, columnCount: 3, row: [0, 1, 2, 2], column: [0, 0, 1, 2], score: [1, 1, 1, 1] };
    const { reason } = solve(edges, { rows: { min: [1, 1, 0] }, columns: { min: [0, 1, 1] } });
    if (reason?.code !== "minimums-out-of-reach") throw new Error("no Hall sets");
    expect(reason.hallSets.map((set) => set.side)).toEqual(["rows", "columns"]);
    expect(reason.shortfall).toBe(2);
  });
});

describe("a bad request", () => {
  it("is refused with all of its issues at once", () => {
    const edges = { rowCount: 2, columnCount: 2, row: [0, 2, 1, 1], column: [0, 0, 0.5, 1], score: [1, 2, NaN, Infinity] };
    expect(codesOf(edges, { rows: { min: 2, max: 1 }, columns: { max: [1.5, -1] }, forced: [4], objective: "best" })).toEqual([
      "objective-unknown options.objective",
      "min-above-max options.rows.min",
      "capacity-not-integer options.columns.max[0]",
      "capacity-negative options.columns.max[1]",
      "row-out-of-range edges.row[1]",
      "column-out-of-range edges.column[2]",
      "score-not-finite edges.score[2]",
      "score-not-finite edges.score[3]",
      "forced-out-of-range options.forced[0]",
    ]);
  });

  it("is refused with the issues of its bounds also where its edges cannot be read", () => {
    expect(codesOf({ ...square, rowCount: -1 }, { rows: { min: [1, 2], max: 1 }, columns: "all", forced: 1 })).toEqual([
      "type-invalid options.forced",
      "count-invalid edges.rowCount",
      "min-above-max options.rows.min[1]",
      "type-invalid options.columns",
    ]);
  });

  it.each<[string, unknown, unknown, string[]]>([
    ["no edges at all", null, {}, ["type-invalid edges"]],
    ["no options", square, null, ["type-invalid options"]],
    ["a missing list", { ...square, row: undefined }, {}, ["type-invalid edges.row"]],
    ["a count that is no integer", { ...square, rowCount: 1.5 }, {}, ["count-invalid edges.rowCount"]],
    ["a negative count", { ...square, columnCount: -1 }, {}, ["count-invalid edges.columnCount"]],
    ["lists of unequal length", { ...square, score: [1] }, {}, ["length-mismatch edges.score"]],
    ["two edges of one pair", { ...square, row: [0, 1, 0], column: [0, 0, 0] }, {}, ["parallel-edge edges[2]"]],
    ["a bound for each of too few rows", square, { rows: { max: [1] } }, ["length-mismatch options.rows.max"]],
    ["a bound that is no number", square, { rows: { max: "2" } }, ["type-invalid options.rows.max"]],
    ["an infinite minimum", square, { rows: { min: Infinity, max: Infinity } }, ["capacity-not-integer options.rows.min"]],
    ["a NaN maximum", square, { columns: { max: NaN } }, ["capacity-not-integer options.columns.max"]],
    ["a minimum above its maximum", square, { rows: { min: [0, 2] } }, ["min-above-max options.rows.min[1]"]],
    ["forced edges above a maximum", square, { forced: [0, 1] }, ["forced-above-max options.rows.max[0]"]],
    ["a forced edge that is none", square, { forced: ["0"] }, ["forced-out-of-range options.forced[0]"]],
    ["scores without a finite sum", { ...square, score: [1e308, 1e308, 1e308] }, {}, ["scores-overflow edges.score"]],
  ])("is refused by code: %s", (_, edges, options, codes) => {
    expect(codesOf(edges, options)).toEqual(codes);
  });

  it("lists a thousand issues and counts the rest", () => {
    const row = Array.from({ length: 5000 }, () => 9);
    const codes = codesOf({ rowCount: 1, columnCount: 1, row, column: row.map(() => 0), score: row.map(() => 1) });
    expect(codes).toHaveLength(1001);
    expect(codes.at(-1)).toBe("too-many-issues ");
  });
});
