import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve, verifySolution, type Edges, type Infeasible, type Plan, type Solution, type SolveOptions } from "../../src/solve/index.js";
import { instances, sparseInstance } from "./support/instances.js";

const edges = { rowCount: 3, columnCount: 2, row: [0, 0, 1, 1, 2], column: [0, 1, 0, 1, 1], score: [5, 3, 4, 1, 2] };
const options = { rows: { min: [1, 0, 0], max: 1 }, columns: { max: 1 }, forced: [] };
const plan = solve(edges, options) as Plan;

function codes(solution: unknown): string[] {
  const verdict = verifySolution(edges, options, solution as Solution);
  return verdict.valid ? [] : [...new Set(verdict.problems.map((problem) => problem.code))];
}

function withDual(side: "rowDual" | "columnDual", index: number, by: number): Plan {
  const prices = plan.certificate[side].slice();
  prices[index]! += by;
  return { ...plan, certificate: { ...plan.certificate, [side]: prices } };
}

describe("verifySolution refuses", () => {
  it("nothing of the true plan", () => {
    expect([...plan.edges]).toEqual([0, 4]);
    expect(codes(plan)).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ["no solution", null, ["type-invalid"]],
    ["no edge list", { ...plan, edges: null }, ["type-invalid"]],
    ["an unknown edge", { ...plan, edges: [1, 5] }, ["edge-out-of-range"]],
    ["edges out of order", { ...plan, edges: [2, 1] }, ["edges-not-ascending"]],
    ["an edge twice", { ...plan, edges: [1, 1, 2] }, ["edges-not-ascending"]],
    ["a wrong total", { ...plan, total: 6.9999 }, ["total-wrong"]],
    ["a wrong value", { ...plan, value: 8 }, ["value-wrong", "bound-wrong"]],
    ["a wrong smallest row", { ...plan, minRow: 1 }, ["min-row-wrong"]],
    ["a bound below the total", { ...plan, bound: 6 }, ["bound-wrong"]],
    ["a bound nobody proved", { ...plan, bound: 8 }, ["bound-wrong"]],
    ["a status without proof", { ...plan, status: "best" as never }, ["status-invalid"]],
    ["no certificate", { ...plan, certificate: null }, ["certificate-missing"]],
    ["a unit that is no power of two", { ...plan, certificate: { ...plan.certificate, unit: 3 } }, ["unit-invalid"]],
    ["a unit too fine", { ...plan, certificate: { ...plan.certificate, unit: 2 ** -60 } }, ["unit-invalid"]],
    ["a wrong rounding", { ...plan, certificate: { ...plan.certificate, rounding: 0.5 } }, ["rounding-wrong"]],
    ["too few prices", { ...plan, certificate: { ...plan.certificate, rowDual: [0] } }, ["row-dual-invalid"]],
    ["a price of half a unit", withDual("columnDual", 0, 0.5), ["column-dual-invalid"]],
    ["a NaN price", withDual("rowDual", 0, NaN), ["row-dual-invalid"]],
  ])("%s", (_, solution, expected) => {
    expect(codes(solution)).toEqual(expected);
  });

  it("any price far off", () => {
    for (let row = 0; row < 3; row++) for (const by of [10, -10]) expect(codes(withDual("rowDual", row, by))).not.toEqual([]);
    for (let column = 0; column < 2; column++)
      for (const by of [10, -10]) expect(codes(withDual("columnDual", column, by))).not.toEqual([]);
  });

  it("a price off by one unit, where prices are unique", () => {
    // The free column asks the row for 5 at least, the chosen edge for 5 at most.
    const twice = { rowCount: 1, columnCount: 2, row: [0, 0], column: [0, 1], score: [5, 5] };
    const best = solve(twice) as Plan;
    const judge = (by: number) => {
      const rowDual = Float64Array.of(best.certificate.rowDual[0]! + by);
      const verdict = verifySolution(twice, {}, { ...best, certificate: { ...best.certificate, rowDual } });
      return verdict.valid ? [] : verdict.problems.map(({ code }) => code);
    };
    expect([best.certificate.unit, best.certificate.rowDual[0]]).toEqual([1, 5]);
    expect([judge(0), judge(1), judge(-1)]).toEqual([[], ["chosen-edge-not-worth-it"], ["better-edge-left-out"]]);
  });

  it("a bound off by a thousand-millionth of itself", () => {
    for (const by of [2 ** -30, -(2 ** -30)]) expect(codes({ ...plan, bound: plan.bound * (1 + by) })).toEqual(["bound-wrong"]);
  });

  it("one partner too many or too few, and a forced edge left out, whatever the sums", () => {
    const claim = (chosen: number[], asked: SolveOptions) => {
      const rowTotals = [0, 1, 2].map((row) => chosen.reduce((sum, e) => sum + (edges.row[e] === row ? edges.score[e]! : 0), 0));
      const total = rowTotals.reduce((sum, value) => sum + value, 0);
      const stated = { ...plan, edges: Uint32Array.from(chosen), total, value: total, bound: total, minRow: Math.min(...rowTotals) };
      const verdict = verifySolution(edges, asked, stated);
      return verdict.valid ? [] : verdict.problems.map(({ code }) => code);
    };
    expect(claim([0, 1], options)).toContain("row-above-max");
    expect(claim([0, 2], options)).toContain("column-above-max");
    expect(claim([2], options)).toContain("row-below-min");
    expect(claim([0], { columns: { min: 1 } })).toContain("column-below-min");
    expect(claim([0, 4], { forced: [2] })).toContain("forced-missing");
  });

  it("a Hall set, counted rightly, that asks for no more than there is", () => {
    const asked = { rows: { min: [2, 0, 0], max: 2 } };
    const claim = {
      ...{ status: "infeasible", edges: [], total: 0, minRow: 0, value: 0, bound: -Infinity, certificate: null, scope: "candidates" },
      reason: {
        ...{ code: "minimums-out-of-reach", shortfall: 0, lowerMinimums: [], raiseMaximums: [] },
        hallSets: [{ side: "rows", rows: [0], columns: [], demand: 2, supply: 2 }],
      },
    };
    expect(solve(edges, asked).status).toBe("optimal");
    const verdict = verifySolution(edges, asked, claim as unknown as Solution);
    expect(verdict.valid ? [] : verdict.problems.map(({ code }) => code)).toEqual(["hall-set-invalid"]);
  });

  it("a plan that is honest about its sums but not the best", () => {
    const asGood = { ...plan, edges: Uint32Array.of(1, 2), total: 7, value: 7, minRow: 0 };
    expect(codes(asGood)).toEqual([]);
    expect(codes({ ...plan, edges: Uint32Array.of(0, 3), total: 6, minRow: 0 })).not.toEqual([]);
  });

  it("a claim that there is no plan", () => {
    const reason = {
      code: "minimums-out-of-reach",
      hallSets: [{ side: "rows", rows: [0], columns: [], demand: 1, supply: 0 }],
      shortfall: 1,
      lowerMinimums: [{ side: "rows", index: 0, from: 1, to: 0 }],
      raiseMaximums: null,
    };
    const claim = {
      status: "infeasible",
      edges: [],
      total: 0,
      minRow: 0,
      value: 0,
      bound: -Infinity,
      certificate: null,
      scope: "candidates",
    };
    expect(codes({ ...claim, reason })).toEqual(["hall-set-invalid", "shortfall-wrong", "relaxation-wrong"]);
    expect(codes({ ...claim, reason: null })).toEqual(["hall-set-missing"]);
    expect(codes({ ...claim, reason: { ...reason, hallSets: [null] } })).toContain("hall-set-invalid");
  });

  it("every plan with an edge dropped, added or exchanged for a worse one", () => {
    const arbitrary = instances({ size: 5, capacity: 3, maxEdges: 16 });
    fc.assert(
      fc.property(arbitrary, fc.nat(), ({ edges, options }, pick) => {
        const solution = solve(edges, options);
        fc.pre(solution.status !== "infeasible" && edges.row.length > 0);
        const toggled = pick % edges.row.length;
        const chosen = new Set(solution.edges);
        if (!chosen.delete(toggled)) chosen.add(toggled);
        const changed = [...chosen].sort((a, b) => a - b);
        const rowTotals = Array.from({ length: edges.rowCount }, () => 0);
        for (const e of changed) rowTotals[edges.row[e]!]! += edges.score[e]!;
        const total = rowTotals.reduce((sum, value) => sum + value, 0);
        const claim = { ...solution, edges: Uint32Array.from(changed), total, value: total, minRow: Math.min(...rowTotals) } as Solution;
        // An edge of score 0 may be left out or not: then both are best.
        if (edges.score[toggled] !== 0) expect(verifySolution(edges, options, claim).valid).toBe(false);
      }),
    );
  });
});

