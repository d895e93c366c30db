import { checkCut } from "./cut-rank.js";
import type { RankedGrade } from "./ranking.js";

/** What an outcome of a grade is worth: 2^grade − 1, or the grade itself, as trec_eval's `ndcg` and `ndcg_cut` have it. */
export type Gain = "exponential" | "linear";

/**
 * Normalised discounted cumulative gain: Σ over ranks ≤ k of gain(grade) / log2(rank + 1), divided by the same sum for the need's own
 * judged outcomes in the best possible order.
 *
 * An outcome nobody judged gains nothing but takes its rank.
 *
 * @param ranked all judged outcomes of one need, by rank ascending (`gradeRanking`).
 * trec_eval: `ndcg_cut_k` with the linear gain; there a need without a gain counts 0.
 *
 * @param k how many ranks count, a whole number ≥ 1.
 * @param gain `"exponential"` (2^grade − 1) by default.
 * @returns 0 to 1; `null` where no judged outcome has a grade above 0. O(judged · log judged).
 * @throws RangeError where `k` is no whole number ≥ 1.
 * @see Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 20 (2002); exponential gain: Burges et al., ICML 2005, § 5.
 * @example
 * ndcgAt([{ rank: 1, grade: 0, score: 2 }, { rank: 2, grade: 1, score: 1 }], 10); // 1 / log2(3) = 0.6309…
 */
export function ndcgAt(ranked: readonly RankedGrade[], k: number, gain: Gain = "exponential"): number | null {
  checkCut(k);
  const best = ranked.map(({ grade }) => grade).sort((a, b) => b - a);
  let ideal = 0;
  for (let at = 0; at < Math.min(k, best.length); at++) ideal += gainOf(best[at]!, gain) / discountAt(at + 1);
  if (ideal === 0) return null;
  let gained = 0;
  for (const { rank, grade } of ranked) if (rank <= k) gained += gainOf(grade, gain) / discountAt(rank);
  return gained / ideal;
}

/** What an outcome of a grade is worth before its rank is known. */
export function gainOf(grade: number, gain: Gain): number {
  return gain === "linear" ? grade : 2 ** grade - 1;
}

/** log2(rank + 1): what a gain at a rank, from 1, is divided by. */
export function discountAt(rank: number): number {
  return Math.log2(rank + 1);
}
