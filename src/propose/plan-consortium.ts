import type { Corpus } from "../corpus/corpus.js";
import { sumOf } from "../kernel/sum.js";
import { createIssue, type Issue } from "../model/issue.js";
import type { PlanMethod, PlanSetting } from "./alliance-methods.js";
import { clusterSources } from "./cluster-sources.js";
import { clusterSteps, consortiumSetting, type ClusteredNeeds, type ConsortiumSetting } from "./consortium-clusters.js";
import { leftOverOfConsortia } from "./consortium-left-over.js";
import { toConsortiumProposals } from "./consortium-proposal.js";
import { ruleIssues } from "./consortium-rules.js";
import { solveConsortia, type SolvedConsortia } from "./consortium-solver.js";
import type { ConsortiumCertificate } from "./consortium-types.js";
import { organisationIssues } from "./organisation-edges.js";
import type { ConsortiumPlan, ProposeProgress } from "./plan-types.js";
import type { Proposal } from "./proposal.js";
import type { ProposeRequest } from "./request.js";

/**
 * Consortia of universities and enterprises around a common technology (共性技术, 多校对多企): needs that are alike and that one outcome could
 * serve are put together, and universities that complement each other are chosen for them, under rules of size, place and sector, with one
 * lead.
 *
 * 1. Needs are clustered by their texts (`clusterNeeds`): any two of a cluster share a candidate outcome and reach the `likeness` asked for.
 * 2. For each cluster every choice of universities is worth Σ weight · part (`CONSORTIUM_WEIGHTS`); all sets of up to 12 universities are
 *    gone through, of more those that bring most alone.
 * 3. Over all clusters the worth is largest in sum within `perUniversity` and `perEnterprise` (consortia of one organisation, default 3),
 *    `perOutcome` (no limit) and `perNeed` (1; 0 keeps all out): optimal where `certificate.isExhausted`, and never above the bound.
 *
 * Beside the join of the needs with the outcomes and with themselves: O(clusters · sets · words of their needs).
 *
 * @example
 * import { consortium } from "alliance-match/alliances";
 *
 * const { corpus } = buildCorpus({
 *   outcomes: [
 *     { id: "o1", title: "烟气余热回收热管", organisation: "u1" },
 *     { id: "o2", title: "烟气余热发电机组", organisation: "u2" },
 *   ],
 *   needs: [
 *     { id: "n1", title: "烟气余热回收", organisation: "e1" },
 *     { id: "n2", title: "烟气余热发电", organisation: "e2" },
 *   ],
 * });
 * const [proposal] = propose(corpus, { shape: "many-to-many", method: "consortium" }, { consortium }).proposals;
 * proposal.universities; // ["u1", "u2"]
 * proposal.enterprises; // ["e1", "e2"]
 */
export const consortium: PlanMethod = { check: checkConsortium, steps: consortiumSteps };

function checkConsortium(_: Corpus, request: ProposeRequest): Issue[] {
  const issues: Issue[] = [];
  if (request.shape !== "many-to-many") issues.push(createIssue("option-conflict", { path: ["shape"], received: "method consortium" }));
  const most = typeof request.perNeed === "object" ? request.perNeed.max : request.perNeed;
  if (typeof most === "number" && most > 1)
    issues.push(createIssue("option-out-of-range", { path: ["perNeed"], expected: "at most 1 under consortium", received: String(most) }));
  return [...issues, ...ruleIssues(request.consortium)];
}

function* consortiumSteps({ corpus, given, request: asked }: PlanSetting): Generator<ProposeProgress, ConsortiumPlan, void> {
  const { setting, issues } = yield* consortiumSetting(corpus, { given, request: asked });
  const { request, sides } = setting;
  const clustering = clusterSteps(setting);
  let step = clustering.next();
  for (; step.done !== true; step = clustering.next()) yield { stage: "join", ...step.value };
  const { clusters } = step.value;
  yield { stage: "solve", done: 0, total: 1 };
  const sources = clusterSources(setting, clusters);
  const limits = { perUniversity: request.perUniversity.max, perOutcome: request.perOutcome.max };
  const solved = solveConsortia(sources, limits);
  const proposals = toConsortiumProposals(setting, { clusters, sources, chosen: solved.chosen, limits });
  yield { stage: "solve", done: 1, total: 1 };
  const total = sumOf(proposals.map(({ score }) => score));
  const certificate = toCertificate(corpus, step.value, solved);
  return {
    shape: request.shape,
    level: request.level,
    method: request.method,
    objective: request.objective,
    status: certificate.isExhausted || total >= certificate.bound - WORTH_TOLERANCE ? "optimal" : "feasible",
    proposals,
    total,
    unmatched: leftOverOfConsortia(setting, { ...step.value, hasChoice: solved.hasChoice }, proposals),
    certificate: { ...certificate, bound: Math.max(certificate.bound, total) },
    infeasibility: null,
    issues: [...organisationIssues(corpus, sides), ...issues, ...lostForced(setting, proposals)],
  };
}

/** Sums of worths in another order differ by less. */
const WORTH_TOLERANCE = 1e-9;

function toCertificate(
  { needs }: Corpus,
  { clusters }: ClusteredNeeds,
  { chosen, bounds, isExhausted }: SolvedConsortia,
): ConsortiumCertificate {
  const total = sumOf(chosen.map((option) => option?.score ?? 0));
  return {
    kind: "consortium",
    scope: "clusters",
    clusters: clusters.map((cluster, at) => ({ needs: cluster.needs.map((need) => needs.ids[need]!), bound: bounds[at]! })),
    bound: isExhausted ? total : sumOf(bounds),
    isExhausted,
  };
}

/** Forced pairs that no consortium could take in: each with an issue. */
function lostForced({ corpus, request }: ConsortiumSetting, proposals: readonly Proposal[]): Issue[] {
  const kept = new Set(proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome }) => `${need} ${outcome}`)));
  return request.forced.flatMap(({ need, outcome }) => {
    const [needId, outcomeId] = [corpus.needs.ids[need]!, corpus.outcomes.ids[outcome]!];
    if (kept.has(`${needId} ${outcomeId}`)) return [];
    const expected = "no consortium within the rules";
    return [createIssue("forced-unusable", { path: ["forced"], expected, received: `${needId} – ${outcomeId}` })];
  });
}
