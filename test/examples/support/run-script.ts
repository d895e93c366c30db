import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root, from which every script is run. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export interface ScriptRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of `examples/` as a user does: as a process of its own, from the root. */
export function runScript(script: string, args: readonly string[] = []): Promise<ScriptRun> {
  return runStopped(`examples/${script}`, args, () => undefined);
}

/**
 * Runs a script and shows what it prints as it comes to a function that may send the process a signal, or end another.
 *
 * @param script from the root.
 */
export function runStopped(
  script: string,
  args: readonly string[],
  onPrint: (stdout: string, child: ChildProcess) => void,
): Promise<ScriptRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", script, ...args], { cwd: ROOT });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
      onPrint(stdout, child);
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** The JSON object that a command prints last. */
export function lastJson(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Record<string, unknown>;
}
