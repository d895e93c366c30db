import { describe, expect, it } from "vitest";
import { solve, verifySolution, type SolveError, type Edges, type Plan, type Solution, type SolveOptions } from "../../src/solve/index.js";

/** Gale and Shapley's example 1: three stable matchings, from everybody's first choice among the rows to that among the columns. */
const circle = {
  rowCount: 3,
  columnCount: 3,
  row: [0, 0, 0, 1, 1, 1, 2, 2, 2],
  column: [0, 1, 2, 0, 1, 2, 0, 1, 2],
  score: [3, 2, 1, 1, 3, 2, 2, 1, 3],
  columnScore: [1, 2, 3, 3, 1, 2, 2, 3, 1],
};

function codesOf(edges: unknown, options: unknown): string[] {
  try {
    solve(edges as Edges, options as SolveOptions);
  } catch (error) {
    return (error as SolveError).issues.map((issue) => `${issue.code} ${issue.path}`);
  }
  return [];
}

describe("a stable plan", () => {
  it("gives the proposers their first choices where these do not meet", () => {
    expect([...solve(circle, { objective: "stable" }).edges]).toEqual([0, 4, 8]);
    expect([...solve(circle, { objective: "stable", proposer: "columns" }).edges]).toEqual([2, 3, 7]);
  });

  it("says what an edge has to beat at each end", () => {
    const edges = { rowCount: 2, columnCount: 2, row: [0, 1, 1], column: [0, 0, 1], score: [5, 4, 3] };
    expect(solve(edges, { objective: "stable", columns: { max: [1, 2] } })).toMatchObject({
      status: "optimal",
      total: 8,
      bound: 8,
      certificate: { kind: "no-blocking-pair", rowCutoff: Float64Array.of(5, 3), columnCutoff: Float64Array.of(5, -Infinity) },
    });
  });

  it("fixes forced edges first: nobody may wait for the place of one", () => {
    const plan = solve(circle, { objective: "stable", forced: [1] });
    expect(plan.edges).toContain(1);
    expect(verifySolution(circle, { objective: "stable", forced: [1] }, plan)).toEqual({ valid: true });
  });

  it("lets a university take no more than its limit, and the best of all its outcomes", () => {
    const edges = { rowCount: 3, columnCount: 3, row: [0, 1, 2], column: [0, 1, 2], score: [1, 2, 3] };
    const options = { objective: "stable", columns: { groups: [{ members: [0, 1, 2], max: 2 }] } } as const;
    for (const proposer of ["rows", "columns"] as const) expect([...solve(edges, { ...options, proposer }).edges]).toEqual([1, 2]);
  });

  it("lets a row move inside its university at no cost to it, as student-project allocation asks", () => {
    const edges = { rowCount: 1, columnCount: 2, row: [0, 0], column: [0, 1], score: [1, 2], columnScore: [1, 1] };
    const options = { objective: "stable", columns: { groups: [{ members: [0, 1], max: 1 }] } } as const;
    for (const proposer of ["rows", "columns"] as const) expect([...solve(edges, { ...options, proposer }).edges]).toEqual([1]);
  });

  it("takes every edge for acceptable, whatever its score", () => {
    const edges = { rowCount: 1, columnCount: 1, row: [0], column: [0], score: [-1] };
    expect([...solve(edges, { objective: "stable" }).edges]).toEqual([0]);
  });

  it("is empty without edges, rows or columns, and without limits takes all", () => {
    const none = { rowCount: 0, columnCount: 0, row: [], column: [], score: [] };
    expect(solve(none, { objective: "stable" })).toMatchObject({ status: "optimal", total: 0, minRow: 0 });
    const all = solve(circle, { objective: "stable", rows: { max: Infinity }, columns: { max: Infinity } });
    expect(all.edges).toHaveLength(9);
  });
});

