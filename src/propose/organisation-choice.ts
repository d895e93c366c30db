import type { Corpus } from "../corpus/corpus.js";
import { refuseIssues, unknownOptions } from "../join/request.js";
import { describeValue } from "../model/issue.js";
import { drain } from "../solve/drain.js";
import { solve, verifySolution, type Objective } from "../solve/index.js";
import { candidateSteps, isOwnPair } from "./candidate-set.js";
import { createChoiceIssue, endsLabel, type ChoiceIssue } from "./choice-issue.js";
import { requireObject } from "./choice-read.js";
import type { Pair, PairIndex } from "./choices.js";
import type { OrganisationChoiceRequest, OrganisationPair } from "./organisation-choice-request.js";
import { organisationSides, type OrganisationSides } from "./organisation-edges.js";
import { linksOfPlan } from "./plan-diff.js";
import { solvedOrRefused } from "./refused-scores.js";
import { linkKey, organisations, planOrganisations, type LinkWishes } from "./plan-organisations.js";
import type { OrganisationPlan } from "./plan-types.js";
import { withConfidence } from "./proposal.js";
import { readRequest, type CheckedRequest } from "./request.js";

/** A plan of organisations close to an earlier one, beside the one that forgets it. */
export interface OrganisationChoicePlan {
  readonly plan: OrganisationPlan;
  readonly fresh: OrganisationPlan;
  readonly issues: readonly ChoiceIssue[];
}

/** What was on the table: the pairs to keep, and the records by which organisations agreed. */
export interface OrganisationTable {
  readonly pairs: readonly OrganisationPair[];
  readonly accepted: ReadonlyArray<OrganisationPair & { readonly records: readonly Pair[] }>;
}

/**
 * Plans a choice of organisations: declined pairs out, locked ones in, and of those on the table as many kept as any plan can where only
 * `perEnterprise` and `perUniversity` limit it; `perNeed` and `perOutcome`, whose records are handed out afterwards, may cost more. Never
 * changes more pairs than the plan that starts afresh.
 *
 * @param table `null` for the first plan. @throws ConfigError as `propose`. One solve, or two.
 */
export function planOrganisationChoice(
  corpus: Corpus,
  request: OrganisationChoiceRequest,
  table: OrganisationTable | null,
): OrganisationChoicePlan {
  const checked = readOptions(corpus, request);
  const sides = organisationSides(corpus);
  const issues: ChoiceIssue[] = [];
  const accepted = new Map((table?.accepted ?? []).map((pair) => [labelOf(pair), pair.records]));
  const barred = readLinks(sides, request.declined, "declined", issues);
  const locked = fitTogether(readLinks(sides, request.locked, "locked", issues), barred, checked, issues);
  const recordsOf = new Map(
    [...locked].map(([key, pair]) => [key, presentPairs(corpus, pair, accepted.get(labelOf(pair)) ?? [])] as const),
  );
  // What organisations agreed on by stays a candidate, whatever it scores now.
  const candidates = drain(candidateSteps(corpus, { ...checked, forced: [...recordsOf.values()].flat() }));
  const wishes: LinkWishes = { barred: new Set(barred.keys()), locked: recordsOf, kept: null };
  const solvePlan = (kept: LinkWishes["kept"]): OrganisationPlan => {
    const objective = { solve: solve<Objective>, verify: verifySolution };
    const plan = solvedOrRefused(() => planOrganisations({ corpus, request: checked, objective, candidates, wishes: { ...wishes, kept } }));
    return withConfidence(plan, request.calibration);
  };
  const fresh = solvePlan(null);
  const known = table === null ? new Map<string, OrganisationPair>() : readLinks(sides, table.pairs, "pairs", []);
  const isKept = table !== null && checked.objective === "total" && fresh.status !== "infeasible";
  const near = isKept ? solvePlan(new Set(known.keys())) : fresh;
  const changesOf = (plan: OrganisationPlan): number => countChanges(table?.pairs ?? [], plan);
  const plan = changesOf(near) < changesOf(fresh) ? near : fresh;
  const paired = new Set(linksOfPlan(plan).map(labelOf));
  for (const pair of plan.status === "infeasible" ? [] : locked.values())
    if (!paired.has(labelOf(pair))) issues.push(createChoiceIssue("lock-without-records", { path: ["locked"], received: shown(pair) }));
  return { plan, fresh, issues };
}

/** Pairs of organisations that come or go. */
export function countChanges(before: readonly OrganisationPair[], plan: OrganisationPlan): number {
  const old = new Set(before.map(labelOf));
  const now = linksOfPlan(plan).map(labelOf);
  return old.size + now.length - 2 * now.filter((key) => old.has(key)).length;
}

const OPTIONS = [
  "level", "shape", "objective", "perNeed", "perOutcome", "perEnterprise", "perUniversity", "minScore", "k", "forbidden", "locked", "declined", "calibration",
] as const satisfies ReadonlyArray<keyof OrganisationChoiceRequest>; // prettier-ignore

