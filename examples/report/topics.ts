import { buildCorpus, matchAll, visibleNeed, type Corpus, type Need, type Outcome } from "alliance-match";
import { reweigh } from "alliance-match/choice";
import { sharedPhrases } from "./topic-names.js";
import { starsOf, type Neighbour } from "./topic-stars.js";

/**
 * The least text signal between a topic's centre and another of its records. Chosen on the example catalogue: each of its needs that nothing
 * was written for then stands alone, and nearly all outcomes that nobody asks for do.
 */
export const TOPIC_LIKENESS = 0.3;
/** Likest records that are looked at for each: few topics of a market are larger, and those are cut in two. */
const NEIGHBOURS = 40;
/**
 * Most records of both sides that are grouped, for the time it takes; of a larger market every second, third, … in the order of ids. The
 * time goes by the pairs that share a word. In a market of few distinct words those are all pairs, and the join, whose bounds then tell no
 * pair from another, scores each of them: 10,000 records of 40 words out of 30 take four times as long as out of 5,000, all of it in the join;
 * stars and names take no part in it. This number bounds the one as it bounds the other.
 */
const MOST_RECORDS = 10_000;
/** Records of both sides that speak of one thing. */
export interface Topic {
  /** Ids, in code unit order. */
  readonly needs: readonly string[];
  readonly outcomes: readonly string[];
}

export interface TopicMap {
  /** Largest first, then by the centre's id. */
  readonly topics: readonly Topic[];
  /** Records looked at that have no text, or none that may be read, and are in no topic. */
  readonly silent: number;
  /** Only every so many-th record was looked at; 1 for all. */
  readonly every: number;
  /** What the records of a topic share, most telling first; nothing for a topic of one record. */
  readonly namesOf: (topic: Topic) => readonly string[];
}

interface Member {
  readonly key: string;
  readonly id: string;
  readonly side: "needs" | "outcomes";
  readonly title: string;
  /** What others are held against: of a need its titles, where it has any, since much of a description tells of the enterprise. */
  readonly name: string;
  readonly rest: string;
}

/**
 * Groups needs and outcomes by what they say, each record in one topic. Of needs only what the parties may read counts.
 *
 * Star clustering over the text signal under the corpus's own statistics: what scores `TOPIC_LIKENESS` with a centre may belong to it. The
 * order of input never matters.
 *
 * O(join of all records with all).
 */
export function mapTopics(corpus: Corpus): TopicMap {
  const { members, silent, every } = readableRecords(corpus);
  const { corpus: everything } = buildCorpus(
    {
      outcomes: members.map(({ key, name }) => ({ id: key, title: "", abstract: name })),
      needs: members.map(({ key, title, rest }) => ({ id: key, title, description: rest })),
    },
    corpus.config,
    { statistics: corpus.statistics },
  );
  const byText = reweigh(everything, { text: 1 });
  const neighbours = neighboursOf(byText);
  const memberByKey = new Map(members.map((member) => [member.key, member]));
  const recordsOf = new Map<Topic, readonly Member[]>();
  for (const star of starsOf(neighbours)) {
    const records = star.map((at) => memberByKey.get(byText.outcomes.ids[at]!)!);
    const idsOf = (side: Member["side"]): string[] => records.flatMap((member) => (member.side === side ? [member.id] : [])).sort();
    recordsOf.set({ needs: idsOf("needs"), outcomes: idsOf("outcomes") }, records);
  }
  const namesOf = (topic: Topic): string[] =>
    sharedPhrases(
      byText,
      recordsOf.get(topic)!.map(({ key, title, rest }) => ({ id: key, text: textOf([title, rest]) })),
    );
  return { topics: [...recordsOf.keys()], silent, every, namesOf };
}

function readableRecords({ needs, outcomes, analyzer }: Corpus): {
  readonly members: readonly Member[];
  readonly silent: number;
  readonly every: number;
} {
  const every = Math.max(1, Math.ceil((needs.count + outcomes.count) / MOST_RECORDS));
  const looked = [
    ...needs.records.filter((_, at) => at % every === 0).map(memberOfNeed),
    ...outcomes.records.filter((_, at) => at % every === 0).map(memberOfOutcome),
  ];
  const members = looked.filter(({ title, rest }) => analyzer.analyze(textOf([title, rest])).length > 0);
  return { members, silent: looked.length - members.length, every };
}

function memberOfNeed(need: Need): Member {
  const { id, title = "", description, parts = [] } = visibleNeed(need, "parties");
  const name = textOf([title, ...parts.map((part) => part.title)]);
  const rest = textOf([description, ...parts.map((part) => textOf([part.title, part.description]))]);
  return { side: "needs", id, key: `n ${id}`, title, name: name === "" ? rest : name, rest };
}

function memberOfOutcome({ id, title, abstract, keywords = [] }: Outcome): Member {
  const rest = textOf([abstract, ...keywords]);
  return { side: "outcomes", id, key: `o ${id}`, title, name: textOf([title, rest]), rest };
}

function textOf(pieces: ReadonlyArray<string | undefined>): string {
  return pieces.filter((piece) => piece !== undefined && piece !== "").join("\n");
}

function neighboursOf(corpus: Corpus): Neighbour[][] {
  const { ids } = corpus.outcomes;
  const { need, outcome, score } = matchAll(corpus, { k: NEIGHBOURS, minScore: TOPIC_LIKENESS });
  const neighbours: Neighbour[][] = ids.map(() => []);
  // A record's likeness to another is the same from either side but for the need's title; the larger counts.
  const likeness = new Map<number, number>();
  score.forEach((value, e) => {
    const [a, b] = [need[e]!, outcome[e]!].sort((x, y) => x - y) as [number, number];
    if (a !== b) likeness.set(a * ids.length + b, Math.max(value, likeness.get(a * ids.length + b) ?? 0));
  });
  for (const [pair, value] of likeness) {
    const [a, b] = [Math.floor(pair / ids.length), pair % ids.length];
    neighbours[a]!.push({ at: b, likeness: value });
    neighbours[b]!.push({ at: a, likeness: value });
  }
  return neighbours;
}
