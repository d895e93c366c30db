import { lstat, mkdir, open, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createIoIssue, type IoIssue } from "./io-issue.js";

export interface OutputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** What is asked of the file system, so that a test can let it fail. */
export interface Disk {
  /** Writes a whole file and waits until it is on the disk. */
  readonly write: (path: string, content: string | Uint8Array) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
}

export interface WriteOptions {
  /** Process that answers for what is unfinished; by default this one. */
  readonly owner?: number;
  readonly disk?: Disk;
}

const DISK: Disk = {
  rename,
  async write(path, content) {
    const file = await open(path, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  },
};

/** What is wrong with an output folder before anything is read: it is a file, or it would overwrite an input. */
export async function checkOutputFolder(folder: string, names: readonly string[], inputs: readonly string[]): Promise<readonly IoIssue[]> {
  const issues = inputs
    .filter((input) => names.some((name) => resolve(folder, name) === resolve(input)))
    .map((file) => createIoIssue("out-holds-input", { file }));
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && !found.isDirectory() ? [...issues, createIoIssue("out-is-file", { file: folder })] : issues;
}

/**
 * Writes files into a folder, all or none. Each is written whole under a temporary name in a hidden folder inside (on the same disk,
 * wherever the folder is mounted); when all are there, what they replace is set aside and they are renamed into place, the last one last.
 * If anything goes wrong, what was set aside goes back. Names in `stale` that are not written now are removed, so that the folder never
 * mixes two runs; whatever else lies there is left alone.
 *
 * @param files may be made one by one: each is dropped once it is written. What making them throws is thrown on.
 * @returns what went wrong, with the folder as it was; or nothing. A process that is killed while it renames (which takes a moment, and waits
 * for no signal) leaves whole files, but not the last of them.
 */
export async function writeOutputFolder(
  folder: string,
  files: Iterable<OutputFile> | AsyncIterable<OutputFile>,
  stale: readonly string[],
  { owner = process.pid, disk = DISK }: WriteOptions = {},
): Promise<IoIssue | undefined> {
  const temporary = unfinishedFolder(folder, owner);
  const top = await firstMissing(folder);
  let isThere = false;
  let isWritten = false;
  try {
    await mkdir(folder, { recursive: true });
    isThere = true;
    await removeAbandoned(folder);
    await mkdir(join(temporary, OLD), { recursive: true });
    const names: string[] = [];
    for await (const { name, content } of files) {
      await disk.write(join(temporary, name), content);
      names.push(name);
    }
    await withoutSignals(() => replaceFiles({ folder, temporary, names, stale, disk }));
    isWritten = true;
    return undefined;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    return createIoIssue("out-unwritable", { file: folder, received: code ?? syscall });
  } finally {
    if (isThere) await rm(temporary, { recursive: true, force: true });
    if (!isWritten) await removeEmpty(folder, top);
  }
}

/** Removes what a process left unfinished in an output folder, and empty folders up to `top`: what `firstMissing` said before it ran. */
export async function removeUnfinished(folder: string, owner: number, top: string | undefined): Promise<void> {
  await rm(unfinishedFolder(folder, owner), { recursive: true, force: true });
  await removeEmpty(folder, top);
}

/** The topmost folder on the way to `folder` that is not there yet; nothing where all are. */
export async function firstMissing(folder: string): Promise<string | undefined> {
  let missing: string | undefined;
  for (let at = resolve(folder); ; at = dirname(at)) {
    if ((await stat(at).catch(() => undefined)) !== undefined || at === dirname(at)) return missing;
    missing = at;
  }
}

const UNFINISHED = ".unfinished-";
/** Where replaced files wait until all the new ones are in place. */
const OLD = ".old";

function unfinishedFolder(folder: string, owner: number): string {
  return join(folder, `${UNFINISHED}${owner}`);
}

/** Takes away what processes that are no more left behind. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = /^\.unfinished-(\d+)$/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Removes `folder` and those above it up to `top` as far as they are empty; none where nothing was missing. */
async function removeEmpty(folder: string, top: string | undefined): Promise<void> {
  if (top === undefined) return;
  for (let at = resolve(folder); at.length >= top.length; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}

interface Replacement {
  readonly folder: string;
  readonly temporary: string;
  readonly names: readonly string[];
  readonly stale: readonly string[];
  readonly disk: Disk;
}

async function replaceFiles({ folder, temporary, names, stale, disk }: Replacement): Promise<void> {
  const undo: Array<() => Promise<void>> = [];
  const move = async (from: string, to: string): Promise<void> => {
    await disk.rename(from, to);
    undo.push(() => rename(to, from));
  };
  try {
    // The last file goes first and comes last: where it is, all is of one run.
    for (const name of new Set([...stale, ...names].reverse())) {
      const found = await lstat(join(folder, name)).catch(() => undefined);
      if (found?.isDirectory() === true) throw Object.assign(new Error(`${name} is a folder`), { code: "EISDIR", syscall: "rename" });
      if (found !== undefined) await move(join(folder, name), join(temporary, OLD, name));
    }
    for (const name of names) await move(join(temporary, name), join(folder, name));
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does what must not be stopped half way; it takes a moment. */
async function withoutSignals(work: () => Promise<void>): Promise<void> {
  const ignore = (): void => undefined;
  for (const signal of SIGNALS) process.on(signal, ignore);
  try {
    await work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, ignore);
  }
}
