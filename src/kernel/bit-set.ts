/** A set of whole numbers below a bound, one bit each: 32 numbers a word. */
export type BitSet = Uint32Array;

export function hasBit(bits: BitSet, index: number): boolean {
  return ((bits[index >>> 5]! >>> (index & 31)) & 1) === 1;
}

/** The set and some more numbers below `bound`, as a new value. O(bound / 32 + numbers). */
export function withBits(bits: BitSet | undefined, bound: number, indices: Iterable<number>): BitSet {
  const grown = bits?.slice() ?? new Uint32Array((bound + 31) >>> 5);
  for (const index of indices) grown[index >>> 5]! |= 1 << (index & 31);
  return grown;
}
