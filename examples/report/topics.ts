import { buildCorpus, explain, matchAll, visibleNeed, type Corpus, type Need, type Outcome } from "alliance-match";
import { reweigh } from "alliance-match/choice";

/**
 * The least text signal between a topic's centre and another of its records. Chosen on the example catalogue: each of its needs that nothing
 * was written for then stands alone, and nearly all outcomes that nobody asks for do.
 */
export const TOPIC_LIKENESS = 0.3;
/** Likest records that are looked at for each: few topics of a market are larger, and those are cut in two. */
const NEIGHBOURS = 40;
/** Most records of both sides that are grouped, for the time it takes; of a larger market every second, third, … in the order of ids. */
const MOST_RECORDS = 10_000;
/** Phrases that name a topic, and the longest that still reads as a name. */
const NAME_PHRASES = 3;
const LONGEST_PHRASE = 12;

/** Records of both sides that speak of one thing. */
export interface Topic {
  /** What its records share, most telling first; none for a topic of one record. */
  readonly names: readonly string[];
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
 * Star clustering over the text signal under the corpus's own statistics: the record that is likest to the others takes in all whose text
 * scores `TOPIC_LIKENESS` with it, then the next among those left. The order of input never matters.
 *
 * @see J. Aslam, E. Pelekhov, D. Rus, "The star clustering algorithm for static and dynamic information organization", JGAA 8, 2004.
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
  const topics = starsOf(neighbours).map((star) => {
    const all = star.map((at) => memberByKey.get(byText.outcomes.ids[at]!)!);
    const idsOf = (side: Member["side"]): string[] => all.flatMap((member) => (member.side === side ? [member.id] : [])).sort();
    return { names: sharedPhrases(byText, all), needs: idsOf("needs"), outcomes: idsOf("outcomes") };
  });
  return { topics, silent, every };
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

type Neighbour = { readonly at: number; readonly likeness: number };

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

/** Stars, the centre first: centres are found one after the other, then every record goes to the centre that it is most like. */
function starsOf(neighbours: ReadonlyArray<readonly Neighbour[]>): number[][] {
  const isFree = neighbours.map(() => true);
  const isCentre = neighbours.map(() => false);
  const density = neighbours.map((list) => list.reduce((sum, { likeness }) => sum + likeness, 0));
  for (const centre of [...neighbours.keys()].sort((a, b) => density[b]! - density[a]! || a - b)) {
    if (!isFree[centre]) continue;
    isCentre[centre] = true;
    for (const { at } of neighbours[centre]!) isFree[at] = false;
  }
  const stars = new Map<number, number[]>();
  neighbours.forEach((_, at) => {
    if (isCentre[at]) stars.set(at, [at]);
  });
  neighbours.forEach((list, at) => {
    if (isCentre[at]) return;
    const [home] = list.filter((one) => isCentre[one.at]).sort((a, b) => b.likeness - a.likeness || a.at - b.at);
    stars.get(home!.at)!.push(at);
  });
  return [...stars.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

/** Words of form that a shared run of characters may begin or end with. */
const LOOSE_ENDS = /^[与和及的在对用并将]+|[与和及的在对用并将]+$/g;

/** The phrases that count most in what the centre shares with the others, each as often as records hold it. */
function sharedPhrases(corpus: Corpus, [centre, ...satellites]: readonly Member[]): string[] {
  const added = new Map<string, number>();
  for (const { key } of satellites) {
    const [text] = explain(corpus, centre!.key, key).signals;
    for (const { phrase, contribution } of text?.groups ?? []) {
      const name = phrase.replace(LOOSE_ENDS, "");
      if (name.length > 1 && name.length <= LONGEST_PHRASE && !/^[\d.]+$/.test(name))
        added.set(name, (added.get(name) ?? 0) + contribution);
    }
  }
  const worth = [...added].map(([name, sum]) => ({
    name,
    worth: sum * satellites.filter(({ title, rest }) => textOf([title, rest]).normalize("NFKC").toLowerCase().includes(name)).length,
  }));
  const names: string[] = [];
  for (const { name } of worth.sort((a, b) => b.worth - a.worth || (a.name < b.name ? -1 : 1))) {
    if (names.length === NAME_PHRASES) break;
    if (!names.some((other) => other.includes(name) || name.includes(other))) names.push(name);
  }
  return names;
}
