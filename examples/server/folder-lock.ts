import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createIoIssue, type IoIssue } from "../io/io-issue.js";

const NAME = "server.lock";
/** Folders that this process has: their locks bear its number too. */
const held = new Set<string>();

/**
 * Takes a folder for this process alone: two servers on one database would ruin it.
 *
 * A process that was killed leaves its lock behind; it is taken over, since the number in it is that of no process any more, or this one's own: in a
 * container that is started again the server often has the number that it had. What this process has it does not take twice.
 *
 * @returns how to give the folder back, or `folder-taken`.
 */
export async function lockFolder(folder: string): Promise<(() => Promise<void>) | IoIssue> {
  await mkdir(folder, { recursive: true });
  const file = resolve(join(folder, NAME));
  const refusal = (owner: string): IoIssue => createIoIssue("folder-taken", { file: folder, received: owner, option: "--folder" });
  if (held.has(file)) return refusal(String(process.pid));
  for (let tries = 0; tries < 2; tries++) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      held.add(file);
      return async () => {
        await rm(file, { force: true });
        held.delete(file);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = Number(await readFile(file, "utf8").catch(() => ""));
    if (owner !== process.pid && isRunning(owner)) return refusal(String(owner));
    await rm(file, { force: true });
  }
  return refusal("?");
}

function isRunning(id: number): boolean {
  if (!Number.isInteger(id) || id <= 0) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one all the same.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
