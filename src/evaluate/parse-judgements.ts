import { createEvaluateIssue, type EvaluateIssue } from "./issue.js";
import type { Judgement } from "./judgement.js";

/** The judgements of a file, in its order, and what could not be read of it. */
export interface ParsedJudgements {
  readonly judgements: readonly Judgement[];
  readonly issues: readonly EvaluateIssue[];
}

const REQUIRED = ["needId", "outcomeId", "grade"] as const;
type ColumnName = (typeof REQUIRED)[number] | "judge";
type Columns = Readonly<Record<ColumnName, number>>;

/** Columns of a file without a header. */
const PLAIN_COLUMNS: Columns = { needId: 0, outcomeId: 1, grade: 2, judge: 3 };
/** Decimal numbers as people and programs write them; no hexadecimal, no empty text, both of which `Number` would accept. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads judgements from tab-separated text: needId, outcomeId, grade and, where there is one, judge.
 *
 * A first line that names one of these columns is a header: it gives their order, and further columns are ignored. Lines may end
 * in CR LF, a byte order mark is dropped, blank lines are skipped, cells are trimmed. A grade is a decimal from 0 to 1,000.
 *
 * @returns what could be read, and issues `missing-column` (then nothing is read), `short-line`, `empty-id`, `bad-grade`. O(length).
 * @example
 * parseJudgements("needId\toutcomeId\tgrade\nn1\to1\t3\n").judgements; // [{ needId: "n1", outcomeId: "o1", grade: 3, line: 2 }]
 */
export function parseJudgements(text: string): ParsedJudgements {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const judgements: Judgement[] = [];
  const issues: EvaluateIssue[] = [];
  let columns: Columns | undefined;
  for (const [at, content] of lines.entries()) {
    if (content.trim() === "") continue;
    const cells = content.split("\t").map((cell) => cell.trim());
    if (columns === undefined) {
      columns = readHeader(cells);
      if (columns === undefined) {
        const detail = { line: at + 1, expected: REQUIRED.join(", "), received: cells.join(", ") };
        return { judgements, issues: [createEvaluateIssue("missing-column", detail)] };
      }
      if (columns !== PLAIN_COLUMNS) continue;
    }
    const read = readLine(cells, columns, at + 1);
    if ("code" in read) issues.push(read);
    else judgements.push(read);
  }
  return { judgements, issues };
}

/** Above it 2^grade, nDCG's gain, nears the largest Float64, and sums of gains would overflow. */
const MAX_GRADE = 1_000;

/** The columns a header names, the plain ones where the line is no header, `undefined` where a header lacks one. */
function readHeader(cells: readonly string[]): Columns | undefined {
  if (!REQUIRED.some((name) => cells.includes(name))) return PLAIN_COLUMNS;
  if (!REQUIRED.every((name) => cells.includes(name))) return undefined;
  return {
    needId: cells.indexOf("needId"),
    outcomeId: cells.indexOf("outcomeId"),
    grade: cells.indexOf("grade"),
    judge: cells.indexOf("judge"),
  };
}

function readLine(cells: readonly string[], columns: Columns, line: number): Judgement | EvaluateIssue {
  const needId = cells[columns.needId];
  const outcomeId = cells[columns.outcomeId];
  const gradeText = cells[columns.grade];
  if (needId === undefined || outcomeId === undefined || gradeText === undefined) {
    return createEvaluateIssue("short-line", { line, expected: REQUIRED.join(", "), received: cells.join(", ") });
  }
  if (needId === "" || outcomeId === "") return createEvaluateIssue("empty-id", { line, expected: needId === "" ? "needId" : "outcomeId" });
  const grade = DECIMAL.test(gradeText) ? Number(gradeText) : NaN;
  if (!(grade >= 0 && grade <= MAX_GRADE))
    return createEvaluateIssue("bad-grade", { line, expected: `a number from 0 to ${MAX_GRADE}`, received: gradeText });
  const judge = cells[columns.judge];
  return { needId, outcomeId, grade, ...(judge === undefined || judge === "" ? {} : { judge }), line };
}
