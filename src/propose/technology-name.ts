import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { rowAt } from "../kernel/sparse-rows.js";
import { groupByPhrase } from "../score/phrases.js";
import { needTexts } from "../score/text.js";
import { normaliseText } from "../text/normalise.js";
import { clusterText } from "./consortium-value.js";
import type { NeedCluster } from "./need-clusters.js";
import { sharedTechnology } from "./shared-technology.js";

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

/**
 * What the needs of a cluster share, in words: the heaviest terms that more than half of them have, under the phrases that stand in the
 * centre's title, or else in its text, and in the text of the need that shares most of them. Where the two texts part inside a word (无线传感
 * beside 无线传动, 干化处理 beside 无害化处理) the characters of that word are left out: see `withinWords`. Words in Latin letters stay whole.
 */
export function technologyOf(corpus: Corpus, { needs, centre }: NeedCluster): string[] {
  const technology = sharedTechnology(clusterText(corpus, needs));
  const shared = Array.from(technology.column, (column, at) => ({
    column,
    term: corpus.vocabularies.text.terms[column]!,
    weight: technology.weight[at]!,
  }))
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
  const texts = [centre, other].map(textOf);
  const binding = characterBinding(corpus);
  const words = named
    .map(({ phrase }) => withinWords(phrase, texts, binding).replace(FUNCTION_WORDS, ""))
    .filter((phrase) => [...phrase].length > 1);
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

/** How much two characters side by side belong together, from 0 to 1. */
type Binding = (a: string, b: string) => number;

/**
 * df(ab)² / (df(a) · df(b)) by the records that hold the pair and either character: 1 where neither is without the other (传感), near 0 where
 * they meet by chance (化处). O(log terms) a call.
 */
function characterBinding({ statistics }: Corpus): Binding {
  const { terms, documentFrequency } = statistics.text;
  const frequencyOf = (term: string): number => {
    let [low, high] = [0, terms.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (terms[middle]! < term) low = middle + 1;
      else high = middle;
    }
    return terms[low] === term ? documentFrequency[low]! : 0;
  };
  return (a, b) => {
    const pair = frequencyOf(a + b);
    return pair === 0 ? 0 : (pair * pair) / (frequencyOf(a) * frequencyOf(b));
  };
}

/**
 * How many times more an end has to belong to its neighbour outside. Of the 33 names of consortia among 272 real needs six had a phrase cut
 * inside a word (化处理, 期可, 无线传, 求拟, 在无, 控系) and now none of these has; at 1 and 2 whole words lose their ends besides (轻量, 分辨率).
 */
const MUCH = 4;
const HAN = /^\p{Script=Han}$/u;

/** A phrase of Han characters without those at its ends that, anywhere in the texts, belong more to what stands beside the phrase than to it. */
function withinWords(phrase: string, texts: readonly string[], binding: Binding): string {
  const characters = [...phrase];
  if (!characters.every((character) => HAN.test(character))) return phrase;
  // Ends are looked at by what stood there first: once cut, the neighbour of an end is what was cut.
  const [before, after] = [neighboursOf(phrase, texts, -1), neighboursOf(phrase, texts, 1)];
  let [from, to] = [0, characters.length];
  for (let outside = before; from + 1 < to; outside = [characters[from - 1]!]) {
    const [first, second] = [characters[from]!, characters[from + 1]!];
    if (!outside.some((character) => binding(character, first) > MUCH * binding(first, second))) break;
    from++;
  }
  for (let outside = after; from + 1 < to; outside = [characters[to]!]) {
    const [beforeLast, last] = [characters[to - 2]!, characters[to - 1]!];
    if (!outside.some((character) => binding(last, character) > MUCH * binding(beforeLast, last))) break;
    to--;
  }
  return characters.slice(from, to).join("");
}

/** Han characters that stand right before (−1) or after (1) a phrase in texts. */
function neighboursOf(phrase: string, texts: readonly string[], side: -1 | 1): string[] {
  const found = new Set<string>();
  for (const text of texts)
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      const rest =
        side < 0 ? [...text.slice(Math.max(0, at - 2), at)].at(-1) : [...text.slice(at + phrase.length, at + phrase.length + 2)][0];
      if (rest !== undefined && HAN.test(rest)) found.add(rest);
    }
  return [...found];
}
