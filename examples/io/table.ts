import { mapColumns, recordFromCells, type MappingOptions } from "./columns.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import { refusedReading, type RawRow, type RejectedRow, type RowReading } from "./record-file.js";

/** One row below the header. */
export interface TableRow {
  /** Texts; formats that have lists and objects may bring them. */
  readonly cells: readonly unknown[];
  /** Where it starts, from 1: a line of a text, a row of a sheet. */
  readonly line: number;
  readonly original: string;
}

/** What delimited texts, sheets and Parquet files have in common. */
export interface Table {
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly rows: readonly TableRow[];
}

export type TableOptions = Omit<MappingOptions, "line">;

/**
 * Turns the rows of a table into records of one kind. A row with fewer cells than headers, or with something beyond them, is named
 * and rejected; the others are used. Without an id column the table is refused.
 */
export function readTable({ header, headerLine, rows }: Table, { kind, file, choices }: TableOptions): RowReading {
  const { columns, issues: columnIssues } = mapColumns(header, { kind, file, line: headerLine, choices });
  if (columnIssues.some((issue) => issue.effect === "refused")) return refusedReading(...columnIssues);
  const issues: IoIssue[] = [...columnIssues];
  const rejected: RejectedRow[] = [];
  const kept: RawRow[] = [];
  for (const row of rows) {
    const { cells, line } = row;
    if (cells.length < columns.length || cells.slice(columns.length).some((cell) => !isEmptyCell(cell))) {
      rejected.push({ line, code: "column-count", original: row.original });
      issues.push(createIoIssue("column-count", { file, line, expected: String(columns.length), received: String(cells.length) }));
    } else {
      kept.push(rawRow(row, recordFromCells(columns, cells)));
    }
  }
  return { rows: kept, rejected, issues, columns };
}

export function isEmptyCell(cell: unknown): boolean {
  return cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
}

function rawRow(row: TableRow, value: unknown): RawRow {
  // The original may be made when asked for: few rows are rejected, and a second copy of all of them would fill the memory.
  return {
    value,
    line: row.line,
    get original() {
      return row.original;
    },
  };
}
