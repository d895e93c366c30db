import { drain } from "./drain.js";
import { findObstacle } from "./infeasible.js";
import { openGraph } from "./open-graph.js";
import { readProblem } from "./problem.js";
import { totalSteps } from "./total.js";
import type { Edges, Infeasible, InfeasibleReason, Solution, SolveOptions } from "./types.js";
import { collectProblems, type Verdict } from "./verdict.js";
import { verifyInfeasible } from "./verify-infeasible.js";
import { verifyPlan } from "./verify-plan.js";

/** As `solve` with the objective `"total"`, without the code of the others: what a caller of plans by capacities loads. */
export function solveTotal(edges: Edges, options: SolveOptions): Solution {
  const problem = readProblem(edges, options);
  const graph = openGraph(problem);
  const plan = drain(totalSteps(problem, graph));
  if (plan !== null) return plan;
  // A search that gets stuck proves that there is no plan; then the reason is there to be found.
  return infeasible(findObstacle(problem, graph)!);
}

/** As `verifySolution`, for solutions of `solveTotal`. */
export function verifyTotal(edges: Edges, options: SolveOptions, solution: Solution): Verdict {
  const problem = readProblem(edges, options);
  return collectProblems((report) => {
    if (solution.status === "infeasible") verifyInfeasible(problem, solution, report);
    else verifyPlan(problem, solution, report);
  });
}

/** The answer where no set of edges keeps the bounds. */
export function infeasible(reason: InfeasibleReason): Infeasible {
  return { status: "infeasible", edges: new Uint32Array(0), total: 0, minRow: 0, bound: -Infinity, certificate: null, reason };
}
