import type { Corpus } from "../corpus/corpus.js";
import { sumOf } from "../kernel/sum.js";
import type { ConsortiumPart, ConsortiumRequest } from "./consortium-types.js";
import { CONSORTIUM_WEIGHTS } from "./consortium-value.js";
import type { ConsortiumPlan } from "./plan-types.js";
import type { Proposal } from "./proposal.js";
import { commonWords, leastLikeness, partsOf, wordsOf } from "./recount-consortium.js";
import { DEFAULT_MIN_SCORE, type ProposeRequest } from "./request.js";

/** What a plan of consortia says that is not so. */
export interface ConsortiumProblem {
  readonly code: "rule-broken" | "capacity-exceeded" | "worth-wrong" | "contribution-wrong" | "cluster-wrong" | "bound-wrong";
  /** Rank of the proposal; 0 for the plan as a whole. */
  readonly rank: number;
  readonly expected: string;
  readonly received: string;
}

/** How far sums in another order may differ. */
const TOLERANCE = 1e-9;

/**
 * Checks a plan of consortia against the corpus and the request with code of its own: sizes, places, sectors and lead; that any two needs
 * are as alike as asked and in one consortium only; capacities; that outcomes share the technology; each part of the worth, counted anew from words and
 * scores of the pairs; that every member contributes what is asked, and contributions, links and proposals add up; that nothing exceeds its bound.
 *
 * Optimality is what it does not check: going through all choices again is for tests.
 *
 * @returns no problems where all is well. O(pairs · words).
 */
export function verifyConsortia(corpus: Corpus, request: ProposeRequest, plan: ConsortiumPlan): readonly ConsortiumProblem[] {
  const problems: ConsortiumProblem[] = [];
  const report: Report = (code, rank, expected, received) =>
    problems.push({ code, rank, expected: String(expected), received: String(received) });
  for (const proposal of plan.proposals) {
    checkRules(corpus, request.consortium ?? {}, { proposal, report });
    checkWorth(corpus, proposal, { plan, report });
    checkBelonging(corpus, request, { proposal, plan, report });
  }
  checkCapacities(request, plan, report);
  for (const { needs } of plan.certificate.clusters) {
    const least = leastLikeness(corpus, needs);
    const asked = request.consortium?.likeness ?? 0;
    if (least < asked - TOLERANCE) report("cluster-wrong", 0, `${needs.join(", ")} at least ${asked}`, least);
  }
  const total = sumOf(plan.proposals.map(({ score }) => score));
  if (!isNear(total, plan.total)) report("worth-wrong", 0, total, plan.total);
  if (plan.total > plan.certificate.bound + TOLERANCE) report("bound-wrong", 0, `at most ${plan.certificate.bound}`, plan.total);
  return problems;
}

type Report = (code: ConsortiumProblem["code"], rank: number, expected: string | number, received: string | number) => void;

interface Checked {
  readonly proposal: Proposal;
  readonly report: Report;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE;
}

function checkRules(corpus: Corpus, rules: ConsortiumRequest, { proposal, report }: Checked): void {
  const { rank, universities, enterprises } = proposal;
  const { lead } = proposal.consortium!;
  const sizes = [
    [universities.length, rules.universities, 2, 4],
    [enterprises.length, rules.enterprises, 2, 5],
  ] as const;
  for (const [count, given, low, high] of sizes) {
    const min = given?.min ?? Math.min(low, given?.max ?? Infinity);
    const max = given?.max ?? Math.max(high, given?.min ?? 0);
    if (count < min || count > max) report("rule-broken", rank, `${min} to ${max} members`, count);
  }
  const codeOf = (id: string): string => corpus.organisations.get(id)?.region ?? "";
  for (const id of [...universities, ...enterprises]) {
    const code = codeOf(id);
    if (rules.regions !== undefined && !rules.regions.some((region) => code !== "" && code.startsWith(region.replace(/(?:00)+$/u, ""))))
      report("rule-broken", rank, rules.regions.join(", "), `${id} in ${code}`);
  }
  if (rules.within !== undefined) {
    const places = new Set([...universities, ...enterprises].map((id) => codeOf(id).slice(0, rules.within === "province" ? 2 : 4)));
    if (places.size > 1 || places.has("")) report("rule-broken", rank, `one ${rules.within}`, [...places].join(", "));
  }
  for (const id of enterprises) {
    const sector = corpus.organisations.get(id)?.sector;
    if (rules.sectors !== undefined && (sector === undefined || !rules.sectors.includes(sector)))
      report("rule-broken", rank, rules.sectors.join(", "), `${id} of ${sector ?? "no sector"}`);
  }
  const leaders = rules.lead === "enterprise" ? enterprises : universities;
  if (!leaders.includes(lead)) report("rule-broken", rank, `a lead among ${leaders.join(", ")}`, lead);
  if (universities.some((id) => enterprises.includes(id))) report("rule-broken", rank, "nobody on both sides", universities.join(", "));
}

