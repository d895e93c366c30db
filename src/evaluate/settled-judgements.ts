import { sumOf } from "../kernel/sum.js";
import { createEvaluateIssue, type EvaluateIssue } from "./issue.js";
import type { Judgement } from "./judgement.js";
import type { ParsedJudgements } from "./parse-judgements.js";

/** How judgements without a judge are taken: each as the word of somebody else, or all as the word of one. */
export interface SettleOptions {
  /** Default `"many-judges"`: nobody says that two such lines come from one person, so both count. */
  readonly unnamed?: "many-judges" | "one-judge";
}

/**
 * Gives each judge one grade a pair: what is repeated counts once, what contradicts itself becomes the mean of the different grades.
 *
 * The place is that of the first of them; the value does not depend on their order. A choice (`source`) and a grade are kept apart.
 *
 * @returns judgements in the order given, with issues `repeated-judgement` and `contradicting-judgement`, each at the later line. O(judgements).
 * @example
 * settleJudgements([{ needId: "n", outcomeId: "o", grade: 1, judge: "甲" }, { needId: "n", outcomeId: "o", grade: 3, judge: "甲" }]).judgements; // [{ needId: "n", outcomeId: "o", grade: 2, judge: "甲" }]
 */
export function settleJudgements(judgements: Iterable<Judgement>, { unnamed = "many-judges" }: SettleOptions = {}): ParsedJudgements {
  const voices: Judgement[][] = [];
  const voiceOf = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const { needId, outcomeId, judge, source } = judgement;
    const isAlone = judge === undefined && unnamed === "many-judges";
    const key = JSON.stringify([needId, outcomeId, judge ?? null, source ?? null]);
    const voice = isAlone ? undefined : voiceOf.get(key);
    if (voice !== undefined) voice.push(judgement);
    else {
      voices.push([judgement]);
      if (!isAlone) voiceOf.set(key, voices.at(-1)!);
    }
  }
  const settled = voices.map(settleVoice);
  return { judgements: settled.map(({ judgement }) => judgement), issues: settled.flatMap(({ issues }) => issues) };
}

/** One judge's grades of one pair as one. */
function settleVoice(voice: readonly Judgement[]): { readonly judgement: Judgement; readonly issues: readonly EvaluateIssue[] } {
  const [first, ...later] = voice;
  if (later.length === 0) return { judgement: first!, issues: [] };
  const grades = [...new Set(voice.map(({ grade }) => grade))].sort((a, b) => a - b);
  const grade = sumOf(grades) / grades.length;
  const received = `${first!.needId} ${first!.outcomeId}`;
  const seen = new Set([first!.grade]);
  const issues = later.map((again) => {
    const line = again.line === undefined ? {} : { line: again.line };
    const isRepeat = seen.has(again.grade);
    seen.add(again.grade);
    return isRepeat
      ? createEvaluateIssue("repeated-judgement", { ...line, received })
      : createEvaluateIssue("contradicting-judgement", { ...line, expected: String(grade), received });
  });
  return { judgement: { ...first!, grade }, issues };
}