describe("a stable plan is refused by code", () => {
  it.each<[string, unknown, string[]]>([
    ["with a minimum", { objective: "stable", rows: { min: 1 } }, ["minimum-under-stability options.rows.min"]],
    ["with one minimum of many", { objective: "stable", columns: { min: [0, 1, 0] } }, ["minimum-under-stability options.columns.min"]],
    [
      "with a group's minimum",
      { objective: "stable", columns: { groups: [{ members: [0], min: 1 }] } },
      ["minimum-under-stability options.columns.groups[0].min"],
    ],
    [
      "with groups that share a column",
      { objective: "stable", columns: { groups: [{ members: [0, 1] }, { members: [1] }] } },
      ["groups-not-disjoint options.columns.groups[1].members[0]"],
    ],
    [
      "with a member that is no column",
      { objective: "stable", columns: { groups: [{ members: [3], max: 1 }] } },
      ["group-member-out-of-range options.columns.groups[0].members[0]"],
    ],
    [
      "with groups of rows",
      { objective: "stable", rows: { groups: [{ members: [0], max: 1 }] } },
      ["option-not-for-objective options.rows.groups"],
    ],
    [
      "with more forced edges than a group may have",
      { objective: "stable", forced: [0], columns: { groups: [{ members: [0], max: 0 }] } },
      ["forced-above-max options.columns.groups[0].max"],
    ],
    ["with an unknown proposer", { objective: "stable", proposer: "all" }, ["proposer-unknown options.proposer"]],
  ])("%s", (_, options, codes) => {
    expect(codesOf(circle, options)).toEqual(codes);
  });

  it("and so are its options beside another objective", () => {
    expect(codesOf(circle, { proposer: "rows" })).toEqual([
      "option-not-for-objective edges.columnScore",
      "option-not-for-objective options.proposer",
    ]);
  });

  it("and a column score that is none", () => {
    const options = { objective: "stable" };
    expect(codesOf({ ...circle, columnScore: [1] }, options)).toEqual(["length-mismatch edges.columnScore"]);
    expect(codesOf({ ...circle, columnScore: 1 }, options)).toEqual(["type-invalid edges.columnScore"]);
    expect(codesOf({ ...circle, columnScore: circle.score.map((score, e) => (e === 4 ? NaN : score)) }, options)).toEqual([
      "score-not-finite edges.columnScore[4]",
    ]);
  });
});

describe("verifySolution refuses of a stable plan", () => {
  const options = { objective: "stable", columns: { max: 1, groups: [{ members: [0, 1], max: 2 }] } } as const;
  const plan = solve(circle, options) as Plan<"stable">;
  const codes = (solution: unknown) => {
    const verdict = verifySolution(circle, options, solution as Solution);
    return verdict.valid ? [] : [...new Set(verdict.problems.map((problem) => problem.code))];
  };
  it.each<[string, unknown, string[]]>([
    ["nothing where it is true", plan, []],
    ["a pair missing", { ...plan, edges: [0, 4], total: 6, value: 6, minRow: 0, bound: 6 }, ["blocking-pair", "cutoff-wrong"]],
    ["a pair both would leave", { ...plan, edges: [1, 3, 8], total: 6, value: 6, minRow: 1, bound: 6 }, ["blocking-pair", "cutoff-wrong"]],
    ["a bound", { ...plan, bound: 10 }, ["bound-wrong"]],
    ["another proof", { ...plan, certificate: { kind: "duals" } }, ["certificate-missing"]],
    ["another proposer", { ...plan, certificate: { ...plan.certificate, proposer: "columns" } }, ["certificate-missing"]],
    ["a cutoff", { ...plan, certificate: { ...plan.certificate, rowCutoff: Float64Array.of(3, 3, 2) } }, ["cutoff-wrong"]],
    ["no cutoffs", { ...plan, certificate: { ...plan.certificate, columnCutoff: null } }, ["cutoff-wrong"]],
  ])("%s", (_, solution, expected) => {
    expect(codes(solution)).toEqual(expected);
  });
});
