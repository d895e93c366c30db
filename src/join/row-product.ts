import { HEAD_RANKS, HEAD_WORD, PLACE_WORDS, type BlockIndex } from "./block-index.js";
import { FAR, GROUP_WORDS, MOST_WORDS } from "./compact-rows.js";
import { PROBE_TERMS } from "./kernel.js";
import type { ProbeTerms } from "./probes.js";

/** What a product needs of probes. */
type LoadedTerms = Pick<ProbeTerms, "start" | "rank" | "column" | "value" | "termWeight" | "entry">;

/** Inside a function for the reason that is given in `kernel.ts`. */
function createRowProduct() {
  /** The probe's terms, each under the number of its entry in the probe's row, from 1: a chained hash table by the low bits of a column. */
  const BUCKETS = 4_096;
  const BUCKET_FIRST = new Uint16Array(BUCKETS);
  /** A bit for each bucket that is not empty. */
  const BUCKET_BITS = new Uint32Array(BUCKETS / 32);
  const ENTRY_NEXT = new Uint16Array(PROBE_TERMS + 1);
  const ENTRY_COLUMN = new Uint32Array(PROBE_TERMS + 1);
  const ENTRY_VALUE = new Float64Array(PROBE_TERMS + 1);
  const ENTRY_WEIGHT = new Float64Array(PROBE_TERMS + 1);
  /** A bit for each of the probe's heads, and their entries. */
  const HEAD = new Uint32Array(HEAD_RANKS / 32);
  const HEAD_ENTRY = new Uint16Array(HEAD_RANKS);
  /** What the terms that are shared add, and a bit for each; no bit is left set. */
  const PRODUCT = new Float64Array(PROBE_TERMS + 1);
  const SHARED = new Uint32Array(PROBE_TERMS / 32 + 1);
  /** Columns of a group whose bucket is not empty, and one more, since they are written before it is known. */
  const SEEMING = new Uint32Array(MOST_WORDS + 1);
  const FACTOR = new Float64Array(1);
  const FACTOR_WORD = new Uint16Array(FACTOR.buffer);

  let sharedWords = 0;

  /** Makes the i-th of some probes the one whose products are taken. It has at most `PROBE_TERMS` terms. */
  function loadTerms({ start, rank, column, value, termWeight, entry }: LoadedTerms, i: number): void {
    BUCKET_FIRST.fill(0);
    BUCKET_BITS.fill(0);
    HEAD.fill(0);
    let last = 0;
    for (let t = start[i]!; t < start[i + 1]!; t++) {
      const here = column[t]!;
      const number = entry[t]! + 1;
      last = Math.max(last, number);
      ENTRY_COLUMN[number] = here;
      ENTRY_VALUE[number] = value[t]!;
      ENTRY_WEIGHT[number] = termWeight[t]!;
      const bucket = here & (BUCKETS - 1);
      ENTRY_NEXT[number] = BUCKET_FIRST[bucket]!;
      BUCKET_FIRST[bucket] = number;
      BUCKET_BITS[bucket >>> 5]! |= 1 << (bucket & 31);
      const head = rank[t]!;
      if (head >= HEAD_RANKS) continue;
      HEAD[head >>> 5]! |= 1 << (head & 31);
      HEAD_ENTRY[head] = number;
    }
    sharedWords = (last >>> 5) + 1;
  }

  function share(number: number, factor: number): void {
    PRODUCT[number] = ENTRY_VALUE[number]! * Math.fround(factor * ENTRY_WEIGHT[number]!);
    SHARED[number >>> 5]! |= 1 << (number & 31);
  }

  /** The product of the probe's row with that of a place with text, added up by ascending column: `dotRows` of the two, to the last bit. */
  function productAt({ places, rows }: BlockIndex, place: number): number {
    const { start, word } = rows;
    const end = start[place + 1]!;
    let at = start[place]!;
    readFactor(word, at);
    shareHeads(places, place * PLACE_WORDS + HEAD_WORD);
    while (at < end) {
      readFactor(word, at);
      shareGroup(word, at + GROUP_WORDS, at + GROUP_WORDS + word[at]!);
      at += GROUP_WORDS + word[at]!;
    }
    return sumShared();
  }

  function readFactor(word: Uint16Array, at: number): void {
    FACTOR_WORD[0] = word[at + 1]!;
    FACTOR_WORD[1] = word[at + 2]!;
    FACTOR_WORD[2] = word[at + 3]!;
    FACTOR_WORD[3] = word[at + 4]!;
  }

  function shareHeads(places: Uint32Array, at: number): void {
    const factor = FACTOR[0]!;
    for (let w = 0; w < HEAD_RANKS / 32; w++) {
      for (let both = places[at + w]! & HEAD[w]!; both !== 0; both &= both - 1) share(HEAD_ENTRY[(w << 5) + lowestBit(both)]!, factor);
    }
  }

  /** First the columns that the probe seems to have, one bit each: whether it has one is a coin toss, which a branch would guess wrong half the time. */
  function shareGroup(word: Uint16Array, from: number, to: number): void {
    let seeming = 0;
    let next = 0;
    for (let at = from; at < to; at++) {
      const step = word[at]!;
      next += step;
      if (step === FAR) continue;
      SEEMING[seeming] = next;
      seeming += (BUCKET_BITS[(next & (BUCKETS - 1)) >>> 5]! >>> (next & 31)) & 1;
      next++;
    }
    const factor = FACTOR[0]!;
    for (let i = 0; i < seeming; i++) {
      const column = SEEMING[i]!;
      let number = BUCKET_FIRST[column & (BUCKETS - 1)]!;
      while (number !== 0 && ENTRY_COLUMN[number] !== column) number = ENTRY_NEXT[number]!;
      if (number !== 0) share(number, factor);
    }
  }

  /** Entries ascend as columns do. */
  function sumShared(): number {
    let sum = 0;
    for (let w = 0; w < sharedWords; w++) {
      for (let bits = SHARED[w]!; bits !== 0; bits &= bits - 1) sum += PRODUCT[(w << 5) + lowestBit(bits)]!;
      SHARED[w] = 0;
    }
    return sum;
  }

  function lowestBit(bits: number): number {
    return 31 - Math.clz32(bits & -bits);
  }

  return { loadTerms, productAt };
}

export const { loadTerms, productAt } = createRowProduct();
