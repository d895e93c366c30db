/**
 * Holm's step-down adjustment of p-values: as many configurations compared, as many chances to be fooled.
 *
 * The i-th smallest of m becomes the largest of (m − j + 1) · p_j over j ≤ i, at most 1; reject those ≤ α to hold the family-wise error at α.
 *
 * @param pValues in any order, 0 to 1.
 * @returns adjusted p-values in the same order; equal ones stay equal. O(m log m).
 * @see Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979), p. 65.
 * @example
 * holmAdjust([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[a]! - pValues[b]! || a - b);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[at]!));
    adjusted[at] = largest;
  });
  return adjusted;
}
