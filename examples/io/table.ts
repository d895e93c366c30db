import { columnLetters, mapColumns, recordFromCells, type ColumnMapping, type MappingOptions } from "./columns.js";
import { createIoIssue, type IoIssue, type IoIssueCode } from "./io-issue.js";
import { refusedReading, type RawRow, type RejectedRow, type RowReading } from "./record-file.js";

/** One row below the header. */
export interface TableRow {
  /** Texts; formats that have lists and objects may bring them. */
  readonly cells: readonly unknown[];
  /** Where it starts, from 1: a line of a text, a row of a sheet. */
  readonly line: number;
  readonly original: string;
}

/** What was found while a table was taken apart. What is wrong in a column counts only where a field is read from it. */
export interface TableNote {
  readonly code: IoIssueCode;
  /** From 0. */
  readonly column?: number;
  readonly line: number;
  readonly expected?: string;
  readonly received?: string;
}

/** What delimited texts, sheets and Parquet files have in common. */
export interface Table {
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly rows: readonly TableRow[];
  /** Columns (from 0) that hold structs or maps, and what they are. */
  readonly nested?: ReadonlyMap<number, string>;
  readonly notes?: readonly TableNote[];
}

export type TableOptions = Omit<MappingOptions, "line" | "nested">;

/**
 * Characters of the longest cell that is read: thirty times what a workbook's cell can hold. What is longer is no text of a record but
 * a quote that swallowed rows, or a file in a cell.
 */
export const MAX_CELL_LENGTH = 1_000_000;

/**
 * Turns the rows of a table into records of one kind. A row with fewer cells than headers, with something beyond them, or with a cell
 * that is too long, is named and rejected; the others are used. Without an id column the table is refused.
 */
export function readTable({ header, headerLine, rows, nested, notes = [] }: Table, { kind, file, choices }: TableOptions): RowReading {
  const { columns, issues: columnIssues } = mapColumns(header, { kind, file, line: headerLine, nested, choices });
  if (columnIssues.some((issue) => issue.effect === "refused")) return refusedReading(...columnIssues);
  const issues: IoIssue[] = [...columnIssues];
  for (const { column, code, ...detail } of [...notes, ...columnsWithoutHeader(header, rows)]) {
    if (column === undefined) issues.push(createIoIssue(code, { file, ...detail }));
    else if (isTold(code, columns[column])) issues.push(createIoIssue(code, { file, column: columnName(header, column), ...detail }));
  }
  const rejected: RejectedRow[] = [];
  const kept: RawRow[] = [];
  for (const row of rows) {
    const wrong = wrongRow(row, header);
    if (wrong === undefined) {
      kept.push(rawRow(row, recordFromCells(columns, row.cells)));
    } else {
      const { code, ...detail } = wrong;
      rejected.push({ line: row.line, code, original: row.original });
      issues.push(createIoIssue(code, { file, line: row.line, ...detail }));
    }
  }
  return { rows: kept, rejected, issues, columns };
}

/** Header of a column, or its letters where it has none. */
export function columnName(header: readonly string[], column: number): string {
  const name = header[column]?.trim() ?? "";
  return name === "" ? columnLetters(column) : name;
}

export function isEmptyCell(cell: unknown): boolean {
  return cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
}

function isTold(code: IoIssueCode, column: ColumnMapping | undefined): boolean {
  return code === "column-without-header" || (column?.field !== undefined && column.field !== "");
}

/** Columns that hold something under no header, each at its first row. */
function columnsWithoutHeader(header: readonly string[], rows: readonly TableRow[]): TableNote[] {
  return header.flatMap((name, column) => {
    const first = name.trim() === "" ? rows.find(({ cells }) => !isEmptyCell(cells[column])) : undefined;
    return first === undefined ? [] : [{ code: "column-without-header", column, line: first.line }];
  });
}

function wrongRow({ cells }: TableRow, header: readonly string[]): Pick<IoIssue, "code" | "column" | "expected" | "received"> | undefined {
  const long = cells.findIndex((cell) => typeof cell === "string" && cell.length > MAX_CELL_LENGTH);
  if (long !== -1) {
    const received = String((cells[long] as string).length);
    return { code: "cell-too-long", column: columnName(header, long), expected: String(MAX_CELL_LENGTH), received };
  }
  if (cells.length < header.length || cells.slice(header.length).some((cell) => !isEmptyCell(cell)))
    return { code: "column-count", expected: String(header.length), received: String(cells.length) };
  return undefined;
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
