import { describe, expect, it } from "vitest";
import {
  allPairsRounds,
  solve,
  solveAllPairs,
  SolveError,
  verifySolution,
  type Edges,
  type MissingEdges,
  type Objective,
  type Plan,
  type Solution,
  type SolveOptions,
} from "../../src/solve/index.js";
import { proveFromBest, scoreIn } from "./support/pair-finder.js";

/** Both rows like column 0 best; the best plan gives it to row 1. */
const full: Edges = { rowCount: 2, columnCount: 2, row: [0, 0, 1, 1], column: [0, 1, 0, 1], score: [9, 8, 7, 1] };
const none: MissingEdges = { row: [], column: [], score: [] };

function issueCodes(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof SolveError) return error.issues.map(({ code }) => code);
    throw error;
  }
  return [];
}

function codes(
  edges: Edges,
  options: SolveOptions,
  solution: unknown,
  pairScore?: (row: number, column: number) => number | null,
): string[] {
  const verdict = verifySolution(edges, options, solution as Solution, { pairScore });
  return verdict.valid ? [] : [...new Set(verdict.problems.map(({ code }) => code))];
}

describe("solveAllPairs", () => {
  it("adds what the best edges of each row and column lack, and says how often it looked", () => {
    const { edges, solution, scope, rounds, added } = proveFromBest(full, {});
    expect([scope, rounds, added]).toEqual(["all pairs", 1, 0]);
    expect([edges.row.length, solution.total]).toEqual([3, 15]);
    const fromOne = solveAllPairs({ ...full, row: [0], column: [0], score: [9] }, {}, finder([[1, 0, 7]], [[0, 1, 8]], []));
    expect([fromOne.scope, fromOne.rounds, fromOne.added, fromOne.solution.total]).toEqual(["all pairs", 3, 2, 15]);
  });

  it("keeps the edges given in their places and puts others behind them", () => {
    const { edges } = solveAllPairs({ ...full, row: [1, 0], column: [0, 0], score: [7, 9] }, {}, finder([[0, 1, 8]], []));
    expect([[...Array.from(edges.row)], [...Array.from(edges.column)], [...Array.from(edges.score)]]).toEqual([
      [1, 0, 0],
      [0, 0, 1],
      [7, 9, 8],
    ]);
  });

  it.each([
    [0, 0, 9],
    [1, 1, 9],
    [2, 2, 15],
  ])(
    "with %i rounds at most has looked %i times, proves nothing beyond the edges, and its plan holds for those",
    (maxRounds, looked, total) => {
      const one = { ...full, row: [0], column: [0], score: [9] };
      const { edges, solution, scope, rounds } = solveAllPairs(one, {}, finder([[1, 0, 7]], [[0, 1, 8]], []), { maxRounds });
      expect([scope, rounds, solution.total]).toEqual(["candidates", looked, total]);
      expect(solution.certificate?.scope).toBe("candidates");
      expect(codes(edges, {}, solution)).toEqual([]);
    },
  );

  it("finds a plan where the edges given have none", () => {
    const bounds = { rows: { min: 1, max: 1 }, columns: { max: 1 } };
    const { scope, solution } = solveAllPairs(
      { ...full, row: [0, 1], column: [0, 0], score: [9, 7] },
      bounds,
      finder([[1, 1, 1]], [[0, 1, 8]], []),
    );
    expect([scope, solution.status, solution.total]).toEqual(["all pairs", "optimal", 15]);
  });

  it("asks for every pair that could lift an obstacle, and for no other", () => {
    const steps = allPairsRounds({ ...full, row: [0, 1], column: [0, 0], score: [9, 7] }, { rows: { min: 1 }, columns: { max: 1 } });
    const { value } = steps.next();
    expect(value).toEqual({ rowPrice: Float64Array.of(-Infinity, -Infinity), columnPrice: Float64Array.of(Infinity, 0) });
    const proved = steps.next(none).value as ReturnType<typeof solveAllPairs>;
    expect([proved.scope, proved.solution.status, proved.solution.status === "infeasible" && proved.solution.scope]).toEqual([
      "all pairs",
      "infeasible",
      "all pairs",
    ]);
  });

  it("begins with no edges at all", () => {
    const { scope, solution } = solveAllPairs(
      { rowCount: 2, columnCount: 2, row: [], column: [], score: [] },
      {},
      finder(
        [
          [0, 0, 9],
          [0, 1, 8],
          [1, 0, 7],
        ],
        [],
      ),
    );
    expect([scope, solution.total]).toEqual(["all pairs", 15]);
  });

  it.each<[string, () => unknown, string[]]>([
    [
      "another objective",
      () => solveAllPairs(full, { objective: "fair" } as unknown as SolveOptions, () => none),
      ["option-not-for-objective"],
    ],
    ["half a round", () => solveAllPairs(full, {}, () => none, { maxRounds: 0.5 }), ["rounds-invalid"]],
    ["an answer that is no list", () => solveAllPairs(full, {}, () => null as unknown as MissingEdges), ["type-invalid"]],
    ["an answer of unequal lists", () => solveAllPairs(full, {}, () => ({ ...none, row: [1] })), ["type-invalid"]],
    ["a pair that is an edge already", () => solveAllPairs(full, {}, () => ({ row: [1], column: [1], score: [1] })), ["parallel-edge"]],
    [
      "a pair out of range",
      () => solveAllPairs(full, {}, () => ({ row: [2], column: [-1], score: [1] })),
      ["row-out-of-range", "column-out-of-range"],
    ],
    [
      "a score that is no number",
      () => solveAllPairs({ ...full, columnCount: 3 }, {}, () => ({ row: [1], column: [2], score: [NaN] })),
      ["score-not-finite"],
    ],
    ["edges that are none", () => solveAllPairs(null as unknown as Edges, {}, () => none), ["type-invalid"]],
  ])("refuses %s", (_, run, expected) => {
    expect(issueCodes(run)).toEqual(expected);
  });
});

