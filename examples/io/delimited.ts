import { CsvError, parse } from "csv-parse/sync";
import { mapColumns, recordFromCells } from "./columns.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import { refusedReading, type RawRow, type RecordKind, type RejectedRow, type RowReading } from "./record-file.js";

export interface DelimitedOptions {
  readonly kind: RecordKind;
  readonly file: string;
  readonly delimiter: "," | "\t";
}

/** Lines with a quote that is never closed are taken out one by one, each at the price of a new parse; more than these are refused. */
const MAX_OPEN_QUOTES = 1_000;

/**
 * Reads a delimited text whose first row is the header. Quotes inside an unquoted cell stand for themselves; a row with more or
 * fewer cells than headers, or whose quote is never closed, is named and rejected, the others are used.
 */
export function readDelimited(text: string, { kind, file, delimiter }: DelimitedOptions): RowReading {
  const { records, openLines } = takeApart(text.replace(/\r\n?/g, "\n"), delimiter);
  const [header, ...body] = records;
  const issues: IoIssue[] = [];
  const rejected: RejectedRow[] = [];
  const rows: RawRow[] = [];
  for (const { line, original } of openLines) {
    rejected.push({ line, code: "quote-not-closed", original });
    issues.push(createIoIssue("quote-not-closed", { file, line }));
  }
  if (header === undefined) return { rows, rejected, issues };
  const { columns, issues: columnIssues } = mapColumns(header.cells, kind, file);
  if (columnIssues.some((issue) => issue.effect === "refused")) return refusedReading(...columnIssues);
  for (const { cells, line, original } of body) {
    if (cells.length < columns.length || cells.slice(columns.length).some((cell) => cell.trim() !== "")) {
      rejected.push({ line, code: "column-count", original });
      issues.push(createIoIssue("column-count", { file, line, expected: String(columns.length), received: String(cells.length) }));
    } else {
      rows.push({ value: recordFromCells(columns, cells), line, original });
    }
  }
  const byLine = (a: { readonly line?: number }, b: { readonly line?: number }): number => (a.line ?? 0) - (b.line ?? 0);
  return { rows, rejected: rejected.sort(byLine), issues: [...columnIssues, ...issues.sort(byLine)], columns };
}

interface PlacedRecord {
  readonly cells: readonly string[];
  readonly line: number;
  readonly original: string;
}

function takeApart(
  text: string,
  delimiter: string,
): { readonly records: readonly PlacedRecord[]; readonly openLines: ReadonlyArray<Omit<PlacedRecord, "cells">> } {
  const records: PlacedRecord[] = [];
  const openLines: Array<Omit<PlacedRecord, "cells">> = [];
  let rest = text;
  let linesBefore = 0;
  while (rest !== "") {
    let open: string | undefined;
    const parsed = parse(rest, {
      delimiter,
      record_delimiter: "\n",
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      raw: true,
      skip_records_with_error: true,
      on_skip: (error, raw) => {
        if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") open = String(raw);
      },
    }) as unknown as ReadonlyArray<{ readonly record: string[]; readonly info: { readonly lines: number }; readonly raw: string }>;
    for (const { record, info, raw } of parsed) {
      const original = raw.replace(/\n$/, "").replace(/^\n+/, "");
      // `lines` counts to the record's end; a cell may have run over several lines.
      const line = linesBefore + info.lines - (original.split("\n").length - 1);
      if (record.some((cell) => cell.trim() !== "")) records.push({ cells: record, line, original });
    }
    if (open === undefined) break;
    // The quote swallowed the rest of the file: its line is rejected, and reading goes on below it.
    const start = rest.length - open.length;
    const line = linesBefore + rest.slice(0, start).split("\n").length;
    const swallowed = open.split("\n");
    if (openLines.length >= MAX_OPEN_QUOTES) {
      swallowed.forEach((original, at) => {
        if (original.trim() !== "") openLines.push({ line: line + at, original });
      });
      break;
    }
    openLines.push({ line, original: swallowed[0]! });
    linesBefore = line;
    rest = swallowed.slice(1).join("\n");
  }
  return { records, openLines };
}
