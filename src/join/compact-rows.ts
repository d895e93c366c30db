/**
 * The text rows of an index's places, exactly, in about a quarter of their bytes: what a candidate's score is worked out from.
 *
 * A value of a row is its term's weight times a factor that few of the record's terms do not share: all that stand equally often, in the same
 * fields, have one. So a row is groups of terms with a factor each, and a value is `Math.fround(factor · weight)`:
 *
 *     place p    words `start[p] … start[p + 1] − 1`:  group │ group │ …
 *     group      n │ factor, a Float64 in four words │ n words of columns, ascending
 *     column     the step from the column behind the one before, at first from 0; 65,535 is as many steps and no column yet
 *
 * The most frequent terms, the heads, have a bit a place already. So the first group, the largest, lacks them: a record's heads have its factor,
 * unless a later group has them. Later values replace earlier ones. Columns, since rows come by them and need not be sorted by rank.
 */
export interface CompactRows {
  /** Length places with text + 1. */
  readonly start: Uint32Array;
  readonly word: Uint16Array;
}

/** Words of a group before its columns, and the most words of columns that one has. */
export const GROUP_WORDS = 5;
export const MOST_WORDS = 0xffff;
/** A word that stands for as many steps without a column. */
export const FAR = 0xffff;

/** Factors that differ by less may be one: values are rounded to 24 bits. */
const NEAR = 1 + 2 ** -20;

/** The terms of rows to be packed, by column ascending. */
export interface RowTerms {
  readonly column: Uint32Array;
  readonly rank: Uint32Array;
  readonly value: Float32Array;
  /** Of each term, > 0. */
  readonly weight: Float64Array;
}

/** Packs rows one after the other. */
export class RowPacker {
  private word: Uint16Array;
  private end = 0;
  private readonly start: Uint32Array;
  private rows = 0;
  private readonly grouping = new Grouping();
  private readonly factor = new Float64Array(1);
  private readonly factorWords = new Uint16Array(this.factor.buffer);

  /**
   * @param rowCount rows that will come. @param heads ranks below have a bit a place.
   * @param room words to begin with, > 0: about as many as entries will come, since the heads left out make up for what groups take besides.
   */
  constructor(
    rowCount: number,
    private readonly heads: number,
    room: number,
  ) {
    this.start = new Uint32Array(rowCount + 1);
    this.word = new Uint16Array(room);
  }

  /** Appends a row. @param terms its first `length` are the row's. O(entries · distinct factors). */
  add(terms: RowTerms, length: number): void {
    const { grouping } = this;
    const groups = grouping.group(terms, length);
    let largest = 0;
    for (let group = 1; group < groups; group++) if (grouping.sizeOf(group) > grouping.sizeOf(largest)) largest = group;
    if (groups > 0) this.addGroup(terms, largest, this.heads);
    for (let group = 0; group < groups; group++) if (group !== largest) this.addGroup(terms, group, 0);
    this.start[++this.rows] = this.end;
  }

  finish(): CompactRows {
    return { start: this.start, word: this.word.slice(0, this.end) };
  }

  /** @param firstRank terms of smaller ranks are left out. */
  private addGroup({ column, rank }: RowTerms, group: number, firstRank: number): void {
    const { member, factor, start } = this.grouping;
    const to = start[group + 1]!;
    let head = this.openGroup(factor[group]!);
    let next = 0;
    for (let at = start[group]!; at < to; at++) {
      if (rank[member[at]!]! < firstRank) continue;
      const here = column[member[at]!]!;
      for (;;) {
        if (this.end - head - GROUP_WORDS === MOST_WORDS) {
          this.word[head] = MOST_WORDS;
          head = this.openGroup(factor[group]!);
          next = 0;
        }
        const step = Math.min(here - next, FAR);
        this.put(step);
        next += step;
        if (step < FAR) break;
      }
      next++;
    }
    this.word[head] = this.end - head - GROUP_WORDS;
  }

  private openGroup(factor: number): number {
    const head = this.end;
    this.put(0);
    this.factor[0] = factor;
    for (const word of this.factorWords) this.put(word);
    return head;
  }

