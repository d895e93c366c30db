import { normaliseText } from "./normalise.js";

/** Words of the caller's own that are found whole in running text. */
export interface Lexicon {
  /** The normalised words, sorted and distinct. */
  readonly words: readonly string[];
  /** The longest word that starts at this place of a normalised text, or `undefined`. */
  readonly longestAt: (text: string, at: number) => string | undefined;
}

/** Letters and digits of scripts that put spaces between words: there a word must not start or end inside another. */
const SPACED = /[\p{L}\p{M}\p{N}]/u;
const HAN = /\p{Script=Han}/u;

/** Indexes words by their first character. O(words); a look-up costs O(words that share the first character). */
export function createLexicon(words: readonly string[]): Lexicon {
  const distinct = [...new Set(words.map((word) => normaliseText(word).trim()).filter((word) => word !== ""))].sort();
  const byFirst = new Map<string, string[]>();
  for (const word of distinct) {
    const first = String.fromCodePoint(word.codePointAt(0)!);
    const bucket = byFirst.get(first);
    if (bucket === undefined) byFirst.set(first, [word]);
    else bucket.push(word);
  }
  for (const bucket of byFirst.values()) bucket.sort((a, b) => b.length - a.length);
  return {
    words: distinct,
    longestAt(text, at) {
      const bucket = byFirst.get(String.fromCodePoint(text.codePointAt(at)!));
      return bucket?.find((word) => text.startsWith(word, at) && !cutsWord(text, at) && !cutsWord(text, at + word.length));
    },
  };
}

/** Whether a boundary at this place lies inside a spaced word: `5g` is no word of `25g`. */
function cutsWord(text: string, at: number): boolean {
  return isSpaced(text.slice(0, at).at(-1)) && isSpaced(text.charAt(at));
}

function isSpaced(character: string | undefined): boolean {
  return character !== undefined && SPACED.test(character) && !HAN.test(character);
}
