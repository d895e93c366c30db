import { extname } from "node:path";
import { asyncBufferFromFile } from "hyparquet";
import { fileSource } from "./byte-source.js";
import type { ColumnChoice } from "./columns.js";
import { decodeText } from "./decode-text.js";
import { orFileIssue } from "./file-problem.js";
import { createIoIssue } from "./io-issue.js";
import { readJsonArray } from "./json-array.js";
import { readBytes, statFile, type ReadBytesOptions } from "./read-bytes.js";
import { readParquet } from "./parquet.js";
import { refusedReading, type RecordFile, type RecordFormat, type RecordKind, type RowReading } from "./record-file.js";
import { emptyReading, readStreamedText } from "./streamed-text.js";
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

export interface ReadOptions {
  /** Sheet of a workbook; without it the first that is not hidden. */
  readonly sheet?: string | undefined;
  /** What is said of the columns of tables; the others are guessed. */
  readonly choices?: readonly ColumnChoice[] | undefined;
  /** Opens a text or a workbook piece by piece. */
  readonly open?: ReadBytesOptions["open"];
  /** Hears how far reading (in bytes) and taking apart (in bytes of texts, else in rows) have come; a total of 0 is not known. */
  readonly onProgress?: ((stage: "read" | "parse", done: number, total: number) => void) | undefined;
}

/**
 * Reads a file of records of one kind: format by extension, encoding by its bytes. CSV, TSV and JSON lines are streamed and may be of any
 * size; Parquet is read one group of rows after another; a JSON array and a workbook have to be held whole. Never throws for what lies
 * on the disk: a file that cannot be used comes back with an issue whose effect is `refused`.
 */
export async function readRecordFile(file: string, kind: RecordKind, options: ReadOptions = {}): Promise<RecordFile> {
  const extension = extname(file).toLowerCase();
  const format = FORMAT_BY_EXTENSION[extension];
  const reading = await orFileIssue(async () => {
    const { size } = await statFile(file);
    if (format === undefined) {
      const expected = Object.keys(FORMAT_BY_EXTENSION).join(" ");
      return refusedReading(createIoIssue("unknown-format", { file, received: extname(file), expected }));
    }
    return readFormat({ format, kind, file, size, ...options });
  });
  return { kind, file, ...(format === undefined ? {} : { format }), ...("code" in reading ? refusedReading(reading) : reading) };
}

/** What stands in a file, and what it turned out to be. */
type FormatReading = RowReading & Pick<RecordFile, "format" | "encoding" | "sheet">;

interface FormatOptions extends ReadOptions {
  readonly format: RecordFormat;
  readonly kind: RecordKind;
  readonly file: string;
  /** In bytes; 0 where it is not known. */
  readonly size: number;
}

async function readFormat({ format, sheet, open, size, onProgress, ...options }: FormatOptions): Promise<FormatReading> {
  const { file } = options;
  const opening = open === undefined ? {} : { open };
  switch (format) {
    case "csv":
    case "tsv":
    case "json-lines":
      return readStreamedText(fileSource(file, opening), { format, onProgress, ...options });
    case "parquet": {
      if (size === 0) return emptyReading(file);
      const onRow = (done: number, total: number): void => onProgress?.("parse", done, total);
      const reading = await readParquet(await asyncBufferFromFile(file), { file, onRow });
      return reading.kind === "refused" ? refusedReading(reading.issue) : readTableOrNothing(reading.table, options);
    }
    case "json":
    case "xlsx":
    case "xls": {
      const bytes = await readBytes(file, { ...opening, onRead: (done, total) => onProgress?.("read", done, total) });
      if (!(bytes instanceof Uint8Array)) return refusedReading(bytes);
      if (bytes.length === 0) return emptyReading(file);
      onProgress?.("parse", 0, 0);
      if (format === "json") return readJson(bytes, file);
      const reading = await readWorkbook(bytes, { sheet, ...options });
      if (reading.kind === "refused") return refusedReading(reading.issue);
      return { format: reading.format, sheet: reading.sheet, ...readTableOrNothing(reading.table, options) };
    }
  }
}

function readTableOrNothing(table: Table | undefined, options: TableOptions): RowReading {
  return table === undefined ? emptyReading(options.file) : readTable(table, options);
}

function readJson(bytes: Uint8Array, file: string): FormatReading {
  const decoded = decodeText(bytes);
  if (decoded.kind === "binary") return refusedReading(createIoIssue("not-text", { file, received: decoded.reason }));
  const { text, encoding } = decoded;
  const reading = text.trim() === "" ? emptyReading(file) : readJsonArray(text, file);
  return { encoding, ...reading, issues: [...textIssues(decoded, file), ...reading.issues] };
}