function checkWorth(
  corpus: Corpus,
  proposal: Proposal,
  { plan, report }: { readonly plan: ConsortiumPlan; readonly report: Report },
): void {
  const { rank, score, consortium, links, needs } = proposal;
  const cluster = plan.certificate.clusters.find((entry) => entry.needs.includes(needs[0]!));
  if (cluster === undefined || !needs.every((need) => cluster.needs.includes(need))) {
    report("cluster-wrong", rank, "needs of one cluster", needs.join(", "));
    return;
  }
  if (score > cluster.bound + TOLERANCE) report("bound-wrong", rank, `at most ${cluster.bound}`, score);
  const parts = partsOf(corpus, proposal, cluster.needs);
  consortium!.parts.forEach(({ part, value, weight, share }) => {
    if (!isNear(value, parts[part])) report("worth-wrong", rank, `${part} ${parts[part]}`, value);
    if (!isNear(share, weight * value)) report("worth-wrong", rank, `${part} adds ${weight * value}`, share);
  });
  const sums = [
    [consortium!.parts.map(({ share }) => share), score],
    [links!.map((link) => link.score), score],
    [links!.flatMap((link) => link.pairs.map(({ contribution }) => contribution)), score],
    [consortium!.universities.map(({ contribution }) => contribution), broughtOf(consortium!.parts)],
    [consortium!.enterprises.map(({ contribution }) => contribution), broughtOf(consortium!.parts)],
  ] as const;
  for (const [values, expected] of sums) if (!isNear(sumOf(values), expected)) report("contribution-wrong", rank, expected, sumOf(values));
  for (const { organisation, contribution } of [...consortium!.universities, ...consortium!.enterprises])
    if (!(contribution > 0)) report("contribution-wrong", rank, `${organisation} above 0`, contribution);
}

/** Outcomes that hold enough of what most needs of the cluster say, or fit well without; members without whom enough is lost. Forced pairs excepted. */
function checkBelonging(
  corpus: Corpus,
  request: ProposeRequest,
  { proposal, plan, report }: Checked & { readonly plan: ConsortiumPlan },
): void {
  const { rank, pairs, needs, universities } = proposal;
  const cluster = plan.certificate.clusters.find((entry) => entry.needs.includes(needs[0]!))?.needs ?? needs;
  const rules = request.consortium ?? {};
  const isForced = (pair: { readonly need: string; readonly outcome: string }): boolean =>
    (request.forced ?? []).some(({ need, outcome }) => need === pair.need && outcome === pair.outcome);
  const common = commonWords(corpus, cluster);
  const whole = sumOf(common.values());
  for (const pair of pairs) {
    const words = wordsOf(corpus.outcomes.rows.text, corpus.outcomes.indexOf.get(pair.outcome)!);
    const held = whole > 0 ? sumOf(words.map(({ column }) => common.get(column) ?? 0)) / whole : 1;
    const isFit = pair.score >= 1.5 * (request.minScore ?? DEFAULT_MIN_SCORE);
    if (held < (rules.minCommon ?? 0.1) - TOLERANCE && !isFit && !isForced(pair))
      report("rule-broken", rank, `${pair.outcome} holds ${rules.minCommon ?? 0.1} of what the needs share`, held);
  }
  const universityOf = (outcome: string): string => corpus.outcomes.records[corpus.outcomes.indexOf.get(outcome)!]!.organisation!;
  const worth = (own: Proposal): number => {
    const { coverage, fit } = partsOf(corpus, own, cluster);
    return CONSORTIUM_WEIGHTS.coverage * coverage + CONSORTIUM_WEIGHTS.fit * fit;
  };
  const brought = worth(proposal);
  for (const university of universities) {
    const isBound = pairs.some((pair) => universityOf(pair.outcome) === university && isForced(pair));
    const without = worth({ ...proposal, pairs: pairs.filter(({ outcome }) => universityOf(outcome) !== university) });
    if (!isBound && brought - without < (rules.minGain ?? 0.1) * brought - TOLERANCE)
      report("rule-broken", rank, `${university} brings ${rules.minGain ?? 0.1} of ${brought}`, brought - without);
  }
}

function broughtOf(parts: readonly ConsortiumPart[]): number {
  return sumOf(parts.filter(({ part }) => part === "coverage" || part === "fit").map(({ share }) => share));
}

function checkCapacities(request: ProposeRequest, plan: ConsortiumPlan, report: Report): void {
  const most = (value: ProposeRequest["perNeed"], fallback: number): number => (typeof value === "object" ? value.max : value) ?? fallback;
  const limits = [
    [plan.proposals.flatMap(({ needs }) => needs), Math.min(1, most(request.perNeed, 1))],
    [plan.proposals.flatMap(({ outcomes }) => outcomes), most(request.perOutcome, Infinity)],
    [plan.proposals.flatMap(({ enterprises }) => enterprises), most(request.perEnterprise, 3)],
    [plan.proposals.flatMap(({ universities }) => universities), most(request.perUniversity, 3)],
  ] as const;
  for (const [ids, max] of limits) {
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (const [id, count] of counts) if (count > max) report("capacity-exceeded", 0, `${id} at most ${max} times`, count);
  }
}
