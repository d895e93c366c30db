import type { Analyzer } from "./analyzer.js";
import { normaliseText } from "./normalise.js";
import { cutsHanPairs, isTelling, RUN } from "./tokenizer.js";

/** How often each term stands in some texts: distinct numbers of terms, in no order that means anything, and how often each was met. */
export interface NumberedBag {
  /** Numbers of terms in `TermCounter.terms`. */
  readonly term: Uint32Array;
  readonly frequency: Uint32Array;
  /** Tokens in all. */
  readonly length: number;
}

/** Number of a token that is no term: a stop word. */
const DROPPED = -1;
const UNSEEN = -2;

/** Kinds of characters of the basic plane. */
const OTHER = 0;
const HAN = 1;
const WORD = 2;
const PLANE = 0x10000;
/** Where tables begin, a power of 2: one record's terms go in, and a single record pays for no more. */
const SMALL = 1 << 10;

let kindByUnit: Uint8Array | undefined;

/** Which code units are Han characters, and which belong to words of other scripts; made when first asked for, in a few milliseconds. */
function kinds(): Uint8Array {
  if (kindByUnit !== undefined) return kindByUnit;
  const [han, word] = [/\p{Script=Han}/u, /[\p{L}\p{M}\p{N}]/u];
  kindByUnit = Uint8Array.from({ length: PLANE }, (_, unit) => {
    const character = String.fromCharCode(unit);
    return han.test(character) ? HAN : word.test(character) ? WORD : OTHER;
  });
  return kindByUnit;
}

/**
 * Counts the terms of many texts by number: what `Analyzer.analyze` gives, without a string a token.
 *
 * Characters and pairs of Han are looked up by their code units, in a table that remembers what the analyzer made of them when they were first
 * met; everything else goes by the analyzer's own tokens. Owns its table: one counter for one pass over a corpus.
 */
export class TermCounter {
  /** Each distinct term met, by number. */
  readonly terms: string[] = [];
  private readonly numberByTerm = new Map<string, number>();
  private readonly numberByToken = new Map<string, number>();
  private readonly numberByHan = new HanTable();
  private count = new Uint32Array(SMALL);
  private met = new Uint32Array(SMALL);
  private metCount = 0;
  private length = 0;

  constructor(private readonly analyzer: Analyzer) {}

  /** Counts the terms of a text beside those counted since `clear`. */
  add(text: string): void {
    const { tokenizer } = this.analyzer;
    const normal = normaliseText(text);
    if (!cutsHanPairs(tokenizer) || hasSurrogate(normal)) {
      for (const token of tokenizer.tokenize(normal)) this.tally(this.numberOf(token));
      return;
    }
    this.scan(normal);
    for (const word of tokenizer.wordsOf(normal)) this.tally(this.numberOf(word));
  }

  /** What was counted since `clear`. */
  bag(): NumberedBag {
    const term = this.met.slice(0, this.metCount);
    const frequency = new Uint32Array(term.length);
    for (let at = 0; at < term.length; at++) frequency[at] = this.count[term[at]!]!;
    return { term, frequency, length: this.length };
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
    for (const order of this.numberByHan.orders()) {
      const number = this.numberByHan.value[this.numberByHan.find(keyAtOrder(order))]!;
      if (number === DROPPED) continue;
      const term = this.terms[number]!;
      while (next < others.length && others[next]! < term) put(this.numberByTerm.get(others[next++]!)!);
      put(number);
    }
    while (next < others.length) put(this.numberByTerm.get(others[next++]!)!);
    return { terms, placeOf };
  }

  clear(): void {
    for (let at = 0; at < this.metCount; at++) this.count[this.met[at]!] = 0;
    this.metCount = 0;
    this.length = 0;
  }

  private scan(text: string): void {
    const kind = kinds();
    for (let at = 0; at < text.length;) {
      const unit = text.charCodeAt(at);
      if (kind[unit] === HAN) {
        at = this.scanHan(text, at, kind);
        continue;
      }
      const from = at;
      let hasWord = false;
      for (; at < text.length && kind[text.charCodeAt(at)] !== HAN; at++) hasWord ||= kind[text.charCodeAt(at)] === WORD;
      // Runs of other scripts never reach over a Han character, so each stretch between two is cut alone.
      if (hasWord) for (const [run] of text.slice(from, at).matchAll(RUN)) if (isTelling(run)) this.tally(this.numberOf(run));
    }
  }

