import { createIoIssue } from "./io-issue.js";
import { QuotedRecords, type PlacedText, type QuotedOptions, type QuotedRecord } from "./quoted-records.js";
import type { RowReading } from "./record-file.js";
import { columnName, TableReader, type TableOptions } from "./table.js";
import { countTitleRows, MAX_TITLES, titleNotes } from "./title-rows.js";

export type DelimitedOptions = TableOptions & QuotedOptions;

/**
 * Reads a delimited text whose first row is the header. Quotes inside an unquoted cell stand for themselves; a row with more or
 * fewer cells than headers, or whose quote is never closed, is named and rejected, the others are used.
 */
export function readDelimited(text: string, options: DelimitedOptions): RowReading {
  const reader = new DelimitedReader(options);
  reader.add(text);
  return reader.end();
}

/** Reads a delimited text piece by piece, as `readDelimited` does. */
export class DelimitedReader {
  readonly #options: DelimitedOptions;
  readonly #records: QuotedRecords;
  readonly #openLines: PlacedText[] = [];
  /** The first rows, until it shows which of them is the header. */
  #top: QuotedRecord[] = [];
  #titles: readonly QuotedRecord[] = [];
  #body: { readonly header: readonly string[]; readonly table: TableReader } | undefined;

  constructor(options: DelimitedOptions) {
    this.#options = options;
    this.#records = new QuotedRecords(
      { onRecord: (record) => this.#addRecord(record), onOpen: (open) => this.#openLines.push(open) },
      options,
    );
  }

  /** @param text ends with a line feed, but for the last. */
  add(text: string): void {
    this.#records.add(text);
  }

  end(): RowReading {
    this.#records.end();
    if (this.#body === undefined) this.#begin();
    const { file, delimiter } = this.#options;
    const header = this.#body?.header ?? [];
    const unread: RowReading = {
      rows: [],
      rejected: this.#openLines.map(({ line, original }) => ({ line, code: "quote-not-closed", original })),
      issues: this.#openLines.map(({ line, original }) =>
        createIoIssue("quote-not-closed", { file, line, column: columnName(header, openColumn(original, delimiter)) }),
      ),
    };
    if (this.#body === undefined) return unread;
    const reading = this.#body.table.end(titleNotes(this.#titles));
    if (reading.columns === undefined) return reading;
    const byLine = (a: { readonly line?: number }, b: { readonly line?: number }): number => (a.line ?? 0) - (b.line ?? 0);
    return {
      ...reading,
      rejected: [...unread.rejected, ...reading.rejected].sort(byLine),
      issues: [...unread.issues, ...reading.issues].sort(byLine),
    };
  }

  #addRecord(record: QuotedRecord): void {
    if (this.#body !== undefined) {
      this.#body.table.add(record);
      return;
    }
    this.#top.push(record);
    if (this.#top.length > MAX_TITLES) this.#begin();
  }

  /** Tells titles, header and rows apart. */
  #begin(): void {
    const titles = this.#top.slice(0, countTitleRows(this.#top, this.#options));
    const [header, ...rows] = this.#top.slice(titles.length);
    if (header === undefined) return;
    this.#top = [];
    this.#titles = titles;
    const table = new TableReader({ header: header.cells, headerLine: header.line }, this.#options);
    this.#body = { header: header.cells, table };
    for (const row of rows) table.add(row);
  }
}

/** The column (from 0) of the cell whose quote a line leaves open. */
function openColumn(line: string, delimiter: string): number {
  let column = 0;
  let from = 0;
  for (;;) {
    const isQuoted = line[from] === '"';
    let end = isQuoted ? closingQuote(line, from + 1) : from;
    if (end === -1) return column;
    end = line.indexOf(delimiter, end);
    if (end === -1) return column;
    column++;
    from = end + 1;
  }
}

/** Where a quoted cell ends, past doubled quotes; −1 where it does not. */
function closingQuote(line: string, from: number): number {
  const match = /(?<!")(?:"")*"(?!")/.exec(line.slice(from));
  return match === null ? -1 : from + match.index + match[0].length;
}
