import type { Corpus } from "../corpus/corpus.js";
import { broughtBy, type ClusterProblem } from "./cluster-choice.js";
import type { ConsortiumSetting } from "./consortium-clusters.js";
import { keepsRules, placeOf } from "./consortium-rules.js";
import { NOTHING_FULL, type ClusterSource, type FullEnds } from "./consortium-solver.js";
import {
  clusterText,
  consortiumValue,
  heldElements,
  type ClusterCandidate,
  type ClusterPair,
  type ClusterText,
} from "./consortium-value.js";
import type { NeedCluster } from "./need-clusters.js";
import { heldOfTechnology, sharedTechnology } from "./shared-technology.js";

/**
 * How many times `minScore` an outcome has to reach with its need that shares too little of the common technology. A catalyst for hydrogenating furfural
 * fits one of two needs about furfural and never says the word; a bicycle fits a crane by its swaying.
 */
const STRANGER_FIT = 1.5;

/** Where each cluster's universities come from, by what is still free; candidate edges are put together by need once. */
export function clusterSources(setting: ConsortiumSetting, clusters: readonly NeedCluster[]): ClusterSource[] {
  const { corpus, rules, sides, candidates, request } = setting;
  const start = new Uint32Array(corpus.needs.count + 1);
  for (const n of candidates.edges.need) start[n + 1]!++;
  for (let n = 0; n < corpus.needs.count; n++) start[n + 1]! += start[n]!;
  const market: EdgeMarket = {
    ...setting,
    start,
    forced: new Set(request.forced.map((pair) => `${pair.need},${pair.outcome}`)),
    keeps: sides.universities.ids.map((id) => keepsRules(corpus, id, rules, "university")),
    places: sides.universities.ids.map((id) => placeOf(corpus, id, rules.within)),
  };
  return clusters.map(({ needs }) => clusterSource(market, needs));
}

interface EdgeMarket extends ConsortiumSetting {
  /** Edges of need n: `start[n] … start[n + 1] − 1`, by outcome. */
  readonly start: Uint32Array;
  readonly forced: ReadonlySet<string>;
  /** Of each university: whether it keeps the rules, and where it counts for them. */
  readonly keeps: readonly boolean[];
  readonly places: ReadonlyArray<string | null>;
}

function clusterSource(market: EdgeMarket, needs: readonly number[]): ClusterSource {
  const { corpus, rules, sides } = market;
  const enterpriseAt = needs.map((n) => sides.enterprises.ofRecord[n]!);
  let alone: number | undefined;
  return (full: FullEnds): ClusterProblem => {
    const text = clusterText(corpus, needs);
    const edges = countedEdges(market, needs, text);
    const own = candidatesOf(corpus, text, edges, full);
    const everyone = full === NOTHING_FULL || alone !== undefined ? own : candidatesOf(corpus, text, edges, NOTHING_FULL);
    alone ??= everyone.reduce((most, candidate) => Math.max(most, broughtBy(text, [candidate])), 0);
    return {
      text,
      candidates: own,
      universities: rules.universities,
      minGain: rules.minGain,
      alone,
      ceiling: () => ceilingOf(corpus, text, edges),
      minEnterprises: rules.enterprises.min,
      enterpriseAt,
    };
  };
}

/** A pair that may stand in a consortium. */
interface CountedEdge extends ClusterPair {
  readonly university: number;
  readonly isForced: boolean;
}

/** The candidate pairs of a cluster's needs with outcomes that the rules admit, by need, then outcome. */
function countedEdges(market: EdgeMarket, needs: readonly number[], text: ClusterText): CountedEdge[] {
  const { corpus, request, rules, sides, candidates, start, forced, keeps, places } = market;
  const members = new Set(needs.map((n) => sides.enterprises.ids[sides.enterprises.ofRecord[n]!]!));
  const place = placeOf(corpus, sides.enterprises.ids[sides.enterprises.ofRecord[needs[0]!]!]!, rules.within);
  const mayJoin = (university: number): boolean =>
    university >= 0 && keeps[university]! && places[university] === place && !members.has(sides.universities.ids[university]!);
  const technology = sharedTechnology(text);
  const { outcome, score } = candidates.edges;
  const counted: CountedEdge[] = [];
  needs.forEach((n, at) => {
    for (let e = start[n]!; e < start[n + 1]!; e++) {
      const university = sides.universities.ofRecord[outcome[e]!]!;
      if (!mayJoin(university)) continue;
      const isForced = forced.has(`${n},${outcome[e]!}`);
      const belongs =
        isForced || score[e]! >= STRANGER_FIT * request.minScore || heldOfTechnology(corpus, technology, outcome[e]!) >= rules.minCommon;
      if (belongs) counted.push({ place: at, outcome: outcome[e]!, score: score[e]!, university, isForced });
    }
  });
  return counted;
}

/** Each university with its best outcome for each need that has room, in index order. */
function candidatesOf(corpus: Corpus, text: ClusterText, edges: readonly CountedEdge[], full: FullEnds): ClusterCandidate[] {
  const best = new Map<number, Map<number, CountedEdge>>();
  for (const edge of edges) {
    if (full.university(edge.university) || full.outcome(edge.outcome)) continue;
    const own = best.get(edge.university) ?? new Map<number, CountedEdge>();
    const known = own.get(edge.place);
    // Edges come by outcome, so the first of equals stays; a forced pair stands for its university whatever it scores.
    if (known === undefined || (!known.isForced && (edge.isForced || edge.score > known.score))) own.set(edge.place, edge);
    best.set(edge.university, own);
  }
  return [...best]
    .sort(([a], [b]) => a - b)
    .map(([university, own]) => {
      const pairs = [...own.values()];
      return toCandidate(corpus, text, { university, pairs, isForced: pairs.some(({ isForced }) => isForced) });
    });
}

function ceilingOf(corpus: Corpus, text: ClusterText, edges: readonly CountedEdge[]): ReturnType<ClusterProblem["ceiling"]> {
  const { parts } = consortiumValue(
    text,
    edges.map((edge) => toCandidate(corpus, text, { university: 0, pairs: [edge], isForced: false })),
  );
  return { coverage: parts[0]!.share, fit: parts[1]!.share };
}

function toCandidate(
  corpus: Corpus,
  text: ClusterText,
  { university, pairs, isForced }: Pick<ClusterCandidate, "university" | "pairs" | "isForced">,
): ClusterCandidate {
  const list = pairs.map(({ place, outcome, score }) => ({ place, outcome, score })).sort((a, b) => a.place - b.place);
  const held = list.map((pair) => heldElements(corpus, text, pair));
  let own = 0;
  for (const elements of held) for (const element of elements) own += text.elementWeight[element]!;
  return { university, pairs: list, held, own, isForced };
}
