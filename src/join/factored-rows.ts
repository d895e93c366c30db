import { InvariantError } from "../kernel/invariant-error.js";
import type { SparseRows } from "../kernel/sparse-rows.js";

/**
 * Rows whose every value is, to the last bit, a factor times the weight of its column, rounded to Float32.
 *
 * A term weighs its inverse document frequency times what its record makes of it, and a record makes the same of all terms that stand in it
 * equally often: few factors give all values of a row. So an entry takes little more than its column, and a column little more than the
 * gap to the one before: two bytes or so instead of eight. Rows lie in the order of the join, so those of a block stay in the cache.
 *
 *     factor │ units │ gap · gap · 0, far · gap … │ … 2nd, 1st repeat │ … │ third factor │ second factor ║ next row
 *     8 bytes  2       2 bytes each                 2 bytes each             8 bytes each
 *
 * An entry is (gap << 1 | repeat), where a repeat is an entry with another factor than the row's first, which most have. A gap of 0 says that
 * it is `FAR` more than the unit that follows, or than the next two together, high one first, where that is `FARTHER`. Each repeat has the number
 * of its factor, counted from the row's end, where the next row begins.
 */
export interface FactoredRows {
  /** Row p takes the words `start[p] … start[p + 1] − 1`, 8 bytes each. */
  readonly start: Uint32Array;
  /** Factors, and the same memory in units of 2 bytes. */
  readonly word: Float64Array;
  readonly unit: Uint16Array;
}

const WORD_UNITS = 4;
/** Gaps from here on take a second unit, and from `FAR + FARTHER` on two more. */
export const FAR = 1 << 15;
export const FARTHER = 0xffff;
/** Units that an entry takes at most, that of its factor included. */
const ENTRY_UNITS = 5;
/** Entries of a row at most: how many units they take stands in one. */
export const MOST_ENTRIES = 13_000;
/** Factors that an entry is tried with. Rows of texts have a dozen at most; others need as long for each entry whatever their values. */
const MOST_TRIED = 64;

/**
 * Lays some rows out in an order of their own. O(entries · factors of a row).
 *
 * @param columnWeight weight of each column, > 0. Values must not be negative. Any weights do; those that made the values make it small.
 * @param order the rows to lay out, each of at most `MOST_ENTRIES`.
 */
export function factorRows(rows: SparseRows, columnWeight: Float64Array, order: Uint32Array): FactoredRows {
  const start = new Uint32Array(order.length + 1);
  const finder = new FactorFinder(rows, columnWeight);
  // A guess: most entries take two bytes.
  let word = new Float64Array(order.length + (rows.column.length >>> 2));
  let unit = new Uint16Array(word.buffer);
  order.forEach((row, place) => {
    const from = rows.rowStart[row]!;
    const count = rows.rowStart[row + 1]! - from;
    finder.find(from, count);
    const mostWords = start[place]! + finder.factorCount + Math.ceil((ENTRY_UNITS * count + 1) / WORD_UNITS);
    if (mostWords > word.length) {
      const larger = new Float64Array(Math.max(mostWords, 2 * word.length));
      larger.set(word);
      word = larger;
      unit = new Uint16Array(word.buffer);
    }
    start[place + 1] = count === 0 ? start[place]! : writeRow(start[place]!);

    /** @returns the first word behind the row. */
    function writeRow(firstWord: number): number {
      word[firstWord] = finder.factor[0]!;
      const firstUnit = WORD_UNITS * (firstWord + 1);
      let at = firstUnit + 1;
      let before = -1;
      let repeats = 0;
      for (let i = 0; i < count; i++) {
        const gap = rows.column[from + i]! - before;
        const repeat = finder.factorOf[i]! > 0 ? 1 : 0;
        before += gap;
        repeats += repeat;
        unit[at++] = (gap < FAR ? gap << 1 : 0) | repeat;
        if (gap < FAR) continue;
        const more = gap - FAR;
        unit[at++] = Math.min(more, FARTHER);
        if (more < FARTHER) continue;
        unit[at++] = more >>> 16;
        unit[at++] = more & 0xffff;
      }
      at += repeats;
      for (let i = 0, last = at; i < count; i++) if (finder.factorOf[i]! > 0) unit[--last] = finder.factorOf[i]!;
      unit[firstUnit] = at - firstUnit - 1;
      const end = Math.ceil(at / WORD_UNITS) + finder.factorCount - 1;
      for (let f = 1; f < finder.factorCount; f++) word[end - f] = finder.factor[f]!;
      return end;
    }
  });
  word = word.slice(0, start[order.length]);
  return { start, word, unit: new Uint16Array(word.buffer) };
}

