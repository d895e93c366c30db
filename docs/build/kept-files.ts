import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Names of files with this ending that differ between two folders or are in one only, ordered by name. A folder that is not there is empty. */
export function differingFiles(fresh: string, kept: string, ending: string): string[] {
  const names = new Set([...namesIn(fresh, ending), ...namesIn(kept, ending)]);
  return [...names].sort().filter((name) => textOf(fresh, name) !== textOf(kept, name));
}

/** Makes the files with this ending in `kept` those of `fresh`; gives the names of those that changed, came or went. */
export function mirrorFiles(fresh: string, kept: string, ending: string): string[] {
  const differing = differingFiles(fresh, kept, ending);
  mkdirSync(kept, { recursive: true });
  for (const name of differing) {
    const text = textOf(fresh, name);
    if (text === undefined) rmSync(join(kept, name));
    else writeFileSync(join(kept, name), text);
  }
  return differing;
}

const namesIn = (folder: string, ending: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];

const textOf = (folder: string, name: string): string | undefined =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : undefined;
