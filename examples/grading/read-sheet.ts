import { basename, extname } from "node:path";
import { parse } from "csv-parse/sync";
import { parseJudgements, type EvaluateIssue, type Judgement } from "alliance-match/evaluate";
import { decodeText } from "../io/decode-text.js";
import { createIoIssue, type IoIssue } from "../io/io-issue.js";
import { readBytes } from "../io/read-bytes.js";
import { readWorkbook } from "../io/workbook.js";
import { SHEET_COLUMNS, type SheetColumn } from "./grading-sheet.js";

/** What a filled sheet says: graded rows as judgements, and what could not be read of it, with lines of the sheet. */
export interface SheetReading {
  readonly judgements: readonly Judgement[];
  readonly issues: readonly EvaluateIssue[];
  /** Rows whose grade is still empty. */
  readonly open: number;
}

interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Without these nothing can be read. */
const WANTED = ["needId", "outcomeId", "grade"] as const satisfies readonly SheetColumn[];
/** A text that `csvText` marked, lest a spreadsheet runs it. */
const MARKED = /^'(?='*[=+\-@＝＋－＠])/;

/**
 * Reads a grading sheet that a judge filled in, CSV or workbook, under headers of either language in any order. A row without a grade is
 * open, no mistake. Where the judge's cell is empty the file's name tells who judged.
 *
 * @returns the reading; or the issue that says why the file cannot be used: of reading it, or `no-grading-sheet`.
 */
export async function readSheet(file: string): Promise<SheetReading | IoIssue> {
  const bytes = await readBytes(file);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const rows = /^\.xlsx?$/i.test(extname(file)) ? await workbookRows(bytes, file) : csvRows(bytes, file);
  if ("code" in rows) return rows;
  const [header, ...body] = rows;
  const names = (header?.cells ?? []).map((cell) => cell.trim());
  const columnOf = (name: SheetColumn): number =>
    names.findIndex((cell) => cell === SHEET_COLUMNS[name].zh || cell.toLowerCase() === SHEET_COLUMNS[name].en);
  if (WANTED.some((name) => columnOf(name) === -1)) {
    const expected = WANTED.map((name) => `${SHEET_COLUMNS[name].zh} / ${SHEET_COLUMNS[name].en}`).join(", ");
    return createIoIssue("no-grading-sheet", { file, received: names.join(", "), expected });
  }
  const cell = ({ cells }: SheetRow, name: SheetColumn): string => oneLine(cells[columnOf(name)] ?? "");
  const graded = body.filter((row) => cell(row, "grade") !== "");
  const fallback = oneLine(basename(file, extname(file)));
  const lines = graded.map((row) =>
    [cell(row, "needId"), cell(row, "outcomeId"), cell(row, "grade"), cell(row, "judge") || fallback].join("\t"),
  );
  const { judgements, issues } = parseJudgements(["needId\toutcomeId\tgrade\tjudge", ...lines].join("\n"));
  // The reader counts lines of its own text, header first; what is told is the sheet's line.
  const placed = <A extends { readonly line?: number }>(found: A): A => ({ ...found, line: graded[found.line! - 2]!.line });
  return { judgements: judgements.map(placed), issues: issues.map(placed), open: body.length - graded.length };
}

function oneLine(text: string): string {
  return text.replace(MARKED, "").replace(/\s+/g, " ").trim();
}

async function workbookRows(bytes: Uint8Array, file: string): Promise<readonly SheetRow[] | IoIssue> {
  const reading = await readWorkbook(bytes, { file, kind: "need", sheet: undefined });
  if (reading.kind === "refused") return reading.issue;
  if (reading.table === undefined) return [];
  const { header, headerLine, rows } = reading.table;
  return [{ line: headerLine, cells: header }, ...rows.map(({ line, cells }) => ({ line, cells: cells.map(String) }))];
}

function csvRows(bytes: Uint8Array, file: string): readonly SheetRow[] | IoIssue {
  const decoded = decodeText(bytes);
  if (decoded.kind === "binary") return createIoIssue("not-text", { file, received: decoded.reason });
  // A spreadsheet may save commas, semicolons or tabs, as its country does.
  const parsed: unknown = parse(decoded.text, {
    delimiter: [",", ";", "\t"],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
  });
  return (parsed as ReadonlyArray<{ record: string[]; info: { lines: number } }>).map(({ record, info }) => ({
    line: info.lines,
    cells: record,
  }));
}
