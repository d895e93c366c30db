import type { Corpus } from "../corpus/corpus.js";
import { rowAt } from "../kernel/sparse-rows.js";
import { compareIds } from "../kernel/order.js";
import { groupByPhrase } from "../score/phrases.js";
import { needTexts } from "../score/text.js";
import { normaliseText } from "../text/normalise.js";
import type { ClusterOption } from "./cluster-choice.js";
import type { ConsortiumSetting } from "./consortium-clusters.js";
import { alternativesFor, ConsortiumLoads, type ClusterSource, type ConsortiumLimits } from "./consortium-solver.js";
import type { ConsortiumDetail, ConsortiumMember } from "./consortium-types.js";
import { consortiumGains, consortiumValue, clusterText, type ClusterPair } from "./consortium-value.js";
import type { NeedCluster } from "./need-clusters.js";
import { toProposal, type Proposal } from "./proposal.js";

/** Other choices listed for a consortium. */
const SHOWN_ALTERNATIVES = 3;
/** Words that a consortium is called by, and terms that they are looked for among. */
const NAME_PHRASES = 3;
const NAME_TERMS = 16;
/**
 * Words of form at the ends of a phrase, where two texts part: 策略的, 研发及, 基于物联网. Only those that hardly ever begin or end a word of
 * content (和 ends 饱和, 等 begins 等离子).
 */
const FUNCTION_WORDS = /^(?:基于|[的及与或了])+|[的及与或了]+$/gu;
/** Longest phrase from outside of a title: longer ones are sentences that two needs copied. */
const LONGEST_NAME = 12;

interface Chosen {
  readonly clusters: readonly NeedCluster[];
  readonly sources: readonly ClusterSource[];
  readonly chosen: ReadonlyArray<ClusterOption | null>;
  readonly limits: ConsortiumLimits;
}

/** A proposal a cluster that has a consortium: worth descending, then by the first need's id. */
export function toConsortiumProposals(setting: ConsortiumSetting, { clusters, sources, chosen, limits }: Chosen): Proposal[] {
  const loads = new ConsortiumLoads(limits);
  for (const option of chosen) if (option !== null) loads.add(option, 1);
  return clusters
    .flatMap((cluster, at) => {
      const option = chosen[at]!;
      if (option === null) return [];
      const others = alternativesFor(sources[at]!, option, { loads, most: SHOWN_ALTERNATIVES });
      return [{ cluster, proposal: toConsortium(setting, cluster, { option, others }) }];
    })
    .sort((a, b) => b.proposal.score - a.proposal.score || a.cluster.needs[0]! - b.cluster.needs[0]!)
    .map(({ proposal }, at) => ({ rank: at + 1, ...proposal }));
}

interface GainedPair extends ClusterPair {
  readonly need: number;
  readonly enterprise: number;
  readonly university: number;
  readonly contribution: number;
}

function toConsortium(
  setting: ConsortiumSetting,
  cluster: NeedCluster,
  { option, others }: { readonly option: ClusterOption; readonly others: readonly ClusterOption[] },
): Omit<Proposal, "rank"> {
  const { corpus, sides } = setting;
  const text = clusterText(corpus, cluster.needs);
  const { parts, score } = consortiumValue(text, option.members);
  const gained = consortiumGains(text, option.members).flatMap((pairs, m) =>
    pairs.map((pair): GainedPair => {
      const need = cluster.needs[pair.place]!;
      return { ...pair, need, enterprise: sides.enterprises.ofRecord[need]!, university: option.members[m]!.university };
    }),
  );
  const brought = gained.reduce((sum, { contribution }) => sum + contribution, 0);
  return {
    ...toProposal(corpus, gained),
    score,
    links: toLinks(setting, gained, score / brought),
    consortium: toDetail(setting, cluster, { gained, parts, others }),
  };
}

