import { read, type WorkBook } from "@e965/xlsx";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import { megabytes } from "./megabytes.js";
import type { RecordFormat } from "./record-file.js";
import { sheetTable } from "./sheet-table.js";
import type { Table, TableOptions } from "./table.js";
import { measureZip } from "./zip-size.js";

export interface WorkbookOptions extends TableOptions {
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
 * Reads one sheet of a workbook, `.xlsx` or `.xls` by its bytes, whatever the file is called. A zip is measured before it is unpacked.
 */
export async function readWorkbook(bytes: Uint8Array, { sheet, ...options }: WorkbookOptions): Promise<WorkbookReading> {
  const refused = (code: Parameters<typeof createIoIssue>[0], detail: Omit<IoIssue, "code" | "effect"> = {}): WorkbookReading => ({
    kind: "refused",
    issue: createIoIssue(code, { file: options.file, ...detail }),
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
    const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
    const table = content === undefined ? undefined : sheetTable(content, { ...options, date1904 });
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
