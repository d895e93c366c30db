import { checkCut } from "./cut-rank.js";
import type { CutOptions } from "./precision.js";
import type { RankedGrade } from "./ranking.js";
import { relevantRanks } from "./relevance.js";

/**
 * Recall at k: the share of the relevant outcomes that stand among the first k.
 *
 * @param ranked all judged outcomes of one need, by rank ascending (`gradeRanking`).
 * trec_eval: `recall_k`; there a need without a relevant outcome counts 0.
 *
 * @returns 0 to 1; `null` where no judged outcome is relevant.
 * @throws RangeError where `k` is no whole number ≥ 1.
 * @see Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, eq. 8.2.
 * @example
 * recallAt([{ rank: 1, grade: 1, score: 2 }, { rank: 4, grade: 1, score: 1 }], { k: 2, relevantFrom: 1 }); // 0.5
 */
export function recallAt(ranked: readonly RankedGrade[], { k, relevantFrom }: CutOptions): number | null {
  checkCut(k);
  const ranks = relevantRanks(ranked, relevantFrom);
  return ranks.length === 0 ? null : ranks.filter((rank) => rank <= k).length / ranks.length;
}
