/** A cell to write: numbers are written bare, text is made safe, absent is empty. */
export type Cell = string | number | undefined;

/** What a spreadsheet may take for the start of a formula, in either width, or strip to get at one. */
const FORMULA_START = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * Rows as CSV for spreadsheets: a BOM (or Excel takes UTF-8 for GBK), CRLF, quotes where needed. A text that a spreadsheet could
 * run as a formula gets an apostrophe before it; numbers of our own, negative ones too, stay numbers.
 */
export function csvText(rows: ReadonlyArray<readonly Cell[]>): string {
  return "\uFEFF" + rows.map((row) => row.map(csvCell).join(",") + "\r\n").join("");
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
