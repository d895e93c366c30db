import type { RankedGrade } from "./ranking.js";

/**
 * Area under the ROC curve: the share of pairs of a relevant and another judged outcome whose scores stand in the right order; equal scores
 * count half.
 *
 * The Mann–Whitney U of the relevant outcomes ÷ (relevant · others). Ids break no ties here. Outcomes nobody judged do not count.
 *
 * @param ranked all judged outcomes of one need, in any order; outcomes that a run lacks score −∞.
 * @param relevantFrom the lowest grade that counts as relevant.
 * @returns 0 to 1, chance 0.5; `null` where no judged outcome is relevant, or all are. O(judged · log judged).
 * @see Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006), § 7; Hanley and McNeil, Radiology 143 (1982).
 * @example
 * areaUnderCurve([{ rank: 1, grade: 1, score: 2 }, { rank: 2, grade: 0, score: 1 }, { rank: 3, grade: 1, score: 1 }], 1); // (1 + ½) / 2 = 0.75
 */
export function areaUnderCurve(ranked: readonly RankedGrade[], relevantFrom: number): number | null {
  const relevant = Float64Array.from(
    ranked.filter(({ grade }) => grade >= relevantFrom),
    ({ score }) => score,
  ).sort();
  const others = Float64Array.from(
    ranked.filter(({ grade }) => grade < relevantFrom),
    ({ score }) => score,
  ).sort();
  if (relevant.length === 0 || others.length === 0) return null;
  let below = 0;
  let upTo = 0;
  let halves = 0;
  for (const score of relevant) {
    while (below < others.length && others[below]! < score) below++;
    while (upTo < others.length && others[upTo]! <= score) upTo++;
    halves += below + upTo;
  }
  return halves / (2 * relevant.length * others.length);
}
