import { verifyInfeasible } from "./verify-infeasible.js";
import { verifyPlan } from "./verify-plan.js";
import { readProblem } from "./problem.js";
import { isObject } from "./shape.js";
import type { Edges, Objective, Solution, SolveOptions } from "./types.js";

/** Every way in which a solution can be wrong. */
export type SolutionProblemCode =
  | "type-invalid"
  | "status-invalid"
  | "edges-not-ascending"
  | "edge-out-of-range"
  | "row-below-min"
  | "row-above-max"
  | "column-below-min"
  | "column-above-max"
  | "forced-missing"
  | "total-wrong"
  | "min-row-wrong"
  | "bound-wrong"
  | "certificate-missing"
  | "unit-invalid"
  | "rounding-wrong"
  | "row-dual-invalid"
  | "column-dual-invalid"
  | "chosen-edge-not-worth-it"
  | "better-edge-left-out"
  | "group-above-max"
  | "blocking-pair"
  | "cutoff-wrong"
  | "threshold-wrong"
  | "row-weight-invalid"
  | "part-price-invalid"
  | "part-coverage-wrong"
  | "guarantee-wrong"
  | "hall-set-missing"
  | "hall-set-invalid"
  | "shortfall-wrong"
  | "relaxation-wrong";

/** One thing wrong with a solution. */
export interface SolutionProblem {
  readonly code: SolutionProblemCode;
  /** Where, as in `certificate.rowDual[3]`. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

export type Verdict = { readonly valid: true } | { readonly valid: false; readonly problems: readonly SolutionProblem[] };

/** Notes a problem; `expected` and `received` as they are to be read. */
export type Report = (code: SolutionProblemCode, path: string, detail: { expected: unknown; received: unknown }) => void;

/** Problems kept; more would say nothing new. */
const MAX_PROBLEMS = 1000;

/**
 * Checks a solution from the request alone: bounds, forced edges, sums, and the proof that nothing better (or nothing at all)
 * exists. It shares the reading of requests with `solve`, and no step of solving.
 *
 * For a plan: degrees, totals, then complementary slackness of the duals on every edge, in integers. For `"infeasible"`: each
 * Hall set is counted again, and the relaxations add up to the shortfall that the sets prove to be the least.
 *
 * @param solution what `solve` returned, or anything that claims to be a solution.
 * @returns all problems found, at most 1,000, or `{ valid: true }`.
 * @throws SolveError where the request itself is bad, with the codes of `solve`. O(edges + rows + columns).
 * @example
 * ```ts
 * import { solve, verifySolution } from "alliance-match/solve";
 *
 * const edges = { rowCount: 1, columnCount: 1, row: [0], column: [0], score: [0.5] };
 * const solution = solve(edges);
 * verifySolution(edges, {}, solution); // { valid: true }
 * verifySolution(edges, {}, { ...solution, total: 0.6 }); // { valid: false, problems: [{ code: "total-wrong", … }] }
 * ```
 */
export function verifySolution(edges: Edges, options: SolveOptions<Objective>, solution: Solution<Objective>): Verdict {
  const problem = readProblem(edges, options);
  return collectProblems((report) => {
    if (!isObject(solution)) {
      report("type-invalid", "", { expected: "a solution", received: solution });
    } else if (solution.status === "infeasible") {
      verifyInfeasible(problem, solution, report);
    } else {
      verifyPlan(problem, solution, report);
    }
  });
}

/** Runs checks that report problems, and keeps the first 1,000. */
export function collectProblems(check: (report: Report) => void): Verdict {
  const problems: SolutionProblem[] = [];
  check((code, path, { expected, received }) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, path, expected: String(expected), received: String(received) });
  });
  return problems.length === 0 ? { valid: true } : { valid: false, problems };
}
