import { SSF, utils, type CellObject } from "@e965/xlsx";
import { dateText } from "./date-text.js";

/** What stands in one cell of a sheet. */
export interface SheetCell {
  /** As a reader of the sheet takes it, but with all its digits; an error is empty. */
  readonly text: string;
  readonly kind: "plain" | "date" | "error" | "formula-empty" | "formula";
}

export interface DateOptions {
  /** Whether the workbook counts its days from 1904. */
  readonly date1904: boolean;
}

/** Significant digits of a number in a workbook: 0.1 + 0.2 is 0.3 there. */
const EXCEL_DIGITS = 15;

/** Reads one cell: numbers with the 15 digits that workbooks keep, dates as 2024-03-01, formulas as the value saved with them. */
export function readSheetCell(cell: CellObject, dates: DateOptions): SheetCell {
  const { v: value, f: formula } = cell;
  const saved = formula === undefined ? "plain" : "formula";
  if (value === undefined || value === null || value === "" || cell.t === "z")
    return { text: "", kind: formula === undefined ? "plain" : "formula-empty" };
  if (cell.t === "e") return { text: "", kind: "error" };
  if (typeof value === "boolean") return { text: value ? "TRUE" : "FALSE", kind: saved };
  if (typeof value !== "number") return { text: String(value), kind: saved };
  const format = typeof cell.z === "string" ? cell.z : "General";
  if (NUMBER_FORMATS.is_date(format)) {
    const { y, m, d, H, M, S } = NUMBER_FORMATS.parse_date_code(value, dates);
    return { text: dateText(Date.UTC(y, m - 1, d, H, M, S)), kind: "date" };
  }
  // A code of fixed length, such as 000123.
  const isCode = /^0+$/.test(format);
  return { text: isCode ? utils.format_cell(cell) : String(Number(value.toPrecision(EXCEL_DIGITS))), kind: saved };
}

/** The library's formatter, of which its types say nothing. */
const NUMBER_FORMATS = SSF as {
  readonly is_date: (format: string) => boolean;
  readonly parse_date_code: (serial: number, dates: DateOptions) => Readonly<Record<"y" | "m" | "d" | "H" | "M" | "S", number>>;
};
