import { createIoIssue, type IoIssue } from "./io-issue.js";
import type { RawRow, RejectedRow, RowReading } from "./record-file.js";

/** Reads JSON lines: one value a line, blank lines skipped. A line that is no JSON is named and rejected, the others are used. */
export function readJsonLines(text: string, file: string): RowReading {
  const reader = new JsonLinesReader(file);
  reader.add(text);
  return reader.end();
}

/** Reads JSON lines piece by piece. */
export class JsonLinesReader {
  readonly #file: string;
  readonly #rows: RawRow[] = [];
  readonly #rejected: RejectedRow[] = [];
  readonly #issues: IoIssue[] = [];
  #linesBefore = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** @param text ends with a line feed, but for the last. */
  add(text: string): void {
    const lines = text.split("\n");
    lines.forEach((raw, at) => {
      const original = raw.replace(/\r$/, "");
      if (original.trim() === "") return;
      const line = this.#linesBefore + at + 1;
      try {
        this.#rows.push({ value: JSON.parse(original) as unknown, line, original });
      } catch (error) {
        this.#rejected.push({ line, code: "invalid-json", original });
        this.#issues.push(createIoIssue("invalid-json", { file: this.#file, line, received: jsonComplaint(error) }));
      }
    });
    this.#linesBefore += lines.length - 1;
  }

  end(): RowReading {
    return { rows: this.#rows, rejected: this.#rejected, issues: this.#issues };
  }
}

/** What the parser says, without the piece of the file that newer engines quote in it. */
export function jsonComplaint(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/, (\.\.\.)?".*" is not valid JSON$/s, "").replace(/ in JSON at position.*$/s, "");
}
