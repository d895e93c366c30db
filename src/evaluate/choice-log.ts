import { compareIds } from "../kernel/order.js";
import type { Session } from "../propose/session-types.js";
import { createEvaluateIssue, type EvaluateIssue } from "./issue.js";
import type { Judgement } from "./judgement.js";
import { isFilled, readObject } from "./judgement-lines.js";
import type { ParsedJudgements } from "./parse-judgements.js";
import { filledLines } from "./written-text.js";

/** What one side said of a pair, as a portal's log keeps it. */
export interface ChoiceAnswer {
  readonly need: string;
  readonly outcome: string;
  /** Absent in a session's decline of which nobody says whose it was. */
  readonly by?: "need" | "outcome";
  readonly answer: "accept" | "decline" | "withdraw";
}

/** What a choice is worth as a grade: nobody declined, one side accepted, both did. */
const DECLINED = 0;
const ONE_SIDE = 1;
const BOTH_SIDES = 2;

/**
 * Reads a log of answers from JSON lines `{ need, outcome, by, answer }`, in the order in which they were given.
 *
 * @returns the answers, and issues `bad-json`, `empty-id`, `bad-answer` with their lines; those are left out. O(length).
 * @example
 * parseChoiceLog('{"need":"n1","outcome":"o1","by":"need","answer":"accept"}').answers; // [{ need: "n1", outcome: "o1", by: "need", answer: "accept" }]
 */
export function parseChoiceLog(text: string): { readonly answers: readonly ChoiceAnswer[]; readonly issues: readonly EvaluateIssue[] } {
  const answers: ChoiceAnswer[] = [];
  const issues: EvaluateIssue[] = [];
  for (const { line, content } of filledLines(text)) {
    const raw = readObject(content);
    if (raw === undefined) {
      issues.push(createEvaluateIssue("bad-json", { line, received: content.trim().slice(0, 60) }));
      continue;
    }
    const { need, outcome, by, answer } = raw;
    if (!isFilled(need) || !isFilled(outcome))
      issues.push(createEvaluateIssue("empty-id", { line, expected: isFilled(need) ? "outcome" : "need" }));
    else if (by !== "need" && by !== "outcome")
      issues.push(createEvaluateIssue("bad-answer", { line, expected: "by: need | outcome", received: JSON.stringify(by) ?? "nothing" }));
    else if (answer !== "accept" && answer !== "decline" && answer !== "withdraw")
      issues.push(
        createEvaluateIssue("bad-answer", { line, expected: "accept | decline | withdraw", received: JSON.stringify(answer) ?? "nothing" }),
      );
    else answers.push({ need: need.trim(), outcome: outcome.trim(), by, answer });
  }
  return { answers, issues };
}

/** The answers that a session of two-way choice (`openSession`) holds; what was withdrawn has left it. */
export function sessionAnswers({ pairs, declined }: Pick<Session, "pairs" | "declined">): ChoiceAnswer[] {
  return [
    ...pairs.flatMap(({ need, outcome, acceptedBy }) => acceptedBy.map((by) => ({ need, outcome, by, answer: "accept" as const }))),
    ...declined.map(({ need, outcome, by }) => ({ need, outcome, ...(by === undefined ? {} : { by }), answer: "decline" as const })),
  ];
}

/**
 * Weak judgements from what parties accepted and declined, marked `source: "choice"`: declined 0, accepted by one side 1, by both 2.
 *
 * Weak, because parties see few pairs, those that a plan chose for them, and decline for reasons that have nothing to do with fit: they may
 * fill in where nobody judged (`mergeJudges`), and no metric should rest on them alone.
 *
 * Of each log a side's last answer to a pair stands, and a withdrawn one is none. A decline outweighs an accept within a log, since it ends the
 * pair. A pair accepted in one log and declined in another is left out.
 *
 * @param logs each in the order in which answers were given; the order of the logs does not matter.
 * @returns pairs in id order, needs first; issues `contradicting-choice`. O(answers · log answers).
 * @see Joachims et al., "Accurately interpreting clickthrough data as implicit feedback", SIGIR 2005: choices are biased by what is shown.
 * @example
 * weakJudgements([[{ need: "n1", outcome: "o1", by: "need", answer: "decline" }]]).judgements; // [{ needId: "n1", outcomeId: "o1", grade: 0, source: "choice" }]
 */
export function weakJudgements(logs: ReadonlyArray<readonly ChoiceAnswer[]>): ParsedJudgements {
  const gradesOf = new Map<string, number[]>();
  for (const log of logs) for (const [key, grade] of gradesOfLog(log)) gradesOf.set(key, [...(gradesOf.get(key) ?? []), grade]);
  const judgements: Judgement[] = [];
  const issues: EvaluateIssue[] = [];
  for (const [key, grades] of gradesOf) {
    const [needId, outcomeId] = JSON.parse(key) as [string, string];
    const most = Math.max(...grades);
    if (most > DECLINED && grades.includes(DECLINED))
      issues.push(createEvaluateIssue("contradicting-choice", { received: `${needId} ${outcomeId}` }));
    else judgements.push({ needId, outcomeId, grade: most, source: "choice" });
  }
  return {
    judgements: judgements.sort((a, b) => compareIds(a.needId, b.needId) || compareIds(a.outcomeId, b.outcomeId)),
    issues: issues.sort((a, b) => compareIds(a.received!, b.received!)),
  };
}

/** Of each pair that is answered in a log the grade, under the pair as JSON. */
function gradesOfLog(log: readonly ChoiceAnswer[]): Map<string, number> {
  const last = new Map<string, Map<ChoiceAnswer["by"], ChoiceAnswer["answer"]>>();
  for (const { need, outcome, by, answer } of log) {
    const key = JSON.stringify([need, outcome]);
    last.set(key, (last.get(key) ?? new Map<ChoiceAnswer["by"], ChoiceAnswer["answer"]>()).set(by, answer));
  }
  const grades = new Map<string, number>();
  for (const [key, bySide] of last) {
    const said = [...bySide.values()].filter((answer) => answer !== "withdraw");
    if (said.length === 0) continue;
    grades.set(key, said.includes("decline") ? DECLINED : said.length === 2 ? BOTH_SIDES : ONE_SIDE);
  }
  return grades;
}
