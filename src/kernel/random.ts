/** A source of uniform numbers in [0, 1), the same sequence for the same seed on every engine. */
export type Random = () => number;

/**
 * A seeded generator: `splitmix32` state walk with a 32-bit finaliser.
 *
 * Not for secrets. Period 2³².
 *
 * @param seed any finite number; its low 32 bits count.
 * @see Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; finaliser constants of MurmurHash3.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    z ^= z >>> 16;
    return (z >>> 0) / 4294967296;
  };
}

/** A uniform integer in [0, bound). */
export function randomInteger(random: Random, bound: number): number {
  return Math.floor(random() * bound);
}

/** Puts the items into a random order, in place (Fisher–Yates; Knuth, TAOCP 3.4.2 P). */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = randomInteger(random, at + 1);
    const kept = items[at]!;
    items[at] = items[other]!;
    items[other] = kept;
  }
  return items;
}

/**
 * A 32-bit hash of a string's code units (FNV-1a), for seeded choices that must not depend on input order.
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/ (32-bit offset basis and prime).
 */
export function hashString(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash >>> 0;
}
