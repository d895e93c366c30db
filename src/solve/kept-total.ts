import { planCutShort } from "./cut-short.js";
import { denseTablePrices } from "./dense.js";
import type { OpenGraph } from "./open-graph.js";
import { planTotals } from "./plan-totals.js";
import type { Problem } from "./problem.js";
import { totalSteps, type TotalParts } from "./total.js";
import type { Plan } from "./plan-types.js";

const PARTS: TotalParts = { solveTable: denseTablePrices, cutShort: planCutShort };

/** As `totalSteps`, with the bonus of edges to keep as part of what is maximised, and not of the totals that are told. */
export function* keptTotalSteps(problem: Problem, graph: OpenGraph): Generator<void, Plan | null> {
  const { worth } = problem;
  if (worth === null) return yield* totalSteps(problem, graph, PARTS);
  const plan = yield* totalSteps({ ...problem, score: worth }, graph, PARTS);
  if (plan === null) return null;
  const listed = new Set(plan.edges);
  const isChosen = Uint8Array.from(problem.callerEdge, (edge) => (listed.has(edge) ? 1 : 0));
  return { ...plan, ...planTotals(problem, isChosen), value: plan.total };
}
