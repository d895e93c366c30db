import { compareIds } from "../kernel/order.js";
import type { Grades } from "./judgement.js";

/** An outcome with the score that a run gave it for one need. Never NaN; −∞ is allowed and comes last. */
export interface ScoredOutcome {
  readonly outcomeId: string;
  readonly score: number;
}

/** A judged outcome in a run: what judges say, and where the run put it. */
export interface RankedGrade {
  /** From 1; `Infinity` where the run does not list the outcome. */
  readonly rank: number;
  readonly grade: number;
  /** −∞ where the run does not list the outcome. */
  readonly score: number;
}

/**
 * How equal scores are ordered: by id ascending, as everywhere in this library, or by id descending, as trec_eval does.
 *
 * trec_eval also compares scores as single-precision floats; for `"trec-eval"` scores are therefore rounded to Float32 first.
 *
 * @see NIST, trec_eval 9, `form_res_rels.c` (`comp_sim_docno`) and `trec_format.h` (`float sim`).
 */
export type TieRule = "id-ascending" | "trec-eval";

/** The one total order: score descending, then id ascending by code unit; or trec_eval's. The input is not changed. O(n log n). @throws RangeError for NaN. */
export function rankScored(scored: readonly ScoredOutcome[], ties: TieRule = "id-ascending"): ScoredOutcome[] {
  const unordered = scored.find(({ score }) => Number.isNaN(score));
  if (unordered !== undefined) throw new RangeError(`the score of ${unordered.outcomeId} is no number`);
  if (ties === "trec-eval") {
    return [...scored].sort((a, b) => Math.fround(b.score) - Math.fround(a.score) || compareIds(b.outcomeId, a.outcomeId));
  }
  return [...scored].sort((a, b) => (a.score > b.score ? -1 : a.score < b.score ? 1 : compareIds(a.outcomeId, b.outcomeId)));
}

/**
 * The judged outcomes of a need as a ranking places them: everything that the metrics need to know.
 *
 * @param ranking best first, each outcome once; it may stop anywhere, and may list outcomes nobody judged.
 * @returns by rank ascending; judged outcomes that the ranking lacks come last, in the order of `grades`. O(ranking + grades).
 */
export function gradeRanking(ranking: readonly ScoredOutcome[], grades: Grades): RankedGrade[] {
  const ranked: RankedGrade[] = [];
  const missing = new Map(grades);
  ranking.forEach(({ outcomeId, score }, at) => {
    const grade = missing.get(outcomeId);
    if (grade === undefined) return;
    missing.delete(outcomeId);
    ranked.push({ rank: at + 1, grade, score });
  });
  for (const grade of missing.values()) ranked.push({ rank: Infinity, grade, score: -Infinity });
  return ranked;
}