describe("verifySolution of a claim about all pairs", () => {
  const { edges, solution } = proveFromBest(full, {});

  it("checks it by the scores of all pairs, and refuses it without them", () => {
    expect(codes(edges, {}, solution, scoreIn(full))).toEqual([]);
    expect(codes(edges, {}, solution)).toEqual(["scope-unproved"]);
    expect(codes(edges, {}, solution, () => NaN)).toEqual(["scope-unproved"]);
  });

  it("refuses it where a pair was left out that a better plan has, but not where that is forbidden", () => {
    const one = { ...full, row: [0, 1], column: [0, 0], score: [9, 7] };
    const plan = solve(one) as Plan;
    const claim = { ...plan, certificate: { ...plan.certificate, scope: "all pairs" } };
    expect(codes(one, {}, claim, scoreIn(full))).toEqual(["better-pair-missing"]);
    expect(codes(one, {}, claim, () => null)).toEqual([]);
  });

  it("refuses it where there is no plan over the edges but one over all pairs", () => {
    const one = { ...full, row: [0, 1], column: [0, 0], score: [9, 7] };
    const options = { rows: { min: 1, max: 1 } };
    const claim = { ...solve(one, options), scope: "all pairs" };
    expect(codes(one, options, claim, scoreIn(full))).toEqual(["better-pair-missing"]);
    expect(codes(one, options, claim, () => null)).toEqual([]);
    expect(codes(one, options, { ...claim, scope: "everything" }, () => null)).toEqual(["status-invalid"]);
  });

  it.each(["fair", "stable"] as const)("refuses it of a plan that is %s, whose proof is of its edges only", (objective) => {
    const plan = solve<Objective>(full, { objective }) as Plan<Objective>;
    const claim = { ...plan, certificate: { ...plan.certificate, scope: "all pairs" } } as unknown as Plan<Objective>;
    expect(verifySolution(full, { objective }, plan)).toEqual({ valid: true });
    expect(verifySolution(full, { objective }, claim, { pairScore: scoreIn(full) }).valid).toBe(false);
  });
});

/** Answers in turn. */
function finder(...answers: Array<ReadonlyArray<readonly [number, number, number]>>): () => MissingEdges {
  let at = 0;
  return () => {
    const answer = answers[at++]!;
    return { row: answer.map(([row]) => row), column: answer.map(([, column]) => column), score: answer.map(([, , score]) => score) };
  };
}
