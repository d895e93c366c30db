import type { RankedGrade } from "./ranking.js";

/**
 * Of a need's pairs of judged outcomes with different grades, the share whose scores stand in the order of the grades; equal scores count half.
 *
 * Half of (1 + Somers' D of score given grade): 0.5 is chance, 1 perfect. Ids break no ties here: a tie says nothing of order.
 *
 * @param ranked all judged outcomes of one need, in any order; outcomes that a run lacks score −∞.
 * @returns 0 to 1; `null` where all judged outcomes have one grade. O(judged²).
 * @see Somers, "A new asymmetric measure of association for ordinal variables", Am. Sociol. Rev. 27 (1962).
 * @example
 * pairAccuracy([{ rank: 1, grade: 2, score: 7 }, { rank: 2, grade: 0, score: 5 }, { rank: 3, grade: 1, score: 5 }]); // (1 + 1 + ½) / 3
 */
export function pairAccuracy(ranked: readonly RankedGrade[]): number | null {
  const score = Float64Array.from(ranked, (entry) => entry.score);
  const grade = Float64Array.from(ranked, (entry) => entry.grade);
  let pairs = 0;
  let halves = 0;
  for (let a = 0; a < score.length; a++) {
    for (let b = a + 1; b < score.length; b++) {
      if (grade[a] === grade[b]) continue;
      pairs++;
      if (score[a] === score[b]) halves += 1;
      else if (score[a]! > score[b]! === grade[a]! > grade[b]!) halves += 2;
    }
  }
  return pairs === 0 ? null : halves / 2 / pairs;
}
