import { columnLetters, mapColumns, recordFromCells, type ColumnMapping, type MappingOptions } from "./columns.js";
import { createIoIssue, type IoIssue, type IoIssueCode } from "./io-issue.js";
import { refusedReading, type RawRow, type RejectedRow, type RowReading } from "./record-file.js";

/** One row below the header. */
export interface TableRow {
  /** Texts; formats that have lists and objects may bring them. */
  readonly cells: readonly unknown[];
  /** Where it starts, from 1: a line of a text, a row of a sheet. */
  readonly line: number;
  /** The row as it stood; a function where it is made when asked for: few rows are rejected, and a second copy of all of them would fill the memory. */
  readonly original: string | (() => string);
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
  readonly nested?: ReadonlyMap<number, string> | undefined;
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
export function readTable({ header, headerLine, rows, nested, notes = [] }: Table, options: TableOptions): RowReading {
  const reader = new TableReader({ header, headerLine, nested }, options);
  for (const row of rows) reader.add(row);
  return reader.end(notes);
}

/** Reads a table row by row, as `readTable` does; nothing of a row is kept but its record and its original. */
export class TableReader {
  readonly #header: readonly string[];
  readonly #file: string;
  readonly #columns: readonly ColumnMapping[];
  readonly #columnIssues: readonly IoIssue[];
  readonly #isRefused: boolean;
  readonly #rows: RawRow[] = [];
  readonly #rejected: RejectedRow[] = [];
  readonly #rowIssues: IoIssue[] = [];
  /** First line with something in it, by columns that have no header. */
  readonly #firstLines: Map<number, number | undefined>;

  constructor({ header, headerLine, nested }: Omit<Table, "rows" | "notes">, { kind, file, choices }: TableOptions) {
    const { columns, issues } = mapColumns(header, { kind, file, line: headerLine, nested, choices });
    this.#header = header;
    this.#file = file;
    this.#columns = columns;
    this.#columnIssues = issues;
    this.#isRefused = issues.some((issue) => issue.effect === "refused");
    this.#firstLines = new Map(header.flatMap((name, column) => (name.trim() === "" ? [[column, undefined] as const] : [])));
  }

  add(row: TableRow): void {
    if (this.#isRefused) return;
    const { cells, line } = row;
    for (const [column, first] of this.#firstLines)
      if (first === undefined && !isEmptyCell(cells[column])) this.#firstLines.set(column, line);
    const wrong = wrongRow(row, this.#header);
    if (wrong === undefined) {
      this.#rows.push(rawRow(row, recordFromCells(this.#columns, cells)));
      return;
    }
    const { code, ...detail } = wrong;
    this.#rejected.push({ line, code, original: originalOf(row) });
    this.#rowIssues.push(createIoIssue(code, { file: this.#file, line, ...detail }));
  }

  end(notes: readonly TableNote[] = []): RowReading {
    if (this.#isRefused) return refusedReading(...this.#columnIssues);
    const withoutHeader = [...this.#firstLines].flatMap(([column, line]): TableNote[] =>
      line === undefined ? [] : [{ code: "column-without-header", column, line }],
    );
    const noted = [...notes, ...withoutHeader].flatMap(({ column, code, ...detail }): IoIssue[] => {
      if (column === undefined) return [createIoIssue(code, { file: this.#file, ...detail })];
      if (!isTold(code, this.#columns[column])) return [];
      return [createIoIssue(code, { file: this.#file, column: columnName(this.#header, column), ...detail })];
    });
    return {
      rows: this.#rows,
      rejected: this.#rejected,
      issues: [...this.#columnIssues, ...noted, ...this.#rowIssues],
      columns: this.#columns,
    };
  }
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

function rawRow({ line, original }: TableRow, value: unknown): RawRow {
  if (typeof original === "string") return { value, line, original };
  return {
    value,
    line,
    get original() {
      return original();
    },
  };
}

function originalOf({ original }: TableRow): string {
  return typeof original === "string" ? original : original();
}
