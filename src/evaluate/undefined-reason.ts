import type { RankedGrade } from "./ranking.js";

/** Every measure of a need's ranking, for which a value or the reason of its absence can be asked. */
export type RankingMeasure = "ndcg" | "map" | "mrr" | "precision" | "recall" | "pairAccuracy" | "kendallTau" | "auc";

/** Why a measure has no value, with its texts. Closed. */
export const UNDEFINED_REASONS = {
  "nothing-judged": ["没有任何评判", "nothing is judged"],
  "no-gain": ["没有高于 0 的评分", "no grade is above 0"],
  "no-relevant": ["没有达到相关等级的成果", "no judged outcome is relevant"],
  "all-relevant": ["所有被评成果都达到相关等级", "every judged outcome is relevant"],
  "one-grade": ["所有评分相同", "all grades are equal"],
  "one-score": ["所有得分相同", "all scores are equal"],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type UndefinedReason = keyof typeof UNDEFINED_REASONS;

/**
 * Why a measure is `null` for a need; `undefined` where it has a value.
 *
 * @param ranked all judged outcomes of the need, by rank ascending (`gradeRanking`).
 * @param relevantFrom the lowest grade that counts as relevant.
 * @example
 * undefinedReason("map", [{ rank: 1, grade: 1, score: 1 }], 2); // "no-relevant"
 */
export function undefinedReason(
  measure: RankingMeasure,
  ranked: readonly RankedGrade[],
  relevantFrom: number,
): UndefinedReason | undefined {
  // Precision is a share of ranks and is there for every need.
  if (measure === "precision") return undefined;
  if (ranked.length === 0) return "nothing-judged";
  const relevant = ranked.filter(({ grade }) => grade >= relevantFrom).length;
  switch (measure) {
    case "ndcg":
      return ranked.some(({ grade }) => grade > 0) ? undefined : "no-gain";
    case "map":
    case "mrr":
    case "recall":
      return relevant > 0 ? undefined : "no-relevant";
    case "auc":
      return relevant === 0 ? "no-relevant" : relevant === ranked.length ? "all-relevant" : undefined;
    case "pairAccuracy":
      return ranked.every(({ grade }) => grade === ranked[0]!.grade) ? "one-grade" : undefined;
    case "kendallTau":
      if (ranked.every(({ grade }) => grade === ranked[0]!.grade)) return "one-grade";
      return ranked.every(({ score }) => score === ranked[0]!.score) ? "one-score" : undefined;
  }
}
