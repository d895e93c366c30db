import type { Judgement } from "../src/evaluate/index.js";
import type { Need, Organisation, Outcome } from "../src/index.js";
import { createRandom, hashString, randomInteger, shuffle, type Random } from "../src/kernel/random.js";
import { createLanguage } from "./world/language.js";
import { DEFAULT_WORLD, type WorldParameters } from "./world/parameters.js";
import { drawIndustries, drawRegion, industryFit, regionFit } from "./world/places.js";

/** What is true of a record, whatever its fields say. */
export interface HiddenRecord {
  readonly topic: number;
  readonly aspect: number;
  /** The topic whose words it speaks in: its own, unless it is a distractor. */
  readonly voice: number;
  readonly industry: string;
  readonly organisation: number;
  readonly region: string;
}

type Side = "need" | "outcome";

/** A market of any size with known truth. Record i is a function of the parameters and i alone: streams of any length agree. */
export interface World {
  readonly parameters: WorldParameters;
  readonly organisations: () => Iterable<Organisation>;
  readonly outcomes: (count: number) => Iterable<Outcome>;
  readonly needs: (count: number) => Iterable<Need>;
  readonly hidden: (side: Side, index: number) => HiddenRecord;
  /** The judges' grade of a pair, 0 to 3, from the hidden truth. */
  readonly grade: (need: number, outcome: number) => number;
  /**
   * Judged pools among the first needs and outcomes: half of a pool from the need's topic as far as there are such, a quarter from records that
   * speak like it, the rest from anywhere.
   */
  readonly judgements: (size: { readonly needs: number; readonly outcomes: number; readonly perNeed: number }) => Iterable<Judgement>;
}

/** True closeness of texts: one aspect, one topic, none. */
const ASPECT_FIT = 1;
const TOPIC_FIT = 0.5;
/** Words of a clause, and clauses of a sentence. */
const CLAUSE_WORDS = 5;
const SENTENCE_CLAUSES = 3;
const KEYWORDS = 3;

/** Ids sort as the indices do, up to ten million records. */
export const worldId = (side: Side, index: number): string => `${side === "need" ? "n" : "o"}${String(index).padStart(7, "0")}`;

/** Plants a world. The same parameters give the same world everywhere. */
export function createWorld(changes: Partial<WorldParameters> = {}): World {
  const parameters = { ...DEFAULT_WORLD, ...changes };
  const { seed, truth, noise, gradeFrom } = parameters;
  const industries = drawIndustries(seed, parameters.industries);
  const hidden = (side: Side, index: number): HiddenRecord => drawHidden(parameters, industries, side, index);
  const writer = createWriter(parameters, industries);

  const fit = (need: HiddenRecord, outcome: HiddenRecord): number => {
    const text = need.topic !== outcome.topic ? 0 : need.aspect === outcome.aspect ? ASPECT_FIT : TOPIC_FIT;
    const places = truth.industry * industryFit(need.industry, outcome.industry) + truth.region * regionFit(need.region, outcome.region);
    return truth.text * text + places;
  };
  const grade = (need: number, outcome: number): number => {
    const shift = (2 * createRandom(hashString(`${need}-${outcome}`, seed))() - 1) * noise;
    const shifted = fit(hidden("need", need), hidden("outcome", outcome)) + shift;
    return gradeFrom.filter((from) => shifted >= from).length;
  };
  return {
    parameters,
    hidden,
    grade,
    *organisations() {
      for (let index = 0; index < parameters.organisations; index++) {
        for (const side of ["need", "outcome"] as const) {
          const kind = side === "need" ? "enterprise" : "university";
          yield { id: organisationId(side, index), name: `${kind} ${index}`, kind, region: organisationRegion(seed, side, index) };
        }
      }
    },
    *outcomes(count) {
      for (let index = 0; index < count; index++) {
        const { text, keywords, ...rest } = writer("outcome", index, hidden("outcome", index));
        yield { ...rest, ...(text === undefined ? {} : { abstract: text }), ...(keywords === undefined ? {} : { keywords }) };
      }
    },
    *needs(count) {
      for (let index = 0; index < count; index++) {
        const { text, keywords: _, ...rest } = writer("need", index, hidden("need", index));
        yield { ...rest, ...(text === undefined ? {} : { description: text }) };
      }
    },
    *judgements({ needs, outcomes, perNeed }) {
      const byTopic = groupBy(outcomes, (outcome) => hidden("outcome", outcome).topic);
      const byVoice = groupBy(outcomes, (outcome) => hidden("outcome", outcome).voice);
      for (let need = 0; need < needs; need++) {
        const random = createRandom(hashString(`pool${need}`, seed));
        const { topic, voice } = hidden("need", need);
        const pool = new Set(shuffle([...(byTopic.get(topic) ?? [])], random).slice(0, perNeed / 2));
        for (const outcome of shuffle([...(byVoice.get(voice) ?? [])], random).slice(0, perNeed / 4)) pool.add(outcome);
        while (pool.size < Math.min(perNeed, outcomes)) pool.add(randomInteger(random, outcomes));
        for (const outcome of [...pool].sort((a, b) => a - b)) {
          yield { needId: worldId("need", need), outcomeId: worldId("outcome", outcome), grade: grade(need, outcome) };
        }
      }
    },
  };
}

