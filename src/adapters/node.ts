/// <reference types="node" />
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../corpus/config.js";
import type { Corpus } from "../corpus/corpus.js";
import { openSnapshot } from "../corpus/snapshot-open.js";
import { saveSnapshot } from "../corpus/snapshot-save.js";

/**
 * Writes a corpus to a file so that, whatever happens, there is the old file or the new one, never half of one: under another name in the same
 * folder, forced to the disk, then renamed.
 *
 * Rejects with what the file system says; the file is then as it was.
 */
export async function writeSnapshot(path: string, corpus: Corpus): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(new Uint8Array(saveSnapshot(corpus)));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The new name lasts once the folder is on the disk; systems that cannot open folders see to it themselves. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!["EISDIR", "EPERM", "EACCES", "EINVAL"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

/**
 * Reads a corpus from a file into shared memory, where `matchAllInWorkers` uses it without copying.
 *
 * @throws (rejects) what the file system says; ConfigError as `openSnapshot` throws it.
 */
export async function readSnapshot(path: string, config?: Config): Promise<Corpus> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    for (let done = 0; done < size;) {
      const { bytesRead } = await file.read(bytes, done, size - done, done);
      // Cut short while it was read: what is missing is zeros, which the checksum finds.
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return openSnapshot(bytes, config);
  } finally {
    await file.close();
  }
}
