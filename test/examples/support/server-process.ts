import { spawn, type ChildProcess } from "node:child_process";
import { afterEach } from "vitest";
import { freePort } from "../../../benchmarks/questions/server-process.js";
import { ROOT } from "./run-script.js";

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it has logged so far. */
  readonly lines: () => Array<Record<string, unknown>>;
}

const WAIT_MS = 60_000;

/**
 * How to start the example server as a process of its own, as a person starts it, on the loopback address and a free port; without tsx's command, so
 * that a signal meets the server itself. It has logged that it listens. What runs after a test is ended.
 */
export function serverProcesses(): (args: readonly string[]) => Promise<ServerProcess> {
  const running = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of running) child.kill("SIGKILL");
  });
  return async (args) => {
    const port = await freePort();
    const child = spawn(process.execPath, ["--import", "tsx", "examples/server/main.ts", "--port", String(port), ...args], { cwd: ROOT });
    running.add(child);
    child.on("exit", () => running.delete(child));
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    const isUp = (): boolean => text.includes("Server listening");
    for (const until = Date.now() + WAIT_MS; Date.now() < until && !isUp() && child.exitCode === null;)
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (!isUp()) throw new Error(`the server did not start: ${text}`);
    const lines = () =>
      text
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { child, url: `http://127.0.0.1:${port}`, lines };
  };
}
