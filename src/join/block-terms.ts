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
 * Where the lists of some ranks are in a block's: at 2 · i where the postings of the i-th begin, at 2 · i + 1 their count, with that of repeats, which
 * follow them, in the upper half; 0 where the block has none.
 *
 * @param ranks ascending. @param bounds of two numbers each; overwritten. O(terms of the block + ranks).
 */
export function locateLists({ terms }: Block, ranks: Uint32Array, bounds: Uint32Array): void {
  let at = 0;
  const take = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = terms[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  bounds.fill(0, 0, 2 * ranks.length);
  let next = 0;
  let end = 0;
  let i = 0;
  while (at < terms.length) {
    const head = take();
    const rank = next + (head >>> 2);
    const postings = (head & HAS_SEVERAL) === 0 ? 1 : take() + 2;
    const repeats = (head & HAS_REPEATS) === 0 ? 0 : take() + 1;
    while (i < ranks.length && ranks[i]! < rank) i++;
    if (ranks[i] === rank) {
      bounds[2 * i] = end;
      bounds[2 * i + 1] = (repeats << 16) | postings;
    }
    end += postings + 2 * repeats;
    next = rank + 1;
  }
}
