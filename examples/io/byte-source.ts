import { FileProblem } from "./file-problem.js";
import { createIoIssue } from "./io-issue.js";
import { readBytes, readPieces, statFile, type ReadBytesOptions } from "./read-bytes.js";

/** Bytes that can be gone through piece by piece, as often as it takes; always the same ones. */
export type ByteSource = (onRead?: ReadBytesOptions["onRead"]) => AsyncIterable<Uint8Array>;

/**
 * A file as a source of bytes, of any size. What can be read only once, such as a pipe, is kept, up to what fits one text.
 * Going through it throws a `FileProblem`: what `readPieces` throws, or `file-unreadable` where the file is another than it was.
 */
export function fileSource(file: string, options: Pick<ReadBytesOptions, "open"> = {}): ByteSource {
  let first: string | undefined;
  let kept: Uint8Array | undefined;
  return async function* (onRead = () => undefined) {
    if (!(await statFile(file)).isFile()) {
      kept ??= await keptBytes(file, { ...options, onRead });
      yield kept;
      return;
    }
    yield* readPieces(file, { ...options, maxBytes: Infinity, onRead });
    const { size, mtimeMs } = await statFile(file);
    const now = `${size} bytes, ${mtimeMs} ms`;
    first ??= now;
    if (first !== now) throw new FileProblem(createIoIssue("file-unreadable", { file, received: "changed while it was read" }));
  };
}

async function keptBytes(file: string, options: ReadBytesOptions): Promise<Uint8Array> {
  const bytes = await readBytes(file, options);
  if (bytes instanceof Uint8Array) return bytes;
  throw new FileProblem(bytes);
}
