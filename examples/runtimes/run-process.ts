import { execFile } from "node:child_process";

export interface ProcessRun {
  readonly succeeded: boolean;
  readonly stdout: string;
  /** Why it did not succeed, in one line; empty where it did. */
  readonly reason: string;
}

export interface ProcessOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const LONGEST_MS = 300_000;
const MOST_BYTES = 64 * 2 ** 20;

/** Runs a program to its end, at most five minutes. Never rejects: what goes wrong is the reason. */
export function runProcess(program: string, args: readonly string[], { folder, environment }: ProcessOptions): Promise<ProcessRun> {
  const options = { cwd: folder, env: { ...process.env, ...environment }, timeout: LONGEST_MS, maxBuffer: MOST_BYTES };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ succeeded: error === null, stdout, reason: error === null ? "" : firstReason(`${stderr}\n${stdout}\n${error.message}`) });
    });
  });
}

/** The line that says most: one that names an error, else the first. */
function firstReason(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.find((line) => /\b(?:error|E[A-Z]{3,})\b/i.test(line)) ?? lines.find((line) => line !== "") ?? "no reason given";
}
