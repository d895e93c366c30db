import type { Corpus } from "../corpus/corpus.js";
import { mayMatch } from "../join/rank.js";
import { pairScore } from "../score/pair-score.js";
import type { Capacity, Pair } from "./choices.js";
import { listedOrganisations, type OrganisationChoiceRequest, type OrganisationPair } from "./organisation-choice-request.js";
import type { OrganisationPlan } from "./plan-types.js";
import { DEFAULT_MIN_SCORE, type ProposeRequest } from "./request.js";
import { blockOf } from "./why-not-block.js";
import type { WhyNotReason } from "./why-not.js";

/** The answer to “why are these two organisations not together?”, as data. */
export interface WhyNotOrganisations extends OrganisationPair {
  /** As for records; `no-record`: a side has no record; `no-text`: none of a side's records says anything. */
  readonly reason: Exclude<WhyNotReason, "unknown-record"> | "no-record";
  readonly sides: ReadonlyArray<keyof OrganisationPair>;
  /** The best pair of their records that may match, not forbidden; `null` where there is none. */
  readonly best: (Pair & { readonly score: number }) | null;
  readonly minScore: number;
  /**
   * For `capacity`, pairs of organisations that hold the places, for `conflict` those that the records serve, the weakest first; `gap` against
   * the score of the two asked about.
   */
  readonly rivals: ReadonlyArray<OrganisationPair & { readonly score: number; readonly gap: number }>;
  readonly lossAtLeast: number | null;
}

/**
 * Why an enterprise and a university are not together in a plan of organisations.
 *
 * @param made the plan, and the request that it was made of: that of `propose`, or of a session (`requestOf`).
 *   O(candidates + records of the one × records of the other).
 */
export function whyNotOrganisations(
  corpus: Corpus,
  { plan, request }: { readonly plan: OrganisationPlan; readonly request: ProposeRequest | OrganisationChoiceRequest },
  { enterprise, university }: OrganisationPair,
): WhyNotOrganisations {
  const { needs, outcomes } = corpus;
  const minScore = request.minScore ?? DEFAULT_MIN_SCORE;
  const blank = { enterprise, university, sides: [], best: null, minScore, rivals: [], lossAtLeast: null } as const;
  const isProposed = plan.proposals.some(({ links = [] }) =>
    links.some((link) => link.enterprise === enterprise && link.university === university),
  );
  const asked = indicesOf(needs.records, enterprise);
  const offered = indicesOf(outcomes.records, university);
  const empty = SIDES.filter((side) => (side === "enterprise" ? asked : offered).length === 0);
  if (empty.length > 0) return { ...blank, reason: "no-record", sides: empty };

  const forbidden = new Set((request.forbidden ?? []).map(({ need, outcome }) => JSON.stringify([need, outcome])));
  const speaking = {
    enterprise: asked.filter((n) => mayMatch(corpus, needs, n)),
    university: offered.filter((o) => mayMatch(corpus, outcomes, o)),
  };
  const { best, bestBarred, pairs } = scoredPairs(corpus, speaking, { forbidden, minScore });
  const scored = { ...blank, best };
  if (isProposed) return { ...scored, reason: "proposed" };
  const barred = barredBy(request, { enterprise, university }, speaking);
  if (barred !== null) return { ...scored, ...barred };
  if (best === null || (best.score < minScore && bestBarred >= minScore)) return { ...scored, reason: "forbidden" };
  if (best.score < minScore) return { ...scored, reason: "below-threshold" };
  return { ...scored, ...placesTaken(plan, request, { enterprise, university, best, pairs }) };
}

type Speaking = Readonly<Record<keyof OrganisationPair, readonly number[]>>;
type ScoredPair = Pair & { readonly score: number };
type Verdict = Pick<WhyNotOrganisations, "reason"> & Partial<Pick<WhyNotOrganisations, "sides" | "rivals" | "lossAtLeast">>;

/** What stands in the way before any score counts. @param speaking the records of each that say something. */
function barredBy(
  request: ProposeRequest | OrganisationChoiceRequest,
  { enterprise, university }: OrganisationPair,
  speaking: Speaking,
): Verdict | null {
  if (enterprise === university) return { reason: "own-organisation" };
  const declined = "declined" in request ? listedOrganisations(request.declined) : [];
  if (declined.some((pair) => pair.enterprise === enterprise && pair.university === university)) return { reason: "declined" };
  const silent = SIDES.filter((side) => speaking[side].length === 0);
  if (silent.length > 0) return { reason: "no-text", sides: silent };
  const capacities = {
    enterprise: [request.perEnterprise, request.perNeed],
    university: [request.perUniversity, request.perOutcome],
  };
  const excluded = SIDES.filter((side) => capacities[side].some((capacity) => mostOf(capacity) === 0));
  return excluded.length > 0 ? { reason: "excluded", sides: excluded } : null;
}

