import { extname } from "node:path";
import type { ColumnChoice } from "./columns.js";
import { decodeText } from "./decode-text.js";
import { readDelimited, type DelimitedContext } from "./delimited.js";
import { createIoIssue } from "./io-issue.js";
import { readJsonArray } from "./json-array.js";
import { readJsonLines } from "./json-lines.js";
import { MAX_TEXT_BYTES, readBytes } from "./read-bytes.js";
import { readParquet } from "./parquet.js";
import { refusedReading, type RecordFile, type RecordFormat, type RecordKind, type RowReading } from "./record-file.js";
import { readTable, type Table, type TableOptions } from "./table.js";
import { textIssues } from "./text-issues.js";
import { readWorkbook } from "./workbook.js";

const FORMAT_BY_EXTENSION: Readonly<Record<string, RecordFormat>> = {
  ".jsonl": "json-lines",
  ".ndjson": "json-lines",
  ".json": "json",
  ".csv": "csv",
  ".tsv": "tsv",
  ".tab": "tsv",
  ".xlsx": "xlsx",
  ".xls": "xls",
  ".parquet": "parquet",
};

/** Most bytes of a Parquet file: what one buffer holds in every engine. */
const MAX_PARQUET_BYTES = 2 ** 31 - 1;

export interface ReadOptions {
  /** Sheet of a workbook; without it the first that is not hidden. */
  readonly sheet?: string | undefined;
  /** What is said of the columns of tables; the others are guessed. */
  readonly choices?: readonly ColumnChoice[] | undefined;
  /** Hears how far reading (in bytes) and taking apart (in lines or rows) have come; a total of 0 is not known. */
  readonly onProgress?: ((stage: "read" | "parse", done: number, total: number) => void) | undefined;
}

/**
 * Reads a file of records of one kind: format by extension, encoding by its bytes. Never throws for what lies on the disk: a file
 * that cannot be used comes back with an issue whose effect is `refused`.
 */
export async function readRecordFile(file: string, kind: RecordKind, options: ReadOptions = {}): Promise<RecordFile> {
  const format = FORMAT_BY_EXTENSION[extname(file).toLowerCase()];
  const bytes = await readBytes(file, {
    maxBytes: format === "parquet" ? MAX_PARQUET_BYTES : MAX_TEXT_BYTES,
    onRead: (done, total) => options.onProgress?.("read", done, total),
  });
  if (!(bytes instanceof Uint8Array)) return { kind, file, ...refusedReading(bytes) };
  if (format === undefined) {
    const expected = Object.keys(FORMAT_BY_EXTENSION).join(" ");
    return { kind, file, ...refusedReading(createIoIssue("unknown-format", { file, received: extname(file), expected })) };
  }
  if (bytes.length === 0) return { kind, file, format, ...emptyReading(file) };
  options.onProgress?.("parse", 0, 0);
  return { kind, file, format, ...(await readFormat(bytes, { format, kind, file, ...options })) };
}

/** What stands in a file, and what it turned out to be. */
type FormatReading = RowReading & Pick<RecordFile, "format" | "encoding" | "sheet">;

interface FormatOptions extends ReadOptions {
  readonly format: RecordFormat;
  readonly kind: RecordKind;
  readonly file: string;
}

async function readFormat(bytes: Uint8Array, { format, sheet, onProgress, ...options }: FormatOptions): Promise<FormatReading> {
  const { file } = options;
  const onRow = (done: number, total: number): void => onProgress?.("parse", done, total);
  switch (format) {
    case "xlsx":
    case "xls": {
      const reading = await readWorkbook(bytes, { sheet, ...options });
      if (reading.kind === "refused") return refusedReading(reading.issue);
      return { format: reading.format, sheet: reading.sheet, ...readTableOrNothing(reading.table, options) };
    }
    case "parquet": {
      const reading = await readParquet(bytes, { file, onRow });
      return reading.kind === "refused" ? refusedReading(reading.issue) : readTableOrNothing(reading.table, options);
    }
    case "csv":
    case "tsv":
    case "json":
    case "json-lines":
      return readTextFile(bytes, { format, onRow, ...options });
  }
}

function readTableOrNothing(table: Table | undefined, options: TableOptions): RowReading {
  return table === undefined ? emptyReading(options.file) : readTable(table, options);
}

type TextFormat = Exclude<RecordFormat, "xlsx" | "xls" | "parquet">;
interface TextFile extends DelimitedContext {
  readonly format: TextFormat;
}

function readTextFile(bytes: Uint8Array, { format, ...options }: TextFile): FormatReading {
  const { file } = options;
  const decoded = decodeText(bytes);
  if (decoded.kind === "binary") return refusedReading(createIoIssue("not-text", { file, received: decoded.reason }));
  const { text, encoding } = decoded;
  const reading = text.trim() === "" ? emptyReading(file) : readRows(text, { format, ...options });
  return { encoding, ...reading, issues: [...textIssues(decoded, file), ...reading.issues] };
}

function emptyReading(file: string): RowReading {
  return { rows: [], rejected: [], issues: [createIoIssue("empty-file", { file })] };
}

function readRows(text: string, { format, ...options }: TextFile): RowReading {
  switch (format) {
    case "json-lines":
      return readJsonLines(text, options.file);
    case "json":
      return readJsonArray(text, options.file);
    case "csv":
      return readDelimited(text, { ...options, delimiter: "," });
    case "tsv":
      return readDelimited(text, { ...options, delimiter: "\t" });
  }
}
