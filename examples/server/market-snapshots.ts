/** The snapshots of a market in its folder: `market-CHANGE.snapshot`, named by the change that they hold. */
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError, type Config, type Corpus } from "alliance-match";
import { readSnapshot, writeSnapshot } from "alliance-match/node";

const NAME = /^market-(\d+)\.snapshot$/;
const SET_ASIDE = "ahead-of-database-";

export interface SnapshotPlace {
  readonly folder: string;
  readonly config: Config;
  /** The last change of the database. */
  readonly change: number;
}

/**
 * The newest snapshot that can be used. One of an older version, or damaged, is told and passed over: the records are all in the database.
 *
 * One that is ahead of the database (which was put back to an older day) is set aside under another name: the database's next changes would bear
 * numbers that the snapshot is thought to hold already.
 */
export async function openNewestSnapshot(
  { folder, config, change: last }: SnapshotPlace,
  onRefused: (file: string, codes: readonly string[]) => void,
): Promise<{ readonly corpus: Corpus; readonly change: number } | undefined> {
  for (const { file, change } of await snapshotFiles(folder)) {
    if (change > last) {
      await rename(join(folder, file), join(folder, `${SET_ASIDE}${file}`));
      onRefused(file, ["snapshot-ahead"]);
      continue;
    }
    try {
      return { corpus: await readSnapshot(join(folder, file), config), change };
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      onRefused(
        file,
        error.issues.map(({ code }) => code),
      );
    }
  }
  return undefined;
}

/** Writes a snapshot, then takes the older ones away: there is always one that is whole. @returns the file's name. */
export async function replaceSnapshot(folder: string, corpus: Corpus, change: number): Promise<string> {
  const file = `market-${change}.snapshot`;
  await writeSnapshot(join(folder, file), corpus);
  for (const old of await snapshotFiles(folder)) if (old.file !== file) await rm(join(folder, old.file), { force: true });
  return file;
}

async function snapshotFiles(folder: string): Promise<Array<{ readonly file: string; readonly change: number }>> {
  const files = (await readdir(folder)).flatMap((file) => {
    const match = NAME.exec(file);
    return match === null ? [] : [{ file, change: Number(match[1]) }];
  });
  return files.sort((a, b) => b.change - a.change);
}
