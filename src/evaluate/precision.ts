import { checkCut } from "./cut-rank.js";
import type { RankedGrade } from "./ranking.js";
import { relevantRanks } from "./relevance.js";

/** Where a ranking is cut and what counts as relevant. */
export interface CutOptions {
  /** How many ranks count, a whole number ≥ 1. */
  readonly k: number;
  /** The lowest grade that counts as relevant. */
  readonly relevantFrom: number;
}

/**
 * Precision at k: the relevant outcomes among the first k, divided by k, also where the ranking is shorter.
 *
 * Defined for every need: one without a relevant outcome has 0.
 *
 * @param ranked all judged outcomes of one need, by rank ascending (`gradeRanking`).
 * trec_eval: `P_k`.
 *
 * @returns 0 to 1.
 * @throws RangeError where `k` is no whole number ≥ 1.
 * @see Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, § 8.4.
 * @example
 * precisionAt([{ rank: 1, grade: 1, score: 2 }, { rank: 4, grade: 1, score: 1 }], { k: 2, relevantFrom: 1 }); // 0.5
 */
export function precisionAt(ranked: readonly RankedGrade[], { k, relevantFrom }: CutOptions): number {
  checkCut(k);
  return relevantRanks(ranked, relevantFrom).filter((rank) => rank <= k).length / k;
}
