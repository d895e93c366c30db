import { CsvError, parse } from "csv-parse/sync";
import type { PlacedText, QuotedRecord } from "../../examples/io/quoted-records.js";
import type { RowReading } from "../../examples/io/record-file.js";
import type { StreamedTextOptions } from "../../examples/io/streamed-text.js";
import { readTable } from "../../examples/io/table.js";
import { countTitleRows, titleNotes } from "../../examples/io/title-rows.js";

/** What a delimited text says the plain way: parsed to its end, and again below every line whose quote is never closed, up to 50 times. */
export function readWholeDelimited(text: string, { format, ...options }: StreamedTextOptions): RowReading {
  const { records, openLines } = takeApart(text.replace(/\r\n?/g, "\n"), format === "tsv" ? "\t" : ",");
  const titles = records.slice(0, countTitleRows(records, options));
  const [header, ...rows] = records.slice(titles.length);
  const unread = openLines.map(({ line, original }) => ({ line, code: "quote-not-closed", original }) as const);
  if (header === undefined) return { rows: [], rejected: unread, issues: [] };
  const reading = readTable({ header: header.cells, headerLine: header.line, rows, notes: titleNotes(titles) }, options);
  if (reading.columns === undefined) return reading;
  const byLine = (a: { readonly line?: number }, b: { readonly line?: number }): number => (a.line ?? 0) - (b.line ?? 0);
  return { ...reading, rejected: [...unread, ...reading.rejected].sort(byLine), issues: [...reading.issues].sort(byLine) };
}

interface TakenApart {
  readonly records: readonly QuotedRecord[];
  readonly openLines: readonly PlacedText[];
}

function takeApart(text: string, delimiter: string): TakenApart {
  const lines = text.split("\n");
  const records: QuotedRecord[] = [];
  const openLines: PlacedText[] = [];
  let linesBefore = 0;
  for (let reparses = 0; ; reparses++) {
    const part = parseQuoted(lines.slice(linesBefore).join("\n"), linesBefore, delimiter);
    const open = part.find(isOpen);
    records.push(...part.filter((record) => !isOpen(record) && (open === undefined || record.line < open.line)));
    if (open === undefined) return { records, openLines };
    if (reparses < 50) {
      openLines.push({ line: open.line, original: lines[open.line - 1]! });
      linesBefore = open.line;
      continue;
    }
    for (const record of part.slice(part.indexOf(open))) {
      if (isOpen(record)) openLines.push({ ...record, original: record.original.replace(/\n$/, "") });
      else records.push(record);
    }
    return { records, openLines };
  }
}

function isOpen({ cells, original }: QuotedRecord): boolean {
  return original.includes("\n") && cells.some((cell) => cell.startsWith('"'));
}

function parseQuoted(text: string, linesBefore: number, delimiter: string): readonly QuotedRecord[] {
  const records: QuotedRecord[] = [];
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
    on_skip: (error, raw) => {
      if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") swallowed = String(raw);
    },
  }) as unknown as ReadonlyArray<{ readonly record: string[]; readonly info: { readonly lines: number }; readonly raw: string }>;
  for (const { record, info, raw } of parsed) {
    const original = raw.replace(/^\n+|\n$/g, "");
    const line = linesBefore + info.lines - (original.split("\n").length - 1);
    if (record.some((cell) => cell.trim() !== "")) records.push({ cells: record, line, original });
  }
  if (swallowed !== undefined) {
    const original = swallowed.replace(/^\n+/, "").replace(/\n$/, "");
    const line = linesBefore + text.slice(0, text.length - swallowed.replace(/^\n+/, "").length).split("\n").length;
    records.push({ cells: ['"'], line, original: `${original}\n` });
  }
  return records;
}