describe("verifySolution of infeasible instances", () => {
  const tight = { rows: { min: 2, max: 3 }, columns: { max: 2 } };
  const sparse = sparseInstance({ rowCount: 30, columnCount: 20, degree: 4 }, 1);
  const solution = solve(sparse, tight);

  it("accepts the Hall set, refuses it less one column or plus one row, and other numbers", () => {
    if (solution.status !== "infeasible" || solution.reason.code !== "minimums-out-of-reach") throw new Error("the instance has a plan");
    const { reason } = solution;
    const judge = (change: object) => verifySolution(sparse, tight, { ...solution, reason: { ...reason, ...change } }).valid;
    const set = reason.hallSets[0]!;
    expect(judge({})).toBe(true);
    expect(judge({ hallSets: [{ ...set, rows: set.rows.subarray(1) }] })).toBe(false);
    expect(judge({ hallSets: [{ ...set, columns: set.columns.subarray(1) }] })).toBe(false);
    expect(judge({ hallSets: [{ ...set, demand: set.demand + 1 }] })).toBe(false);
    expect(judge({ hallSets: [set, set] })).toBe(false);
    expect(judge({ shortfall: reason.shortfall + 1 })).toBe(false);
    expect(judge({ lowerMinimums: reason.lowerMinimums.slice(1) })).toBe(false);
    expect(judge({ raiseMaximums: [] })).toBe(false);
  });
});

