import type { Corpus } from "../corpus/corpus.js";
import { pairScore } from "../score/pair-score.js";
import type { Pair } from "./choices.js";
import type { OrganisationPair } from "./organisation-choice-request.js";
import type { OrganisationPlan } from "./plan-types.js";
import { DEFAULT_MIN_SCORE, type ProposeRequest } from "./request.js";
import { blockOf } from "./why-not-block.js";
import type { WhyNotReason } from "./why-not.js";

/** The answer to “why are these two organisations not together?”, as data. */
export interface WhyNotOrganisations extends OrganisationPair {
  /** As for records; `no-record`: a side has no record. */
  readonly reason: Exclude<WhyNotReason, "unknown-record" | "declined" | "no-text"> | "no-record";
  readonly sides: ReadonlyArray<keyof OrganisationPair>;
  /** The best pair of their records, not forbidden; `null` where there is none. */
  readonly best: (Pair & { readonly score: number }) | null;
  readonly minScore: number;
  /** For `capacity`: pairs of organisations that hold the places, the weakest first; `gap` against the score of the two asked about. */
  readonly rivals: ReadonlyArray<OrganisationPair & { readonly score: number; readonly gap: number }>;
  readonly lossAtLeast: number | null;
}

/**
 * Why an enterprise and a university are not together in a plan of organisations.
 *
 * @param made the plan, and the request that it was made of. O(candidates + records of the one × records of the other).
 */
export function whyNotOrganisations(
  { model, needs, outcomes }: Corpus,
  { plan, request }: { readonly plan: OrganisationPlan; readonly request: ProposeRequest },
  { enterprise, university }: OrganisationPair,
): WhyNotOrganisations {
  const minScore = request.minScore ?? DEFAULT_MIN_SCORE;
  const blank = { enterprise, university, sides: [], best: null, minScore, rivals: [], lossAtLeast: null } as const;
  const isProposed = plan.proposals.some(({ links = [] }) =>
    links.some((link) => link.enterprise === enterprise && link.university === university),
  );
  const asked = indicesOf(needs.records, enterprise);
  const offered = indicesOf(outcomes.records, university);
  const empty = [...(asked.length === 0 ? ["enterprise" as const] : []), ...(offered.length === 0 ? ["university" as const] : [])];
  if (empty.length > 0) return { ...blank, reason: "no-record", sides: empty };

  const forbidden = new Set((request.forbidden ?? []).map(({ need, outcome }) => JSON.stringify([need, outcome])));
  let best: WhyNotOrganisations["best"] = null;
  let bestBarred = -Infinity;
  for (const n of asked)
    for (const o of offered) {
      const score = pairScore(model, needs, n, outcomes, o);
      const pair = { need: needs.ids[n]!, outcome: outcomes.ids[o]!, score };
      if (forbidden.has(JSON.stringify([pair.need, pair.outcome]))) bestBarred = Math.max(bestBarred, score);
      else if (best === null || score > best.score) best = pair;
    }
  const scored = { ...blank, best };
  if (isProposed) return { ...scored, reason: "proposed" };
  if (enterprise === university) return { ...scored, reason: "own-organisation" };
  if (best === null || (best.score < minScore && bestBarred >= minScore)) return { ...scored, reason: "forbidden" };
  if (best.score < minScore) return { ...scored, reason: "below-threshold" };

  const { certificate } = plan;
  if (certificate.solution.status === "infeasible") return { ...scored, reason: "infeasible" };
  const row = certificate.enterprises.indexOf(enterprise);
  const column = certificate.universities.indexOf(university);
  const found = blockOf(certificate, row, column);
  if (found === null) return { ...scored, reason: "not-a-candidate" };
  const { edges } = certificate;
  const own = Array.from(edges.row).findIndex((r, e) => r === row && edges.column[e] === column);
  return {
    ...scored,
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

function indicesOf(records: ReadonlyArray<{ readonly organisation?: string }>, organisation: string): number[] {
  return records.flatMap((record, at) => (record.organisation === organisation ? [at] : []));
}
