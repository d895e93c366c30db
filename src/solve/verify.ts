import { verifyAllPairs, type PairCheck } from "./verify-all-pairs.js";
import { verifyCutShort } from "./verify-cut-short.js";
import { verifyInfeasible } from "./verify-infeasible.js";
import { verifyFair } from "./verify-fair.js";
import { verifyPlan, type ProofCheck } from "./verify-plan.js";
import { verifyQuotas } from "./verify-quota.js";
import { verifyQuotaReason } from "./verify-obstacle.js";
import { checkReading } from "./verify-request.js";
import { verifyStable } from "./verify-stable.js";
import { readProblem, type Problem } from "./problem.js";
import { isObject } from "./shape.js";
import type { Plan, Solution } from "./plan-types.js";
import type { Edges, Objective, SolveOptions } from "./types.js";
import { collectProblems, type Report, type Verdict } from "./verdict.js";

const PROOFS: Readonly<Record<Objective, ProofCheck | undefined>> = {
  total: undefined,
  stable: verifyStable,
  fair: (problem, plan, { report }) => verifyFair(problem, plan, { report, verifyTotal: verifyOverEdges }),
};

function verifyOverEdges(problem: Problem, plan: Plan<Objective>, report: Report): void {
  if (plan.certificate?.scope === "all pairs")
    report("scope-unproved", "certificate.scope", { expected: "candidates", received: plan.certificate.scope });
  verifyPlan(problem, plan, report, { cutShort: verifyCutShort });
}

/**
 * Checks a solution from the request alone: bounds, forced edges, sums, and the proof that nothing better (or nothing at all)
 * exists. It shares no step of solving with `solve`; what both read of the request is compared with the request again, and groups and
 * load costs are read apart.
 *
 * For a plan: degrees, totals, then complementary slackness of the duals on every edge, in integers. For `"infeasible"`: each
 * Hall set (or quota) is counted again, and the relaxations add up to the shortfall that the sets prove to be the least.
 *
 * A claim to be best over all pairs (`scope`) is checked on each pair that is no edge, and refused (`scope-unproved`) where `pairScore` is not there for it.
 *
 * @param solution what `solve` returned, or anything that claims to be a solution.
 * @param check `pairScore` gives the score of any pair, and null for a pair that is forbidden; only for a scope of `"all pairs"`.
 * @returns all problems found, at most 1,000, or `{ valid: true }`.
 * @throws SolveError where the request itself is bad, with the codes of `solve`. O(edges + rows + columns); over all pairs
 *   O(rows · columns).
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
export function verifySolution(
  edges: Edges,
  options: SolveOptions<Objective>,
  solution: Solution<Objective>,
  check: PairCheck = {},
): Verdict {
  const problem = readProblem(edges, options);
  checkReading(problem, edges, options);
  const hasQuotas = [options.rows, options.columns].some((side) => (side?.groups ?? []).length > 0 || (side?.loadCosts ?? []).length > 0);
  const quotas: ProofCheck = (_, plan, at) => verifyQuotas(problem, plan, { ...at, options });
  return collectProblems((note) => {
    let isSound = true;
    const report: Report = (...problem) => {
      isSound = false;
      note(...problem);
    };
    if (!isObject(solution)) {
      report("type-invalid", "", { expected: "a solution", received: solution });
    } else if (solution.status === "infeasible") {
      verifyInfeasible(problem, solution, report, (reason) => verifyQuotaReason(problem, reason, { options, report }));
    } else {
      verifyPlan(problem, solution, report, {
        proof: problem.objective === "total" && hasQuotas ? quotas : PROOFS[problem.objective],
        cutShort: verifyCutShort,
      });
    }
    // What is wrong already may not be readable as a proof.
    if (isSound) verifyAllPairs(problem, solution, { ...check, options, report });
  });
}