describe("verifySolution of requests with groups refuses", () => {
  const judge = (asked: Edges, request: SolveOptions, claim: unknown) => {
    const verdict = verifySolution(asked, request, claim as Solution);
    return verdict.valid ? [] : [...new Set(verdict.problems.map(({ code }) => code))];
  };

  it("a price off by one unit, where prices are unique", () => {
    const twice = { rowCount: 1, columnCount: 2, row: [0, 0], column: [0, 1], score: [5, 5] };
    const request = { columns: { groups: [{ members: [0, 1], max: 2 }] } };
    const best = solve(twice, request) as Plan;
    const off = (by: number) => ({ ...best, certificate: { ...best.certificate, rowDual: Float64Array.of(5 + by) } });
    expect(best.certificate.rowDual).toEqual(Float64Array.of(5));
    expect([0, 1, -1].map((by) => judge(twice, request, off(by)))).toEqual([[], ["chosen-edge-not-worth-it"], ["better-edge-left-out"]]);
  });

  it("one partner of a group too many or too few", () => {
    const two = { ...plan, certificate: { ...plan.certificate, columnGroupDual: Float64Array.of(0) } };
    expect(judge(edges, { columns: { groups: [{ members: [0, 1], max: 1 }] } }, two)).toContain("group-above-max");
    expect(judge(edges, { columns: { max: 3, groups: [{ members: [0, 1], min: 3 }] } }, two)).toContain("group-below-min");
  });

  it("a reason, counted rightly, that asks for no more than there is, and a shortfall of one more or less", () => {
    const claim = {
      ...{ status: "infeasible", edges: [], total: 0, minRow: 0, value: 0, bound: -Infinity, certificate: null, scope: "candidates" },
      reason: {
        ...{ code: "quotas-out-of-reach", asking: [], limiting: [], demand: 0, supply: 0, shortfall: 0, changes: [] },
        witness: plan.edges,
      },
    };
    expect(judge(edges, { columns: { groups: [{ members: [0, 1], max: 2 }] } }, claim)).toEqual(["quota-reason-invalid"]);
    const tight = { columns: { groups: [{ members: [0, 1], min: 3 }] } };
    const truth = solve(edges, tight) as Infeasible;
    const off = (by: number) => ({ ...truth, reason: { ...truth.reason, shortfall: truth.reason.shortfall + by } });
    expect(truth.reason.code).toBe("quotas-out-of-reach");
    expect([judge(edges, tight, off(0)), judge(edges, tight, off(1)).includes("shortfall-wrong")]).toEqual([[], true]);
    expect(judge(edges, tight, off(-1))).toContain("shortfall-wrong");
  });
});
