import type { PairIndex } from "./choices.js";
import { organisationScore, type EvidencePair } from "./organisation-score.js";
import type { ChosenPair } from "./proposal.js";
import type { CheckedRequest } from "./request.js";

/** An enterprise and a university, by their indices, with the pairs of records that count for them. */
export interface Link<P extends ChosenPair = EvidencePair> {
  readonly enterprise: number;
  readonly university: number;
  readonly score: number;
  readonly pairs: readonly P[];
}

/**
 * Shares records out among alliances, so that no need is in more than `perNeed` of them and no outcome in more than `perOutcome`: the
 * best alliance chooses first, then each the best assignment of what is left.
 *
 * @param links with all their candidate pairs.
 * @param reservedFor pairs that nobody else may take, of alliances that are to stay.
 * @returns those left with a pair, scored anew, and those left with none. Without limits all keep their score.
 */
export function allot(
  links: ReadonlyArray<Link<ChosenPair>>,
  { perNeed, perOutcome }: Pick<CheckedRequest, "perNeed" | "perOutcome">,
  reservedFor: (link: Pick<Link, "enterprise" | "university">) => readonly PairIndex[] = () => [],
): { readonly kept: readonly Link[]; readonly dropped: ReadonlyArray<Link<ChosenPair>> } {
  const needLoad = new Map<number, number>();
  const outcomeLoad = new Map<number, number>();
  const kept: Link[] = [];
  const dropped: Link<ChosenPair>[] = [];
  const take = ({ need, outcome }: PairIndex, by: 1 | -1): void => {
    needLoad.set(need, (needLoad.get(need) ?? 0) + by);
    outcomeLoad.set(outcome, (outcomeLoad.get(outcome) ?? 0) + by);
  };
  for (const link of links) for (const pair of reservedFor(link)) take(pair, 1);
  const inTurn = [...links].sort((a, b) => b.score - a.score || a.enterprise - b.enterprise || a.university - b.university);
  for (const link of inTurn) {
    for (const pair of reservedFor(link)) take(pair, -1);
    const free = link.pairs.filter(
      ({ need, outcome }) => (needLoad.get(need) ?? 0) < perNeed.max && (outcomeLoad.get(outcome) ?? 0) < perOutcome.max,
    );
    const { score, pairs } = organisationScore(free);
    if (pairs.length === 0) {
      dropped.push(link);
      continue;
    }
    kept.push({ ...link, score, pairs });
    for (const pair of pairs) take(pair, 1);
  }
  return { kept, dropped };
}
