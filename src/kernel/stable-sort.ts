/** Bits of a digit: its counts take 8 kB, and few numbers have three digits. */
const DIGIT = 11;
const DIGITS = 1 << DIGIT;

/**
 * Sorts indices by a key, smallest first; those of one key stay in their order. O((indices + 2,048) · digits of the largest key), by counting.
 *
 * @param order sorted in place. @param keyOf key of each index.
 */
export function sortStably(order: Uint32Array, keyOf: Uint32Array): void {
  let most = 0;
  for (let at = 0; at < order.length; at++) most = Math.max(most, keyOf[order[at]!]!);
  const start = new Uint32Array(DIGITS + 1);
  const before = new Uint32Array(order.length);
  for (let shift = 0; shift < 32 && most >>> shift > 0; shift += DIGIT) {
    before.set(order);
    start.fill(0);
    for (let at = 0; at < before.length; at++) start[((keyOf[before[at]!]! >>> shift) & (DIGITS - 1)) + 1]!++;
    for (let digit = 0; digit < DIGITS; digit++) start[digit + 1]! += start[digit]!;
    for (let at = 0; at < before.length; at++) order[start[(keyOf[before[at]!]! >>> shift) & (DIGITS - 1)]!++] = before[at]!;
  }
}
