import { sortStably } from "../kernel/stable-sort.js";
import type { Analyzer } from "./analyzer.js";
import { classByUnit, classify, HAN, JOINING, normalByUnit, UNKNOWN, WHOLE, WORD } from "./code-units.js";
import { normaliseText } from "./normalise.js";
import { DROPPED, grown, PairTable, PLANE } from "./token-tables.js";
import { cutsHanPairs, isTelling, RUN } from "./tokenizer.js";

/** How often each term stands in some texts: distinct numbers of terms, in no order that means anything, and how often each was met. */
export interface NumberedBag {
  /** Numbers of terms in `TermCounter.terms`: the first `size` are the bag's. */
  readonly term: Uint32Array;
  readonly frequency: Uint32Array;
  /** Distinct terms. */
  readonly size: number;
  /** The largest frequency. */
  readonly most: number;
  /** Tokens in all. */
  readonly length: number;
}

/** Room for the terms of one record, and for the units of one text, to begin with. */
const SMALL = 1 << 10;

const [DOT, PER_CENT, PER_MILLE, DEGREE] = [0x2e, 0x25, 0x2030, 0xb0];
const [LOWER_C, LOWER_F] = [0x63, 0x66];

/**
 * Counts the terms of many texts by number: what `Analyzer.analyze` gives, without a string a token.
 *
 * The default tokenizer's rules are followed unit by unit (`code-units.ts`): characters and pairs of Han are looked up in
 * tables that remember what the analyzer made of them when they were first met. What such a look cannot decide is normalised and cut by the
 * rules themselves: the stretch between two Han characters, or the text. Owns its tables: one counter for one pass over a corpus.
 */
export class TermCounter {
  /** Each distinct term met, by number. */
  readonly terms: string[] = [];
  private readonly numberByTerm = new Map<string, number>();
  private readonly valueByToken = new Map<string, number>();
  private readonly valueByCharacter = new Int32Array(PLANE);
  private readonly pairs = new PairTable();
  /** Of each term that is a Han character or pair, a number that ascends as they do: a character sorts before all pairs that begin with it. 0 for others. */
  private orderOf = new Uint32Array(SMALL);
  private han = new Uint32Array(SMALL);
  private hanCount = 0;
  /** Class and normal form of each unit of the text that is being cut. */
  private kind = new Uint8Array(SMALL);
  private unit = new Uint16Array(SMALL);
  private count = new Uint32Array(SMALL);
  private met = new Uint32Array(SMALL);
  private frequency = new Uint32Array(SMALL);
  private metCount = 0;
  private length = 0;

  constructor(private readonly analyzer: Analyzer) {}

  /** Counts the terms of a text beside those counted since `clear`. */
  add(text: string): void {
    const { tokenizer } = this.analyzer;
    if (!cutsHanPairs(tokenizer) || !this.readUnits(text)) {
      for (const token of tokenizer.tokenize(normaliseText(text))) this.tally(this.valueOf(token));
      return;
    }
    this.scan(text);
    if (tokenizer.wordsOf !== undefined) for (const word of tokenizer.wordsOf(normaliseText(text))) this.tally(this.valueOf(word));
  }

  /** What was counted since `clear`, in arrays that hold until the next call. */
  bag(): NumberedBag {
    const { count, met, metCount } = this;
    if (this.frequency.length < metCount) this.frequency = new Uint32Array(met.length);
    const { frequency } = this;
    let most = 0;
    for (let at = 0; at < metCount; at++) {
      const here = count[met[at]!]!;
      frequency[at] = here;
      if (here > most) most = here;
    }
    return { term: met, frequency, size: metCount, most, length: this.length };
  }

  /** All terms met, in code unit order, and the place of each number among them. O(terms · log). */
  sorted(): { readonly terms: readonly string[]; readonly placeOf: Uint32Array } {
    const terms: string[] = [];
    const placeOf = new Uint32Array(this.terms.length);
    const put = (number: number): void => {
      placeOf[number] = terms.length;
      terms.push(this.terms[number]!);
    };
    // Strings sort by code unit by themselves; Han characters and pairs, which are most terms, do so as numbers.
    const others = [...this.numberByTerm.keys()].sort();
    const han = this.han.slice(0, this.hanCount);
    sortStably(han, this.orderOf);
    let next = 0;
    for (let at = 0; at < han.length; at++) {
      const term = this.terms[han[at]!]!;
      while (next < others.length && others[next]! < term) put(this.numberByTerm.get(others[next++]!)!);
      put(han[at]!);
    }
    while (next < others.length) put(this.numberByTerm.get(others[next++]!)!);
    return { terms, placeOf };
  }

  clear(): void {
    for (let at = 0; at < this.metCount; at++) this.count[this.met[at]!] = 0;
    this.metCount = 0;
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
    this.tally(valueByCharacter[before]! || this.newCharacter(before));
    let at = from + 1;
    for (; at < to && kind[at] === HAN; at++) {
      const here = unit[at]!;
      const key = (before << 16) | here;
      this.tally(pairs.get(key) || this.newPair(key));
      this.tally(valueByCharacter[here]! || this.newCharacter(here));
      before = here;
    }
    return at;
  }

  /** What stands between two Han characters, by the rules themselves: runs of other scripts never reach over one. */
  private cutStretch(stretch: string): void {
    for (const [run] of normaliseText(stretch).matchAll(RUN)) if (isTelling(run)) this.tally(this.valueOf(run));
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
      if (isTelling(run)) this.tally(this.valueOf(run));
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
    const number = this.newNumber(token);
    this.orderOf[number] = order;
    this.han[this.hanCount++] = number;
    return number + 1;
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
    if (number === undefined) this.numberByTerm.set(term, (number = this.newNumber(term)));
    return number;
  }

  private newNumber(term: string): number {
    const number = this.terms.length;
    this.terms.push(term);
    if (number >= this.count.length) {
      this.count = grown(this.count);
      this.orderOf = grown(this.orderOf);
      this.han = grown(this.han);
    }
    return number;
  }

  private tally(value: number): void {
    if (value === DROPPED) return;
    const number = value - 1;
    this.length++;
    if (this.count[number]!++ > 0) return;
    if (this.metCount === this.met.length) this.met = grown(this.met);
    this.met[this.metCount++] = number;
  }
}

/** Whether a normalised unit is a Han character. A Han character of normalised text is its own normal form. */
function isHan(unit: number): boolean {
  return (classByUnit[unit] === UNKNOWN ? classify(unit) : classByUnit[unit]) === HAN && normalByUnit[unit] === unit;
}
