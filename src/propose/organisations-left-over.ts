import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import type { CandidateSet } from "./candidate-set.js";
import { leftOver } from "./left-over.js";
import type { OrganisationEdges, OrganisationSide, OrganisationSides } from "./organisation-edges.js";
import type { Unmatched, UnmatchedReason } from "./plan-types.js";
import type { ChosenPair } from "./proposal.js";

interface WithPairs {
  readonly pairs: readonly ChosenPair[];
}

/** The pairs that a plan could choose from. */
export interface SeenCandidates extends Pick<CandidateSet, "barredNeeds" | "barredOutcomes"> {
  readonly edges: Pick<CandidateSet["edges"], "need" | "outcome">;
}

/** Records in no proposal; of those that name no organisation, that is the reason. */
export function leftOverRecords(
  corpus: Corpus,
  { edges, barredNeeds, barredOutcomes }: SeenCandidates,
  groups: readonly WithPairs[],
): { readonly needs: readonly Unmatched[]; readonly outcomes: readonly Unmatched[] } {
  const pairs = groups.flatMap((group) => group.pairs);
  const matched = { needs: new Set(pairs.map(({ need }) => need)), outcomes: new Set(pairs.map(({ outcome }) => outcome)) };
  const named = (side: CorpusSide<{ readonly organisation?: string }>, left: readonly Unmatched[]): Unmatched[] =>
    left.map(({ id, reason }) => ({
      id,
      reason: side.records[side.indexOf.get(id)!]!.organisation === undefined ? "no-organisation" : reason,
    }));
  return {
    needs: named(
      corpus.needs,
      leftOver(corpus, corpus.needs, { matched: matched.needs, withCandidates: new Set(edges.need), barred: barredNeeds }),
    ),
    outcomes: named(
      corpus.outcomes,
      leftOver(corpus, corpus.outcomes, { matched: matched.outcomes, withCandidates: new Set(edges.outcome), barred: barredOutcomes }),
    ),
  };
}

/** Organisations in no proposal, with what stood in the way of the record that came furthest. */
export function leftOverOrganisations(
  corpus: Corpus,
  candidates: SeenCandidates,
  at: {
    readonly sides: OrganisationSides;
    readonly grouped: Pick<OrganisationEdges, "enterprise" | "university">;
    readonly kept: ReadonlyArray<WithPairs & { readonly enterprise: number; readonly university: number }>;
  },
): { readonly enterprises: readonly Unmatched[]; readonly universities: readonly Unmatched[] } {
  const { sides, grouped, kept } = at;
  const without = { matched: new Set<number>(), withCandidates: new Set<number>() };
  const reasons = {
    enterprises: leftOver(corpus, corpus.needs, { ...without, barred: candidates.barredNeeds }),
    universities: leftOver(corpus, corpus.outcomes, { ...without, barred: candidates.barredOutcomes }),
  };
  return {
    enterprises: ofSide(sides.enterprises, reasons.enterprises, {
      matched: new Set(kept.map(({ enterprise }) => enterprise)),
      withCandidates: new Set(grouped.enterprise),
    }),
    universities: ofSide(sides.universities, reasons.universities, {
      matched: new Set(kept.map(({ university }) => university)),
      withCandidates: new Set(grouped.university),
    }),
  };
}

/** From the least that a record can lack to the most. */
const FURTHEST_FIRST: readonly UnmatchedReason[] = ["forbidden", "below-threshold", "no-text"];

/** @param reasons of every record of the side, in record order, as if it had no candidate. */
function ofSide(
  { ids, ofRecord }: OrganisationSide,
  reasons: readonly Unmatched[],
  { matched, withCandidates }: { readonly matched: ReadonlySet<number>; readonly withCandidates: ReadonlySet<number> },
): Unmatched[] {
  const furthest = new Map<number, number>();
  reasons.forEach(({ reason }, record) => {
    const organisation = ofRecord[record]!;
    furthest.set(organisation, Math.min(furthest.get(organisation) ?? Infinity, FURTHEST_FIRST.indexOf(reason)));
  });
  return ids.flatMap((id, organisation): Unmatched[] => {
    if (matched.has(organisation)) return [];
    if (withCandidates.has(organisation)) return [{ id, reason: "capacity" }];
    const place = furthest.get(organisation);
    return [{ id, reason: place === undefined ? "no-record" : FURTHEST_FIRST[place]! }];
  });
}
