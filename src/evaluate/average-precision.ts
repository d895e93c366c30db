import type { RankedGrade } from "./ranking.js";
import { relevantRanks } from "./relevance.js";

/**
 * Average precision: the mean, over the relevant outcomes, of the precision at the rank of each; 0 for one that is not ranked.
 *
 * Its mean over needs is MAP. Outcomes nobody judged are not relevant. trec_eval: `map`; there a need without a relevant outcome
 * counts 0.
 *
 * @param ranked all judged outcomes of one need, by rank ascending (`gradeRanking`).
 * @param relevantFrom the lowest grade that counts as relevant.
 * @returns 0 to 1; `null` where no judged outcome is relevant.
 * @see Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, eq. 8.8.
 * @example
 * averagePrecision([{ rank: 1, grade: 1, score: 2 }, { rank: 4, grade: 1, score: 1 }], 1); // (1/1 + 2/4) / 2 = 0.75
 */
export function averagePrecision(ranked: readonly RankedGrade[], relevantFrom: number): number | null {
  const ranks = relevantRanks(ranked, relevantFrom);
  if (ranks.length === 0) return null;
  return ranks.reduce((sum, rank, at) => sum + (at + 1) / rank, 0) / ranks.length;
}
