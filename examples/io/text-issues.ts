import { ENCODING_NAMES, type DecodedText } from "./decode-text.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";

/** What had to be done to read a text: where it goes over to another encoding, and lines with bytes that fit none. */
export function textIssues({ encoding, damagedLines, changes }: Extract<DecodedText, { kind: "text" }>, file: string): readonly IoIssue[] {
  return [
    ...changes.map(({ line, encoding: to }) => createIoIssue("encoding-changes", { file, line, received: ENCODING_NAMES[to] })),
    ...damagedLines.map((line) => createIoIssue("undecodable-bytes", { file, line, expected: ENCODING_NAMES[encoding] })),
  ];
}
