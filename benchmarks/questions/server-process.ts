import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

/** The example server as a process of its own, on the loopback address only. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly port: number;
}

export const TOKEN = "authority-of-the-benchmark";
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const WAIT_MS = 60_000;

/** @param tokens a file that gives `TOKEN` to the authority. Resolves once the server answers. */
export async function startServer(folder: string, tokens: string): Promise<ServerProcess> {
  const port = await freePort();
  const args = ["--import", "tsx", "examples/server/main.ts", "--folder", folder, "--port", String(port), "--tokens", tokens];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "ignore" });
  const server = { child, port };
  for (const until = Date.now() + WAIT_MS; Date.now() < until;) {
    if ((await send(server, new Agent(), { path: "/health" }).catch(() => undefined))?.status === 200) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server did not start");
}

export async function endServer({ child }: ServerProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

/** A port of the loopback address that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

export interface Sent {
  readonly path: string;
  readonly method?: "GET" | "POST" | "PUT";
  readonly body?: unknown;
}

export interface Received {
  readonly status: number;
  readonly text: string;
}

/** One request over an agent's connections; rejects where the connection breaks. */
export function send({ port }: ServerProcess, agent: Agent, { path, method = "GET", body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}`, ...(body !== undefined && { "content-type": "application/json" }) };
    const sent = request({ host: "127.0.0.1", port, path, method, agent, headers }, (reply) => {
      let text = "";
      reply
        .setEncoding("utf8")
        .on("data", (piece: string) => (text += piece))
        .on("end", () => resolve({ status: reply.statusCode!, text }))
        .on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