function drawHidden(parameters: WorldParameters, industries: readonly string[], side: Side, index: number): HiddenRecord {
  const { seed, topics, aspects, homeIndustry, distractor, organisations } = parameters;
  const random = createRandom(hashString(`${side}${index}`, seed));
  const topic = randomInteger(random, topics);
  const aspect = randomInteger(random, aspects);
  const voice = random() < distractor ? randomInteger(random, topics) : topic;
  const industry = random() < homeIndustry ? industries[topic % industries.length]! : industries[randomInteger(random, industries.length)]!;
  const organisation = randomInteger(random, organisations);
  return { topic, aspect, voice, industry, organisation, region: organisationRegion(seed, side, organisation) };
}

function organisationId(side: Side, index: number): string {
  return `${side === "need" ? "e" : "u"}${String(index).padStart(5, "0")}`;
}

function organisationRegion(seed: number, side: Side, index: number): string {
  return drawRegion(createRandom(hashString(`${side}-organisation${index}`, seed)));
}

interface WrittenRecord {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly keywords?: readonly string[];
  readonly organisation?: string;
  readonly industries?: readonly string[];
  readonly region?: string;
}

/** Writes a record's fields as its maker would: in the words of its voice, some left out, some wrong. */
function createWriter(parameters: WorldParameters, industries: readonly string[]) {
  const { seed, topicWords, aspectWords, topicShare, aspectShare, titleWords, textWords, missing, wrong } = parameters;
  const language = createLanguage(parameters);
  const vocabularies = new Map<string, readonly string[]>();
  const wordsOf = (subject: string, count: number): readonly string[] => {
    let words = vocabularies.get(subject);
    if (words === undefined) vocabularies.set(subject, (words = language.wordsOf(subject, count)));
    return words;
  };
  const drawWord = (random: Random, { voice, aspect }: HiddenRecord): string => {
    const draw = random();
    if (draw >= topicShare + aspectShare) return language.generalWord(random);
    const words = draw < topicShare ? wordsOf(`topic${voice}`, topicWords) : wordsOf(`topic${voice}aspect${aspect}`, aspectWords);
    return words[randomInteger(random, words.length)]!;
  };
  return (side: Side, index: number, record: HiddenRecord): WrittenRecord => {
    const random = createRandom(hashString(`${side}${index}text`, seed));
    const words = (mean: number): string[] =>
      Array.from({ length: Math.max(1, Math.round(mean * (0.5 + random()))) }, () => drawWord(random, record));
    const title = words(titleWords).reduce(appendWord, "");
    const text = words(textWords);
    const keywords = [...new Set(Array.from({ length: KEYWORDS }, () => drawWord(random, record)))];
    const industry = random() < wrong.industry ? industries[randomInteger(random, industries.length)]! : record.industry;
    const region = random() < wrong.region ? drawRegion(random) : record.region;
    // Without a place of its own a record has its organisation's, so a missing region is a missing organisation too.
    const hasRegion = random() >= missing.region;
    return {
      id: worldId(side, index),
      title,
      ...(random() < missing.text ? {} : { text: punctuate(text) }),
      ...(random() < missing.keywords ? {} : { keywords }),
      ...(random() < missing.industry ? {} : { industries: [industry] }),
      ...(hasRegion ? { region, organisation: organisationId(side, record.organisation) } : {}),
    };
  };
}

/** Words run together as Chinese does, with a space where two English ones meet, and stops after clauses and sentences. */
function punctuate(words: readonly string[]): string {
  let text = "";
  for (const [at, word] of words.entries()) {
    const isSentenceEnd = at + 1 === words.length || (at + 1) % (CLAUSE_WORDS * SENTENCE_CLAUSES) === 0;
    text = appendWord(text, word) + (isSentenceEnd ? "。" : (at + 1) % CLAUSE_WORDS === 0 ? "，" : "");
  }
  return text;
}

function appendWord(text: string, word: string): string {
  return text + (/[a-z]$/.test(text) && /^[a-z]/.test(word) ? " " : "") + word;
}

function groupBy(count: number, keyOf: (index: number) => number): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const group = groups.get(keyOf(index));
    if (group === undefined) groups.set(keyOf(index), [index]);
    else group.push(index);
  }
  return groups;
}
