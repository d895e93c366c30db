import type { Block } from "./block-index.js";

/*
 * The terms that a block has, one after the other by rank. Most of them stand in one or two of its records, and their ranks lie close together,
 * so a term takes about a byte and a half:
 *
 *     step of rank · 4 + (2: several postings) + (1: repeats) │ postings − 2, if several │ repeats − 1, if any
 *
 * Each is a number in bytes of seven bits, low ones first; all but its last byte have the eighth bit. The step is from the rank behind the one before.
 */
const HAS_REPEATS = 1;
const HAS_SEVERAL = 2;
const STEP = 4;
/** The most bytes of a term: three numbers below 2³². */
const MOST_BYTES = 15;

/** @param postings of each rank, below 2²⁹ ranks. @param repeats of each rank. @returns the bytes. O(ranks). */
export function packTerms(postings: Uint32Array, repeats: Uint32Array): Uint8Array {
  let bytes = new Uint8Array(1 << 10);
  let end = 0;
  const put = (value: number): void => {
    for (; value > 127; value >>>= 7) bytes[end++] = (value & 127) | 128;
    bytes[end++] = value;
  };
  let next = 0;
  for (let rank = 0; rank < postings.length; rank++) {
    if (postings[rank] === 0) continue;
    if (end + MOST_BYTES > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length);
      larger.set(bytes);
      bytes = larger;
    }
    put((rank - next) * STEP + (postings[rank]! > 1 ? HAS_SEVERAL : 0) + (repeats[rank]! > 0 ? HAS_REPEATS : 0));
    if (postings[rank]! > 1) put(postings[rank]! - 2);
    if (repeats[rank]! > 0) put(repeats[rank]! - 1);
    next = rank + 1;
  }
  return bytes.slice(0, end);
}

/**
 * Where the postings of each rank begin in a block's list, at 2 · rank, and its repeats, at 2 · rank + 1, which go to the next rank's beginning.
 *
 * @param bounds of two numbers a rank of the index, and two more; overwritten. O(ranks).
 */
export function listBounds({ terms }: Block, bounds: Uint32Array): void {
  let next = 0;
  let end = 0;
  let at = 0;
  const take = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = terms[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  while (at < terms.length) {
    const head = take();
    const bound = 2 * (next / 2 + (head >>> 2));
    bounds.fill(end, next, bound);
    bounds[bound] = end;
    bounds[bound + 1] = end += (head & HAS_SEVERAL) === 0 ? 1 : take() + 2;
    if ((head & HAS_REPEATS) !== 0) end += 2 * (take() + 1);
    next = bound + 2;
  }
  bounds.fill(end, next);
}