function readOptions(corpus: Corpus, request: OrganisationChoiceRequest): CheckedRequest {
  requireObject(request, "request");
  const { locked: _, declined: __, ...given } = request;
  const own = Object.fromEntries(
    Object.entries(given).filter(([key, value]) => value !== undefined && (OPTIONS as readonly string[]).includes(key)),
  );
  const read = readRequest(corpus, own as unknown as typeof request);
  refuseIssues([...unknownOptions(request, OPTIONS), ...read.issues, ...organisations.check(corpus, own as unknown as typeof request)]);
  return read.request;
}

/** The listed pairs of organisations that stand behind records, by key; what is none is an issue. */
function readLinks(sides: OrganisationSides, value: unknown, key: string, issues: ChoiceIssue[]): Map<string, OrganisationPair> {
  const links = new Map<string, OrganisationPair>();
  if (value === undefined) return links;
  if (!Array.isArray(value)) {
    const expected = "[{ enterprise, university }]";
    issues.push(createChoiceIssue("constraint-unreadable", { path: [key], expected, received: describeValue(value) }));
    return links;
  }
  const indexOf = {
    enterprise: new Map(sides.enterprises.ids.map((id, at) => [id, at])),
    university: new Map(sides.universities.ids.map((id, at) => [id, at])),
  };
  value.forEach((entry: unknown, at) => {
    if (typeof entry !== "object" || entry === null) {
      const expected = "{ enterprise, university }";
      issues.push(createChoiceIssue("constraint-unreadable", { path: [key, at], expected, received: describeValue(entry) }));
      return;
    }
    const { enterprise, university } = entry as Partial<Record<keyof OrganisationPair, unknown>>;
    const find = (side: keyof OrganisationPair, id: unknown): number | undefined => {
      const index = typeof id === "string" ? indexOf[side].get(id) : undefined;
      if (index === undefined)
        issues.push(createChoiceIssue("constraint-unknown-organisation", { path: [key, at, side], received: describeValue(id) }));
      return index;
    };
    const found = { enterprise: find("enterprise", enterprise), university: find("university", university) };
    if (found.enterprise === undefined || found.university === undefined) return;
    const pair = { enterprise: sides.enterprises.ids[found.enterprise]!, university: sides.universities.ids[found.university]! };
    links.set(linkKey({ enterprise: found.enterprise, university: found.university }), pair);
  });
  return links;
}

/** Which of the pairs that are to stay can: none that a side declined, and none beyond a capacity, by ids. */
function fitTogether(
  locked: ReadonlyMap<string, OrganisationPair>,
  barred: ReadonlyMap<string, OrganisationPair>,
  { perEnterprise, perUniversity }: CheckedRequest,
  issues: ChoiceIssue[],
): Map<string, OrganisationPair> {
  const load = new Map<string, number>();
  const kept = new Map<string, OrganisationPair>();
  const inTurn = [...locked].sort(([, a], [, b]) => (labelOf(a) < labelOf(b) ? -1 : 1));
  for (const [key, pair] of inTurn) {
    const places = [
      [`e ${pair.enterprise}`, perEnterprise.max],
      [`u ${pair.university}`, perUniversity.max],
    ] as const;
    const full = places.find(([place, max]) => (load.get(place) ?? 0) >= max);
    if (barred.has(key)) issues.push(createChoiceIssue("lock-barred", { path: ["locked"], expected: "declined", received: shown(pair) }));
    else if (full !== undefined)
      issues.push(createChoiceIssue("lock-exceeds-capacity", { path: ["locked"], expected: String(full[1]), received: shown(pair) }));
    else {
      kept.set(key, pair);
      for (const [place] of places) load.set(place, (load.get(place) ?? 0) + 1);
    }
  }
  return kept;
}

/** Those pairs of records that are still there and still belong to the two. */
function presentPairs(corpus: Corpus, { enterprise, university }: OrganisationPair, records: readonly Pair[]): PairIndex[] {
  const { needs, outcomes } = corpus;
  return records.flatMap((pair): PairIndex[] => {
    const [need, outcome] = [needs.indexOf.get(pair.need), outcomes.indexOf.get(pair.outcome)];
    if (need === undefined || outcome === undefined || isOwnPair(corpus, need, outcome)) return [];
    const isTheirs = needs.records[need]!.organisation === enterprise && outcomes.records[outcome]!.organisation === university;
    return isTheirs ? [{ need, outcome }] : [];
  });
}

function labelOf({ enterprise, university }: OrganisationPair): string {
  return JSON.stringify([enterprise, university]);
}

function shown({ enterprise, university }: OrganisationPair): string {
  return endsLabel({ enterprise, university }, ["enterprise", "university"]);
}
