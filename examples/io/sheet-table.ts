import { utils, type CellObject, type Range, type WorkSheet } from "@e965/xlsx";
import { csvLine } from "./csv-text.js";
import { readSheetCell, type DateOptions } from "./sheet-cell.js";
import { isEmptyCell, type Table, type TableNote, type TableOptions, type TableRow } from "./table.js";
import { countTitleRows, titleNotes } from "./title-rows.js";

/** A row with something in it. */
interface SheetRow {
  readonly line: number;
  readonly cells: string[];
}

/**
 * Takes a sheet apart: titles above the header are passed over, headers of several merged rows become one, a value merged over rows
 * stands in each of them, hidden rows are read. All of it is noted, and so are dates, errors and formulas without a value.
 *
 * @returns `undefined` where the sheet is empty.
 */
export function sheetTable(sheet: WorkSheet, options: TableOptions & DateOptions): Table | undefined {
  const { rows, notes } = readRows(sheet, options);
  const titles = rows.slice(0, countTitleRows(rows, options));
  const [top] = rows.slice(titles.length);
  if (top === undefined) return undefined;
  const merges = sheet["!merges"] ?? [];
  const firstBodyLine = top.line + headerDepth(top.line, merges);
  const head = rows.filter(({ line }) => line >= top.line && line < firstBodyLine);
  const body = rows.filter(({ line }) => line >= firstBodyLine);
  const width = [...head, ...body].reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const mergeNotes = [...mergeHeader(head, merges, width), ...fillMerged(body, merges)];
  // The lowest of several names is the most telling.
  const header = Array.from(
    { length: width },
    (_, column) =>
      head
        .map(({ cells }) => cells[column] ?? "")
        .filter((text) => text !== "")
        .at(-1) ?? "",
  );
  return {
    header,
    headerLine: top.line,
    rows: body.map((row) => tableRow(row, width)),
    notes: [
      ...titleNotes(titles),
      ...mergeNotes,
      ...hiddenNotes(sheet, body, top.line),
      ...notes.filter(({ line }) => line >= firstBodyLine),
    ],
  };
}

function readRows(sheet: WorkSheet, dates: DateOptions): { readonly rows: readonly SheetRow[]; readonly notes: readonly TableNote[] } {
  const rows: SheetRow[] = [];
  const notes: TableNote[] = [];
  const dateCells = new Tally();
  const emptyFormulas = new Tally();
  const columnsWithValues = new Set<number>();
  // What stands in a dense sheet; its declared range may be a million empty rows.
  (sheet["!data"] ?? []).forEach((row, at) => {
    const line = at + 1;
    const cells: string[] = [];
    row.forEach((cell: CellObject | undefined, column) => {
      if (cell === undefined) return;
      const { text, kind } = readSheetCell(cell, dates);
      cells[column] = text;
      if (kind === "date") dateCells.add(column, line);
      if (kind === "formula") columnsWithValues.add(column);
      if (kind === "formula-empty") emptyFormulas.add(column, line);
      if (kind === "error") notes.push({ code: "cell-error", column, line, received: cell.w ?? "" });
    });
    while (cells.length > 0 && isEmptyCell(cells.at(-1))) cells.pop();
    if (cells.length > 0) rows.push({ line, cells: Array.from(cells, (text) => text ?? "") });
  });
  notes.push(...dateCells.notes("date-cells"));
  // A formula may well say nothing; where every one in a column does, no program has worked them out before the file was saved.
  notes.push(...emptyFormulas.notes("formula-without-value").filter(({ column }) => !columnsWithValues.has(column!)));
  return { rows, notes };
}

/** Counts what happens in a column, with the first row of each. */
class Tally {
  readonly #byColumn = new Map<number, { readonly line: number; count: number }>();

  add(column: number, line: number): void {
    const found = this.#byColumn.get(column);
    if (found === undefined) this.#byColumn.set(column, { line, count: 1 });
    else found.count++;
  }

  notes(code: TableNote["code"]): TableNote[] {
    return [...this.#byColumn].map(([column, { line, count }]) => ({ code, column, line, received: String(count) }));
  }
}

/** Rows of a header: as many as the deepest cell merged downwards from its first. */
function headerDepth(topLine: number, merges: readonly Range[]): number {
  return merges.reduce((depth, { s, e }) => (s.r + 1 === topLine ? Math.max(depth, 1 + e.r - s.r) : depth), 1);
}

/** Writes a header merged over cells into each of them that has none of its own, and notes those over several columns. */
function mergeHeader(head: readonly SheetRow[], merges: readonly Range[], width: number): TableNote[] {
  const own = new Map(head.map((row) => [row.line, row.cells]));
  return merges.flatMap((range): TableNote[] => {
    const { s, e } = range;
    const text = own.get(s.r + 1)?.[s.c] ?? "";
    if (text === "") return [];
    for (let row = s.r; row <= e.r && own.has(row + 1); row++)
      for (let column = s.c; column <= e.c && column < width; column++) own.get(row + 1)![column] ||= text;
    return e.c > s.c ? [{ code: "merged-header", column: s.c, line: s.r + 1, received: utils.encode_range(range) }] : [];
  });
}

/** Writes a value merged over rows into each of them, and notes how many such cells a column has. */
function fillMerged(body: readonly SheetRow[], merges: readonly Range[]): TableNote[] {
  const byLine = new Map(body.map(({ line, cells }) => [line, cells]));
  const lastLine = body.at(-1)?.line ?? 0;
  const tally = new Tally();
  const coveredTo = new Map<number, number>();
  for (const { s, e } of [...merges].sort((a, b) => a.s.c - b.s.c || a.s.r - b.s.r)) {
    const text = byLine.get(s.r + 1)?.[s.c] ?? "";
    // Cells cannot be merged twice; a file that says so must not cost a pass for each.
    if (text === "" || s.r < (coveredTo.get(s.c) ?? 0)) continue;
    coveredTo.set(s.c, e.r + 1);
    tally.add(s.c, s.r + 1);
    for (let line = s.r + 2; line <= e.r + 1 && line <= lastLine; line++) {
      const cells = byLine.get(line);
      if (cells !== undefined && isEmptyCell(cells[s.c])) setCell(cells, s.c, text);
    }
  }
  return tally.notes("merged-cells");
}

function setCell(cells: string[], column: number, text: string): void {
  while (cells.length < column) cells.push("");
  cells[column] = text;
}

function hiddenNotes(sheet: WorkSheet, body: readonly SheetRow[], headerLine: number): TableNote[] {
  const hidden = body.filter(({ line }) => sheet["!rows"]?.[line - 1]?.hidden === true);
  const rows: TableNote[] = hidden.length === 0 ? [] : [{ code: "hidden-rows", line: hidden[0]!.line, received: String(hidden.length) }];
  const columns = (sheet["!cols"] ?? []).flatMap((column, at): TableNote[] =>
    column?.hidden === true ? [{ code: "hidden-column", column: at, line: headerLine }] : [],
  );
  return [...rows, ...columns];
}

function tableRow({ line, cells }: SheetRow, width: number): TableRow {
  while (cells.length < width) cells.push("");
  return { cells, line, original: () => csvLine(cells) };
}
