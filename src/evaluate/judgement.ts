import { compareIds } from "../kernel/order.js";
import { sumOf } from "../kernel/sum.js";
import { createEvaluateIssue, type EvaluateIssue } from "./issue.js";
import { GRADE_RANGE, isGrade } from "./written-text.js";

/** What one judge said of one pair. */
export interface Judgement {
  readonly needId: string;
  readonly outcomeId: string;
  /** How well the outcome meets the need: 0 for not at all, at most 1,000. */
  readonly grade: number;
  /** Who judged, where the set says so. */
  readonly judge?: string;
  /** `"choice"`: weak, taken from what the parties accepted and declined (`weakJudgements`). Absent: a judge graded the pair. */
  readonly source?: "choice";
  /** Line of the file, from 1, where it came from text. */
  readonly line?: number;
}

/** One grade for each judged outcome of a need, outcomes in id order. */
export type Grades = ReadonlyMap<string, number>;

/**
 * The grades of each need, needs and outcomes in id order.
 *
 * A pair judged more than once, by one judge or by several, has the mean of its grades and counts as one pair. Added up in
 * ascending order, so the order of the judgements never matters. Where judges are named, `mergeJudges` gives each one voice.
 * O(judgements · log judgements).
 *
 * @throws RangeError for a grade that is none: files are checked when they are read, so it was made by code.
 */
export function gradesByNeed(judgements: Iterable<Judgement>): ReadonlyMap<string, Grades> {
  const given = new Map<string, Map<string, number[]>>();
  for (const { needId, outcomeId, grade } of judgements) {
    if (!isGrade(grade)) throw new RangeError(`the grade of ${needId} and ${outcomeId} should be ${GRADE_RANGE} but is ${grade}`);
    let ofNeed = given.get(needId);
    if (ofNeed === undefined) given.set(needId, (ofNeed = new Map<string, number[]>()));
    const ofPair = ofNeed.get(outcomeId);
    if (ofPair === undefined) ofNeed.set(outcomeId, [grade]);
    else ofPair.push(grade);
  }
  return new Map(byId(given).map(([needId, pairs]) => [needId, new Map(byId(pairs).map(([id, grades]) => [id, meanGrade(grades)]))]));
}

function byId<A>(map: ReadonlyMap<string, A>): Array<[string, A]> {
  return [...map].sort(([a], [b]) => compareIds(a, b));
}

function meanGrade(grades: readonly number[]): number {
  return sumOf([...grades].sort((a, b) => a - b)) / grades.length;
}

/** Judgements whose two records exist, in their order; the others as issues `unknown-need`, `unknown-outcome`. */
export function knownJudgements(
  judgements: Iterable<Judgement>,
  known: { readonly needs: { has(id: string): boolean }; readonly outcomes: { has(id: string): boolean } },
): { readonly judgements: readonly Judgement[]; readonly issues: readonly EvaluateIssue[] } {
  const kept: Judgement[] = [];
  const issues: EvaluateIssue[] = [];
  for (const judgement of judgements) {
    const line = judgement.line === undefined ? {} : { line: judgement.line };
    const { needId, outcomeId } = judgement;
    if (!known.needs.has(needId)) issues.push(createEvaluateIssue("unknown-need", { ...line, received: needId }));
    else if (!known.outcomes.has(outcomeId)) issues.push(createEvaluateIssue("unknown-outcome", { ...line, received: outcomeId }));
    else kept.push(judgement);
  }
  return { judgements: kept, issues };
}
