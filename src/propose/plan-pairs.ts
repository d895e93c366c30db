import type { Corpus } from "../corpus/corpus.js";
import { sumOf } from "../kernel/sum.js";
import { createIssue, type Issue } from "../model/issue.js";
import type { Edges, Objective, SolveOptions } from "../solve/index.js";
import type { PlanSetting } from "./alliance-methods.js";
import { joinSteps, type CandidateSet } from "./candidate-set.js";
import { recordInfeasibility } from "./infeasibility.js";
import { leftOver } from "./left-over.js";
import type { Plan, PlanCertificate, ProposeProgress } from "./plan-types.js";
import { toProposals } from "./proposal.js";
import { namedQuotas, recordQuotas, type RecordQuotas } from "./record-quotas.js";
import type { CheckedRequest } from "./request.js";
import { solveVerified } from "./solve-verified.js";

/** The plan that pairs records: the join, then the solver as one step. */
export function* recordSteps({ corpus, request, objective, proof }: PlanSetting): Generator<ProposeProgress, Plan, void> {
  const joined = yield* joinSteps(corpus, request);
  yield { stage: "solve", done: 0, total: 1 };
  const given = toInstance(corpus, request, joined);
  const proved = proof === undefined ? undefined : yield* proof.steps({ corpus, request, candidates: joined, ...given });
  const candidates = proved?.candidates ?? joined;
  const { needs, instance, options, quotas } = candidates === joined ? given : toInstance(corpus, request, candidates);
  const solution = proved?.solution ?? solveVerified(objective, instance, options);
  yield { stage: "solve", done: 1, total: 1 };
  const scope = proved?.scope ?? "candidates";
  const outcomes = corpus.outcomes.ids;
  const plan = toPlan(corpus, request, candidates, {
    kind: "records",
    scope,
    needs,
    outcomes,
    edges: instance,
    options,
    solution,
    ...namedQuotas(quotas),
  });
  return { ...plan, issues: shortfalls(request, plan) };
}

/** Where the plan is less than was asked for. */
function shortfalls(request: CheckedRequest, { certificate: { scope, solution } }: Plan): Issue[] {
  if (scope !== request.certify) return [createIssue("proof-unfinished", { path: ["maxRounds"], expected: String(request.maxRounds) })];
  // Other plans that are not proved best are so under another objective, without any limit.
  if (request.maxSteps === Infinity || solution.status !== "feasible") return [];
  return [
    createIssue("search-cut-short", {
      path: ["maxSteps"],
      expected: String(request.maxSteps),
      received: `${solution.total} ≤ ${solution.bound}`,
    }),
  ];
}

/** The candidates as the solver takes them, and what is asked of it. */
function toInstance(
  corpus: Corpus,
  request: CheckedRequest,
  candidates: CandidateSet,
): {
  readonly needs: readonly string[];
  readonly instance: Edges;
  readonly options: SolveOptions<Objective>;
  readonly quotas: RecordQuotas;
} {
  const { edges, forced } = candidates;
  const { needs, row, indices } = readRows(corpus, request, candidates);
  const quotas = recordQuotas(corpus, request, indices);
  return {
    needs,
    instance: { rowCount: needs.length, columnCount: edges.outcomeCount, row, column: edges.outcome, score: edges.score },
    options: {
      rows: quotas.rowGroups.length === 0 ? request.perNeed : { ...request.perNeed, groups: quotas.rowGroups },
      columns: quotas.columnGroups.length === 0 ? request.perOutcome : { ...request.perOutcome, groups: quotas.columnGroups },
      objective: request.objective,
      forced,
      ...(request.maxSteps === Infinity ? {} : { maxSteps: request.maxSteps }),
    },
    quotas,
  };
}

/**
 * The needs that are rows: all of them; for a fair plan only those with a candidate, as one without would make every smallest
 * share 0. A minimum that they cannot keep has to show, so then they stay.
 */
function readRows(
  { needs }: Corpus,
  { objective, perNeed }: CheckedRequest,
  { edges }: CandidateSet,
): { readonly needs: readonly string[]; readonly row: Uint32Array; readonly indices: ArrayLike<number> } {
  if (objective !== "fair" || perNeed.min > 0) return { needs: needs.ids, row: edges.need, indices: Uint32Array.from(needs.ids.keys()) };
  // Edges ascend by need.
  const kept = [...new Set(edges.need)];
  const rowOf = new Map(kept.map((need, row) => [need, row]));
  return { needs: kept.map((need) => needs.ids[need]!), row: edges.need.map((need) => rowOf.get(need)!), indices: kept };
}

/** Solved pairs as a plan. */
export function toPlan(corpus: Corpus, request: CheckedRequest, candidates: CandidateSet, certificate: PlanCertificate): Plan {
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
    // Under two views the solver's total is that of the needs' side alone.
    total: certificate.edges.columnScore === undefined ? solution.total : sumOf(pairs.map(({ score }) => score)),
    unmatched: {
      needs: leftOver(corpus, corpus.needs, { matched: matchedNeeds, withCandidates: new Set(edges.need), barred: barredNeeds }),
      outcomes: leftOver(corpus, corpus.outcomes, {
        matched: matchedOutcomes,
        withCandidates: new Set(edges.outcome),
        barred: barredOutcomes,
      }),
    },
    certificate,
    infeasibility: solution.status === "infeasible" ? recordInfeasibility(solution.reason, certificate) : null,
    issues: [],
  };
}