  private scanHan(text: string, from: number, kind: Uint8Array): number {
    let before = -1;
    let at = from;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (kind[unit] !== HAN) break;
      if (before >= 0) this.tally(this.numberOfHan(before * PLANE + unit));
      this.tally(this.numberOfHan(unit));
      before = unit;
    }
    return at;
  }

  /** @param key a code unit, or a pair's first · 2¹⁶ + second. */
  private numberOfHan(key: number): number {
    const place = this.numberByHan.find(key);
    const known = this.numberByHan.value[place]!;
    if (known !== UNSEEN) return known;
    const token = hanToken(key);
    // Nothing is stemmed but English: such a token is a stop word or its own term.
    const made = this.analyzer.termOf(token) === "" ? DROPPED : this.newNumber(token);
    this.numberByHan.put(place, key, made);
    return made;
  }

  private numberOf(token: string): number {
    const key = hanKey(token, kinds());
    if (key !== undefined) return this.numberOfHan(key);
    let number = this.numberByToken.get(token);
    if (number !== undefined) return number;
    const term = this.analyzer.termOf(token);
    number = term === "" ? DROPPED : this.numberOfTerm(term);
    this.numberByToken.set(token, number);
    return number;
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

  private tally(number: number): void {
    if (number === DROPPED) return;
    this.length++;
    if (this.count[number]!++ > 0) return;
    if (this.metCount === this.met.length) this.met = grown(this.met);
    this.met[this.metCount++] = number;
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** Characters beyond the basic plane are two units: such texts are cut by the tokenizer's own rules. */
function hasSurrogate(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

/** The key of a token that is one Han character of the basic plane or two. */
function hanKey(token: string, kind: Uint8Array): number | undefined {
  if (token.length > 2 || kind[token.charCodeAt(0)] !== HAN) return undefined;
  if (token.length === 1) return token.charCodeAt(0);
  return kind[token.charCodeAt(1)] === HAN ? token.charCodeAt(0) * PLANE + token.charCodeAt(1) : undefined;
}

function hanToken(key: number): string {
  return key < PLANE ? String.fromCharCode(key) : String.fromCharCode(key >>> 16, key & (PLANE - 1));
}

/** A character sorts before all pairs that begin with it, as if its second were 0. */
function orderOfKey(key: number): number {
  return key < PLANE ? key * PLANE : key;
}

function keyAtOrder(order: number): number {
  return order % PLANE === 0 ? order / PLANE : order;
}

/** Numbers of Han characters and pairs, by open addressing. A key has 32 bits and is never 0: no Han character has the code 0. */
class HanTable {
  private key = new Uint32Array(SMALL);
  value = new Int32Array(SMALL).fill(UNSEEN);
  private used = 0;

  /** The place of a key, or the free one where it belongs. */
  find(key: number): number {
    const mask = this.key.length - 1;
    // Fibonacci hashing: the high bits of the product depend on all bits of the key.
    let place = (Math.imul(key, 0x9e3779b1) >>> 8) & mask;
    while (this.key[place] !== key && this.key[place] !== 0) place = (place + 1) & mask;
    return place;
  }

  put(place: number, key: number, value: number): void {
    this.key[place] = key;
    this.value[place] = value;
    // At half full, a search meets about two places.
    if (2 * ++this.used > this.key.length) this.grow();
  }

  /** Where the keys stand in the order of the tokens that they are of, ascending. */
  orders(): Float64Array {
    return Float64Array.from(
      this.key.filter((key) => key !== 0),
      orderOfKey,
    ).sort();
  }

  private grow(): void {
    const [keys, values] = [this.key, this.value];
    this.key = new Uint32Array(2 * keys.length);
    this.value = new Int32Array(2 * keys.length).fill(UNSEEN);
    keys.forEach((key, at) => {
      if (key === 0) return;
      const place = this.find(key);
      this.key[place] = key;
      this.value[place] = values[at]!;
    });
  }
}
