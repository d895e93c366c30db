import type { Corpus } from "../corpus/corpus.js";
import type { SparseRows } from "../kernel/sparse-rows.js";
import { sumOf } from "../kernel/sum.js";
import { pairScore } from "../score/pair-score.js";
import type { ConsortiumPart, ConsortiumRequest } from "./consortium-types.js";
import type { ConsortiumPlan } from "./plan-types.js";
import type { Proposal } from "./proposal.js";
import type { ProposeRequest } from "./request.js";

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
 * are as alike as asked and in one consortium only; capacities; each part of the worth, counted anew from words and scores of the pairs; that
 * every member contributes, and contributions, links and proposals add up; that nothing exceeds its bound.
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

function broughtOf(parts: readonly ConsortiumPart[]): number {
  return sumOf(parts.filter(({ part }) => part === "coverage" || part === "fit").map(({ share }) => share));
}

/** The parts of the worth, from the words of needs and outcomes by name and the scores of the pairs. */
function partsOf(corpus: Corpus, { pairs, universities }: Proposal, cluster: readonly string[]): Record<ConsortiumPart["part"], number> {
  const heldBy = new Map<string, Set<string>>();
  const fits = new Map<string, number>();
  for (const { need, outcome } of pairs) {
    const [n, o] = [corpus.needs.indexOf.get(need)!, corpus.outcomes.indexOf.get(outcome)!];
    const university = corpus.outcomes.records[o]!.organisation!;
    const words = new Set(wordsOf(corpus.outcomes.rows.text, o).map(({ column }) => column));
    for (const { column } of wordsOf(corpus.needs.rows.text, n)) {
      if (!words.has(column)) continue;
      const key = `${need} ${column}`;
      heldBy.set(key, (heldBy.get(key) ?? new Set()).add(university));
    }
    fits.set(need, Math.max(fits.get(need) ?? 0, Math.min(1, pairScore(corpus.model, corpus.needs, n, corpus.outcomes, o))));
  }
  const own = new Map<string, number>();
  let covered = 0;
  for (const need of cluster) {
    const words = wordsOf(corpus.needs.rows.text, corpus.needs.indexOf.get(need)!);
    const squares = sumOf(words.map(({ value }) => value * value));
    for (const { column, value } of words) {
      const weight = (value * value) / squares / cluster.length;
      const holders = heldBy.get(`${need} ${column}`);
      if (holders === undefined) continue;
      covered += weight;
      for (const university of holders) own.set(university, (own.get(university) ?? 0) + weight);
    }
  }
  return {
    coverage: covered,
    fit: sumOf(fits.values()) / cluster.length,
    complementarity: covered > 0 ? Math.max(0, 1 - Math.max(...own.values()) / covered) : 0,
    size: universities.length - 1,
  };
}

function wordsOf(rows: SparseRows, record: number): Array<{ readonly column: number; readonly value: number }> {
  return Array.from({ length: rows.rowStart[record + 1]! - rows.rowStart[record]! }, (_, at) => ({
    column: rows.column[rows.rowStart[record]! + at]!,
    value: rows.value[rows.rowStart[record]! + at]!,
  }));
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

/** The least cosine of any two needs, from the words of both. */
function leastLikeness(corpus: Corpus, needs: readonly string[]): number {
  const rows = needs.map(
    (id) => new Map(wordsOf(corpus.needs.rows.text, corpus.needs.indexOf.get(id)!).map(({ column, value }) => [column, value])),
  );
  const product = (a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number =>
    sumOf([...a].map(([column, value]) => value * (b.get(column) ?? 0)));
  return rows.reduce(
    (least, a, at) => rows.slice(at + 1).reduce((so, b) => Math.min(so, product(a, b) / Math.sqrt(product(a, a) * product(b, b))), least),
    1,
  );
}