const SIDES = ["enterprise", "university"] as const;

/** Who holds the places that the two would take, or what else keeps two that fit apart. */
function placesTaken(
  plan: OrganisationPlan,
  request: Pick<ProposeRequest, "perNeed" | "perOutcome">,
  { enterprise, university, ...scores }: OrganisationPair & { readonly best: ScoredPair; readonly pairs: readonly ScoredPair[] },
): Verdict {
  const { certificate } = plan;
  if (certificate.solution.status === "infeasible") return { reason: "infeasible" };
  const row = certificate.enterprises.indexOf(enterprise);
  const column = certificate.universities.indexOf(university);
  const found = blockOf(certificate, row, column);
  if (found === null) return recordsTaken(plan, request, scores) ?? { reason: "not-a-candidate" };
  const { edges } = certificate;
  const own = Array.from(edges.row).findIndex((r, e) => r === row && edges.column[e] === column);
  return {
    reason: found.kind,
    sides: found.full.map((at) => (at === "row" ? "enterprise" : "university")),
    rivals: found.rivals.map((e) => ({
      enterprise: certificate.enterprises[edges.row[e]!]!,
      university: certificate.universities[edges.column[e]!]!,
      score: edges.score[e]!,
      gap: edges.score[e]! - edges.score[own]!,
    })),
    lossAtLeast: found.lossAtLeast,
  };
}

/** The pairs of two organisations' records that count, and the best of all; and how good the best of those forbidden is. */
function scoredPairs(
  { model, needs, outcomes }: Corpus,
  { enterprise: asked, university: offered }: Speaking,
  { forbidden, minScore }: { readonly forbidden: ReadonlySet<string>; readonly minScore: number },
): { readonly best: ScoredPair | null; readonly bestBarred: number; readonly pairs: readonly ScoredPair[] } {
  let best: ScoredPair | null = null;
  let bestBarred = -Infinity;
  const pairs: ScoredPair[] = [];
  for (const n of asked)
    for (const o of offered) {
      const score = pairScore(model, needs, n, outcomes, o);
      const pair = { need: needs.ids[n]!, outcome: outcomes.ids[o]!, score };
      if (forbidden.has(JSON.stringify([pair.need, pair.outcome]))) bestBarred = Math.max(bestBarred, score);
      else {
        if (score >= minScore) pairs.push(pair);
        if (best === null || score > best.score) best = pair;
      }
    }
  return { best, bestBarred, pairs };
}

/**
 * Where `perNeed` or `perOutcome` limit the records as well: whether all that fit serve other alliances already. There is room for the two,
 * yet they were given up, and are no edge of the certificate.
 *
 * @returns `null` where some pair of records is free. Rivals are those by the records of the best pair.
 */
function recordsTaken(
  { proposals }: OrganisationPlan,
  { perNeed, perOutcome }: Pick<ProposeRequest, "perNeed" | "perOutcome">,
  { pairs, best }: { readonly pairs: readonly ScoredPair[]; readonly best: ScoredPair },
): Pick<WhyNotOrganisations, "reason" | "sides" | "rivals"> | null {
  const links = proposals.flatMap((proposal) => proposal.links ?? []);
  const holders = (key: keyof Pair, id: string) => links.filter((link) => link.pairs.some((own) => own[key] === id));
  const isTaken = (key: keyof Pair, id: string): boolean => holders(key, id).length >= mostOf(key === "need" ? perNeed : perOutcome);
  if (!pairs.every(({ need, outcome }) => isTaken("need", need) || isTaken("outcome", outcome))) return null;
  const ends = (["need", "outcome"] as const).filter((key) => isTaken(key, best[key]));
  const rivals = [...new Set(ends.flatMap((key) => holders(key, best[key])))].sort((a, b) => a.score - b.score);
  return {
    reason: "conflict",
    sides: ends.map((key) => (key === "need" ? "enterprise" : "university")),
    rivals: rivals.map(({ enterprise, university, score }) => ({ enterprise, university, score, gap: score - best.score })),
  };
}

function mostOf(capacity: Capacity | undefined): number {
  return (typeof capacity === "object" ? capacity.max : capacity) ?? Infinity;
}

function indicesOf(records: ReadonlyArray<{ readonly organisation?: string }>, organisation: string): number[] {
  return records.flatMap((record, at) => (record.organisation === organisation ? [at] : []));
}
