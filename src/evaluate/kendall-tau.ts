import type { RankedGrade } from "./ranking.js";

/**
 * Kendall's τ-b of scores and grades: (concordant − discordant) / √((pairs − ties in score) · (pairs − ties in grade)).
 *
 * @param ranked all judged outcomes of one need, in any order; outcomes that a run lacks score −∞, and tie with each other.
 * @returns −1 to 1; `null` where all scores are equal or all grades are, so that there is nothing to agree with. O(judged²).
 * @see Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945), p. 243; Kendall and Gibbons, "Rank Correlation Methods", 1990, § 3.4.
 * @example
 * kendallTau([{ rank: 1, grade: 2, score: 3 }, { rank: 2, grade: 0, score: 2 }, { rank: 3, grade: 1, score: 1 }]); // (2 − 1) / 3 = 0.333…
 */
export function kendallTau(ranked: readonly RankedGrade[]): number | null {
  let difference = 0;
  let byScore = 0;
  let byGrade = 0;
  for (let a = 0; a < ranked.length; a++) {
    for (let b = a + 1; b < ranked.length; b++) {
      const [first, second] = [ranked[a]!, ranked[b]!];
      const score = first.score === second.score ? 0 : first.score > second.score ? 1 : -1;
      const grade = Math.sign(first.grade - second.grade);
      difference += score * grade;
      if (score !== 0) byScore++;
      if (grade !== 0) byGrade++;
    }
  }
  return byScore === 0 || byGrade === 0 ? null : difference / Math.sqrt(byScore * byGrade);
}
