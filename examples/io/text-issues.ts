import { createIoIssue, type IoIssue } from "./io-issue.js";
import type { EncodingChange } from "./piece-decoder.js";
import { ENCODING_NAMES, type Encoding } from "./text-encoding.js";

/** What decoding a text has to tell. */
export interface DecodingNotes {
  readonly encoding: Encoding;
  readonly damagedLines: readonly number[];
  readonly changes: readonly EncodingChange[];
}

/** What had to be done to read a text: where it goes over to another encoding, and lines with bytes that fit none. */
export function textIssues({ encoding, damagedLines, changes }: DecodingNotes, file: string): readonly IoIssue[] {
  return [
    ...changes.map(({ line, encoding: to }) => createIoIssue("encoding-changes", { file, line, received: ENCODING_NAMES[to] })),
    ...damagedLines.map((line) => createIoIssue("undecodable-bytes", { file, line, expected: ENCODING_NAMES[encoding] })),
  ];
}
