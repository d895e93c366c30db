import { explain, type Corpus } from "alliance-match";

/** Phrases that name a topic, and the longest that still reads as a name. */
const NAME_PHRASES = 3;
const LONGEST_PHRASE = 12;
/** Records of a topic that are asked for its name: those likest to its centre. */
const ASKED_RECORDS = 12;

/** A record as its topic's name sees it. */
export interface NamedRecord {
  readonly id: string;
  readonly text: string;
}

/** Words of form that a shared run of characters may begin or end with. */
const LOOSE_ENDS = /^[与和及的在对用并将以]+|[与和及的在对用并将以]+$/g;
/** What any record may say of anything, and numbers. */
const TELLS_NOTHING =
  /^([\d.]+|[小大低高多少优]于|不[小大低高多少]于|达到|超过|提高|提升|降低|减少|采用|实现|通过|以上|以下|技术|系统|方法|研究|进行)$/;

/** The phrases that count most in what the first of some records shares with the others, each as often as others hold it. Nothing for one record. */
export function sharedPhrases(corpus: Corpus, [first, ...rest]: readonly NamedRecord[]): string[] {
  const others = rest.slice(0, ASKED_RECORDS);
  const added = new Map<string, number>();
  for (const { id } of others) {
    const [text] = explain(corpus, first!.id, id).signals;
    for (const { phrase, contribution } of text?.groups ?? []) {
      const name = phrase.replace(LOOSE_ENDS, "");
      if (name.length > 1 && name.length <= LONGEST_PHRASE && !TELLS_NOTHING.test(name))
        added.set(name, (added.get(name) ?? 0) + contribution);
    }
  }
  const texts = others.map(({ text }) => text.normalize("NFKC").toLowerCase());
  const worth = [...added].map(([name, sum]) => ({ name, worth: sum * texts.filter((text) => text.includes(name)).length }));
  const names: string[] = [];
  for (const { name } of worth.sort((a, b) => b.worth - a.worth || (a.name < b.name ? -1 : 1))) {
    if (names.length === NAME_PHRASES) break;
    if (!names.some((other) => other.includes(name) || name.includes(other))) names.push(name);
  }
  return names;
}
