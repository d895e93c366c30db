import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { rowAt } from "../kernel/sparse-rows.js";
import { groupByPhrase, withoutFormWords } from "../score/phrases.js";
import { needTexts } from "../score/text.js";
import { normaliseText } from "../text/normalise.js";
import { clusterText } from "./consortium-value.js";
import type { NeedCluster } from "./need-clusters.js";
import { characterBinding, withinWords } from "./phrase-ends.js";
import { sharedTechnology } from "./shared-technology.js";

/** Words that a consortium is called by, and terms that they are looked for among. */
const NAME_PHRASES = 3;
const NAME_TERMS = 16;
/** Least weight of a word, as a share of the heaviest: below stand 主要, 需要, 攻克技术难点, that any two applications share. */
const NAME_SHARE = 0.1;
/** Longest phrase from outside of a title: longer ones are sentences that two needs copied. */
const LONGEST_NAME = 12;

/**
 * What the needs of a cluster share, in words: the heaviest terms that more than half of them have, under the phrases that stand in the
 * centre's title, or else in its text, and in the text of the need that shares most of them. Where the two texts part inside a word (无线传感
 * beside 无线传动, 干化处理 beside 无害化处理) the characters of that word are left out: see `withinWords`. Words in Latin letters stay whole.
 *
 * @returns at most `NAME_PHRASES`, heaviest first, then in code unit order; the centre's title where no word is in most of them.
 */
export function technologyOf(corpus: Corpus, { needs, centre }: NeedCluster): string[] {
  const shared = sharedTerms(corpus, needs);
  const { title } = corpus.needs.records[centre]!;
  if (shared.length === 0) return [title];
  const texts = [centre, likestOther(corpus, { needs, centre, shared })].map((need) =>
    normaliseText(needTexts(corpus.needs.records[need]!).join("\n")),
  );
  const named = namedTerms(corpus, shared, { title: normaliseText(title), own: texts[0]!, other: texts[1]! });
  const binding = characterBinding(corpus);
  const words = named.map(({ phrase }) => withoutFormWords(withinWords(phrase, texts, binding))).filter((phrase) => [...phrase].length > 1);
  return words.length === 0 ? named.slice(0, 1).map(({ phrase }) => phrase) : withoutFragments(words).slice(0, NAME_PHRASES);
}

interface WeighedTerm {
  readonly column: number;
  readonly term: string;
  readonly weight: number;
}

function sharedTerms(corpus: Corpus, needs: readonly number[]): WeighedTerm[] {
  const { column, weight } = sharedTechnology(clusterText(corpus, needs));
  return Array.from(column, (own, at) => ({ column: own, term: corpus.vocabularies.text.terms[own]!, weight: weight[at]! }))
    .sort((a, b) => b.weight - a.weight || compareIds(a.term, b.term))
    .slice(0, NAME_TERMS);
}

/** The need beside the centre that has most of the terms, by weight; ties go to the first. */
function likestOther(
  { needs: { rows } }: Corpus,
  { needs, centre, shared }: Pick<NeedCluster, "needs" | "centre"> & { readonly shared: readonly WeighedTerm[] },
): number {
  const heldBy = (need: number): number => {
    const own = new Set(rowAt(rows.text, need).column);
    return shared.reduce((sum, { column, weight }) => sum + (own.has(column) ? weight : 0), 0);
  };
  return needs
    .filter((need) => need !== centre)
    .map((need) => ({ need, weight: heldBy(need) }))
    .sort((a, b) => b.weight - a.weight || a.need - b.need)[0]!.need;
}

/** Terms under the phrases of the title, else of the own text, that stand in the other one too; the heaviest first, without the light ones. */
function namedTerms(
  { analyzer }: Corpus,
  shared: readonly WeighedTerm[],
  { title, own, other }: { readonly title: string; readonly own: string; readonly other: string },
): Array<{ readonly phrase: string; readonly weight: number }> {
  const terms = shared.map(({ term }) => term);
  const phrasesIn = (some: readonly string[], text: string): ReturnType<typeof groupByPhrase> =>
    groupByPhrase(some, other, text, (words) => analyzer.analyze(words));
  const inTitle = phrasesIn(terms, title).filter(({ phrase }) => !terms.includes(phrase));
  const rest = terms.filter((_, at) => !inTitle.some(({ members }) => members.includes(at)));
  const elsewhere = phrasesIn(rest, own).map(({ phrase, members }) => ({
    phrase:
      [...phrase].length > LONGEST_NAME
        ? (members.map((at) => rest[at]!).find((term) => [...term].length > 1) ?? rest[members[0]!]!)
        : phrase,
    members: members.map((at) => terms.indexOf(rest[at]!)),
  }));
  return [...inTitle, ...elsewhere]
    .map(({ phrase, members }) => ({ phrase, weight: members.reduce((sum, at) => sum + shared[at]!.weight, 0) }))
    .sort((a, b) => b.weight - a.weight || compareIds(a.phrase, b.phrase))
    .filter(({ weight }, _, [heaviest]) => weight >= NAME_SHARE * heaviest!.weight);
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
