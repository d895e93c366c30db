import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { decodeText } from "./decode-text.js";
import { readDelimited } from "./delimited.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import { readJsonArray } from "./json-array.js";
import { readJsonLines } from "./json-lines.js";
import { refusedReading, type RecordFile, type RecordFormat, type RecordKind, type RowReading } from "./record-file.js";

const FORMAT_BY_EXTENSION: Readonly<Record<string, RecordFormat>> = {
  ".jsonl": "json-lines",
  ".ndjson": "json-lines",
  ".json": "json",
  ".csv": "csv",
  ".tsv": "tsv",
  ".tab": "tsv",
};

/**
 * Reads a file of records of one kind: format by extension, encoding by its bytes. Never throws for what lies on the disk: a file
 * that cannot be used comes back with an issue whose effect is `refused`.
 */
export async function readRecordFile(file: string, kind: RecordKind): Promise<RecordFile> {
  const format = FORMAT_BY_EXTENSION[extname(file).toLowerCase()];
  const bytes = await readBytes(file);
  if (!(bytes instanceof Uint8Array)) return { kind, file, ...refusedReading(bytes) };
  if (format === undefined) {
    const expected = Object.keys(FORMAT_BY_EXTENSION).join(" ");
    return { kind, file, ...refusedReading(createIoIssue("unknown-format", { file, received: extname(file), expected })) };
  }
  const decoded = decodeText(bytes);
  if (decoded.kind === "binary")
    return { kind, file, format, ...refusedReading(createIoIssue("not-text", { file, received: decoded.reason })) };
  const { text, encoding, damagedLines } = decoded;
  const reading = text.trim() === "" ? emptyReading(file) : readRows(text, { format, kind, file });
  const expected = encoding === "gb18030" ? "GB18030" : "UTF-8";
  const damage = damagedLines.map((line) => createIoIssue("undecodable-bytes", { file, line, expected }));
  return { kind, file, format, encoding, ...reading, issues: [...reading.issues, ...damage] };
}

/** The bytes of a file, or the issue that says why there are none. */
export async function readBytes(file: string): Promise<Uint8Array | IoIssue> {
  try {
    if ((await stat(file)).isDirectory()) return createIoIssue("file-is-directory", { file });
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return createIoIssue("file-not-found", { file });
    return createIoIssue("file-unreadable", { file, received: code ?? message });
  }
}

function emptyReading(file: string): RowReading {
  return { rows: [], rejected: [], issues: [createIoIssue("empty-file", { file })] };
}

function readRows(text: string, { format, kind, file }: { format: RecordFormat; kind: RecordKind; file: string }): RowReading {
  switch (format) {
    case "json-lines":
      return readJsonLines(text, file);
    case "json":
      return readJsonArray(text, file);
    case "csv":
      return readDelimited(text, { kind, file, delimiter: "," });
    case "tsv":
      return readDelimited(text, { kind, file, delimiter: "\t" });
  }
}
