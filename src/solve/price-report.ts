import { CompensatedSum } from "../kernel/sum.js";
import { findBlockingEdges } from "./blocking-pairs.js";
import { readProblem, type Problem } from "./problem.js";
import { solve } from "./solve.js";
import type { Solution } from "./plan-types.js";
import type { Edges, Objective, SolveOptions } from "./types.js";

/** What one plan costs and gives, in the caller's scores. */
export interface PlanPrice {
  readonly objective: Objective;
  readonly status: "optimal" | "feasible";
  /** Pairs chosen. */
  readonly edgeCount: number;
  readonly total: number;
  /** `total` ÷ the largest total of any plan; 1 where that is 0. */
  readonly totalShare: number;
  /** The smallest row total. */
  readonly minRow: number;
  /** The largest row total. */
  readonly maxRow: number;
  /** Standard deviation of the row totals, over rows. */
  readonly spread: number;
  /** Rows without a partner. */
  readonly unmatchedRows: number;
  /** Edges whose two ends would rather have each other than what the plan gives them; 0 for the stable plan. */
  readonly blockingPairs: number;
  /** What `solve` answers for this objective. */
  readonly solution: Solution<Objective>;
}

/** The three plans of one instance side by side. */
export interface PriceReport {
  readonly total: PlanPrice;
  readonly fair: PlanPrice;
  /** Null where a minimum is asked for, which stability does not promise to keep. */
  readonly stable: PlanPrice | null;
}

/** What is asked of all three plans. */
export type PriceRequest = Omit<SolveOptions<Objective>, "objective">;

/**
 * Solves one instance for each objective and sets the prices side by side: what fairness costs in total, what the largest total
 * costs the poorest row, and how many pairs would rather leave either.
 *
 * `columnScore` and `proposer` shape the stable plan, and by `columnScore` blocking pairs are counted in all three.
 *
 * @returns the three prices; null where no plan exists (`solve` says why).
 * @throws SolveError as `solve`; groups are refused (`option-not-for-objective`). One `solve` for each objective.
 * @example
 * ```ts
 * import { priceReport } from "alliance-match/solve";
 *
 * const edges = { rowCount: 2, columnCount: 2, row: [0, 0, 1, 1], column: [0, 1, 0, 1], score: [9, 8, 7, 1] };
 * const report = priceReport(edges)!;
 * [report.total.total, report.fair.minRow, report.stable?.total]; // [15, 7, 10]
 * ```
 */
export function priceReport(edges: Edges, request: PriceRequest = {}): PriceReport | null {
  const { columnScore: _, ...plain } = edges;
  const { proposer, ...shared } = request;
  const totalSolution = solve(plain, { ...shared, objective: "total" });
  const fairSolution = solve(plain, { ...shared, objective: "fair" });
  if (totalSolution.status === "infeasible" || fairSolution.status === "infeasible") return null;
  // Bounds without minimums, by which alone blocking pairs are judged.
  const free = { ...shared, rows: { ...shared.rows, min: 0 }, columns: { ...shared.columns, min: 0 }, proposer };
  const problem = readProblem(edges, { ...free, objective: "stable" });
  const best = totalSolution.total;
  const price = (objective: Objective, solution: Solution<Objective>) => priceOf(problem, { objective, solution, best });
  return {
    total: price("total", totalSolution),
    fair: price("fair", fairSolution),
    stable: hasMinimum(readProblem(plain, shared)) ? null : price("stable", solve(edges, { ...free, objective: "stable" })),
  };
}

function hasMinimum({ rows, columns }: Problem): boolean {
  return rows.min.some((min) => min > 0) || columns.min.some((min) => min > 0);
}

function priceOf(problem: Problem, at: { objective: Objective; solution: Solution<Objective>; best: number }): PlanPrice {
  const { objective, solution, best } = at;
  const listed = new Set(solution.edges);
  const isChosen = Uint8Array.from(problem.callerEdge, (edge) => (listed.has(edge) ? 1 : 0));
  const totals = Array.from({ length: problem.rowCount }, () => new CompensatedSum());
  const degree = new Float64Array(problem.rowCount);
  for (let e = 0; e < isChosen.length; e++) {
    if (isChosen[e] === 0) continue;
    totals[problem.row[e]!]!.add(problem.score[e]!);
    degree[problem.row[e]!]!++;
  }
  const rowTotal = totals.map((sum) => sum.value);
  const mean = rowTotal.length === 0 ? 0 : solution.total / rowTotal.length;
  const variance = rowTotal.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, rowTotal.length);
  return {
    objective,
    status: solution.status === "optimal" ? "optimal" : "feasible",
    edgeCount: solution.edges.length,
    total: solution.total,
    totalShare: best === 0 ? 1 : solution.total / best,
    minRow: solution.minRow,
    maxRow: rowTotal.reduce((most, value) => Math.max(most, value), rowTotal[0] ?? 0),
    spread: Math.sqrt(variance),
    unmatchedRows: degree.filter((count) => count === 0).length,
    blockingPairs: findBlockingEdges(problem, isChosen).length,
    solution,
  };
}
