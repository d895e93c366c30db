import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import { mayMatch } from "../join/rank.js";
import type { Unmatched } from "./plan-types.js";

/** Records of one side by what became of them, as indices. */
export interface Fates {
  readonly matched: ReadonlySet<number>;
  readonly withCandidates: ReadonlySet<number>;
  /** Lost their last candidate to a prohibition. */
  readonly barred: ReadonlySet<number>;
}

/** The records of a side that are in no proposal, each with the reason, in id order. */
export function leftOver(corpus: Corpus, side: CorpusSide<unknown>, { matched, withCandidates, barred }: Fates): Unmatched[] {
  return side.ids.flatMap((id, r): Unmatched[] => {
    if (matched.has(r)) return [];
    if (withCandidates.has(r)) return [{ id, reason: "capacity" }];
    if (barred.has(r)) return [{ id, reason: "forbidden" }];
    return [{ id, reason: mayMatch(corpus, side, r) ? "below-threshold" : "no-text" }];
  });
}
