import { sortStably } from "../kernel/stable-sort.js";
import type { Analyzer } from "./analyzer.js";
import { classByUnit, classify, HAN, JOINING, normalByUnit, UNKNOWN, WHOLE, WORD } from "./code-units.js";
import { normaliseText } from "./normalise.js";
import { DROPPED, grown, PairTable, PLANE } from "./token-tables.js";
import { cutsHanPairs, isTelling, RUN } from "./tokenizer.js";

/** The terms of some texts by number, in the order in which they stand, repeats included. */
export interface NumberedTerms {
  /** The first `length` are the texts'. */
  readonly number: Uint32Array;
  readonly length: number;
}

/** Room for the terms of one record, and for the units of one text, to begin with. */
const SMALL = 1 << 10;

const [DOT, PER_CENT, PER_MILLE, DEGREE] = [0x2e, 0x25, 0x2030, 0xb0];
const [LOWER_C, LOWER_F] = [0x63, 0x66];

/**
 * Gives the terms of many texts as numbers: what `Analyzer.analyze` gives, without a string a token.
 *
 * The default tokenizer's rules are followed unit by unit (`code-units.ts`): characters and pairs of Han are looked up in
 * tables that remember what the analyzer made of them when they were first met. What such a look cannot decide is normalised and cut by the
 * rules themselves: the stretch between two Han characters, or the text. Owns its tables: one for one pass over a corpus.
 */
export class TermNumberer {
  /** Distinct terms met. */
  private termCount = 0;
  /** Those that are no Han character or pair. */
  private readonly numberByTerm = new Map<string, number>();
  private readonly valueByToken = new Map<string, number>();
  private readonly valueByCharacter = new Int32Array(PLANE);
  private readonly pairs = new PairTable();
  /** Of each Han character or pair met, its number, and one that ascends as they do: a character sorts before all pairs that begin with it. */
  private hanNumber = new Uint32Array(SMALL);
  private hanOrder = new Uint32Array(SMALL);
  private hanCount = 0;
  /** Class and normal form of each unit of the text that is being cut. */
  private kind = new Uint8Array(SMALL);
  private unit = new Uint16Array(SMALL);
  private given = new Uint32Array(SMALL);
  private length = 0;

  constructor(private readonly analyzer: Analyzer) {}

  /** Appends the terms of a text to those since `clear`. */
  add(text: string): void {
    const { tokenizer } = this.analyzer;
    if (!cutsHanPairs(tokenizer) || !this.readUnits(text)) {
      for (const token of tokenizer.tokenize(normaliseText(text))) this.append(this.valueOf(token));
      return;
    }
    this.scan(text);
    if (tokenizer.wordsOf !== undefined) for (const word of tokenizer.wordsOf(normaliseText(text))) this.append(this.valueOf(word));
  }

  /** The terms since `clear`, in an array that holds until the next call. */
  numbers(): NumberedTerms {
    return { number: this.given, length: this.length };
  }

  /** All terms met, in code unit order, and the place of each number among them. O(terms · log). */
  sorted(): { readonly terms: readonly string[]; readonly placeOf: Uint32Array } {
    const { termCount, numberByTerm, hanNumber, hanOrder } = this;
    // Made as long as it gets: a list that grows is copied again and again.
    const terms = new Array<string>(termCount);
    const placeOf = new Uint32Array(termCount);
    // Strings sort by code unit by themselves; Han characters and pairs, which are most terms, do so as numbers.
    const others = [...numberByTerm.keys()].sort();
    const han = new Uint32Array(this.hanCount);
    for (let at = 0; at < han.length; at++) han[at] = at;
    sortStably(han, hanOrder);
    let next = 0;
    for (let place = 0, at = 0; place < termCount; place++) {
      const term = at < han.length ? hanTerm(hanOrder[han[at]!]!) : undefined;
      if (term === undefined || (next < others.length && others[next]! < term)) {
        const other = others[next++]!;
        terms[place] = other;
        placeOf[numberByTerm.get(other)!] = place;
      } else {
        terms[place] = term;
        placeOf[hanNumber[han[at++]!]!] = place;
      }
    }
    return { terms, placeOf };
  }

  clear(): void {
    this.length = 0;
  }

  /** Looks at each unit of a text, so that all classes are known from then on. @returns whether each says by itself what it is. */
  private readUnits(text: string): boolean {
    if (this.kind.length < text.length) {
      this.kind = new Uint8Array(2 * text.length);
      this.unit = new Uint16Array(2 * text.length);
    }
    const { kind, unit } = this;
    for (let at = 0; at < text.length; at++) {
      const raw = text.charCodeAt(at);
      // No class is 0 but `UNKNOWN`.
      const own = classByUnit[raw]! || classify(raw);
      if (own === WHOLE) return false;
      kind[at] = own;
      unit[at] = normalByUnit[raw]!;
    }
    return true;
  }

  private scan(text: string): void {
    const { kind } = this;
    for (let at = 0; at < text.length;) {
      if (kind[at] === HAN) {
        at = this.scanHan(at, text.length);
        continue;
      }
      const from = at;
      let isJoining = false;
      let hasWord = false;
      for (; at < text.length && kind[at] !== HAN; at++) {
        if (kind[at] === JOINING) isJoining = true;
        else if (kind[at] === WORD) hasWord = true;
      }
      if (isJoining) this.cutStretch(text.slice(from, at));
      else if (hasWord) this.scanStretch(text, from, at);
    }
  }

