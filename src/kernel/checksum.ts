/** Primes of the algorithm. */
const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

/**
 * XXH32: a checksum against accidents, not against forgers.
 *
 * Whatever is changed inside one aligned word is always found, so every flipped bit is: each step takes a word in by a one-to-one map, and so
 * do the steps after it. Other changes pass one time in 2³².
 *
 * @param bytes starting on a multiple of 4 of their buffer. Words are read as the machine has them; the published values hold for
 * little-endian ones, as nearly all are.
 * @returns from 0 to 2³² − 1. O(bytes).
 * @see Collet, xxHash fast digest algorithm, specification 0.1.1, §XXH32.
 */
export function checksum32(bytes: Uint8Array, seed = 0): number {
  const { length } = bytes;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, length >>> 2);
  const striped = words.length & ~3;
  let hash = (seed + P5) | 0;
  if (striped > 0) hash = stripes(words, striped, seed);
  hash = (hash + length) | 0;
  for (let at = striped; at < words.length; at++) {
    hash = (hash + Math.imul(words[at]!, P3)) | 0;
    hash = Math.imul((hash << 17) | (hash >>> 15), P4);
  }
  for (let at = words.length * 4; at < length; at++) {
    hash = (hash + Math.imul(bytes[at]!, P5)) | 0;
    hash = Math.imul((hash << 11) | (hash >>> 21), P1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Words that one call takes in: a loop that is called often is compiled as a whole after a few calls, one that runs once only in place. */
const WORDS_AT_ONCE = 16_384;

function stripes(words: Int32Array, end: number, seed: number): number {
  const lanes = Int32Array.of(seed + P1 + P2, seed + P2, seed, seed - P1);
  for (let at = 0; at < end; at += WORDS_AT_ONCE) takeIn(lanes, words, at, Math.min(end, at + WORDS_AT_ONCE));
  const [a, b, c, d] = lanes as unknown as readonly [number, number, number, number];
  return (((a << 1) | (a >>> 31)) + ((b << 7) | (b >>> 25)) + ((c << 12) | (c >>> 20)) + ((d << 18) | (d >>> 14))) | 0;
}

/** Four lanes, a word each in turn: they do not wait for each other. */
function takeIn(lanes: Int32Array, words: Int32Array, from: number, end: number): void {
  let a = lanes[0]!;
  let b = lanes[1]!;
  let c = lanes[2]!;
  let d = lanes[3]!;
  // As whole numbers of this function: bundlers make variables of a module's constants, and these do not fit a small integer.
  const p1 = P1 | 0;
  const p2 = P2 | 0;
  for (let at = from; at < end; at += 4) {
    a = (a + Math.imul(words[at]!, p2)) | 0;
    b = (b + Math.imul(words[at + 1]!, p2)) | 0;
    c = (c + Math.imul(words[at + 2]!, p2)) | 0;
    d = (d + Math.imul(words[at + 3]!, p2)) | 0;
    a = Math.imul((a << 13) | (a >>> 19), p1);
    b = Math.imul((b << 13) | (b >>> 19), p1);
    c = Math.imul((c << 13) | (c >>> 19), p1);
    d = Math.imul((d << 13) | (d >>> 19), p1);
  }
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
}
