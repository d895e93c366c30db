import { compareIds } from "../kernel/order.js";
import { sumOf } from "../kernel/sum.js";
import { gradesByNeed, type Grades, type Judgement } from "./judgement.js";
import { settleJudgements } from "./settled-judgements.js";

/** How the grades of several judges become one. */
export interface MergeOptions {
  /**
   * Default `"mean"`. `"median"`: the middle grade, the lower of two middle ones, so that it is a grade that somebody gave.
   */
  readonly rule?: "mean" | "median";
  /** Whether choices (`source: "choice"`) stand in where no judge graded a pair. Default `"leave-out"`. Never beside a grade. */
  readonly weak?: "leave-out" | "fill";
}

/**
 * One grade for each judged pair, needs and outcomes in id order: every named judge has one voice, however often they graded the pair;
 * every judgement without a judge is a voice of its own.
 *
 * The order of the judgements never matters. O(judgements · log judgements).
 *
 * @example
 * const grades = mergeJudges([
 *   { needId: "n", outcomeId: "o", grade: 3, judge: "甲" },
 *   { needId: "n", outcomeId: "o", grade: 3, judge: "甲" },
 *   { needId: "n", outcomeId: "o", grade: 1, judge: "乙" },
 * ]);
 * grades.get("n")!.get("o"); // 2
 */
export function mergeJudges(
  judgements: Iterable<Judgement>,
  { rule = "mean", weak = "leave-out" }: MergeOptions = {},
): ReadonlyMap<string, Grades> {
  const voices = settleJudgements(judgements).judgements;
  const graded = voices.filter(({ source }) => source === undefined);
  const pairs = new Set(graded.map(pairKey));
  const filled = weak === "fill" ? voices.filter((voice) => voice.source !== undefined && !pairs.has(pairKey(voice))) : [];
  return rule === "mean" ? gradesByNeed([...graded, ...filled]) : gradesByNeed(middles([...graded, ...filled]));
}

function pairKey({ needId, outcomeId }: Judgement): string {
  return JSON.stringify([needId, outcomeId]);
}

/** Of each pair the lower middle grade. */
function middles(voices: readonly Judgement[]): Judgement[] {
  const ofPair = new Map<string, Judgement[]>();
  for (const voice of voices) ofPair.set(pairKey(voice), [...(ofPair.get(pairKey(voice)) ?? []), voice]);
  return [...ofPair.values()].map((own) => own.sort((a, b) => a.grade - b.grade)[(own.length - 1) >> 1]!);
}

/** The judges by name, in code unit order, with how many pairs each graded and the mean of the grades given: who is strict shows here. */
export function judgesOf(
  judgements: Iterable<Judgement>,
): ReadonlyArray<{ readonly judge: string; readonly pairs: number; readonly mean: number }> {
  const byJudge = new Map<string, number[]>();
  for (const { judge, grade } of settleJudgements(judgements).judgements)
    if (judge !== undefined) byJudge.set(judge, [...(byJudge.get(judge) ?? []), grade]);
  return [...byJudge]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([judge, grades]) => ({ judge, pairs: grades.length, mean: sumOf(grades.sort((a, b) => a - b)) / grades.length }));
}
