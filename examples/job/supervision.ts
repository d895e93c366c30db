import { spawn } from "node:child_process";
import { constants } from "node:os";
import { parseFlags } from "../io/command-line.js";
import { createIoIssue, formatIoIssue } from "../io/io-issue.js";
import { firstMissing, removeUnfinished } from "../io/output-folder.js";
import { clearAbandonedBar } from "../io/progress.js";
import { EXIT, warn } from "./exit.js";
import { readLanguage } from "./language.js";

/** What a person or a system may send to end a job. */
const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Of what is ended by a signal, shells see this much and the signal's number. */
const SIGNAL_BASE = 128;

/** Ends of a job that wrote nothing. */
const NOTHING_WRITTEN: ReadonlySet<number> = new Set([EXIT.usage, EXIT.defect]);

/**
 * Runs a script of this folder with the arguments of this process, and ends with its status. The script has a process of its own, so that
 * it can be stopped at once however deep it is in a calculation: whoever sends SIGINT, SIGTERM or SIGHUP to this process ends it with
 * 128 + the signal's number (130 for SIGINT), is told what of the output folder holds, and finds no half of a file there. A script that
 * is ended by somebody else, such as a system without memory, is told of in the same way.
 *
 * @param defaultOut the output folder of a script that has one without `--out`.
 */
export async function superviseJob(script: string, defaultOut?: string): Promise<void> {
  const args = process.argv.slice(2);
  const { values } = parseFlags(args, { out: { value: "DIR" }, lang: { value: "zh|en" } });
  const { language } = readLanguage(values["lang"]);
  const out = values["out"] ?? defaultOut;
  const top = out === undefined ? undefined : await firstMissing(out);
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], { stdio: "inherit" });
  let stoppedBy: (typeof STOPS)[number] | undefined;
  for (const signal of STOPS) {
    process.on(signal, () => {
      stoppedBy ??= signal;
      // A terminal tells both of us; whoever tells this process alone means the job too.
      child.kill(signal);
    });
  }
  const { code, endedBy } = await new Promise<{ code: number | null; endedBy: NodeJS.Signals | null }>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status, signal) => resolve({ code: status, endedBy: signal }));
  });
  if (stoppedBy === undefined && code !== null && code < SIGNAL_BASE) {
    process.exitCode = code;
    return;
  }
  const isWhole = code !== null && !NOTHING_WRITTEN.has(code) && code < SIGNAL_BASE;
  if (!isWhole && out !== undefined) await removeUnfinished(out, process.pid, top);
  const received = stoppedBy ?? endedBy ?? String(code);
  const issueCode = stoppedBy === undefined ? "job-lost" : isWhole ? "stopped-after-writing" : "stopped";
  clearAbandonedBar();
  warn(`[${issueCode}] ${formatIoIssue(createIoIssue(issueCode, { file: out ?? "--out", received }), language)}`);
  const signal = stoppedBy ?? endedBy;
  process.exitCode = signal === null ? code! : SIGNAL_BASE + constants.signals[signal];
}
