import type { Grades } from "./judgement.js";

/** Which needs of a judged set count. */
export interface CountRule {
  /** Fewest judged outcomes. */
  readonly minJudged: number;
  /** Least top grade, fractional or whole. */
  readonly minTopGrade: number;
}

/** The needs with at least `minJudged` judged outcomes and a top grade of at least `minTopGrade`, in the order given. */
export function countedNeeds(grades: ReadonlyMap<string, Grades>, rule: CountRule): ReadonlyMap<string, Grades> {
  return new Map([...grades].filter(([, ofNeed]) => ofNeed.size >= rule.minJudged && topGrade(ofNeed) >= rule.minTopGrade));
}

/** The highest grade; −∞ where nothing is judged. */
function topGrade(grades: Grades): number {
  let top = -Infinity;
  for (const grade of grades.values()) if (grade > top) top = grade;
  return top;
}
