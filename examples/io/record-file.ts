import type { IoIssue, IoIssueCode } from "./io-issue.js";
import type { ColumnMapping } from "./columns.js";
import type { Encoding } from "./text-encoding.js";

export const RECORD_KINDS = ["outcome", "need", "organisation"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What options and files of choices call the files of a kind. */
export const KIND_BY_PLURAL: Readonly<Record<string, RecordKind>> = { outcomes: "outcome", needs: "need", organisations: "organisation" };

export type RecordFormat = "json-lines" | "json" | "csv" | "tsv" | "xlsx" | "xls" | "parquet";

/** One row that could be taken apart, not yet checked by the library. */
export interface RawRow {
  readonly value: unknown;
  /** Where it starts, from 1. */
  readonly line: number;
  /** The row as it stood in the file. */
  readonly original: string;
}

/** One row that could not be taken apart. */
export interface RejectedRow {
  readonly line: number;
  readonly code: IoIssueCode;
  readonly original: string;
}

/** The rows of a text, and what is wrong with them. A `refused` issue means that none of them count. */
export interface RowReading {
  readonly rows: readonly RawRow[];
  readonly rejected: readonly RejectedRow[];
  readonly issues: readonly IoIssue[];
  /** For tables: which column was taken for which field. */
  readonly columns?: readonly ColumnMapping[];
}

/** A whole file read. */
export interface RecordFile extends RowReading {
  readonly kind: RecordKind;
  readonly file: string;
  readonly format?: RecordFormat;
  /** Of texts. */
  readonly encoding?: Encoding;
  /** Of workbooks: the sheet that was read. */
  readonly sheet?: string;
}

/** A row reading that refuses the file. */
export function refusedReading(...issues: readonly IoIssue[]): RowReading {
  return { rows: [], rejected: [], issues };
}
