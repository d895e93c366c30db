import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { drain } from "../solve/drain.js";
import { bestCover } from "./cover-evaluation.js";
import { coverageMarket } from "./coverage-market.js";
import { readCoverage } from "./coverage-options.js";
import type { CoverageAlliancePlan } from "./plan-types.js";
import type { Proposal } from "./proposal.js";
import type { MemberCase, MemberRival, MemberVerdict } from "./why-not-member-types.js";

/** Why a university is not in the alliance that covers a need: its outcomes part by part beside what is covered. */
export function whyNotInCoverage(corpus: Corpus, plan: CoverageAlliancePlan, own: MemberCase): MemberVerdict {
  const { need, university, needIndex, request, given, best } = own;
  const options = readCoverage(given.coverage);
  const { needs: parted } = drain(coverageMarket(corpus, { request, options, only: needIndex }));
  if (parted.length === 0) return { reason: "no-parts", sides: ["need"] };
  const { parts, outcomes } = parted[0]!;
  const offers = outcomes.filter(({ outcome }) => corpus.outcomes.records[outcome]!.organisation === university);
  if (offers.length === 0) return { reason: best!.score < request.minScore ? "below-threshold" : "unfit" };

  const proposal = plan.proposals.find((other) => other.needs.includes(need));
  const covered = parts.map((_, p) => proposal?.coverage?.parts[p]?.covered ?? 0);
  const gainOf = (some: typeof offers): number => {
    const cover = bestCover(some, parts.length);
    return parts.reduce((sum, { weight }, p) => sum + weight * Math.max(0, cover[p]! - covered[p]!), 0);
  };
  const gain = gainOf(offers);
  const isTooLittle = (share: number): boolean => !(share > 0 && share >= options.minGain);
  if (isTooLittle(gain)) return { reason: "adds-too-little", gain, rivals: membersOf(proposal, gain) };

  const elsewhere = (key: "universities" | "enterprises" | "outcomes", id: string): Proposal[] =>
    plan.proposals.filter((other) => other !== proposal && other[key].includes(id));
  const { organisation: enterprise } = corpus.needs.records[needIndex]!;
  const holding = elsewhere("universities", university);
  if (holding.length >= request.perUniversity.max)
    return { reason: "capacity", sides: ["university"], gain, rivals: alliances(holding, university, gain) };
  const served = elsewhere("enterprises", enterprise!);
  if (proposal === undefined && served.length >= request.perEnterprise.max)
    return { reason: "capacity", sides: ["enterprise"], gain, rivals: alliances(served, null, gain) };
  const usersOf = (outcome: number): Proposal[] => elsewhere("outcomes", corpus.outcomes.ids[outcome]!);
  const free = offers.filter(({ outcome }) => usersOf(outcome).length < request.perOutcome.max);
  if (isTooLittle(gainOf(free))) {
    const users = [...new Set(offers.flatMap(({ outcome }) => usersOf(outcome)))];
    return { reason: "capacity", sides: ["outcome"], gain, rivals: alliances(users, university, gain) };
  }
  if ((proposal?.universities.length ?? 0) >= request.perNeed.max)
    return { reason: "capacity", sides: ["need"], gain, rivals: membersOf(proposal, gain) };
  return { reason: "conflict", gain, rivals: membersOf(proposal, gain) };
}

/** The members of the need's own alliance, by what it would lose without each. */
function membersOf(proposal: Proposal | undefined, gain: number): MemberRival[] {
  const { need = "", members = [] } = proposal?.coverage ?? {};
  return members
    .map(({ university, loss }) => ({ need, universities: [university], score: loss, gap: loss - gain }))
    .sort((a, b) => a.score - b.score || compareIds(a.universities[0]!, b.universities[0]!));
}

/** Other alliances, by what the university brings there, or by all that is covered. */
function alliances(proposals: readonly Proposal[], university: string | null, gain: number): MemberRival[] {
  return proposals
    .map(({ needs, universities, score, coverage }) => {
      const brought = coverage?.members.find((member) => member.university === university)?.contribution ?? score;
      return { need: needs[0]!, universities, score: brought, gap: brought - gain };
    })
    .sort((a, b) => a.score - b.score || compareIds(a.need, b.need));
}
