import { createEvaluateIssue, type EvaluateIssue } from "./issue.js";
import type { Judgement } from "./judgement.js";
import type { ParsedJudgements } from "./parse-judgements.js";
import { filledLines, GRADE_RANGE, isGrade, type WrittenText } from "./written-text.js";

const ID_FIELDS = ["needId", "outcomeId"] as const;

/**
 * Reads judgements from JSON lines: `needId`, `outcomeId`, `grade` and, where there are any, `judge` and `source`. Further fields are ignored.
 *
 * @returns what could be read, in the file's order, and issues `bad-json`, `empty-id` (absent, or no text), `bad-grade`, `bad-judge` (no text),
 * `bad-source` (not `"choice"`); `null` is as absent. O(length).
 * @example
 * parseJudgementLines('{"needId":"n1","outcomeId":"o1","grade":3}').judgements; // [{ needId: "n1", outcomeId: "o1", grade: 3, line: 1 }]
 */
export function parseJudgementLines(text: string): ParsedJudgements {
  const judgements: Judgement[] = [];
  const issues: EvaluateIssue[] = [];
  for (const { line, content } of filledLines(text)) {
    const read = readJudgement(readObject(content), content, line);
    if ("code" in read) issues.push(read);
    else judgements.push(read);
  }
  return { judgements, issues };
}

function readJudgement(raw: Readonly<Record<string, unknown>> | undefined, content: string, line: number): Judgement | EvaluateIssue {
  if (raw === undefined) return createEvaluateIssue("bad-json", { line, received: content.trim().slice(0, 60) });
  const missing = ID_FIELDS.find((field) => !isFilled(raw[field]));
  if (missing !== undefined) return createEvaluateIssue("empty-id", { line, expected: missing });
  const { needId, outcomeId, grade, judge, source } = raw as Readonly<Record<"needId" | "outcomeId", string>> & typeof raw;
  if (typeof grade !== "number" || !isGrade(grade))
    return createEvaluateIssue("bad-grade", { line, expected: GRADE_RANGE, received: JSON.stringify(grade) ?? "nothing" });
  if (!isAbsent(judge) && typeof judge !== "string")
    return createEvaluateIssue("bad-judge", { line, expected: "text", received: JSON.stringify(judge) });
  if (!isAbsent(source) && source !== "choice")
    return createEvaluateIssue("bad-source", { line, expected: '"choice"', received: JSON.stringify(source) });
  return {
    needId: needId.trim(),
    outcomeId: outcomeId.trim(),
    grade,
    ...(isFilled(judge) ? { judge: judge.trim() } : {}),
    ...(source === "choice" ? { source } : {}),
    line,
  };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** The object that a line of JSON holds; `undefined` where it is none. */
export function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is text with something in it. */
export function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** Judgements as JSON lines, in their order: reading gives them back, whatever their ids hold within. */
export function formatJudgementLines(judgements: Iterable<Judgement>): string {
  return [...judgements]
    .map(({ needId, outcomeId, grade, judge, source }) => `${JSON.stringify({ needId, outcomeId, grade, judge, source })}\n`)
    .join("");
}

/**
 * Judgements as tab-separated text under a header, in their order; `parseJudgements` reads it back.
 *
 * @returns the text, and issues `unwritable-id` (a tab or line end in an id or judge, or an empty id; left out).
 * @example
 * formatJudgements([{ needId: "n1", outcomeId: "o1", grade: 3, judge: "甲" }]).text; // "needId\toutcomeId\tgrade\tjudge\tsource\nn1\to1\t3\t甲\t\n"
 */
export function formatJudgements(judgements: Iterable<Judgement>): WrittenText {
  const lines = ["needId\toutcomeId\tgrade\tjudge\tsource\n"];
  const issues: EvaluateIssue[] = [];
  for (const { needId, outcomeId, grade, judge = "", source = "" } of judgements) {
    const unwritable = [needId, outcomeId, judge].find(
      (text, at) => text !== text.trim() || /[\t\r\n]/.test(text) || (at < 2 && text === ""),
    );
    if (unwritable === undefined) lines.push(`${[needId, outcomeId, grade, judge, source].join("\t")}\n`);
    else issues.push(createEvaluateIssue("unwritable-id", { expected: "TSV", received: JSON.stringify(unwritable) }));
  }
  return { text: lines.join(""), issues };
}
