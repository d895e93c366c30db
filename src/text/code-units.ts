import { normaliseText } from "./normalise.js";

/*
 * What a UTF-16 code unit is to the default tokenizer, so that a text can be cut without normalising it as a whole: most units are normalised
 * alone, whatever stands beside them. Tables are filled unit by unit as units are met, since a market has some thousands of the 65,536.
 */

/** Not looked at yet: `classify` says what it is. */
export const UNKNOWN = 0;
/** Belongs to no token, but for `.`, `%`, `‰` and `°` beside digits. */
export const OTHER = 1;
/** One Han character. It joins nothing and nothing joins it, so that what stands between two of them can be normalised by itself. */
export const HAN = 2;
/** One letter of another script, or a number. */
export const WORD = 3;
/** Becomes several units, or other ones beside others: marks, syllable parts, `℃`. Never Han. */
export const JOINING = 4;
/** Half of a pair, becomes Han beside something else, or is lowered by what stands around it, over Han too (sigma): such texts are cut as a whole. */
export const WHOLE = 5;

const UNITS = 0x10000;
/** By unit, one of the classes above. */
export const classByUnit = new Uint8Array(UNITS);
/** By unit of class `OTHER`, `HAN` or `WORD`, the one unit that it becomes. */
export const normalByUnit = new Uint16Array(UNITS);

const SURROGATE = /[\ud800-\udfff]/;
const HAN_CHARACTER = /\p{Script=Han}/u;
// Marks and parts of Korean syllables join what stands before them.
const JOINS = /[\p{M}\u1100-\u11ff]/u;
const SIGMA = "\u03a3";

/** The class of a unit; fills its place in both tables. */
export function classify(unit: number): number {
  const character = String.fromCharCode(unit);
  const normal = normaliseText(character);
  normalByUnit[unit] = normal.charCodeAt(0);
  return (classByUnit[unit] = classOf(normal, character.normalize("NFKC")));
}

function classOf(normal: string, composed: string): number {
  const isHan = HAN_CHARACTER.test(normal);
  if (SURROGATE.test(normal) || composed.includes(SIGMA) || (isHan && normal.length > 1)) return WHOLE;
  if (isHan) return HAN;
  if (normal.length > 1 || JOINS.test(normal)) return JOINING;
  return /[\p{L}\p{N}]/u.test(normal) ? WORD : OTHER;
}
