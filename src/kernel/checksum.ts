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

/** Four lanes, a word each in turn: they do not wait for each other. */
function stripes(words: Int32Array, end: number, seed: number): number {
  let a = (seed + P1 + P2) | 0;
  let b = (seed + P2) | 0;
  let c = seed | 0;
  let d = (seed - P1) | 0;
  for (let at = 0; at < end; at += 4) {
    a = (a + Math.imul(words[at]!, P2)) | 0;
    b = (b + Math.imul(words[at + 1]!, P2)) | 0;
    c = (c + Math.imul(words[at + 2]!, P2)) | 0;
    d = (d + Math.imul(words[at + 3]!, P2)) | 0;
    a = Math.imul((a << 13) | (a >>> 19), P1);
    b = Math.imul((b << 13) | (b >>> 19), P1);
    c = Math.imul((c << 13) | (c >>> 19), P1);
    d = Math.imul((d << 13) | (d >>> 19), P1);
  }
  return (((a << 1) | (a >>> 31)) + ((b << 7) | (b >>> 25)) + ((c << 12) | (c >>> 20)) + ((d << 18) | (d >>> 14))) | 0;
}
