import type { RankedGrade } from "./ranking.js";

/** The ranks of the outcomes of grade ≥ `relevantFrom`, ascending; `Infinity` for those the run lacks. */
export function relevantRanks(ranked: readonly RankedGrade[], relevantFrom: number): number[] {
  return ranked.filter(({ grade }) => grade >= relevantFrom).map(({ rank }) => rank);
}
