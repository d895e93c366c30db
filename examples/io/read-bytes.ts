import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createIoIssue, type IoIssue } from "./io-issue.js";

/** Most bytes of a file that becomes one text: V8 holds none of 2²⁹ characters. */
export const MAX_TEXT_BYTES = 2 ** 29 - 2 ** 10;

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
  const { maxBytes = MAX_TEXT_BYTES, open = createReadStream as (path: string) => AsyncIterable<Uint8Array>, onRead } = options;
  let read = 0;
  let size = 0;
  const unreadable = (reason: string): IoIssue =>
    createIoIssue("file-unreadable", { file, received: read === 0 ? reason : `${reason}, ${read} / ${size} bytes` });
  try {
    const found = await stat(file);
    size = found.size;
    if (found.isDirectory()) return createIoIssue("file-is-directory", { file });
    if (size > maxBytes) return createIoIssue("file-too-large", { file, received: megabytes(size), expected: megabytes(maxBytes) });
    const pieces: Uint8Array[] = [];
    for await (const piece of open(file)) {
      pieces.push(piece);
      read += piece.length;
      // A pipe or a device has no size to be checked before.
      if (read > maxBytes)
        return createIoIssue("file-too-large", { file, received: `> ${megabytes(read)}`, expected: megabytes(maxBytes) });
      onRead?.(read, size);
    }
    if (read < size) return unreadable("end of file");
    return Buffer.concat(pieces);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return createIoIssue("file-not-found", { file });
    return unreadable(code ?? message);
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
