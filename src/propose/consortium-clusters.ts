import type { Corpus } from "../corpus/corpus.js";
import type { MatchProgress } from "../join/match-all.js";
import type { CandidateSet } from "./candidate-set.js";
import { broughtBy, type ClusterProblem } from "./cluster-choice.js";
import { keepsRules, placeOf, type ConsortiumRules } from "./consortium-rules.js";
import { NOTHING_FULL, type ClusterSource, type FullEnds } from "./consortium-solver.js";
import {
  clusterText,
  consortiumValue,
  heldElements,
  type ClusterCandidate,
  type ClusterPair,
  type ClusterText,
} from "./consortium-value.js";
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

/** Where each cluster's universities come from, by what is still free; candidate edges are put together by need once. */
export function clusterSources(setting: ConsortiumSetting, clusters: readonly NeedCluster[]): ClusterSource[] {
  const { corpus, rules, sides, candidates, request } = setting;
  const { need, outcome, score } = candidates.edges;
  const start = new Uint32Array(corpus.needs.count + 1);
  for (const n of need) start[n + 1]!++;
  for (let n = 0; n < corpus.needs.count; n++) start[n + 1]! += start[n]!;
  const forced = new Set(request.forced.map((pair) => `${pair.need},${pair.outcome}`));
  const keeps = sides.universities.ids.map((id) => keepsRules(corpus, id, rules, "university"));
  const places = sides.universities.ids.map((id) => placeOf(corpus, id, rules.within));
  return clusters.map(({ needs }): ClusterSource => {
    const enterpriseAt = needs.map((n) => sides.enterprises.ofRecord[n]!);
    const members = new Set(enterpriseAt.map((enterprise) => sides.enterprises.ids[enterprise]!));
    const place = placeOf(corpus, sides.enterprises.ids[enterpriseAt[0]!]!, rules.within);
    const mayJoin = (university: number): boolean =>
      university >= 0 && keeps[university]! && places[university] === place && !members.has(sides.universities.ids[university]!);
    const candidatesFor = (text: ClusterText, full: FullEnds): ClusterCandidate[] => {
      const best = new Map<number, Map<number, ClusterPair>>();
      const bound = new Set<number>();
      needs.forEach((n, at) => {
        for (let e = start[n]!; e < start[n + 1]!; e++) {
          const university = sides.universities.ofRecord[outcome[e]!]!;
          if (!mayJoin(university) || full.university(university) || full.outcome(outcome[e]!)) continue;
          const isForced = forced.has(`${n},${outcome[e]!}`);
          if (isForced) bound.add(university);
          const pairs = best.get(university) ?? new Map<number, ClusterPair>();
          const known = pairs.get(at);
          // Edges come by outcome, so the first of equals stays; a forced pair stands for its university whatever it scores.
          const isKnownForced = known !== undefined && forced.has(`${n},${known.outcome}`);
          if (known === undefined || (!isKnownForced && (isForced || score[e]! > known.score)))
            pairs.set(at, { place: at, outcome: outcome[e]!, score: score[e]! });
          best.set(university, pairs);
        }
      });
      return [...best]
        .sort(([a], [b]) => a - b)
        .map(([university, pairs]) =>
          toCandidate(corpus, text, { university, pairs: [...pairs.values()], isForced: bound.has(university) }),
        );
    };
    const ceilingOf = (text: ClusterText): ReturnType<ClusterProblem["ceiling"]> => {
      const pairs = needs.flatMap((n, place) =>
        Array.from({ length: start[n + 1]! - start[n]! }, (_, at) => start[n]! + at)
          .filter((e) => mayJoin(sides.universities.ofRecord[outcome[e]!]!))
          .map((e): ClusterPair => ({ place, outcome: outcome[e]!, score: score[e]! })),
      );
      const { parts } = consortiumValue(
        text,
        pairs.map((pair) => toCandidate(corpus, text, { university: 0, pairs: [pair], isForced: false })),
      );
      return { coverage: parts[0]!.share, fit: parts[1]!.share };
    };
    let alone: number | undefined;
    return (full: FullEnds): ClusterProblem => {
      const text = clusterText(corpus, needs);
      const own = candidatesFor(text, full);
      const everyone = full === NOTHING_FULL || alone !== undefined ? own : candidatesFor(text, NOTHING_FULL);
      alone ??= everyone.reduce((most, candidate) => Math.max(most, broughtBy(text, [candidate])), 0);
      return {
        text,
        candidates: own,
        universities: rules.universities,
        alone,
        ceiling: () => ceilingOf(text),
        minEnterprises: rules.enterprises.min,
        enterpriseAt,
      };
    };
  });
}

function toCandidate(
  corpus: Corpus,
  text: ClusterText,
  { university, pairs, isForced }: Pick<ClusterCandidate, "university" | "pairs" | "isForced">,
): ClusterCandidate {
  const list = [...pairs].sort((a, b) => a.place - b.place);
  const held = list.map((pair) => heldElements(corpus, text, pair));
  let own = 0;
  for (const elements of held) for (const element of elements) own += text.elementWeight[element]!;
  return { university, pairs: list, held, own, isForced };
}
