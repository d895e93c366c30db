import type { Corpus } from "../corpus/corpus.js";
import type { MatchProgress } from "../join/match-all.js";
import type { Issue } from "../model/issue.js";
import { joinSteps, type CandidateSet } from "./candidate-set.js";
import { keepsRules, placeOf, readRules, type ConsortiumRules } from "./consortium-rules.js";
import { unusableForced, withoutForced } from "./forced-groups.js";
import { clusterNeeds, type NeedCluster } from "./need-clusters.js";
import { organisationSides, type OrganisationSides } from "./organisation-edges.js";
import type { ProposeProgress } from "./plan-types.js";
import type { CheckedRequest, ProposeRequest } from "./request.js";
import { needLikeness, similarNeeds } from "./similar-needs.js";

export interface ConsortiumSetting {
  readonly corpus: Corpus;
  readonly request: CheckedRequest;
  readonly rules: ConsortiumRules;
  readonly sides: OrganisationSides;
  readonly candidates: CandidateSet;
}

/** What consortia are made of; forced pairs that none can hold are left out, each with an issue. */
export function* consortiumSetting(
  corpus: Corpus,
  { given, request: asked }: { readonly given: ProposeRequest; readonly request: CheckedRequest },
): Generator<ProposeProgress, { readonly setting: ConsortiumSetting; readonly issues: readonly Issue[] }, void> {
  const unusable = unusableForced(corpus, asked, () => null);
  const request = withoutForced(asked, unusable.pairs);
  const candidates = yield* joinSteps(corpus, request);
  const setting = { corpus, request, rules: readRules(given.consortium), sides: organisationSides(corpus), candidates };
  return { setting, issues: unusable.issues };
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
