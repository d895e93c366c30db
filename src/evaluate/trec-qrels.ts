import { compareIds } from "../kernel/order.js";
import { createEvaluateIssue, type EvaluateIssue } from "./issue.js";
import type { Grades, Judgement } from "./judgement.js";
import type { ParsedJudgements } from "./parse-judgements.js";
import { settleJudgements } from "./settled-judgements.js";
import { filledLines, GRADE_RANGE, isGrade, readDecimal, type WrittenText } from "./written-text.js";

const COLUMNS = "topic iteration document grade";
/** The iteration column, which trec_eval does not read either. */
const ITERATION = "0";

/**
 * Reads a TREC qrels file: topic, iteration, document, grade, divided by spaces or tabs. Topics are needs, documents are outcomes.
 *
 * The file is one judge's word: a repeated line counts once, and grades that contradict each other are replaced by their mean. A grade below
 * 0, by which tracks mark spam and what was not pooled, is taken as 0: trec_eval's gains and relevance then come out the same.
 *
 * @returns judgements in the file's order, and issues `short-line`, `long-line`, `bad-grade` (left out), `negative-grade`,
 * `repeated-judgement`, `contradicting-judgement`. O(length).
 * @see NIST, trec_eval 9, README: format of `rel_info_file`.
 * @example
 * parseQrels("n1 0 o1 2\nn1 0 o2 0\n").judgements; // [{ needId: "n1", outcomeId: "o1", grade: 2, line: 1 }, { needId: "n1", outcomeId: "o2", grade: 0, line: 2 }]
 */
export function parseQrels(text: string): ParsedJudgements {
  const read: Judgement[] = [];
  const issues: EvaluateIssue[] = [];
  for (const { line, content } of filledLines(text)) {
    const cells = content.trim().split(/\s+/);
    const [needId, , outcomeId, gradeText] = cells;
    if (needId === undefined || outcomeId === undefined || gradeText === undefined || cells.length > 4) {
      const code = cells.length > 4 ? "long-line" : "short-line";
      issues.push(createEvaluateIssue(code, { line, expected: COLUMNS, received: cells.join(" ") }));
      continue;
    }
    const given = readDecimal(gradeText);
    if (given < 0) issues.push(createEvaluateIssue("negative-grade", { line, expected: "0", received: gradeText }));
    const grade = given < 0 ? 0 : given;
    if (isGrade(grade)) read.push({ needId, outcomeId, grade, line });
    else issues.push(createEvaluateIssue("bad-grade", { line, expected: GRADE_RANGE, received: gradeText }));
  }
  const settled = settleJudgements(read, { unnamed: "one-judge" });
  return { judgements: settled.judgements, issues: [...issues, ...settled.issues].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/**
 * Writes grades as a TREC qrels file, needs and outcomes in id order.
 *
 * @param grades one grade a pair (`gradesByNeed`, `mergeJudges`).
 * @returns the text, and issues: `rounded-grade` (trec_eval reads whole numbers; halves go up), `unwritable-id` (left out). O(pairs).
 * @example
 * formatQrels(gradesByNeed([{ needId: "n1", outcomeId: "o1", grade: 2 }])).text; // "n1 0 o1 2\n"
 */
export function formatQrels(grades: ReadonlyMap<string, Grades>): WrittenText {
  const lines: string[] = [];
  const issues: EvaluateIssue[] = [];
  for (const [needId, ofNeed] of [...grades].sort(([a], [b]) => compareIds(a, b))) {
    for (const [outcomeId, grade] of [...ofNeed].sort(([a], [b]) => compareIds(a, b))) {
      const unwritable = [needId, outcomeId].find((id) => !isTrecId(id));
      if (unwritable !== undefined) {
        issues.push(createEvaluateIssue("unwritable-id", { expected: "qrels", received: JSON.stringify(unwritable) }));
        continue;
      }
      const whole = Math.round(grade);
      if (whole !== grade) issues.push(createEvaluateIssue("rounded-grade", { expected: String(whole), received: String(grade) }));
      lines.push(`${needId} ${ITERATION} ${outcomeId} ${whole}\n`);
    }
  }
  return { text: lines.join(""), issues };
}

/** Whether a TREC file can hold an id: it divides its columns by space. */
export function isTrecId(id: string): boolean {
  return /^\S+$/.test(id);
}
