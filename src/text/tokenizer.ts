import { hashString } from "../kernel/random.js";
import type { Lexicon } from "./lexicon.js";

/**
 * Cuts normalised text into tokens, in their order, repeats included.
 *
 * The id goes into frozen statistics and snapshots: two tokenizers that cut differently must not share one.
 * Anything that has the two members will do: jieba, `Intl.Segmenter`, a caller's own.
 */
export interface Tokenizer {
  readonly id: string;
  readonly tokenize: (text: string) => Iterable<string>;
}

/** A tokenizer that gives every Han character and pair, every telling run of other scripts, and some words besides. */
export interface HanPairTokenizer extends Tokenizer {
  /** The words besides, of a normalised text; `undefined` where there are none to be found. */
  readonly wordsOf: ((text: string) => readonly string[]) | undefined;
}

/** Whether a tokenizer is the default one: then its tokens can be counted without making them. */
export function cutsHanPairs(tokenizer: Tokenizer): tokenizer is HanPairTokenizer {
  return DEFAULTS.has(tokenizer);
}

const DEFAULTS = new WeakSet<Tokenizer>();

/** Version of the cutting rules below; it changes when the same text would be cut otherwise. */
const RULES = "han-1-2/1";

// A run is Han characters alone, or letters, marks and digits of other scripts. A full stop stays inside only between two
// digits, and a number keeps the per cent or degree sign that follows it, so that 1.80, 67% and 80°c are one token each.
export const RUN = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}]|(?<=[0-9])\.(?=[0-9]))+(?:(?<=[0-9])(?:[%‰]|°[cf]?))?/gu;
const HAN_START = /^\p{Script=Han}/u;
const DIGIT = /\p{N}/u;

/**
 * The default tokenizer: every Han character and every pair of neighbours, other scripts by words, numbers with their units.
 *
 * Pairs never cross punctuation, spaces or other scripts. A word of the lexicon is a token of its own beside its characters
 * and pairs, so a text that has only half of it still matches. Single Latin letters say nothing and are left out; single digits stay.
 * Pairs alone equal dictionary words on judged transfer records and cost a sixteenth of the time; single characters beside them
 * raise both sets of Chinese further (benchmarks/quality.ts).
 */
export function createDefaultTokenizer(lexicon?: Lexicon): HanPairTokenizer {
  const words = lexicon === undefined || lexicon.words.length === 0 ? undefined : lexicon;
  const id = words === undefined ? RULES : `${RULES}+${hashString(words.words.join("\n")).toString(16)}`;
  const tokenizer: HanPairTokenizer = {
    id,
    wordsOf:
      words &&
      ((text) => {
        const found: string[] = [];
        pushWords(text, words, found);
        return found;
      }),
    tokenize(text) {
      const tokens: string[] = [];
      for (const match of text.matchAll(RUN)) {
        const run = match[0];
        if (HAN_START.test(run)) pushHan(run, tokens);
        else if (isTelling(run)) tokens.push(run);
      }
      if (words !== undefined) pushWords(text, words, tokens);
      return tokens;
    },
  };
  DEFAULTS.add(tokenizer);
  return tokenizer;
}

/** Single letters say nothing, unless a lexicon names one (the language C). */
export function isTelling(run: string): boolean {
  return run.length > 1 || DIGIT.test(run);
}

function pushHan(run: string, tokens: string[]): void {
  let previous = "";
  for (const character of run) {
    if (previous !== "") tokens.push(previous + character);
    tokens.push(character);
    previous = character;
  }
}

/** Longest match from left to right, as a dictionary segmenter does; words that the tokens have already are not given twice. */
function pushWords(text: string, lexicon: Lexicon, tokens: string[]): void {
  for (let at = 0; at < text.length;) {
    const word = lexicon.longestAt(text, at);
    if (word === undefined) {
      at += text.codePointAt(at)! > 0xffff ? 2 : 1;
      continue;
    }
    if (!isToken(word)) tokens.push(word);
    at += word.length;
  }
}

function isToken(word: string): boolean {
  const runs = word.match(RUN);
  return runs?.length === 1 && runs[0] === word && (HAN_START.test(word) ? [...word].length <= 2 : isTelling(word));
}
