import type { Corpus } from "../corpus/corpus.js";
import type { MatchProgress } from "../join/match-all.js";
import type { CandidateSet } from "./candidate-set.js";
import { keepsRules, placeOf, type ConsortiumRules } from "./consortium-rules.js";
import { clusterNeeds, type NeedCluster } from "./need-clusters.js";
import type { OrganisationSides } from "./organisation-edges.js";
import type { CheckedRequest } from "./request.js";
import { needLikeness, similarNeeds } from "./similar-needs.js";

export interface ConsortiumSetting {
  readonly corpus: Corpus;
  readonly request: CheckedRequest;
  readonly rules: ConsortiumRules;
  readonly sides: OrganisationSides;
  readonly candidates: CandidateSet;
}

/** What became of the needs on the way to clusters. */
export interface ClusteredNeeds {
  readonly clusters: readonly NeedCluster[];
  /** Needs with candidates whose enterprise keeps the rules; and of these, those that are like another. */
  readonly isOpen: readonly boolean[];
  readonly isSimilar: readonly boolean[];
}

/** Clusters of needs that share a technology, within the rules of the enterprises. */
export function* clusterSteps(setting: ConsortiumSetting): Generator<MatchProgress, ClusteredNeeds, void> {
  const { corpus, request, rules, sides, candidates } = setting;
  const outcomesOf: Array<Set<number>> = corpus.needs.ids.map(() => new Set());
  candidates.edges.need.forEach((need, e) => outcomesOf[need]!.add(candidates.edges.outcome[e]!));
  const enterpriseOf = (need: number): number => sides.enterprises.ofRecord[need]!;
  const keeps = sides.enterprises.ids.map((id) => keepsRules(corpus, id, rules, "enterprise"));
  const isOpen = outcomesOf.map((outcomes, need) => outcomes.size > 0 && enterpriseOf(need) >= 0 && keeps[enterpriseOf(need)]!);
  const places = sides.enterprises.ids.map((id) => placeOf(corpus, id, rules.within) ?? "");
  const likenessOf = needLikeness(corpus, outcomesOf);
  const similar = yield* similarNeeds(corpus, likenessOf, rules.likeness);
  const clusters =
    request.perNeed.max === 0
      ? []
      : clusterNeeds({
          similar,
          likenessOf,
          likeness: rules.likeness,
          isOpen: (need) => isOpen[need]!,
          placeOf: (need) => places[enterpriseOf(need)]!,
          enterpriseOf,
          enterprises: rules.enterprises,
          perEnterprise: request.perEnterprise.max,
        });
  return { clusters, isOpen, isSimilar: similar.map((list, need) => isOpen[need]! && list.some((other) => isOpen[other.need])) };
}
