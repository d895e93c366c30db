/*
 * A token has a value: the number of its term plus 1. Tables of zeros are then empty: 0 is no value yet.
 */

/** The value of a token that is no term: a stop word. */
export const DROPPED = -1;

/** Code units of the basic plane. */
export const PLANE = 0x10000;
/** Where tables begin, a power of 2: one record's tokens go in, and a single record pays for no more. */
const SMALL = 1 << 10;

/** Values of pairs of Han characters, by open addressing; a key and its value lie side by side, mostly in one cache line. */
export class PairTable {
  private slots = new Int32Array(2 * SMALL);
  private used = 0;

  /** @param key the first unit · 2¹⁶ + the second, as a signed integer of 32 bits; never 0, since no Han character has the code 0. */
  get(key: number): number {
    return this.slots[this.find(key) + 1]!;
  }

  /** Puts a key that has no value yet. */
  put(key: number, value: number): void {
    // At half full, a search meets about two places.
    if (4 * ++this.used > this.slots.length) this.grow();
    const at = this.find(key);
    this.slots[at] = key;
    this.slots[at + 1] = value;
  }

  /** Where a key stands, or the free place where it belongs. */
  private find(key: number): number {
    const { slots } = this;
    const mask = slots.length - 2;
    // Fibonacci hashing: the high bits of the product depend on all bits of the key.
    let at = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (slots[at] !== key && slots[at] !== 0) at = (at + 2) & mask;
    return at;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(2 * old.length);
    for (let slot = 0; slot < old.length; slot += 2) {
      if (old[slot] === 0) continue;
      const at = this.find(old[slot]!);
      this.slots[at] = old[slot]!;
      this.slots[at + 1] = old[slot + 1]!;
    }
  }
}

/** A copy with twice the room. */
export function grown<A extends Uint16Array | Uint32Array>(array: A): A {
  const larger = new (array.constructor as new (length: number) => A)(2 * array.length);
  larger.set(array);
  return larger;
}
