import { read, SSF, utils, type CellObject, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { csvLine } from "./csv-text.js";
import { dateText } from "./date-text.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import type { RecordFormat } from "./record-file.js";
import { isEmptyCell, type Table, type TableRow } from "./table.js";
import { measureZip } from "./zip-size.js";

export interface WorkbookOptions {
  readonly file: string;
  /** Name of the sheet to read; without it the first that is not hidden. */
  readonly sheet: string | undefined;
}

export type WorkbookReading =
  | {
      readonly kind: "sheet";
      readonly format: RecordFormat;
      readonly sheet: string;
      /** `undefined`: the sheet is empty. */
      readonly table: Table | undefined;
    }
  | { readonly kind: "refused"; readonly issue: IoIssue };

/**
 * Reads one sheet of a workbook, `.xlsx` or `.xls` by its bytes, whatever the file is called. Numbers are written with the 15 digits
 * that workbooks keep, dates as 2024-03-01, formulas as the value that was saved with them. Blank rows are passed over.
 */
export async function readWorkbook(bytes: Uint8Array, { file, sheet }: WorkbookOptions): Promise<WorkbookReading> {
  const refused = (code: Parameters<typeof createIoIssue>[0], detail: Omit<IoIssue, "code" | "effect"> = {}): WorkbookReading => ({
    kind: "refused",
    issue: createIoIssue(code, { file, ...detail }),
  });
  const container = containerOf(bytes);
  if (container === undefined) return refused("workbook-unreadable", { received: "neither xlsx nor xls" });
  if (container === "xlsx") {
    const size = await measureZip(bytes);
    if (size.kind === "too-large") return refused("unpacks-too-large", { received: megabytes(size.bytes) });
    if (size.kind === "damaged") return refused("workbook-unreadable", { received: size.reason });
  }
  try {
    const { name, workbook } = openSheet(bytes, sheet);
    if (name === undefined) return refused("sheet-not-found", { received: sheet ?? "", expected: workbook.SheetNames.join(", ") });
    const content = workbook.Sheets[name];
    const table = content === undefined ? undefined : tableOf(content, workbook);
    return { kind: "sheet", format: container, sheet: name, table };
  } catch (error) {
    // The library throws for what is damaged, protected by a password or of no known kind.
    return refused("workbook-unreadable", { received: error instanceof Error ? error.message : String(error) });
  }
}

/** Zip, or the container of older Office files, by the first bytes. */
function containerOf(bytes: Uint8Array): "xlsx" | "xls" | undefined {
  const starts = (...magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return "xlsx";
  return starts(0xd0, 0xcf, 0x11, 0xe0) ? "xls" : undefined;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}

/** Opens the sheet asked for, or the first that is not hidden; `name` is `undefined` where there is none such. */
function openSheet(bytes: Uint8Array, asked: string | undefined): { readonly name: string | undefined; readonly workbook: WorkBook } {
  const open = (sheets: string | number): WorkBook =>
    read(bytes, { type: "buffer", dense: true, sheets, cellNF: true, cellStyles: true, cellHTML: false });
  const workbook = open(asked ?? 0);
  const isHidden = (at: number): boolean => (workbook.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0;
  if (asked !== undefined) return { name: workbook.SheetNames.includes(asked) ? asked : undefined, workbook };
  const at = workbook.SheetNames.findIndex((_, position) => !isHidden(position));
  return { name: workbook.SheetNames[at], workbook: at <= 0 ? workbook : open(at) };
}

function tableOf(sheet: WorkSheet, workbook: WorkBook): Table | undefined {
  const dates = { date1904: workbook.Workbook?.WBProps?.date1904 === true };
  const placed: Array<{ readonly line: number; readonly texts: string[] }> = [];
  // What stands in a dense sheet; its declared range may be a million empty rows.
  (sheet["!data"] ?? []).forEach((cells, row) => {
    const texts: string[] = [];
    cells.forEach((cell, column) => {
      texts[column] = cellText(cell, dates);
    });
    while (texts.length > 0 && isEmptyCell(texts.at(-1))) texts.pop();
    if (texts.length > 0) placed.push({ line: row + 1, texts: Array.from(texts, (text) => text ?? "") });
  });
  const [header, ...body] = placed;
  if (header === undefined) return undefined;
  return { header: header.texts, headerLine: header.line, rows: body.map(({ line, texts }) => tableRow(line, texts, header.texts.length)) };
}

function tableRow(line: number, texts: readonly string[], width: number): TableRow {
  const cells = texts.length < width ? [...texts, ...Array<string>(width - texts.length).fill("")] : texts;
  return {
    cells,
    line,
    get original() {
      return csvLine(cells);
    },
  };
}

/** A cell as text: what a reader of the sheet takes it for, but with all its digits. */
function cellText(cell: CellObject | undefined, dates: { readonly date1904: boolean }): string {
  const value = cell?.v;
  if (cell === undefined || value === undefined || value === null || cell.t === "z") return "";
  if (cell.t === "e") return cell.w ?? "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value !== "number") return String(value);
  const format = typeof cell.z === "string" ? cell.z : "General";
  if (NUMBER_FORMATS.is_date(format)) {
    const { y, m, d, H, M, S } = NUMBER_FORMATS.parse_date_code(value, dates);
    return dateText(Date.UTC(y, m - 1, d, H, M, S));
  }
  // A code of fixed length, such as 000123.
  if (/^0+$/.test(format)) return utils.format_cell(cell);
  return String(Number(value.toPrecision(EXCEL_DIGITS)));
}

/** The library's formatter, of which its types say nothing. */
const NUMBER_FORMATS = SSF as {
  readonly is_date: (format: string) => boolean;
  readonly parse_date_code: (
    serial: number,
    dates: { readonly date1904: boolean },
  ) => Readonly<Record<"y" | "m" | "d" | "H" | "M" | "S", number>>;
};

/** Significant digits of a number in a workbook: 0.1 + 0.2 is 0.3 there. */
const EXCEL_DIGITS = 15;
