import { drain } from "./drain.js";
import { fairSteps } from "./fair.js";
import { findObstacle } from "./infeasible.js";
import { infeasible } from "./largest-total.js";
import { openGraph } from "./open-graph.js";
import { readProblem, type Problem } from "./problem.js";
import { keptTotalSteps } from "./kept-total.js";
import { findQuotaObstacle } from "./quota-obstacle.js";
import { hasGroups, hasQuotas, quotaSteps } from "./quota-total.js";
import { solveStable } from "./stable.js";
import type { Solution } from "./plan-types.js";
import type { Edges, Objective, SolveOptions } from "./types.js";

/**
 * Chooses the set of edges that is best by the objective among those that keep all bounds and contain all forced edges:
 * `"total"`, the default, has the largest sum of scores; `"fair"` the largest smallest row total, then the largest total (`fairSteps`);
 * `"stable"` leaves no two who would rather have each other (`solveStable`).
 *
 * The answer is a function of the set of edges and of the bounds: the order of the edges never matters, and of several best
 * plans the same one is returned every time. Under `"total"`, an edge of score ≤ 0 is chosen only where a minimum or forcing needs it; an edge
 * of score > 0 is never left out between a row and a column that both have room.
 *
 * Scores are compared as whole numbers of `certificate.unit` (for 100,000 rows and scores up to 1 about 10⁻¹⁰); `bound` holds
 * for the scores as given. The inputs are not changed.
 *
 * @param edges the candidate pairs; `score` any finite number.
 * @param options bounds (default: minimum 0, maximum 1), objective, forced edges.
 * @returns a plan of status `"optimal"` with its certificate, or `"infeasible"` with the rows and columns in the way.
 * @throws SolveError with all issues at once: `type-invalid`, `count-invalid`, `length-mismatch`, `row-out-of-range`,
 *   `column-out-of-range`, `score-not-finite`, `scores-overflow`, `scores-too-coarse`, `parallel-edge`,
 *   `capacity-not-integer`, `capacity-negative`, `min-above-max`, `objective-unknown`, `option-not-for-objective`, `proposer-unknown`, `minimum-under-stability`, `group-member-out-of-range`, `groups-not-nested`, `groups-not-disjoint`,
 *   `load-cost-not-finite`, `load-costs-not-convex`, `keep-out-of-range`, `keep-bonus-invalid`, `max-steps-invalid`, `forced-out-of-range`, `forced-above-max`, `too-many-issues`.
 *   O(U · (edges + nodes) · log nodes) at worst for U places to fill; see `Augmentation`.
 * @example
 * ```ts
 * import { solve } from "alliance-match/solve";
 *
 * const edges = { rowCount: 2, columnCount: 2, row: [0, 0, 1], column: [0, 1, 0], score: [0.9, 0.7, 0.8] };
 * const plan = solve(edges, { objective: "total" });
 * plan.edges; // Uint32Array [1, 2]: row 0 with column 1, row 1 with column 0
 * plan.total; // 1.5
 * ```
 */
export function solve<O extends Objective = "total">(edges: Edges, options: SolveOptions<O> = {}): Solution<O> {
  // The objective decides which certificate the plan carries; the compiler does not see that.
  return drain(problemSteps(readProblem(edges, options))) as Solution<O>;
}

/** How far solving has come. */
export interface SolveProgress {
  /** Steps done; how many there will be is not known before. */
  readonly step: number;
  /** Under `"fair"`, the smallest row of the best plan so far and what no plan passes; null where no plan is known before the end. */
  readonly best: { readonly minRow: number; readonly bound: number } | null;
}

/**
 * The same as `solve`, in steps: yields between pieces of work, and returns the solution.
 *
 * A step is a phase of the auction, some hundred paths, or one flow of `"fair"`, so the same request takes the same steps on every
 * machine; a caller with a budget stops asking. Reading the request, a full table, `"stable"` and the search for what is in the way of a plan are not divided.
 *
 * @throws SolveError at the first `next()`, as `solve` does.
 * @example
 * ```ts
 * import { solveSteps } from "alliance-match/solve";
 *
 * const steps = solveSteps({ rowCount: 1, columnCount: 1, row: [0], column: [0], score: [0.5] });
 * let next = steps.next();
 * while (next.done !== true) next = steps.next(); // next.value.step counts up
 * next.value.total; // 0.5
 * ```
 */
export function* solveSteps<O extends Objective = "total">(
  edges: Edges,
  options: SolveOptions<O> = {},
): Generator<SolveProgress, Solution<O>> {
  return (yield* problemSteps(copyOf(readProblem(edges, options)))) as Solution<O>;
}

/** Steps may lie far apart, and the caller may change its arrays in between. */
function copyOf(problem: Problem): Problem {
  const score = problem.score.slice();
  return {
    ...problem,
    row: problem.row.slice(),
    column: problem.column.slice(),
    score,
    columnScore: problem.columnScore === problem.score ? score : problem.columnScore.slice(),
  };
}

function* problemSteps(problem: Problem): Generator<SolveProgress, Solution<Objective>> {
  if (problem.objective === "stable") return solveStable(problem);
  const graph = openGraph(problem);
  let step = 0;
  if (problem.objective === "total") {
    const steps = hasQuotas(problem) ? quotaSteps(problem, graph) : keptTotalSteps(problem, graph);
    for (;;) {
      const { done, value } = steps.next();
      if (done !== true) {
        yield { step: ++step, best: null };
        continue;
      }
      if (value !== null) return value;
      // A search that gets stuck proves that there is no plan; only then the reason is looked for.
      break;
    }
  }
  const quotaReason = hasGroups(problem) ? findQuotaObstacle(problem) : null;
  if (quotaReason !== null) return infeasible(quotaReason);
  const reason = findObstacle(problem, graph);
  if (reason !== null) return infeasible(reason);
  const steps = fairSteps(problem);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    yield { step: value.step, best: { minRow: value.minRow, bound: value.bound } };
  }
}
