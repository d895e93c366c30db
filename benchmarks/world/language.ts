import { createRandom, hashString, randomInteger, type Random } from "../../src/kernel/random.js";

/** The size of the invented language. */
export interface LanguageParameters {
  readonly seed: number;
  /** Distinct Han characters that words are made of. */
  readonly syllables: number;
  /** Words that any record may use. */
  readonly generalWords: number;
  /** Share of words that are English terms, 0 to 1. */
  readonly englishShare: number;
}

/** An invented language: Chinese to the eye and to a tokenizer, meaning nothing. */
export interface Language {
  /** A word of everyday use; frequent ones come by Zipf's law. */
  readonly generalWord: (random: Random) => string;
  /** The vocabulary of a subject, always the same for the same name. */
  readonly wordsOf: (subject: string, count: number) => readonly string[];
}

/** First of the CJK unified ideographs, and how many of them the syllabary is drawn from: the block of Unicode 1.1. */
const HAN_START = 0x4e00;
const HAN_COUNT = 20_902;
const ENGLISH_ONSETS = ["b", "br", "c", "cr", "d", "f", "fl", "g", "gr", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v"];
const ENGLISH_RHYMES = ["a", "an", "ar", "e", "el", "en", "er", "i", "ic", "in", "o", "on", "or", "u", "um", "yl"];
/** Of a hundred words of Chinese running text, about so many have 2, 3 and 4 characters (single ones left out). */
const LENGTH_ODDS = [2, 2, 2, 2, 2, 2, 2, 3, 3, 4] as const;

export function createLanguage({ seed, syllables, generalWords, englishShare }: LanguageParameters): Language {
  const syllabary = drawSyllabary(createRandom(hashString("syllabary", seed)), syllables);
  const wordsOf = (subject: string, count: number): readonly string[] => {
    const random = createRandom(hashString(subject, seed));
    return Array.from({ length: count }, () => (random() < englishShare ? englishWord(random) : hanWord(random, syllabary)));
  };
  const general = wordsOf("general", generalWords);
  return { generalWord: (random) => general[zipf(random, general.length)]!, wordsOf };
}

/** A rank from 0 to count − 1 with odds close to 1 / (rank + 1): the integer part of a number whose logarithm is uniform. */
export function zipf(random: Random, count: number): number {
  return Math.min(count, Math.floor(Math.exp(random() * Math.log(count + 1)))) - 1;
}

function drawSyllabary(random: Random, size: number): string[] {
  const drawn = new Set<string>();
  while (drawn.size < Math.min(size, HAN_COUNT)) drawn.add(String.fromCharCode(HAN_START + randomInteger(random, HAN_COUNT)));
  return [...drawn];
}

/** Squaring a uniform number makes the first characters the frequent ones. */
function hanWord(random: Random, syllabary: readonly string[]): string {
  const length = LENGTH_ODDS[randomInteger(random, LENGTH_ODDS.length)]!;
  return Array.from({ length }, () => syllabary[Math.floor(random() ** 2 * syllabary.length)]!).join("");
}

function englishWord(random: Random): string {
  const syllableCount = 2 + randomInteger(random, 2);
  const syllable = (): string =>
    ENGLISH_ONSETS[randomInteger(random, ENGLISH_ONSETS.length)]! + ENGLISH_RHYMES[randomInteger(random, ENGLISH_RHYMES.length)]!;
  return Array.from({ length: syllableCount }, syllable).join("");
}
