import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import { mayMatch } from "../join/rank.js";
import type { Edges, Objective, SolveOptions } from "../solve/index.js";
import type { PlanSetting } from "./alliance-methods.js";
import type { CandidateSet } from "./candidate-set.js";
import { toInfeasibility } from "./infeasibility.js";
import type { Plan, PlanCertificate, Unmatched } from "./plan-types.js";
import { toProposals } from "./proposal.js";
import type { CheckedRequest } from "./request.js";
import { solveVerified } from "./solve-verified.js";

/** The plan that pairs records. */
export function planPairs({ corpus, request, candidates, objective }: PlanSetting): Plan {
  const { edges } = candidates;
  const rows = readRows(corpus, request, candidates);
  const instance: Edges = {
    rowCount: rows.needs.length,
    columnCount: edges.outcomeCount,
    row: rows.row,
    column: edges.outcome,
    score: edges.score,
  };
  const options: SolveOptions<Objective> = {
    rows: request.perNeed,
    columns: request.perOutcome,
    objective: request.objective,
    forced: candidates.forced,
  };
  const solution = solveVerified(objective, instance, options);
  return toPlan(corpus, request, candidates, {
    kind: "records",
    scope: "candidates",
    needs: rows.needs,
    outcomes: corpus.outcomes.ids,
    edges: instance,
    options,
    solution,
  });
}

/**
 * The needs that are rows: all of them; for a fair plan only those with a candidate, as one without would make every smallest
 * share 0. A minimum that they cannot keep has to show, so then they stay.
 */
function readRows(
  { needs }: Corpus,
  { objective, perNeed }: CheckedRequest,
  { edges }: CandidateSet,
): { readonly needs: readonly string[]; readonly row: Uint32Array } {
  if (objective !== "fair" || perNeed.min > 0) return { needs: needs.ids, row: edges.need };
  // Edges ascend by need.
  const kept = [...new Set(edges.need)];
  const rowOf = new Map(kept.map((need, row) => [need, row]));
  return { needs: kept.map((need) => needs.ids[need]!), row: edges.need.map((need) => rowOf.get(need)!) };
}

function toPlan(corpus: Corpus, request: CheckedRequest, candidates: CandidateSet, certificate: PlanCertificate): Plan {
  const { edges, barredNeeds, barredOutcomes } = candidates;
  const { solution } = certificate;
  const pairs = Array.from(solution.edges, (e) => ({ need: edges.need[e]!, outcome: edges.outcome[e]!, score: edges.score[e]! }));
  const matchedNeeds = new Set(pairs.map(({ need }) => need));
  const matchedOutcomes = new Set(pairs.map(({ outcome }) => outcome));
  return {
    shape: request.shape,
    level: request.level,
    method: request.method,
    objective: request.objective,
    status: solution.status,
    proposals: toProposals(corpus, request.shape, pairs),
    total: solution.total,
    unmatched: {
      needs: leftOver(corpus, corpus.needs, matchedNeeds, new Set(edges.need), barredNeeds),
      outcomes: leftOver(corpus, corpus.outcomes, matchedOutcomes, new Set(edges.outcome), barredOutcomes),
    },
    certificate,
    infeasibility:
      solution.status === "infeasible"
        ? toInfeasibility(solution.reason, ["needs", certificate.needs], ["outcomes", certificate.outcomes])
        : null,
    issues: [],
  };
}

function leftOver(
  corpus: Corpus,
  side: CorpusSide<unknown>,
  matched: ReadonlySet<number>,
  withCandidates: ReadonlySet<number>,
  barred: ReadonlySet<number>,
): Unmatched[] {
  return side.ids.flatMap((id, r): Unmatched[] => {
    if (matched.has(r)) return [];
    if (withCandidates.has(r)) return [{ id, reason: "capacity" }];
    if (barred.has(r)) return [{ id, reason: "forbidden" }];
    return [{ id, reason: mayMatch(corpus, side, r) ? "below-threshold" : "no-text" }];
  });
}
