import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ROOT, runScript } from "./support/run-script.js";
import { scratchFolder } from "./support/scratch-folder.js";

const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) endGroup(child, "SIGKILL");
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** When the output first holds a text. */
  readonly shows: (text: string) => Promise<void>;
}

const NPM = ["npm", "run", "--silent"] as const;
const NODE = [process.execPath, "--import", "tsx"] as const;

/** A command as a person types it into a terminal: npm, its shell and the program are one group, and Ctrl-C goes to all of them. */
function startInTerminal([program, ...first]: readonly string[], script: string, args: readonly string[]): Started {
  const child = spawn(program!, [...first, script, ...(program === "npm" ? ["--"] : []), ...args], { cwd: ROOT, detached: true });
  running.add(child);
  child.on("exit", () => running.delete(child));
  let output = "";
  let look = (): void => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => {
      output += piece;
      look();
    });
  }
  const shows = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      look = () => output.includes(text) && resolve();
      child.on("exit", () => reject(new Error(`ended without “${text}”: ${output}`)));
      look();
    });
  return { child, output: () => output, shows };
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-child.pid!, signal);
  } catch {
    // Nobody of the group is left.
    return false;
  }
}

/** Ctrl-C. @returns the status as a shell sees it, and whether anybody of the group is left a moment later. */
async function stop({ child }: Started): Promise<{ status: number; isAnybodyLeft: boolean }> {
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  endGroup(child, "SIGINT");
  const [code, signal] = await ended;
  // What has ended stays in the group until its parent has looked at it.
  for (let tries = 0; tries < 100 && endGroup(child, 0); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  return { status: code ?? (signal === "SIGINT" ? 130 : -1), isAnybodyLeft: endGroup(child, 0) };
}

async function takePort(): Promise<{ readonly port: number; readonly free: () => Promise<void> }> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  return { port, free: () => new Promise((resolve) => probe.close(() => resolve())) };
}

async function freePort(): Promise<string> {
  const { port, free } = await takePort();
  await free();
  return String(port);
}

describe("Ctrl-C", () => {
  const scratch = scratchFolder();

  it.each([
    ["the program with 0", NODE, "examples/portal/main.ts", 0],
    // npm's shell dies of the signal itself, whatever the program says.
    ["npm run portal with npm's own 130", NPM, "portal", 130],
  ] as const)("ends %s, though a browser keeps its connection, and leaves nobody behind", async (_, command, script, expected) => {
    const port = await freePort();
    const portal = startInTerminal(command, script, ["--port", port, "--out", scratch.path("page")]);
    await portal.shows("(Ctrl-C)");
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    expect(await stop(portal)).toEqual({ status: expected, isAnybodyLeft: false });
  });

  it("ends the server with 0 while somebody listens to a plan, and leaves a snapshot, no lock and nobody behind", async () => {
    const port = await freePort();
    const folder = scratch.path("market");
    const tokens = scratch.write("tokens.json", JSON.stringify({ staff: "authority" }));
    const server = startInTerminal(NODE, "examples/server/main.ts", [
      "--port",
      port,
      "--folder",
      folder,
      "--catalogue",
      "--tokens",
      tokens,
    ]);
    await server.shows("Server listening");
    const headers = { authorization: "Bearer staff", "content-type": "application/json" };
    const url = `http://127.0.0.1:${port}`;
    const job = await fetch(`${url}/plans`, { method: "POST", headers, body: JSON.stringify({ shape: "many-to-many", perNeed: 5 }) });
    const { id } = (await job.json()) as { id: string };
    const events = await fetch(`${url}/plans/${id}/events`, { headers });
    // A connection kept open for a next request would be waited for, a minute and more.
    expect([events.status, events.headers.get("connection")]).toEqual([200, "close"]);
    expect(await stop(server)).toEqual({ status: 0, isAnybodyLeft: false });
    expect(await events.text()).toContain("event: state");
    expect(readdirSync(folder).sort()).toEqual(["database", "market-1.snapshot"]);
  });

  it("ends npm start with 130 in the middle of the work, and leaves no folder that was not there", async () => {
    const out = scratch.path("new/out");
    const start = startInTerminal(NPM, "start", ["--out", out, "--lang", "en"]);
    await start.shows("Issues in the data");
    expect(await stop(start)).toEqual({ status: 130, isAnybodyLeft: false });
    expect(start.output()).toContain("[stopped] stopped by SIGINT: nothing was written");
    expect(existsSync(scratch.path("new"))).toBe(false);
  });
});

describe("a command that cannot serve", () => {
  const scratch = scratchFolder();

  it("ends with 2 where the port is taken, by its code", async () => {
    const { port, free } = await takePort();
    const taken = ["--port", String(port)];
    const portal = await runScript("portal/main.ts", [...taken, "--out", scratch.path("page")]);
    expect(portal).toMatchObject({ status: 2, stderr: expect.stringContaining("[port-taken]") as string });
    const server = await runScript("server/main.ts", [...taken, "--folder", scratch.path("market")]);
    expect(server).toMatchObject({ status: 2, stderr: expect.stringContaining("[port-taken]") as string });
    expect(readdirSync(scratch.path("market"))).not.toContain("server.lock");
    await free();
  });

  it("never opens a database that another process has open, and takes over from one that was killed", async () => {
    const lock = scratch.write("market/server.lock", String(process.pid));
    const refused = await runScript("server/main.ts", ["--folder", scratch.path("market")]);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("[folder-taken]") as string });
    expect(existsSync(lock)).toBe(true);

    const gone = spawn(process.execPath, ["--eval", ""]);
    await once(gone, "exit");
    scratch.write("market/server.lock", String(gone.pid));
    const server = startInTerminal(NPM, "server", ["--folder", scratch.path("market"), "--port", await freePort()]);
    await server.shows("Server listening");
    expect(await stop(server)).toEqual({ status: 130, isAnybodyLeft: false });
    expect(readdirSync(scratch.path("market"))).not.toContain("server.lock");
  });

  it("says why in the language asked for, Chinese by default, as the other commands do", async () => {
    const lock = scratch.write("spoken/server.lock", String(process.pid));
    scratch.write("other/thesis.txt", "years of work");
    for (const [options, server, page] of [
      [[], "正由另一个进程", "中有其他内容"],
      [["--lang", "en"], "is in use by another process", "holds something else"],
    ] as const) {
      expect((await runScript("server/main.ts", ["--folder", scratch.path("spoken"), ...options])).stderr).toContain(server);
      expect((await runScript("portal/main.ts", ["--out", scratch.path("other"), ...options])).stderr).toContain(page);
    }
    for (const script of ["server/main.ts", "portal/main.ts"])
      expect(await runScript(script, ["--lang", "fr"])).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("[flag-invalid]") as string,
      });
    expect(existsSync(lock)).toBe(true);
  });

  it("removes no folder that holds anything but a page", async () => {
    scratch.write("mine/thesis.txt", "years of work");
    const folder = await runScript("portal/main.ts", ["--out", scratch.path("mine")]);
    expect(folder).toMatchObject({ status: 2, stderr: expect.stringContaining("[out-holds-other]") as string });
    const file = await runScript("portal/main.ts", ["--out", scratch.path("mine/thesis.txt")]);
    expect(file).toMatchObject({ status: 2, stderr: expect.stringContaining("[out-is-file]") as string });
    expect(readdirSync(scratch.path("mine"))).toEqual(["thesis.txt"]);
  });
});
