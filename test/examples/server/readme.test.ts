import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { describe, expect, it, vi } from "vitest";
import { ANSWERS } from "../../../examples/server/answer-catalogue.js";
import { createApp } from "../../../examples/server/app.js";
import { fences } from "../../docs/extract.js";
import { scratchFolder } from "../support/scratch-folder.js";
import { serverProcesses } from "../support/server-process.js";

const scratch = scratchFolder();
const startServer = serverProcesses();
/** Its own session wants what it is made of, which `.ci/run` installs; elsewhere that test is skipped. */
const hasCurl = ["bash", "curl"].every((command) => spawnSync(command, ["--version"]).status === 0);

/** Runs the lines of a session in one shell, and gives what each printed. Where the server is and its token are put in, as the page says. */
async function runSession(lines: readonly string[], setting: { readonly URL: string; readonly TOKEN: string }): Promise<string[]> {
  const given = lines.map((line) => {
    const [, name] = /^(URL|TOKEN)=/.exec(line) ?? [];
    return name === undefined ? line : `${name}='${setting[name as keyof typeof setting]}'`;
  });
  const shell = spawn("bash", ["-euo", "pipefail", "-c", given.join("\nprintf '\\0'\n")]);
  const [printed, complaints, ended] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, "close")]);
  expect([ended, complaints]).toEqual([[0, null], ""]);
  return printed.split("\0");
}

/** The requests that a cell of a table names: `GET /needs/ID/outcomes?k=10`, or methods by themselves before the addresses that they go with. */
function requestsOf(cell: string): string[] {
  const methods: string[] = [];
  return [...cell.matchAll(/`(?:([A-Z]+)|(?:([A-Z]+) )?(\/[^`?]*)[^`]*)`/g)].flatMap(([, alone, method, address]) => {
    if (alone !== undefined) methods.push(alone);
    if (address === undefined) return [];
    const path = address
      .replace(/ID|JOB/, ":id")
      .replace("NEED", ":need")
      .replace("OUTCOME", ":outcome");
    return (method === undefined ? methods : [method]).map((each) => `${each} ${path}`);
  });
}

/** What the server answers; Fastify adds HEAD to every GET. */
function routes(): string[] {
  const nothing = {} as never;
  const app = createApp({ market: nothing, search: nothing, jobs: nothing, tokens: {} });
  const printed = app.printRoutes({ commonPrefix: false });
  const above: string[] = [];
  return printed.split("\n").flatMap((line) => {
    const [, indent, segment, methods] = /^([│├└─ ]*)(\S+)(?: \((.*)\))?$/.exec(line) ?? [];
    if (segment === undefined) return [];
    const depth = indent!.length / 4;
    above.splice(depth - 1, Infinity, segment);
    return (methods ?? "").split(", ").flatMap((method) => (method === "" || method === "HEAD" ? [] : [`${method} ${above.join("")}`]));
  });
}

describe.each([
  ["examples/server/README.md", 2],
  ["examples/server/README.zh-CN.md", 1],
] as const)("%s", (page, at) => {
  it("has every code of the server with its status and its text, in the order of the catalogue, and no other", () => {
    const rows = [...readFileSync(page, "utf8").matchAll(/^\| `([a-z-]+)` \| (\d+) \| (.*) \|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual(Object.entries(ANSWERS).map(([code, answer]) => [code, String(answer[0]), answer[at]]));
  });

  it("has every request that the server takes, and no other", () => {
    const rows = [...readFileSync(page, "utf8").matchAll(/^\| (`(?:GET|PUT|POST).*?) \|/gm)].map(([, cell]) => cell!);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.flatMap(requestsOf).sort()).toEqual(routes().sort());
  });

  it.skipIf(!hasCurl)("shows a session by curl that goes as it says", async () => {
    const lines = fences(page)
      .find(({ text }) => text.includes("curl"))!
      .text.trimEnd()
      .split("\n");
    expect(lines.slice(0, 2)).toEqual(["URL=http://127.0.0.1:8080", "TOKEN=…"]);
    expect(lines.filter((line) => /\bcurl /.test(line))).toHaveLength(7);
    const { child, url, lines: logged } = await startServer(["--catalogue", "--folder", scratch.path(page)]);
    await vi.waitFor(() => expect(logged().at(-1)).toHaveProperty("token"));
    const token = logged().at(-1)!["token"] as string;
    const [, , ranked, explained, put, ranksNew, ordered, events, refused] = await runSession(lines, { URL: url, TOKEN: token });
    const read = (body: string | undefined) => JSON.parse(body!) as Record<string, never>;
    expect(read(ranked)["partners"]).toHaveLength(2);
    expect(read(explained)).toMatchObject({ need: "n001", outcome: "o001", score: expect.any(Number) as number });
    expect(read(put)).toMatchObject({ kept: { needs: ["x1"] }, issues: [] });
    expect(read(ranksNew)["partners"]).toHaveLength(1);
    expect(ordered).toBe("");
    const states = events!.split("\n").flatMap((line) => (line.startsWith("data: ") ? [read(line.slice("data: ".length))] : []));
    expect(states.at(-1)).toMatchObject({ status: "done", plan: { shape: "one-to-many" } });
    expect(read(refused)["error"]).toMatchObject({ code: "not-found", message: ANSWERS["not-found"][1] });
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});
