import { createIoIssue, type IoIssue } from "./io-issue.js";
import type { RawRow, RejectedRow, RowReading } from "./record-file.js";

/** Reads JSON lines: one value a line, blank lines skipped. A line that is no JSON is named and rejected, the others are used. */
export function readJsonLines(text: string, file: string): RowReading {
  const rows: RawRow[] = [];
  const rejected: RejectedRow[] = [];
  const issues: IoIssue[] = [];
  text.split("\n").forEach((raw, at) => {
    const original = raw.replace(/\r$/, "");
    if (original.trim() === "") return;
    const line = at + 1;
    try {
      rows.push({ value: JSON.parse(original) as unknown, line, original });
    } catch (error) {
      rejected.push({ line, code: "invalid-json", original });
      issues.push(createIoIssue("invalid-json", { file, line, received: jsonComplaint(error) }));
    }
  });
  return { rows, rejected, issues };
}

/** What the parser says, without the piece of the file that newer engines quote in it. */
export function jsonComplaint(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/, (\.\.\.)?".*" is not valid JSON$/s, "").replace(/ in JSON at position.*$/s, "");
}
