/** A run of scores that share one fitted value. */
export interface IsotonicBlock {
  /** Lowest and highest score observed in the block. */
  readonly from: number;
  readonly to: number;
  /** Weighted mean of what was seen there. */
  readonly value: number;
  readonly weight: number;
}

/**
 * The fitted value at a score: that of its block; between two blocks on the straight line from one to the next; outside, the nearest.
 *
 * @param blocks from `fitIsotonic`.
 * @returns a value that never falls as the score rises; `null` without blocks. O(log blocks).
 * @example
 * isotonicAt([{ from: 1, to: 1, value: 0, weight: 1 }, { from: 2, to: 3, value: 2, weight: 2 }], 1.5); // 1
 */
export function isotonicAt(blocks: readonly IsotonicBlock[], score: number): number | null {
  if (blocks.length === 0) return null;
  let low = 0;
  let high = blocks.length;
  // The first block that begins above the score.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.from > score) high = middle;
    else low = middle + 1;
  }
  const next = blocks[low];
  const own = blocks[low - 1];
  if (own === undefined) return next!.value;
  if (next === undefined || score <= own.to) return own.value;
  const share = (score - own.to) / (next.from - own.to);
  // Rounding must not carry the line past its ends.
  return Math.min(next.value, own.value + share * (next.value - own.value));
}
