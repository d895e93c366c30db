import { createRandom, hashString, randomInteger, type Random } from "../../src/kernel/random.js";
import type { Factor } from "../../src/model/record.js";
import { fieldOf, type HiddenRecord, type Side } from "./hidden.js";
import { mistakeClass } from "./industries.js";
import { createLanguage } from "./language.js";
import type { WorldParameters } from "./parameters.js";
import { BACKGROUND, SECTION_HEADS, SET_PHRASES } from "./phrases.js";
import { drawRegion, prefectureOf } from "./places.js";

/** Words of a clause, and clauses of a sentence. */
const CLAUSE_WORDS = 5;
const SENTENCE_CLAUSES = 3;
const KEYWORDS = 3;
/** Share of a copy's words that were changed. */
const EDITED_WORDS = 0.1;

/** A record's fields as its maker wrote them. */
export interface WrittenRecord {
  readonly title: string;
  readonly text?: string;
  readonly keywords?: readonly string[];
  readonly organisation?: string;
  readonly industries?: readonly string[];
  readonly region?: string;
  readonly factors?: readonly Factor[];
  readonly maturity?: number;
}

export function organisationId(side: Side, index: number): string {
  return `${side === "need" ? "e" : "u"}${String(index).padStart(5, "0")}`;
}

/** Writes records as their makers would: in the words of their voice and side, some fields left out, coarse or wrong. */
export function createWriter(
  parameters: WorldParameters,
  industries: readonly string[],
): (side: Side, index: number, record: HiddenRecord) => WrittenRecord {
  const { seed, titleWords, textWords, missing, background } = parameters;
  const drawWord = createWords(parameters);
  return (side, index, record) => {
    const shared = createRandom(hashString(`${side}${record.original}text`, seed));
    const random = createRandom(hashString(`${side}${index}fields`, seed));
    const word = (): string => {
      const drawn = drawWord(shared, side, record);
      return index !== record.original && random() < EDITED_WORDS ? drawWord(random, side, record) : drawn;
    };
    const words = (mean: number): string[] => Array.from({ length: Math.max(1, Math.round(mean * (0.5 + shared()))) }, word);
    const title = words(titleWords).reduce(appendWord, "");
    const text = punctuate(words(textWords), parameters, shared);
    const keywords = [...new Set(Array.from({ length: KEYWORDS }, word))];
    const isAsked = side === "need" && random() < background;
    const whole = isAsked
      ? `${SECTION_HEADS.asked}\n${text}\n${SECTION_HEADS.background}\n${BACKGROUND[randomInteger(random, BACKGROUND.length)]!}`
      : text;
    return {
      title,
      ...(random() < missing.text ? {} : { text: whole }),
      ...(random() < missing.keywords ? {} : { keywords }),
      ...(random() < missing.industry ? {} : { industries: writeIndustries(record, parameters, industries, random) }),
      // Without a place of its own a record has its organisation's, so a missing region is a missing organisation too.
      ...(random() < missing.region
        ? {}
        : { region: writeRegion(record, parameters, random), organisation: organisationId(side, record.organisation) }),
      ...(random() < missing.factors ? {} : { factors: record.factors }),
      ...(random() < missing.maturity ? {} : { maturity: record.maturity }),
    };
  };
}

/** Draws a word of a record: of its aspect, topic or field, or a general one. */
function createWords(parameters: WorldParameters): (random: Random, side: Side, record: HiddenRecord) => string {
  const { aspectWords, topicWords, fieldWords, aspectShare, topicShare, fieldShare, dialect } = parameters;
  const language = createLanguage(parameters);
  const vocabularies = new Map<string, readonly string[]>();
  const wordOf = (random: Random, subject: string, count: number): string => {
    let words = vocabularies.get(subject);
    if (words === undefined) vocabularies.set(subject, (words = language.wordsOf(subject, count)));
    return words[randomInteger(random, words.length)]!;
  };
  return (random, side, { voice, aspect }) => {
    const draw = random();
    if (draw >= aspectShare + topicShare + fieldShare) return language.generalWord(random);
    const speech = random() < dialect ? side : "";
    if (draw < aspectShare) return wordOf(random, `topic${voice}aspect${aspect}${speech}`, aspectWords);
    if (draw < aspectShare + topicShare) return wordOf(random, `topic${voice}${speech}`, topicWords);
    return wordOf(random, `field${fieldOf(voice, parameters)}${speech}`, fieldWords);
  };
}

function writeIndustries(
  { industries: own }: HiddenRecord,
  { wrong, coarse }: WorldParameters,
  industries: readonly string[],
  random: Random,
): readonly string[] {
  const written = own.map((code) => {
    const draw = random();
    const given =
      draw < wrong.industry
        ? industries[randomInteger(random, industries.length)]!
        : draw < wrong.industry + wrong.industryClass
          ? mistakeClass(code, random)
          : code;
    return random() < coarse.industry ? given.slice(0, 3) : given;
  });
  return [...new Set(written)];
}

function writeRegion({ region }: HiddenRecord, { wrong, coarse, homeProvince }: WorldParameters, random: Random): string {
  const given = random() < wrong.region ? drawRegion(random, homeProvince) : region;
  if (random() >= coarse.region) return given;
  // Of coarse places two in three name the prefecture, the others the province only.
  return randomInteger(random, 3) > 0 ? prefectureOf(given) : given.slice(0, 2);
}

/** Words run together as Chinese does, with a space where two English ones meet, stops after clauses and sentences, and set phrases between. */
function punctuate(words: readonly string[], { boilerplate, englishShare }: WorldParameters, random: Random): string {
  const phrases = SET_PHRASES[englishShare > 0.5 ? "en" : "zh"];
  let text = "";
  for (const [at, word] of words.entries()) {
    text = appendWord(text, word);
    const isClauseEnd = at + 1 === words.length || (at + 1) % CLAUSE_WORDS === 0;
    if (!isClauseEnd) continue;
    if (random() < boilerplate) text = appendWord(text, phrases[randomInteger(random, phrases.length)]!);
    text += at + 1 === words.length || (at + 1) % (CLAUSE_WORDS * SENTENCE_CLAUSES) === 0 ? "。" : "，";
  }
  return text;
}

function appendWord(text: string, word: string): string {
  return text + (/[a-z]$/.test(text) && /^[a-z]/.test(word) ? " " : "") + word;
}
