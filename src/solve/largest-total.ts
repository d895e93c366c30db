import { drain } from "./drain.js";
import { IssueList } from "./error.js";
import { findObstacle } from "./infeasible.js";
import { keptTotalSteps } from "./kept-total.js";
import { openGraph } from "./open-graph.js";
import { readProblem, type Problem } from "./problem.js";
import type { Infeasible } from "./infeasible-types.js";
import type { Solution } from "./plan-types.js";
import type { Edges, SolveOptions } from "./types.js";
import { collectProblems, type Verdict } from "./verdict.js";
import { verifyCutShort } from "./verify-cut-short.js";
import { verifyInfeasible } from "./verify-infeasible.js";
import { verifyPlan } from "./verify-plan.js";

/**
 * As `solve` with the objective `"total"`, without the code of the others: what a caller of plans by capacities loads.
 *
 * @throws SolveError as `solve`; groups and load costs are refused (`option-needs-solve`).
 */
export function solveTotal(edges: Edges, options: SolveOptions): Solution {
  const problem = readSimple(edges, options);
  const graph = openGraph(problem);
  const plan = drain(keptTotalSteps(problem, graph));
  if (plan !== null) return plan;
  // A search that gets stuck proves that there is no plan; then the reason is there to be found.
  return infeasible(findObstacle(problem, graph)!);
}

/** As `verifySolution`, for solutions of `solveTotal`. */
export function verifyTotal(edges: Edges, options: SolveOptions, solution: Solution): Verdict {
  const problem = readSimple(edges, options);
  return collectProblems((report) => {
    if (solution.status === "infeasible") verifyInfeasible(problem, solution, report);
    else verifyPlan(problem, solution, report, { cutShort: verifyCutShort });
    const scope = (solution.status === "infeasible" ? solution : solution.certificate)?.scope;
    if (scope === "all pairs") report("scope-unproved", "scope", { expected: "candidates; else use verifySolution", received: scope });
  });
}

function readSimple(edges: Edges, options: SolveOptions): Problem {
  const issues = new IssueList();
  for (const side of ["rows", "columns"] as const) {
    for (const name of ["groups", "loadCosts"] as const) {
      const received = options?.[side]?.[name];
      if (received !== undefined) issues.add("option-needs-solve", `options.${side}.${name}`, { expected: "nothing; use solve", received });
    }
  }
  issues.throwIfAny();
  return readProblem(edges, options);
}

/** The answer where no set of edges keeps the bounds. */
export function infeasible(reason: Infeasible["reason"]): Infeasible {
  return {
    status: "infeasible",
    edges: new Uint32Array(0),
    total: 0,
    minRow: 0,
    value: 0,
    bound: -Infinity,
    certificate: null,
    scope: "candidates",
    reason,
  };
}
