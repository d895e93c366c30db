import { createEvaluateIssue, type EvaluateIssue } from "./issue.js";
import type { Judgement } from "./judgement.js";
import { filledLines, GRADE_RANGE, isGrade, readDecimal } from "./written-text.js";

/** The judgements of a file, in its order, and what could not be read of it. */
export interface ParsedJudgements {
  readonly judgements: readonly Judgement[];
  readonly issues: readonly EvaluateIssue[];
}

const REQUIRED = ["needId", "outcomeId", "grade"] as const;
type ColumnName = (typeof REQUIRED)[number] | "judge" | "source";
type Columns = Readonly<Record<ColumnName, number>>;

/** Columns of a file without a header. What stands behind them may be anything, so no line is weak there. */
const PLAIN_COLUMNS: Columns = { needId: 0, outcomeId: 1, grade: 2, judge: 3, source: -1 };

/**
 * Reads judgements from tab-separated text: needId, outcomeId, grade and, where there is one, judge.
 *
 * A first line that names one of these columns is a header: it gives their order, may name a column source (`choice` for weak judgements,
 * else empty), and further columns are ignored. Lines may end in CR LF, a byte order mark is dropped, blank lines are skipped, cells are
 * trimmed. A grade is a decimal from 0 to 1,000.
 *
 * @returns what could be read, and issues `missing-column` (then nothing is read), `short-line`, `empty-id`, `bad-grade`, `bad-source`. O(length).
 * @example
 * parseJudgements("needId\toutcomeId\tgrade\nn1\to1\t3\n").judgements; // [{ needId: "n1", outcomeId: "o1", grade: 3, line: 2 }]
 */
export function parseJudgements(text: string): ParsedJudgements {
  const judgements: Judgement[] = [];
  const issues: EvaluateIssue[] = [];
  let columns: Columns | undefined;
  for (const { line, content } of filledLines(text)) {
    const cells = content.split("\t").map((cell) => cell.trim());
    if (columns === undefined) {
      columns = readHeader(cells);
      if (columns === undefined) {
        const detail = { line, expected: REQUIRED.join(", "), received: cells.join(", ") };
        return { judgements, issues: [createEvaluateIssue("missing-column", detail)] };
      }
      if (columns !== PLAIN_COLUMNS) continue;
    }
    const read = readLine(cells, columns, line);
    if ("code" in read) issues.push(read);
    else judgements.push(read);
  }
  return { judgements, issues };
}

/** The columns a header names, the plain ones where the line is no header, `undefined` where a header lacks one. */
function readHeader(cells: readonly string[]): Columns | undefined {
  if (!REQUIRED.some((name) => cells.includes(name))) return PLAIN_COLUMNS;
  if (!REQUIRED.every((name) => cells.includes(name))) return undefined;
  return {
    needId: cells.indexOf("needId"),
    outcomeId: cells.indexOf("outcomeId"),
    grade: cells.indexOf("grade"),
    judge: cells.indexOf("judge"),
    source: cells.indexOf("source"),
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
  const grade = readDecimal(gradeText);
  if (!isGrade(grade)) return createEvaluateIssue("bad-grade", { line, expected: GRADE_RANGE, received: gradeText });
  const judge = cells[columns.judge];
  const source = cells[columns.source] ?? "";
  // Whatever else it says, it does not say that a judge graded the pair.
  if (source !== "" && source !== "choice") return createEvaluateIssue("bad-source", { line, expected: "choice", received: source });
  return {
    needId,
    outcomeId,
    grade,
    ...(judge === undefined || judge === "" ? {} : { judge }),
    ...(source === "" ? {} : { source }),
    line,
  };
}
