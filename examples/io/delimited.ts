import { CsvError, parse } from "csv-parse/sync";
import { createIoIssue } from "./io-issue.js";
import type { RowReading } from "./record-file.js";
import { columnName, readTable, type TableOptions, type TableRow } from "./table.js";
import { countTitleRows, titleNotes } from "./title-rows.js";

export interface DelimitedContext extends TableOptions {
  /** Hears how many lines have been taken apart. */
  readonly onRow?: ((done: number, total: number) => void) | undefined;
}

export interface DelimitedOptions extends DelimitedContext {
  readonly delimiter: "," | "\t";
}

/** A line with a quote that is never closed is taken out at the price of a new parse below it; after this many, what it swallowed goes with it. */
const MAX_REPARSES = 50;

/**
 * Reads a delimited text whose first row is the header. Quotes inside an unquoted cell stand for themselves; a row with more or
 * fewer cells than headers, or whose quote is never closed, is named and rejected, the others are used.
 */
export function readDelimited(text: string, { kind, file, choices, delimiter, onRow }: DelimitedOptions): RowReading {
  const { records, openLines } = takeApart(text.replace(/\r\n?/g, "\n"), { delimiter, onRow });
  const titles = records.slice(0, countTitleRows(records, { kind, file, choices }));
  const [header, ...rows] = records.slice(titles.length);
  const unread: RowReading = {
    rows: [],
    rejected: openLines.map(({ line, original }) => ({ line, code: "quote-not-closed", original })),
    issues: openLines.map(({ line, original }) =>
      createIoIssue("quote-not-closed", { file, line, column: columnName(header?.cells ?? [], openColumn(original, delimiter)) }),
    ),
  };
  if (header === undefined) return unread;
  const table = { header: header.cells, headerLine: header.line, rows, notes: titleNotes(titles) };
  const reading = readTable(table, { kind, file, choices });
  if (reading.columns === undefined) return reading;
  const byLine = (a: { readonly line?: number }, b: { readonly line?: number }): number => (a.line ?? 0) - (b.line ?? 0);
  return {
    ...reading,
    rejected: [...unread.rejected, ...reading.rejected].sort(byLine),
    issues: [...unread.issues, ...reading.issues].sort(byLine),
  };
}

type PassOptions = Pick<DelimitedOptions, "delimiter" | "onRow">;

interface PlacedLine {
  readonly line: number;
  readonly original: string;
}

interface PlacedRecord extends TableRow {
  readonly cells: readonly string[];
}

interface TakenApart {
  readonly records: readonly PlacedRecord[];
  /** Lines that open a quote which no quote closes, in order. */
  readonly openLines: readonly PlacedLine[];
}

function takeApart(text: string, { delimiter, onRow }: PassOptions): TakenApart {
  const lines = text.split("\n");
  const records: PlacedRecord[] = [];
  const openLines: PlacedLine[] = [];
  let linesBefore = 0;
  for (let parses = 0; ; parses++) {
    const part = parseQuoted(lines.slice(linesBefore).join("\n"), linesBefore, {
      delimiter,
      onRow: (done) => onRow?.(done, lines.length),
    });
    const open = part.find(isOpen);
    records.push(...part.filter((record) => !isOpen(record) && (open === undefined || record.line < open.line)));
    if (open === undefined) return { records, openLines };
    if (parses < MAX_REPARSES) {
      openLines.push({ line: open.line, original: lines[open.line - 1]! });
      linesBefore = open.line;
      continue;
    }
    for (const record of part.slice(part.indexOf(open))) {
      if (isOpen(record)) openLines.push(record);
      else records.push(record);
    }
    return { records, openLines };
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

/** A cell over several lines that still has its opening quote: what should have closed it stood in the middle of another cell. */
function isOpen({ cells, original }: PlacedRecord): boolean {
  return original.includes("\n") && cells.some((cell) => cell.startsWith('"'));
}

/** One pass over a text. A quote that swallowed the rest of it comes as a last record that `isOpen`. */
function parseQuoted(text: string, linesBefore: number, { delimiter, onRow }: PassOptions): readonly PlacedRecord[] {
  const records: PlacedRecord[] = [];
  let swallowed: string | undefined;
  const parsed = parse(text, {
    delimiter,
    record_delimiter: "\n",
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    raw: true,
    skip_records_with_error: true,
    on_record: (record, { lines }) => {
      onRow?.(linesBefore + lines, 0);
      return record;
    },
    on_skip: (error, raw) => {
      if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") swallowed = String(raw);
    },
  }) as unknown as ReadonlyArray<{ readonly record: string[]; readonly info: { readonly lines: number }; readonly raw: string }>;
  for (const { record, info, raw } of parsed) {
    const original = raw.replace(/^\n+|\n$/g, "");
    // `lines` counts to the record's end; a cell may have run over several lines.
    const line = linesBefore + info.lines - (original.split("\n").length - 1);
    if (record.some((cell) => cell.trim() !== "")) records.push({ cells: record, line, original });
  }
  if (swallowed !== undefined) {
    const original = swallowed.replace(/^\n+/, "");
    const line = linesBefore + text.slice(0, text.length - original.length).split("\n").length;
    records.push({ cells: ['"'], line, original: `${original}\n` });
  }
  return records;
}
