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
 * folder, forced to the disk, then renamed; then the folder is forced to the disk. Only its owner may read it, since a snapshot is as secret as
 * its most secret record; what a file of that name allowed before does not count, and a link of that name is replaced, not followed.
 *
 * @throws (rejects) what the file system says. The file is then as it was and nothing is left beside it, unless it was the folder that could not
 * be forced to the disk: then the new file is in place. A process that is killed may leave `name.….tmp` behind.
 * O(bytes), in memory beside the corpus.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * await writeSnapshot("out/market.snapshot", corpus);
 * rankOutcomes(await readSnapshot("out/market.snapshot"), "n1")[0].id; // "o1"
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
 * @param config as `openSnapshot` takes it.
 * @throws (rejects) what the file system says; ConfigError as `openSnapshot` throws it, every `snapshot-…` code.
 * O(bytes): all are read and checked, nothing is parsed.
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
