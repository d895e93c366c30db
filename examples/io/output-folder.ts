import { mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createIoIssue, type IoIssue } from "./io-issue.js";

export interface OutputFile {
  readonly name: string;
  readonly content: string;
}

/** What is wrong with an output folder before anything is read: it is a file, or it would overwrite an input. */
export async function checkOutputFolder(folder: string, names: readonly string[], inputs: readonly string[]): Promise<readonly IoIssue[]> {
  const issues = inputs
    .filter((input) => names.some((name) => resolve(folder, name) === resolve(input)))
    .map((file) => createIoIssue("out-holds-input", { file }));
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && !found.isDirectory() ? [...issues, createIoIssue("out-is-file", { file: folder })] : issues;
}

/**
 * Writes files into a folder, all or none: first into a temporary folder beside it, then renamed into place. Names in `stale`
 * that are not written now are removed, so that the folder never mixes two runs; whatever else lies there is left alone.
 *
 * @returns what went wrong, with the folder as it was; or nothing.
 */
export async function writeOutputFolder(
  folder: string,
  files: readonly OutputFile[],
  stale: readonly string[],
): Promise<IoIssue | undefined> {
  let temporary: string | undefined;
  try {
    await mkdir(dirname(resolve(folder)), { recursive: true });
    temporary = await mkdtemp(`${resolve(folder)}.tmp-`);
    for (const { name, content } of files) await writeFile(join(temporary, name), content);
    await mkdir(folder, { recursive: true });
    for (const name of stale) if (!files.some((file) => file.name === name)) await rm(join(folder, name), { force: true });
    for (const { name } of files) await rename(join(temporary, name), join(folder, name));
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return createIoIssue("out-unwritable", { file: folder, received: code ?? message });
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}
