import type { RankedGrade } from "./ranking.js";
import { relevantRanks } from "./relevance.js";

/**
 * One over the rank of the first relevant outcome; 0 where none is ranked. Its mean over needs is MRR. trec_eval: `recip_rank`.
 *
 * @param ranked all judged outcomes of one need, by rank ascending (`gradeRanking`).
 * @param relevantFrom the lowest grade that counts as relevant.
 * @returns 0 to 1; `null` where no judged outcome is relevant.
 * @see Voorhees, "The TREC-8 Question Answering Track Report", 1999, § 3.
 * @example
 * reciprocalRank([{ rank: 4, grade: 2, score: 1 }], 2); // 0.25
 */
export function reciprocalRank(ranked: readonly RankedGrade[], relevantFrom: number): number | null {
  const first = relevantRanks(ranked, relevantFrom)[0];
  return first === undefined ? null : 1 / first;
}
