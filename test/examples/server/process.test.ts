import { existsSync, readdirSync } from "node:fs";
import { once } from "node:events";
import { expect, it } from "vitest";
import { freePort } from "../../../benchmarks/questions/server-process.js";
import { runStopped } from "../support/run-script.js";
import { scratchFolder } from "../support/scratch-folder.js";
import { serverProcesses, type ServerProcess } from "../support/server-process.js";

const scratch = scratchFolder();
const startServer = serverProcesses();
const startProcess = (folder: string): Promise<ServerProcess> =>
  startServer(["--folder", folder, "--tokens", scratch.write("tokens.json", JSON.stringify({ "the-authority": "authority" }))]);

const put = (url: string, id: string): Promise<boolean> =>
  fetch(`${url}/outcomes/${id}`, {
    method: "PUT",
    headers: { authorization: "Bearer the-authority", "content-type": "application/json" },
    body: JSON.stringify({ title: `窑炉余热回收 ${id}` }),
  }).then(
    async (reply) => (await reply.json(), reply.ok),
    () => false,
  );

it("loses no acknowledged record when it is killed in the middle of writes", async () => {
  const folder = scratch.path("killed");
  const first = await startProcess(folder);
  const acknowledged: string[] = [];
  let sent = 0;
  const writer = async (): Promise<void> => {
    for (;;) {
      const id = `o${sent++}`;
      if (!(await put(first.url, id))) return;
      acknowledged.push(id);
      if (acknowledged.length === 60) first.child.kill("SIGKILL");
    }
  };
  await Promise.all([writer(), writer(), writer(), writer()]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(sent).toBeGreaterThan(acknowledged.length);

  const second = await startProcess(folder);
  const missing = [];
  for (const id of acknowledged) if (!(await fetch(`${second.url}/outcomes/${id}`)).ok) missing.push(id);
  expect(missing).toEqual([]);
  // From the snapshot of the first change, with all the later ones read back from the database.
  expect(second.lines()).toContainEqual(expect.objectContaining({ event: "market-opened", from: "snapshot" }));
  const { replayed } = second.lines().find(({ event }) => event === "market-opened") as { replayed: number };
  expect(replayed).toBeGreaterThanOrEqual(acknowledged.length - 1);
  second.child.kill("SIGTERM");
  await once(second.child, "exit");
});

it("ends with 0 on SIGTERM, leaves a snapshot, and logs JSON a line, without the words that were searched for", async () => {
  const folder = scratch.path("stopped");
  const { child, url, lines } = await startProcess(folder);
  expect(await put(url, "o1")).toBe(true);
  expect((await fetch(`${url}/search?q=secret-words`)).status).toBeLessThan(504);
  child.kill("SIGTERM");
  const [status] = (await once(child, "exit")) as [number];
  expect(status).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(["database", "market-1.snapshot"]);
  expect(lines()).toContainEqual(expect.objectContaining({ event: "market-opened", from: "records" }));
  expect(lines()).toContainEqual(expect.objectContaining({ req: { method: "GET", path: "/search" } }));
  expect(JSON.stringify(lines())).not.toContain("secret-words");
});

it.each([
  ["a list, whose tokens would be numbers", ["authority"]],
  ["an empty token", { "": "authority" }],
  ["a circle that there is not", { staff: "everybody" }],
])("refuses a file of tokens with %s, and starts nothing", async (_, tokens) => {
  const folder = scratch.path("refused");
  const file = scratch.write("bad-tokens.json", JSON.stringify(tokens));
  // One that starts all the same tells so, and is ended.
  const args = ["--folder", folder, "--tokens", file, "--port", String(await freePort())];
  const { status, stderr } = await runStopped("examples/server/main.ts", args, (_printed, child) => child.kill());
  expect([status, stderr]).toEqual([2, expect.stringContaining("--tokens")]);
  expect(existsSync(folder)).toBe(false);
});
