/** A cell to write: numbers are written bare, text is made safe, absent is empty. */
export type Cell = string | number | undefined;

/**
 * What a spreadsheet may take for the start of a formula, in either width, or strip to get at one; behind apostrophes too, so that
 * whoever reads such a cell back takes exactly one off.
 */
const FORMULA_START = /^'*[=+\-@＝＋－＠\t\r\n]/;

/**
 * Rows as CSV for spreadsheets: a BOM (or Excel takes UTF-8 for GBK), CRLF, quotes where needed. A text that a spreadsheet could
 * run as a formula gets an apostrophe before it; numbers of our own, negative ones too, stay numbers.
 */
export function csvText(rows: ReadonlyArray<readonly Cell[]>): string {
  return "\uFEFF" + rows.map((row) => row.map((cell) => csvCell(safeCell(cell))).join(",") + "\r\n").join("");
}

/** Cells as one line of CSV, as they are and without line end: the original of a row that was no text. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(csvCell).join(",");
}

function safeCell(cell: Cell): Cell {
  return typeof cell === "string" && FORMULA_START.test(cell) ? `'${cell}` : cell;
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
