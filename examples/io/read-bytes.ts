import { createReadStream, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { FileProblem, orFileIssue } from "./file-problem.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import { megabytes } from "./megabytes.js";

/** Most bytes that become one text: V8 holds none of 2²⁹ characters. */
export const MAX_TEXT_BYTES = 2 ** 29 - 2 ** 10;
/** Bytes read at a time. */
const PIECE_BYTES = 2 ** 20;

export interface ReadBytesOptions {
  /** Most bytes taken; by default what fits one text. */
  readonly maxBytes?: number;
  /** Opens the file piece by piece. */
  readonly open?: (file: string) => AsyncIterable<Uint8Array>;
  /** Hears of every piece. @param total 0 where the size is not known. */
  readonly onRead?: (bytes: number, total: number) => void;
}

/**
 * The bytes of a file, or the issue that says why there are none: `file-not-found`, `file-is-directory`, `file-too-large` (before
 * anything is read), `file-unreadable` with how far reading got.
 */
export async function readBytes(file: string, options: ReadBytesOptions = {}): Promise<Uint8Array | IoIssue> {
  return orFileIssue(async () => {
    const pieces: Uint8Array[] = [];
    for await (const piece of readPieces(file, options)) pieces.push(piece);
    return Buffer.concat(pieces);
  });
}

/** The bytes of a file piece by piece. @throws FileProblem with an issue of `readBytes`. */
export async function* readPieces(
  file: string,
  { maxBytes = MAX_TEXT_BYTES, open = openFile, onRead }: ReadBytesOptions = {},
): AsyncGenerator<Uint8Array, void> {
  const { size } = await statFile(file);
  let read = 0;
  const tooLarge = (received: string): FileProblem =>
    new FileProblem(createIoIssue("file-too-large", { file, received, expected: megabytes(maxBytes) }));
  if (size > maxBytes) throw tooLarge(megabytes(size));
  try {
    for await (const piece of open(file)) {
      read += piece.length;
      // A pipe or a device has no size to be checked before.
      if (read > maxBytes) throw tooLarge(`> ${megabytes(read)}`);
      onRead?.(read, size);
      yield piece;
    }
    if (read < size) throw new Error("end of file");
  } catch (error) {
    throw toProblem(error, file, read === 0 ? "" : `, ${read} / ${size} bytes`);
  }
}

/** What the system knows of a file. @throws FileProblem `file-not-found`, `file-is-directory`, `file-unreadable`. */
export async function statFile(file: string): Promise<Stats> {
  const found = await stat(file).catch((error: unknown) => {
    throw toProblem(error, file, "");
  });
  if (found.isDirectory()) throw new FileProblem(createIoIssue("file-is-directory", { file }));
  return found;
}

function toProblem(error: unknown, file: string, progress: string): FileProblem {
  if (error instanceof FileProblem) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return new FileProblem(createIoIssue("file-not-found", { file }));
  return new FileProblem(createIoIssue("file-unreadable", { file, received: (code ?? message) + progress }));
}

function openFile(file: string): AsyncIterable<Uint8Array> {
  return createReadStream(file, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Uint8Array>;
}
