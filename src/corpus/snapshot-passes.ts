/*
 * Passes over a snapshot's arrays that do not branch entry by entry: what is wrong is gathered in the sign of one number. They go in stretches,
 * each by a call of its own, because a loop that is called often is compiled as a whole after a few calls.
 */

/** Entries, strings or rows of one call. */
const AT_ONCE = 4_096;

/** The largest bits of a finite Float32 that is not negative. */
const LARGEST_FINITE = 0x7f7fffff;

/** Entries `from … to − 1` of a list, both of them places in it. */
type Stretch = (from: number, to: number) => boolean;

/** The first place from `first` to `end − 1` that is wrong by itself; −1 where none is. O(end − first). */
function firstWrong(first: number, end: number, isWrong: Stretch): number {
  for (let from = first; from < end; from += AT_ONCE) {
    const to = Math.min(end, from + AT_ONCE);
    if (isWrong(from, to)) for (let at = from; at < to; at++) if (isWrong(at, at + 1)) return at;
  }
  return -1;
}

/** The first of some starts that is below the one before it, or no whole number; −1 where each is right. */
export function wrongStart(start: Float64Array | Uint32Array): number {
  return firstWrong(
    1,
    start.length,
    start instanceof Float64Array ? (f, t) => hasWrongStep64(start, f, t) : (f, t) => hasWrongStep32(start, f, t),
  );
}

function hasWrongStep64(start: Float64Array, from: number, to: number): boolean {
  let before = start[from - 1]!;
  let holds = true;
  for (let at = from; at < to; at++) {
    const here = start[at]!;
    // False for what is no number, too.
    holds &&= here >= before && here === Math.floor(here);
    before = here;
  }
  return !holds;
}

function hasWrongStep32(start: Uint32Array, from: number, to: number): boolean {
  let before = start[from - 1]!;
  let holds = true;
  for (let at = from; at < to; at++) {
    const here = start[at]!;
    holds &&= here >= before;
    before = here;
  }
  return !holds;
}

/** The first of some counts that is above `most`; −1 where none is. */
export function wrongCount(count: Uint32Array, most: number): number {
  return firstWrong(0, count.length, (from, to) => exceeds(count, from, to, most));
}

function exceeds(count: Uint32Array, from: number, to: number, most: number): boolean {
  let holds = true;
  for (let at = from; at < to; at++) holds &&= count[at]! <= most;
  return !holds;
}

/** The first of some values that is infinite or no number; −1 where none is. */
export function wrongValue(value: Float64Array | Float32Array): number {
  return firstWrong(0, value.length, (from, to) => {
    let holds = true;
    for (let at = from; at < to; at++) holds &&= Number.isFinite(value[at]);
    return !holds;
  });
}

/** The arrays of sparse rows as whole numbers: what is 2³¹ or more is below 0. */
interface RowWords {
  readonly rowStart: Uint32Array;
  readonly column: Int32Array;
  readonly bits: Int32Array;
  readonly lastColumn: number;
}

/**
 * The first row with a column that is not above the one before it or not below `columnCount`, or with a value that is negative or not finite;
 * −1 where there is none.
 */
export function wrongRow(rowStart: Uint32Array, column: Uint32Array, value: Float32Array, columnCount: number): number {
  const words: RowWords = {
    rowStart,
    column: new Int32Array(column.buffer, column.byteOffset, column.length),
    bits: new Int32Array(value.buffer, value.byteOffset, value.length),
    lastColumn: columnCount - 1,
  };
  return firstWrong(0, rowStart.length - 1, (from, to) => hasWrongRow(words, from, to));
}

function hasWrongRow({ rowStart, column, bits, lastColumn }: RowWords, from: number, to: number): boolean {
  let wrong = 0;
  for (let r = from; r < to; r++) {
    const end = rowStart[r + 1]!;
    for (let e = rowStart[r]!, least = 0; e < end; e++) {
      const here = column[e]!;
      // Differences of numbers from 0 to 2³¹ − 1 do not leave the range; others have set the sign by themselves.
      wrong |= here | (here - least) | (lastColumn - here) | bits[e]! | (LARGEST_FINITE - bits[e]!);
      least = here + 1;
    }
  }
  return wrong < 0;
}