  private put(word: number): void {
    if (this.end === this.word.length) {
      const larger = new Uint16Array(2 * this.word.length);
      larger.set(this.word);
      this.word = larger;
    }
    this.word[this.end++] = word;
  }
}

/** A value times this lies beyond the middle to the next larger Float32. */
const BEYOND_HALF = 1 + 2 ** -24 + 2 ** -44;
/** What is moved by so much stays on its side of a bound, however two products and a quotient are rounded. */
const INWARD = 1 - 2 ** -50;
const OUTWARD = 1 + 2 ** -50;

/** The terms of a row by the factor that their values have. Its arrays serve one row after the other. */
class Grouping {
  /** The terms of group g, ascending, are `member[start[g]] … member[start[g + 1] − 1]`. */
  member = new Uint32Array(0);
  start = new Uint32Array(1);
  factor = new Float64Array(0);
  private left = new Uint32Array(0);
  private ratio = new Float64Array(0);

  /**
   * Finds factors so that each value is its weight times one of them, rounded to Float32, to the last bit.
   *
   * The values that a factor may have around a term are an interval, value ± half a step of Float32, by weight. Terms that share a factor have
   * intervals that share it too, so the middle of what they share is tried, and who comes out right stays. Where even the term that it was tried for
   * does not, that term has value ÷ weight, which is off by 2⁻⁵² and so rounds to the value.
   *
   * @returns how many there are.
   */
  group(terms: RowTerms, length: number): number {
    if (this.member.length < length) this.makeRoom(2 * length);
    const { member, start, factor, left, ratio } = this;
    const { value, weight } = terms;
    let first = 0;
    for (let at = 0; at < length; at++) {
      left[at] = at;
      ratio[at] = value[at]! / weight[at]!;
      if (ratio[at]! < ratio[first]!) first = at;
    }
    let groups = 0;
    let taken = 0;
    for (let count = length; count > 0;) {
      let shared = this.sharedFactor(terms, count, first);
      if (Math.fround(shared * weight[first]!) !== value[first]!) shared = ratio[first]!;
      factor[groups++] = shared;
      let kept = 0;
      let least = Infinity;
      for (let i = 0; i < count; i++) {
        const at = left[i]!;
        if (Math.fround(shared * weight[at]!) === value[at]!) {
          member[taken++] = at;
        } else {
          left[kept++] = at;
          if (ratio[at]! < least) {
            first = at;
            least = ratio[at]!;
          }
        }
      }
      start[groups] = taken;
      count = kept;
    }
    return groups;
  }

  sizeOf(group: number): number {
    return this.start[group + 1]! - this.start[group]!;
  }

  private makeRoom(length: number): void {
    this.member = new Uint32Array(length);
    this.start = new Uint32Array(length + 1);
    this.factor = new Float64Array(length);
    this.left = new Uint32Array(length);
    this.ratio = new Float64Array(length);
  }

  /** The middle of what the intervals of the terms near `first` share, as far as they do; its own is taken before others can leave it out. */
  private sharedFactor({ value, weight }: RowTerms, count: number, first: number): number {
    const { left, ratio } = this;
    const far = ratio[first]! * NEAR;
    let low = (value[first]! - halfStep(value[first]!)) / weight[first]!;
    let high = (value[first]! + halfStep(value[first]!)) / weight[first]!;
    for (let i = 0; i < count; i++) {
      const at = left[i]!;
      const own = ratio[at]!;
      if (own > far) continue;
      const half = halfStep(value[at]!);
      const from = value[at]! - half;
      const to = value[at]! + half;
      // Most intervals reach beyond what is shared on both sides, which is told without a division.
      if (from <= low * INWARD * weight[at]! && to >= high * OUTWARD * weight[at]!) continue;
      const lowest = Math.max(low, from / weight[at]!);
      const highest = Math.min(high, to / weight[at]!);
      if (lowest > highest) continue;
      low = lowest;
      high = highest;
    }
    return low + (high - low) / 2;
  }
}

/** Half of the step from a Float32 to the next larger one; smaller numbers than 2⁻¹²⁶ get 0, which the check of the factor finds out. */
function halfStep(value: number): number {
  return (Math.fround(value * BEYOND_HALF) - value) / 2;
}
