import type { Corpus } from "../corpus/corpus.js";
import { mayMatch } from "../join/rank.js";
import { refuseIssues } from "../join/request.js";
import { pairScore } from "../score/pair-score.js";
import { consortium } from "./plan-consortium.js";
import { coverage } from "./plan-coverage.js";
import type { ConsortiumPlan, CoverageAlliancePlan } from "./plan-types.js";
import { readRequest, type CheckedRequest, type ProposeRequest } from "./request.js";
import { whyNotInConsortium } from "./why-not-consortium.js";
import { whyNotInCoverage } from "./why-not-coverage.js";
import type { MemberCase, MemberVerdict, NeedUniversity, WhyNotMember } from "./why-not-member-types.js";

/**
 * Why a university is not in the alliance for a need, in a plan by `method: "coverage"` or `"consortium"`.
 *
 * @param made the plan, and the request that it was made of.
 * @throws ConfigError as `propose`, for the request. O(candidates + records of the university) beside the joins, of which that of the corpus is kept.
 * @example
 * import { coverage, whyNotMember } from "alliance-match/alliances";
 *
 * const parts = [{ id: "a", title: "烟气余热回收" }, { id: "b", title: "熔池温度检测" }];
 * const { corpus } = buildCorpus({
 *   outcomes: [
 *     { id: "o1", title: "烟气余热回收与熔池温度检测", organisation: "u1" },
 *     { id: "o2", title: "烟气余热回收装置", organisation: "u2" },
 *   ],
 *   needs: [{ id: "n1", title: "窑炉节能改造", parts, organisation: "e1" }],
 * });
 * const request = { shape: "many-to-one", method: "coverage" } as const;
 * const plan = propose(corpus, request, { coverage });
 * whyNotMember(corpus, { plan, request }, { need: "n1", university: "u2" }).reason; // "adds-too-little"
 */
export function whyNotMember(
  corpus: Corpus,
  { plan, request: given }: { readonly plan: CoverageAlliancePlan | ConsortiumPlan; readonly request: ProposeRequest },
  { need, university }: NeedUniversity,
): WhyNotMember {
  const { request, issues } = readRequest(corpus, given);
  refuseIssues([...issues, ...(given.method === "coverage" ? coverage : consortium).check(corpus, given)]);
  const blank: Omit<WhyNotMember, "reason"> = {
    need,
    university,
    sides: [],
    best: null,
    minScore: request.minScore,
    gain: null,
    rivals: [],
  };
  const needIndex = corpus.needs.indexOf.get(need);
  const offered = corpus.outcomes.records.flatMap(({ organisation }, o) => (organisation === university ? [o] : []));
  if (needIndex === undefined) return { ...blank, reason: "unknown-record", sides: ["need"] };
  if (offered.length === 0) return { ...blank, reason: "no-record", sides: ["university"] };
  const { best, bestBarred } = bestPair(corpus, needIndex, { offered, request });
  const own: MemberCase = { need, university, needIndex, request, given, best };
  const barred = barredBy(corpus, own, { offered, plan, bestBarred });
  const verdict = barred ?? (isCoverage(plan) ? whyNotInCoverage(corpus, plan, own) : whyNotInConsortium(corpus, plan, own));
  return { ...blank, best, ...verdict };
}

function isCoverage(plan: CoverageAlliancePlan | ConsortiumPlan): plan is CoverageAlliancePlan {
  return plan.certificate.kind === "coverage";
}

/** The best pair of a need and one of a university's outcomes that may match, and how good the best of those forbidden is. */
function bestPair(
  corpus: Corpus,
  need: number,
  { offered, request }: { readonly offered: readonly number[]; readonly request: CheckedRequest },
): { readonly best: WhyNotMember["best"]; readonly bestBarred: number } {
  const { model, needs, outcomes } = corpus;
  let best: WhyNotMember["best"] = null;
  let bestBarred = -Infinity;
  for (const o of offered) {
    if (!mayMatch(corpus, needs, need) || !mayMatch(corpus, outcomes, o)) continue;
    const score = pairScore(model, needs, need, outcomes, o);
    if (request.forbidden.some((pair) => pair.need === need && pair.outcome === o)) bestBarred = Math.max(bestBarred, score);
    else if (best === null || score > best.score) best = { need: needs.ids[need]!, outcome: outcomes.ids[o]!, score };
  }
  return { best, bestBarred };
}

/** What stands in the way before any alliance is looked at. */
function barredBy(
  corpus: Corpus,
  { need, university, needIndex, request, best }: MemberCase,
  {
    offered,
    plan,
    bestBarred,
  }: { readonly offered: readonly number[]; readonly plan: CoverageAlliancePlan | ConsortiumPlan; readonly bestBarred: number },
): MemberVerdict | null {
  const { needs, outcomes } = corpus;
  const { organisation } = needs.records[needIndex]!;
  if (organisation === undefined) return { reason: "no-organisation", sides: ["need"] };
  const isProposed = plan.proposals.some(({ links = [] }) =>
    links.some((link) => link.university === university && link.pairs.some((pair) => pair.need === need)),
  );
  if (isProposed) return { reason: "proposed" };
  if (organisation === university) return { reason: "own-organisation" };
  const silent = [
    ...(mayMatch(corpus, needs, needIndex) ? [] : (["need"] as const)),
    ...(offered.some((o) => mayMatch(corpus, outcomes, o)) ? [] : (["university"] as const)),
  ];
  if (silent.length > 0) return { reason: "no-text", sides: silent };
  const capacities = {
    need: request.perNeed,
    outcome: request.perOutcome,
    enterprise: request.perEnterprise,
    university: request.perUniversity,
  };
  const excluded = (["need", "outcome", "enterprise", "university"] as const).filter((side) => capacities[side].max === 0);
  if (excluded.length > 0) return { reason: "excluded", sides: excluded };
  if (best === null || (best.score < request.minScore && bestBarred >= request.minScore)) return { reason: "forbidden" };
  return null;
}