/** What is worth of complementarity and size is shared out in proportion, so that links add up to the score. */
function toLinks({ corpus, sides }: ConsortiumSetting, gained: readonly GainedPair[], scale: number): NonNullable<Proposal["links"]> {
  const groups = new Map<string, GainedPair[]>();
  for (const pair of gained) {
    const key = `${pair.enterprise},${pair.university}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair]);
    else group.push(pair);
  }
  return [...groups.values()]
    .map((group) => ({
      enterprise: sides.enterprises.ids[group[0]!.enterprise]!,
      university: sides.universities.ids[group[0]!.university]!,
      score: group.reduce((sum, { contribution }) => sum + contribution * scale, 0),
      pairs: [...group]
        .sort((a, b) => b.contribution - a.contribution || a.need - b.need || a.outcome - b.outcome)
        .map(({ need, outcome, score, contribution }) => ({
          need: corpus.needs.ids[need]!,
          outcome: corpus.outcomes.ids[outcome]!,
          score,
          contribution: contribution * scale,
        })),
    }))
    .sort((a, b) => b.score - a.score || compareIds(a.enterprise, b.enterprise) || compareIds(a.university, b.university));
}

function toDetail(
  { corpus, sides, rules }: ConsortiumSetting,
  cluster: NeedCluster,
  {
    gained,
    parts,
    others,
  }: { readonly gained: readonly GainedPair[]; readonly parts: ConsortiumDetail["parts"]; readonly others: readonly ClusterOption[] },
): ConsortiumDetail {
  const universities = membersOf(gained, {
    key: ({ university }) => sides.universities.ids[university]!,
    record: ({ outcome }) => corpus.outcomes.ids[outcome]!,
  });
  const enterprises = membersOf(gained, {
    key: ({ enterprise }) => sides.enterprises.ids[enterprise]!,
    record: ({ need }) => corpus.needs.ids[need]!,
  });
  const served = new Set(gained.map(({ need }) => need));
  return {
    technology: technologyOf(corpus, cluster),
    centre: corpus.needs.ids[cluster.centre]!,
    likeness: cluster.likeness,
    lead: (rules.lead === "university" ? universities : enterprises)[0]!.organisation,
    parts,
    universities,
    enterprises,
    unserved: cluster.needs.filter((need) => !served.has(need)).map((need) => corpus.needs.ids[need]!),
    alternatives: others.map(({ members, score }) => ({
      universities: members.map(({ university }) => sides.universities.ids[university]!),
      score,
    })),
  };
}

function membersOf(
  gained: readonly GainedPair[],
  of: { readonly key: (pair: GainedPair) => string; readonly record: (pair: GainedPair) => string },
): ConsortiumMember[] {
  const groups = new Map<string, GainedPair[]>();
  for (const pair of gained) groups.set(of.key(pair), [...(groups.get(of.key(pair)) ?? []), pair]);
  return [...groups]
    .map(([organisation, pairs]) => ({
      organisation,
      records: [...new Set(pairs.map(of.record))].sort(compareIds),
      contribution: pairs.reduce((sum, { contribution }) => sum + contribution, 0),
    }))
    .sort((a, b) => b.contribution - a.contribution || compareIds(a.organisation, b.organisation));
}

/**
 * What the needs of a cluster share, in words: the heaviest terms that at least half of them have, under the phrases that stand in the
 * centre's title, or else in its text, and in the text of the need that shares most of them.
 */
function technologyOf(corpus: Corpus, { needs, centre }: NeedCluster): string[] {
  const { elementWeight, columns, firstElement } = clusterText(corpus, needs);
  const weightOf = new Map<number, { count: number; weight: number }>();
  columns.forEach((column, place) => {
    column.forEach((term, at) => {
      const known = weightOf.get(term) ?? { count: 0, weight: 0 };
      weightOf.set(term, { count: known.count + 1, weight: known.weight + elementWeight[firstElement[place]! + at]! });
    });
  });
  const termOf = (column: number): string => corpus.vocabularies.text.terms[column]!;
  const shared = [...weightOf]
    .filter(([, { count }]) => count >= Math.max(2, needs.length / 2))
    .map(([column, { weight }]) => ({ column, term: termOf(column), weight }))
    .sort((a, b) => b.weight - a.weight || compareIds(a.term, b.term))
    .slice(0, NAME_TERMS);
  const textOf = (need: number): string => normaliseText(needTexts(corpus.needs.records[need]!).join("\n"));
  const holds = (need: number): number => {
    const own = new Set(rowAt(corpus.needs.rows.text, need).column);
    return shared.reduce((sum, { column, weight }) => sum + (own.has(column) ? weight : 0), 0);
  };
  const other = needs
    .filter((need) => need !== centre)
    .map((need) => ({ need, weight: holds(need) }))
    .sort((a, b) => b.weight - a.weight || a.need - b.need)[0]!.need;
  const phrasesIn = (terms: readonly string[], text: string): ReturnType<typeof groupByPhrase> =>
    groupByPhrase(terms, textOf(other), text, (words) => corpus.analyzer.analyze(words));
  const terms = shared.map(({ term }) => term);
  const inTitle = phrasesIn(terms, normaliseText(corpus.needs.records[centre]!.title)).filter(({ phrase }) => !terms.includes(phrase));
  const rest = terms.filter((_, at) => !inTitle.some(({ members }) => members.includes(at)));
  const elsewhere = phrasesIn(rest, textOf(centre)).map(({ phrase, members }) => ({
    phrase:
      [...phrase].length > LONGEST_NAME
        ? (members.map((at) => rest[at]!).find((term) => [...term].length > 1) ?? rest[members[0]!]!)
        : phrase,
    members: members.map((at) => terms.indexOf(rest[at]!)),
  }));
  const named = [...inTitle, ...elsewhere]
    .map(({ phrase, members }) => ({ phrase, weight: members.reduce((sum, at) => sum + shared[at]!.weight, 0) }))
    .sort((a, b) => b.weight - a.weight || compareIds(a.phrase, b.phrase));
  const words = named.map(({ phrase }) => phrase.replace(FUNCTION_WORDS, "")).filter((phrase) => [...phrase].length > 1);
  return words.length === 0 ? named.slice(0, 1).map(({ phrase }) => phrase) : withoutFragments(words).slice(0, NAME_PHRASES);
}

/** Leaves out words with fewer than two characters that no word before has: neighbours such as 热回 between 余热 and 回收. */
function withoutFragments(words: readonly string[]): string[] {
  const seen = new Set<string>();
  return words.filter((word) => {
    const characters = [...word];
    const isNew = characters.filter((character) => !seen.has(character)).length > 1;
    for (const character of characters) seen.add(character);
    return isNew;
  });
}