  /** Characters and pairs from a Han character on. @returns where the run ends. */
  private scanHan(from: number, to: number): number {
    const { kind, unit, valueByCharacter, pairs } = this;
    let before = unit[from]!;
    this.append(valueByCharacter[before]! || this.newCharacter(before));
    let at = from + 1;
    for (; at < to && kind[at] === HAN; at++) {
      const here = unit[at]!;
      const key = (before << 16) | here;
      this.append(pairs.get(key) || this.newPair(key));
      this.append(valueByCharacter[here]! || this.newCharacter(here));
      before = here;
    }
    return at;
  }

  /** What stands between two Han characters, by the rules themselves: runs of other scripts never reach over one. */
  private cutStretch(stretch: string): void {
    for (const [run] of normaliseText(stretch).matchAll(RUN)) if (isTelling(run)) this.append(this.valueOf(run));
  }

  /** The same where each unit is normalised alone: `RUN` and `isTelling` by hand. */
  private scanStretch(text: string, from: number, to: number): void {
    for (let at = from; at < to;) {
      if (this.kind[at] !== WORD) {
        at++;
        continue;
      }
      const start = at;
      at = this.runEnd(start, to);
      const run = this.normalSlice(text, start, at);
      if (isTelling(run)) this.append(this.valueOf(run));
    }
  }

  /** Where the run ends that begins with a letter or number: `RUN` for units that are normalised alone. */
  private runEnd(start: number, to: number): number {
    const { kind, unit } = this;
    let at = start + 1;
    while (at < to && (kind[at] === WORD || (unit[at] === DOT && this.isDigit(at - 1) && at + 1 < to && this.isDigit(at + 1)))) at++;
    if (at === to || !this.isDigit(at - 1)) return at;
    if (unit[at] === PER_CENT || unit[at] === PER_MILLE) return at + 1;
    if (unit[at] !== DEGREE) return at;
    const hasScale = at + 1 < to && (unit[at + 1] === LOWER_C || unit[at + 1] === LOWER_F);
    return hasScale ? at + 2 : at + 1;
  }

  private isDigit(at: number): boolean {
    return this.unit[at]! >= 0x30 && this.unit[at]! <= 0x39;
  }

  /** Part of a text, normalised. */
  private normalSlice(text: string, from: number, to: number): string {
    const slice = text.slice(from, to);
    for (let at = from; at < to; at++) if (this.unit[at] !== text.charCodeAt(at)) return normaliseText(slice);
    return slice;
  }

  private newCharacter(unit: number): number {
    return (this.valueByCharacter[unit] = this.newHan(String.fromCharCode(unit), unit * PLANE));
  }

  private newPair(key: number): number {
    const value = this.newHan(String.fromCharCode(key >>> 16, key & (PLANE - 1)), key >>> 0);
    this.pairs.put(key, value);
    return value;
  }

  private newHan(token: string, order: number): number {
    // Nothing is stemmed but English: such a token is a stop word or its own term.
    if (this.analyzer.termOf(token) === "") return DROPPED;
    if (this.hanCount === this.hanNumber.length) {
      this.hanNumber = grown(this.hanNumber);
      this.hanOrder = grown(this.hanOrder);
    }
    this.hanNumber[this.hanCount] = this.termCount++;
    this.hanOrder[this.hanCount++] = order;
    return this.termCount;
  }

  private valueOf(token: string): number {
    if (token.length <= 2 && isHan(token.charCodeAt(0))) {
      const first = token.charCodeAt(0);
      if (token.length === 1) return this.valueByCharacter[first]! || this.newCharacter(first);
      const key = (first << 16) | token.charCodeAt(1);
      if (isHan(token.charCodeAt(1))) return this.pairs.get(key) || this.newPair(key);
    }
    let value = this.valueByToken.get(token);
    if (value !== undefined) return value;
    const term = this.analyzer.termOf(token);
    value = term === "" ? DROPPED : this.numberOfTerm(term) + 1;
    this.valueByToken.set(token, value);
    return value;
  }

  private numberOfTerm(term: string): number {
    let number = this.numberByTerm.get(term);
    if (number === undefined) this.numberByTerm.set(term, (number = this.termCount++));
    return number;
  }

  private append(value: number): void {
    if (value === DROPPED) return;
    if (this.length === this.given.length) this.given = grown(this.given);
    this.given[this.length++] = value - 1;
  }
}

/** The Han character or pair of an order. */
function hanTerm(order: number): string {
  const second = order & (PLANE - 1);
  return second === 0 ? String.fromCharCode(order >>> 16) : String.fromCharCode(order >>> 16, second);
}

/** Whether a normalised unit is a Han character. A Han character of normalised text is its own normal form. */
function isHan(unit: number): boolean {
  return (classByUnit[unit] === UNKNOWN ? classify(unit) : classByUnit[unit]) === HAN && normalByUnit[unit] === unit;
}
