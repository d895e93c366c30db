import type { Analyzer } from "./analyzer.js";
import { classByUnit, classify, HAN, JOINING, normalByUnit, UNKNOWN, WHOLE, WORD } from "./code-units.js";
import { normaliseText } from "./normalise.js";
import { DROPPED, grown, PairTable, PLANE } from "./token-tables.js";
import { cutsHanPairs, isTelling, RUN } from "./tokenizer.js";

/** How often each term stands in some texts: distinct numbers of terms, in no order that means anything, and how often each was met. */
export interface NumberedBag {
  /** Numbers of terms in `TermCounter.terms`. */
  readonly term: Uint32Array;
  readonly frequency: Uint32Array;
  /** Tokens in all. */
  readonly length: number;
}

/** Room for the terms of one record to begin with. */
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
  private readonly characters: number[] = [];
  private readonly pairs = new PairTable();
  private count = new Uint32Array(SMALL);
  private met = new Uint32Array(SMALL);
  private frequency = new Uint32Array(SMALL);
  private metCount = 0;
  private length = 0;

  constructor(private readonly analyzer: Analyzer) {}

  /** Counts the terms of a text beside those counted since `clear`. */
  add(text: string): void {
    const { tokenizer } = this.analyzer;
    if (!cutsHanPairs(tokenizer) || !isCutByUnits(text)) {
      for (const token of tokenizer.tokenize(normaliseText(text))) this.tally(this.valueOf(token));
      return;
    }
    this.scan(text);
    if (tokenizer.wordsOf !== undefined) for (const word of tokenizer.wordsOf(normaliseText(text))) this.tally(this.valueOf(word));
  }

  /** What was counted since `clear`, as views that hold until the next call. */
  bag(): NumberedBag {
    const { count, met, metCount } = this;
    if (this.frequency.length < metCount) this.frequency = new Uint32Array(met.length);
    const { frequency } = this;
    for (let at = 0; at < metCount; at++) frequency[at] = count[met[at]!]!;
    return { term: met.subarray(0, metCount), frequency: frequency.subarray(0, metCount), length: this.length };
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
    let next = 0;
    for (const order of this.hanOrders()) {
      const value = order % PLANE === 0 ? this.valueByCharacter[order / PLANE]! : this.pairs.get(order | 0);
      if (value === DROPPED) continue;
      const term = this.terms[value - 1]!;
      while (next < others.length && others[next]! < term) put(this.numberByTerm.get(others[next++]!)!);
      put(value - 1);
    }
    while (next < others.length) put(this.numberByTerm.get(others[next++]!)!);
    return { terms, placeOf };
  }

  clear(): void {
    for (let at = 0; at < this.metCount; at++) this.count[this.met[at]!] = 0;
    this.metCount = 0;
    this.length = 0;
  }

  /** Characters and pairs met, as numbers that ascend as they do: a character sorts before all pairs that begin with it, as if its second were 0. */
  private hanOrders(): Uint32Array {
    const pairs = this.pairs.keys();
    const orders = new Uint32Array(this.characters.length + pairs.length);
    orders.set(this.characters.map((unit) => unit * PLANE));
    orders.set(pairs, this.characters.length);
    return orders.sort();
  }

  private scan(text: string): void {
    for (let at = 0; at < text.length;) {
      if (classByUnit[text.charCodeAt(at)] === HAN) {
        at = this.scanHan(text, at);
        continue;
      }
      const from = at;
      let isJoining = false;
      let hasWord = false;
      for (; at < text.length; at++) {
        const kind = classByUnit[text.charCodeAt(at)]!;
        if (kind === HAN) break;
        if (kind === JOINING) isJoining = true;
        else if (kind === WORD) hasWord = true;
      }
      if (isJoining) this.cutStretch(text.slice(from, at));
      else if (hasWord) this.scanStretch(text, from, at);
    }
  }

  /** Characters and pairs from a Han character on. @returns where the run ends. */
  private scanHan(text: string, from: number): number {
    const { valueByCharacter, pairs } = this;
    let before = normalByUnit[text.charCodeAt(from)]!;
    this.tally(valueByCharacter[before]! || this.newCharacter(before));
    let at = from + 1;
    for (; at < text.length; at++) {
      const raw = text.charCodeAt(at);
      if (classByUnit[raw] !== HAN) break;
      const unit = normalByUnit[raw]!;
      const key = (before << 16) | unit;
      this.tally(pairs.get(key) || this.newPair(key));
      this.tally(valueByCharacter[unit]! || this.newCharacter(unit));
      before = unit;
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
      if (!isWord(text, at)) {
        at++;
        continue;
      }
      const start = at;
      at = runEnd(text, start, to);
      const run = normalSlice(text, start, at);
      if (isTelling(run)) this.tally(this.valueOf(run));
    }
  }

  private newCharacter(unit: number): number {
    this.characters.push(unit);
    return (this.valueByCharacter[unit] = this.newHan(String.fromCharCode(unit)));
  }

  private newPair(key: number): number {
    const value = this.newHan(String.fromCharCode(key >>> 16, key & (PLANE - 1)));
    this.pairs.put(key, value);
    return value;
  }

  private newHan(token: string): number {
    // Nothing is stemmed but English: such a token is a stop word or its own term.
    return this.analyzer.termOf(token) === "" ? DROPPED : this.newNumber(token) + 1;
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
    if (number >= this.count.length) this.count = grown(this.count);
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

/** Whether each unit of a text says by itself what it is; looks at every unit, so that all classes are known from then on. */
function isCutByUnits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = classByUnit[unit]!;
    if ((kind === UNKNOWN ? classify(unit) : kind) === WHOLE) return false;
  }
  return true;
}

/** Whether a normalised unit is a Han character. A Han character of normalised text is its own normal form. */
function isHan(unit: number): boolean {
  return (classByUnit[unit] === UNKNOWN ? classify(unit) : classByUnit[unit]) === HAN && normalByUnit[unit] === unit;
}

/** Where the run ends that begins with a letter or number: `RUN` for units that are normalised alone. */
function runEnd(text: string, start: number, to: number): number {
  let at = start + 1;
  while (at < to && (isWord(text, at) || (unitAt(text, at) === DOT && isDigit(text, at - 1) && at + 1 < to && isDigit(text, at + 1)))) at++;
  if (at === to || !isDigit(text, at - 1)) return at;
  const sign = unitAt(text, at);
  if (sign === PER_CENT || sign === PER_MILLE) return at + 1;
  if (sign !== DEGREE) return at;
  const hasScale = at + 1 < to && (unitAt(text, at + 1) === LOWER_C || unitAt(text, at + 1) === LOWER_F);
  return hasScale ? at + 2 : at + 1;
}

function isWord(text: string, at: number): boolean {
  return classByUnit[text.charCodeAt(at)] === WORD;
}

function isDigit(text: string, at: number): boolean {
  const unit = unitAt(text, at);
  return unit >= 0x30 && unit <= 0x39;
}

/** The unit that a unit becomes. */
function unitAt(text: string, at: number): number {
  return normalByUnit[text.charCodeAt(at)]!;
}

/** Part of a text, normalised. */
function normalSlice(text: string, from: number, to: number): string {
  const slice = text.slice(from, to);
  for (let at = from; at < to; at++) if (unitAt(text, at) !== text.charCodeAt(at)) return normaliseText(slice);
  return slice;
}
