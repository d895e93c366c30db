import type { ByteSource } from "./byte-source.js";
import { DelimitedReader } from "./delimited.js";
import { createIoIssue } from "./io-issue.js";
import { JsonLinesReader } from "./json-lines.js";
import { linePieces } from "./line-pieces.js";
import { PieceDecoder } from "./piece-decoder.js";
import { MAX_TEXT_BYTES } from "./read-bytes.js";
import { refusedReading, type RecordFile, type RowReading } from "./record-file.js";
import type { TableOptions } from "./table.js";
import { textIssues } from "./text-issues.js";
import { planText, type NoText, type TextPlan } from "./text-plan.js";

export interface StreamedTextOptions extends TableOptions {
  readonly format: "csv" | "tsv" | "json-lines";
  /** Hears how many bytes have been looked at to find the encoding, and how many have then been taken apart. */
  readonly onProgress?: ((stage: "read" | "parse", done: number, total: number) => void) | undefined;
}

/**
 * Reads rows of a text piece by piece, so that no more of it is held than one piece and the row that is not finished: twice, or up to four
 * times where lines are in two encodings, once to find the encoding and once to take the rows. Rows, issues and lines are the same
 * however the bytes come.
 *
 * @throws FileProblem what the source throws, and `line-too-long`.
 */
export async function readStreamedText(
  source: ByteSource,
  { format, onProgress, ...options }: StreamedTextOptions,
): Promise<RowReading & Pick<RecordFile, "encoding">> {
  const { file } = options;
  const pieces = (stage: "read" | "parse"): AsyncIterable<Uint8Array> =>
    linePieces(
      source((done, total) => onProgress?.(stage, done, total)),
      { file, maxBytes: MAX_TEXT_BYTES },
    );
  const plan = await planOf(() => pieces("read"));
  if (plan.kind === "binary") return refusedReading(createIoIssue("not-text", { file, received: plan.reason }));
  const { encoding } = plan;
  const decoder = new PieceDecoder(plan);
  const reader = format === "json-lines" ? new JsonLinesReader(file) : new DelimitedReader({ ...options, delimiter: DELIMITERS[format] });
  let isEmpty = true;
  const take = (text: string): void => {
    isEmpty &&= text.trim() === "";
    if (text !== "") reader.add(text);
  };
  let hasBytes = false;
  for await (const piece of pieces("parse")) {
    hasBytes = true;
    take(decoder.decode(piece));
  }
  if (!hasBytes) return emptyReading(file);
  take(decoder.end());
  const reading = isEmpty ? emptyReading(file) : reader.end();
  const { damagedLines, changes } = decoder;
  return { encoding, ...reading, issues: [...textIssues({ encoding, damagedLines, changes }, file), ...reading.issues] };
}

export function emptyReading(file: string): RowReading {
  return { rows: [], rejected: [], issues: [createIoIssue("empty-file", { file })] };
}

const DELIMITERS = { csv: ",", tsv: "\t" } as const;

async function planOf(pieces: () => AsyncIterable<Uint8Array>): Promise<TextPlan | NoText> {
  const looks = planText();
  let step = looks.next();
  while (step.done !== true) {
    for await (const piece of pieces()) if (step.value(piece) === "enough") break;
    step = looks.next();
  }
  return step.value;
}
