/** Refuses a cut that is no rank: a share of no ranks, or of half a rank, is no number. @throws RangeError unless `k` is a whole number ≥ 1. */
export function checkCut(k: number): void {
  if (!Number.isSafeInteger(k) || k < 1) throw new RangeError(`k should be a whole number from 1 but is ${k}`);
}
