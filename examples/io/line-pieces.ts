import { FileProblem } from "./file-problem.js";
import { createIoIssue } from "./io-issue.js";
import { megabytes } from "./megabytes.js";

const LINE_FEED = 0x0a;

export interface LineLimit {
  readonly file: string;
  /** Most bytes of one line. */
  readonly maxBytes: number;
}

/**
 * Bytes cut anew, so that every piece but the last ends with a line feed. In UTF-8 and GB18030 that byte is never a part of another
 * character (their later bytes are 0x30 and above), so each piece is a text of its own.
 *
 * @throws FileProblem `line-too-long`.
 */
export async function* linePieces(pieces: AsyncIterable<Uint8Array>, { file, maxBytes }: LineLimit): AsyncGenerator<Uint8Array, void> {
  let unfinished: Uint8Array[] = [];
  let unfinishedBytes = 0;
  let lines = 0;
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const whole = piece.subarray(0, end);
      lines += countLineFeeds(whole);
      yield joined([...unfinished, whole]);
      unfinished = [];
      unfinishedBytes = 0;
    }
    if (end === piece.length) continue;
    unfinished.push(piece.subarray(end));
    unfinishedBytes += piece.length - end;
    if (unfinishedBytes > maxBytes)
      throw new FileProblem(createIoIssue("line-too-long", { file, line: lines + 1, expected: megabytes(maxBytes) }));
  }
  if (unfinishedBytes > 0) yield joined(unfinished);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}