/**
 * Finds few factors for a row. Each value leaves an interval of factors that give it; an entry joins the first factor whose interval meets
 * its own, and what is common to both remains.
 */
class FactorFinder {
  /** Of the row found last: its factors, that of most entries first, and which one each entry has. */
  readonly factor: number[] = [];
  factorOf = new Uint16Array(0);
  factorCount = 0;
  private readonly least: number[] = [];
  private readonly most: number[] = [];
  private readonly taken: number[] = [];

  constructor(
    private readonly rows: SparseRows,
    private readonly columnWeight: Float64Array,
  ) {}

  find(from: number, count: number): void {
    const { rows, columnWeight, least, most, taken } = this;
    if (this.factorOf.length < count) this.factorOf = new Uint16Array(count);
    this.factorCount = 0;
    for (let i = 0; i < count; i++) {
      const value = rows.value[from + i]!;
      const weight = columnWeight[rows.column[from + i]!]!;
      // Halfway to the next Float32 on either side, a little less for the rounding of what is computed here and of the product.
      const above = ((value + nextFloat(value, 1)) / 2 / weight) * (1 - INSIDE);
      const below = ((value + nextFloat(value, -1)) / 2 / weight) * (1 + INSIDE);
      const tried = Math.min(this.factorCount, MOST_TRIED);
      let c = 0;
      while (c < tried && !(Math.max(least[c]!, below) <= Math.min(most[c]!, above))) c++;
      if (c === tried) {
        c = this.factorCount++;
        least[c] = below;
        most[c] = above;
        taken[c] = 0;
      } else {
        least[c] = Math.max(least[c]!, below);
        most[c] = Math.min(most[c]!, above);
      }
      taken[c]!++;
      this.factorOf[i] = c;
    }
    for (let c = 0; c < this.factorCount; c++) this.factor[c] = least[c]! + (most[c]! - least[c]!) / 2;
    this.putLargestFirst(count);
    this.check(from, count);
  }

  /** Most entries then need no class. */
  private putLargestFirst(count: number): void {
    const { taken, factor, factorOf } = this;
    let largest = 0;
    for (let c = 1; c < this.factorCount; c++) if (taken[c]! > taken[largest]!) largest = c;
    if (largest === 0) return;
    [factor[0], factor[largest]] = [factor[largest]!, factor[0]!];
    for (let i = 0; i < count; i++) {
      if (factorOf[i] === 0) factorOf[i] = largest;
      else if (factorOf[i] === largest) factorOf[i] = 0;
    }
  }

  /** A score is exact only if this holds, and it costs next to nothing. */
  private check(from: number, count: number): void {
    const { rows, columnWeight, factor, factorOf } = this;
    for (let i = 0; i < count; i++) {
      if (Math.fround(factor[factorOf[i]!]! * columnWeight[rows.column[from + i]!]!) !== rows.value[from + i])
        throw new InvariantError(`no factor gives entry ${from + i}`);
    }
  }
}

/** Far more than the roundings of three operations in Float64, far less than half a step of Float32. */
const INSIDE = 2 ** -48;

/** The Float32 that follows one ≥ 0 upwards or downwards; itself where there is none. */
function nextFloat(value: number, step: 1 | -1): number {
  if (value === (step > 0 ? LARGEST_FLOAT : 0)) return value;
  FLOAT[0] = value;
  BITS[0]! += step;
  return FLOAT[0];
}

const LARGEST_FLOAT = (2 - 2 ** -23) * 2 ** 127;
const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);
