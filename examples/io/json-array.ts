import { createIoIssue } from "./io-issue.js";
import { jsonComplaint, readJsonLines } from "./json-lines.js";
import { refusedReading, type RowReading } from "./record-file.js";

/**
 * Reads a `.json` file: an array of records. Records stand wherever the writer put them, so the line given for one is its place
 * in the array, from 1. A file that opens with `{` is read as JSON lines, which many tools call `.json` as well.
 */
export function readJsonArray(text: string, file: string): RowReading {
  if (text.trimStart().startsWith("{")) return readJsonLines(text, file);
  const parsed = parseJson(text);
  if (parsed.kind === "bad")
    return refusedReading(createIoIssue("invalid-json-file", { file, line: parsed.line, received: parsed.complaint }));
  if (!Array.isArray(parsed.value)) return refusedReading(createIoIssue("json-not-array", { file, received: typeof parsed.value }));
  const values = parsed.value as readonly unknown[];
  return { rows: values.map((value, at) => ({ value, line: at + 1, original: JSON.stringify(value) })), rejected: [], issues: [] };
}

export type ParsedJson =
  { readonly kind: "good"; readonly value: unknown } | { readonly kind: "bad"; readonly line: number; readonly complaint: string };

/** Parses a whole text as JSON; where it fails, the line of the failure (from 1). */
export function parseJson(text: string): ParsedJson {
  try {
    return { kind: "good", value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = /position (\d+)/.exec(message)?.[1];
    const before = position === undefined ? text : text.slice(0, Number(position));
    return { kind: "bad", line: before.split("\n").length, complaint: jsonComplaint(error) };
  }
}
