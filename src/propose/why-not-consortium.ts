import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { drain } from "../solve/drain.js";
import { clusterOptions, SAME_WORTH } from "./cluster-choice.js";
import { clusterSources } from "./cluster-sources.js";
import { consortiumSetting, type ConsortiumSetting } from "./consortium-clusters.js";
import { keepsRules, placeOf } from "./consortium-rules.js";
import { NOTHING_FULL } from "./consortium-solver.js";
import type { ConsortiumPlan } from "./plan-types.js";
import type { Proposal } from "./proposal.js";
import type { MemberCase, MemberRival, MemberVerdict } from "./why-not-member-types.js";

/** Why a university is not in the consortium of a need: the best choice with it beside the one proposed. */
export function whyNotInConsortium(corpus: Corpus, plan: ConsortiumPlan, own: MemberCase): MemberVerdict {
  const { need, university, request, given } = own;
  const cluster = plan.certificate.clusters.find(({ needs }) => needs.includes(need))?.needs.map((id) => corpus.needs.indexOf.get(id)!);
  if (cluster === undefined) return { reason: "no-cluster", sides: ["need"] };
  const { setting } = drain(consortiumSetting(corpus, { given, request }));
  const index = setting.sides.universities.ids.indexOf(university);
  const problem = clusterSources(setting, [{ centre: cluster[0]!, needs: cluster, likeness: 0 }])[0]!(NOTHING_FULL);
  if (!problem.candidates.some((candidate) => candidate.university === index)) return keptOut(setting, cluster, own);

  const proposal = plan.proposals.find(({ needs }) => needs.some((id) => cluster.includes(corpus.needs.indexOf.get(id)!)));
  // It serves other needs of the consortium, and nothing that it has for this one adds to that.
  if (proposal?.universities.includes(university) === true) return { reason: "adds-too-little", gain: 0 };
  const best = clusterOptions(problem).find(({ members }) => members.some((member) => member.university === index));
  if (best === undefined) return { reason: "adds-too-little", rivals: rivalsOf(proposal === undefined ? [] : [proposal], 0) };
  const gain = best.score - (proposal?.score ?? 0);
  const holding = plan.proposals.filter((other) => other !== proposal && other.universities.includes(university));
  if (holding.length >= request.perUniversity.max)
    return { reason: "capacity", sides: ["university"], gain, rivals: rivalsOf(holding, best.score) };
  if (proposal === undefined) return { reason: "conflict", gain };
  return { reason: gain <= SAME_WORTH ? "outscored" : "conflict", gain, rivals: rivalsOf([proposal], best.score) };
}

/** Why a university is no candidate for any need of the cluster. */
function keptOut({ corpus, rules, sides, candidates }: ConsortiumSetting, cluster: readonly number[], own: MemberCase): MemberVerdict {
  const { university, best, request } = own;
  const members = cluster.map((n) => sides.enterprises.ids[sides.enterprises.ofRecord[n]!]!);
  const isPlaced = placeOf(corpus, university, rules.within) === placeOf(corpus, members[0]!, rules.within);
  if (!keepsRules(corpus, university, rules, "university") || !isPlaced || members.includes(university))
    return { reason: "rules", sides: ["university"] };
  const index = sides.universities.ids.indexOf(university);
  const { need, outcome } = candidates.edges;
  const isCandidate = need.some((n, e) => cluster.includes(n) && sides.universities.ofRecord[outcome[e]!] === index);
  if (isCandidate) return { reason: "unfit" };
  return { reason: best!.score < request.minScore ? "below-threshold" : "not-a-candidate" };
}

function rivalsOf(proposals: readonly Proposal[], worth: number): MemberRival[] {
  return proposals
    .map(({ needs, universities, score }) => ({ need: needs[0]!, universities, score, gap: score - worth }))
    .sort((a, b) => a.score - b.score || compareIds(a.need, b.need));
}
