import { CsvError, parse } from "csv-parse/sync";

/** Lines of a text as they stand in it. */
export interface PlacedText {
  /** Where it starts, from 1. */
  readonly line: number;
  /** Without the line feed at its end. */
  readonly original: string;
}

/** One record of a delimited text. */
export interface QuotedRecord extends PlacedText {
  readonly cells: readonly string[];
}

/** Takes what stands in a text, in its order. */
export interface RecordTaker {
  readonly onRecord: (record: QuotedRecord) => void;
  /** Lines that open a quote which no quote closes. */
  readonly onOpen: (open: PlacedText) => void;
}

export interface QuotedOptions {
  readonly delimiter: "," | "\t";
  /** Most characters that a quote is waited for; by default `MAX_OPEN_LENGTH`. */
  readonly maxOpenLength?: number | undefined;
}

/**
 * Characters from the start of a record in which a quote that runs over lines is to be closed: 64 cells of the longest that is read. Beyond
 * it the quote counts as never closed.
 */
export const MAX_OPEN_LENGTH = 2 ** 26;
/** A line with a quote that is never closed is taken out at the price of a new parse below it; after this many, what it swallowed goes with it. */
const MAX_REPARSES = 50;

/**
 * Takes a delimited text apart, piece by piece. Quotes inside an unquoted cell stand for themselves; a line whose quote is never closed is
 * told of by itself, and reading goes on below it. Only the record that is not finished is held. Records are the same however the text is cut.
 */
export class QuotedRecords {
  readonly #taker: RecordTaker;
  readonly #delimiter: "," | "\t";
  readonly #maxOpenLength: number;
  /** From the start of the record that is not finished. */
  #text = "";
  #linesBefore = 0;
  #reparses = 0;
  /** Length at which an unfinished record is worth another look: it doubles, so that all looks together cost no more than two. */
  #wantedLength = 0;

  constructor(taker: RecordTaker, { delimiter, maxOpenLength = MAX_OPEN_LENGTH }: QuotedOptions) {
    this.#taker = taker;
    this.#delimiter = delimiter;
    this.#maxOpenLength = maxOpenLength;
  }

  /** @param text ends with a line feed, but for the last. */
  add(text: string): void {
    this.#text += text.replace(/\r\n?/g, "\n");
    if (this.#text.length >= this.#wantedLength) this.#take("more");
  }

  end(): void {
    this.#take("all");
  }

  #take(extent: "more" | "all"): void {
    while (this.#text !== "") {
      const isSettled = this.#reparses >= MAX_REPARSES;
      const { records, unfinished } = parseQuoted(this.#text, this.#linesBefore, this.#delimiter);
      const stop = records.findIndex((record) => this.#isTooLong(record) || (!isSettled && isOpen(record)));
      for (const record of stop === -1 ? records : records.slice(0, stop)) this.#tell(record);
      const open = records[stop] ?? unfinished;
      this.#wantedLength = 0;
      if (open === undefined) {
        this.#linesBefore += countLines(this.#text) - 1;
        this.#text = "";
        return;
      }
      this.#skipLines(open.line - 1 - this.#linesBefore);
      if (open === unfinished && extent === "more" && !this.#isTooLong(open)) {
        this.#wantedLength = 2 * this.#text.length;
        return;
      }
      this.#reparses++;
      const swallowed = this.#isTooLong(open) ? this.#maxOpenLength : this.#text.length;
      this.#tellOpen(this.#firstLines(isSettled ? swallowed : 0));
    }
  }

  #tell(record: QuotedRecord): void {
    if (isOpen(record)) this.#taker.onOpen(record);
    else if (record.cells.some((cell) => cell.trim() !== "")) this.#taker.onRecord(record);
  }

  /** Tells of what a quote that is never closed costs, and goes on below. */
  #tellOpen(original: string): void {
    this.#taker.onOpen({ line: this.#linesBefore + 1, original });
    this.#skipLines(countLines(original));
  }

  /** The lines that begin in the first so many characters, or at the first of all. */
  #firstLines(length: number): string {
    const end = this.#text.indexOf("\n", length);
    return end === -1 ? this.#text.replace(/\n$/, "") : this.#text.slice(0, end);
  }

  #skipLines(count: number): void {
    let from = 0;
    for (let line = 0; line < count && from < this.#text.length; line++) {
      const end = this.#text.indexOf("\n", from);
      from = end === -1 ? this.#text.length : end + 1;
    }
    this.#text = this.#text.slice(from);
    this.#linesBefore += count;
  }

  /** Whether a quote runs on over lines beyond what is waited for. */
  #isTooLong({ original }: PlacedText): boolean {
    return original.length > this.#maxOpenLength && original.includes("\n");
  }
}

/** A cell over several lines that still has its opening quote: what should have closed it stood in the middle of another cell. */
function isOpen({ cells, original }: QuotedRecord): boolean {
  return original.includes("\n") && cells.some((cell) => cell.startsWith('"'));
}

/** One pass over a text: its records, and the one at its end whose quote is not closed. */
function parseQuoted(
  text: string,
  linesBefore: number,
  delimiter: string,
): { readonly records: readonly QuotedRecord[]; readonly unfinished: PlacedText | undefined } {
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
  const records = parsed.map(({ record: cells, info, raw }) => {
    const original = raw.replace(/^\n+|\n$/g, "");
    // `lines` counts to the record's end; a cell may have run over several lines.
    return { cells, line: linesBefore + info.lines - (countLines(original) - 1), original };
  });
  if (swallowed === undefined) return { records, unfinished: undefined };
  const original = swallowed.replace(/^\n+/, "");
  return { records, unfinished: { line: linesBefore + countLines(text.slice(0, text.length - original.length)), original } };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
