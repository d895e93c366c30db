import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configForChina } from "../../examples/job/china.js";
import { buildCorpus, InvariantError, rankOutcomes, type Corpus } from "../../src/index.js";
import type { CommandResult } from "../command.js";
import { circumstances, machineLoad, quantile } from "../measure.js";
import { readCounts } from "../options.js";
import { createWorld } from "../world.js";
import { endServer, send, startServer, TOKEN, type ServerProcess } from "./server-process.js";

/** `requests` a number of connections; the figures of the note: `--requests 33400`, so that 100,200 are asked in all. */
const DEFAULTS = { outcomes: 20_000, needs: 2_000, requests: 3_000, writes: 200 } as const;
const CONNECTIONS = [1, 8, 32] as const;
const CHECKED_NEEDS = 50;
const K = 10;
/** Records of one request: well below the server's limit of 1 MiB. */
const RECORDS_A_REQUEST = 500;

/** How many rankings a second does the example server give over HTTP, how long does one take, and does a killed server lose a record? */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const sizes = readCounts(argv, DEFAULTS);
  const folder = mkdtempSync(join(tmpdir(), "alliance-server-"));
  const tokens = join(folder, "tokens.json");
  writeFileSync(tokens, JSON.stringify({ [TOKEN]: "authority" }));
  let server = await startServer(join(folder, "market"), tokens);
  try {
    const corpus = await fillMarket(server, sizes);
    await checkAnswers(server, corpus);
    const machine = machineLoad();
    const loads: Load[] = [];
    for (const connections of CONNECTIONS) loads.push(await load(server, corpus, { connections, requests: sizes.requests }));
    const { rssMb } = await healthOf(server);
    const acknowledged = await killInWrites(server, sizes.writes);
    server = await startServer(join(folder, "market"), tokens);
    return report(sizes, {
      loads,
      machine,
      rssMb,
      lostAfterKill: await countLost(server, acknowledged),
      acknowledged: acknowledged.length,
    });
  } finally {
    await endServer(server, "SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts a planted market in by HTTP, and builds the same in this process to compare with. */
async function fillMarket(server: ServerProcess, { outcomes, needs }: Record<"outcomes" | "needs", number>): Promise<Corpus> {
  const world = createWorld();
  const market = { organisations: [...world.organisations()], outcomes: [...world.outcomes(outcomes)], needs: [...world.needs(needs)] };
  const agent = new Agent({ keepAlive: true });
  for (const [list, records] of Object.entries(market)) {
    for (let from = 0; from < records.length; from += RECORDS_A_REQUEST) {
      const body = { add: { [list]: records.slice(from, from + RECORDS_A_REQUEST) } };
      const { status, text } = await send(server, agent, { path: "/records", method: "POST", body });
      if (status !== 200) throw new InvariantError(`records were refused: ${text}`);
    }
  }
  const refit = await send(server, agent, { path: "/market/refit", method: "POST" });
  if (refit.status !== 200) throw new InvariantError(`refit was refused: ${refit.text}`);
  agent.destroy();
  return buildCorpus(market, configForChina()).corpus;
}

/** Answers over HTTP must be those of the library, to the last digit. */
async function checkAnswers(server: ServerProcess, corpus: Corpus): Promise<void> {
  for (const id of spread(corpus.needs.ids, CHECKED_NEEDS)) {
    const { text } = await send(server, new Agent(), { path: `/needs/${id}/outcomes?k=${K}` });
    const expected = JSON.stringify({ partners: rankOutcomes(corpus, id, { k: K }) });
    if (text !== expected) throw new InvariantError(`the server ranks need ${id} otherwise than the library`);
  }
}

interface Load {
  readonly connections: number;
  readonly rps: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The server's, a ranking. */
  readonly cpuMs: number;
  readonly errors: number;
}

interface Health {
  readonly rssMb: number;
  readonly cpuMs: number;
}

async function healthOf(server: ServerProcess): Promise<Health> {
  return JSON.parse((await send(server, new Agent(), { path: "/health" })).text) as Health;
}

/** So many rankings over so many connections, each with one request at a time. */
async function load(
  server: ServerProcess,
  corpus: Corpus,
  size: { readonly connections: number; readonly requests: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: size.connections });
  const { ids } = corpus.needs;
  const times: number[] = [];
  let errors = 0;
  let next = 0;
  const ask = async (): Promise<void> => {
    while (next < size.requests) {
      const path = `/needs/${ids[next++ % ids.length]}/outcomes?k=${K}`;
      const began = performance.now();
      const status = await send(server, agent, { path }).then(
        (received) => received.status,
        () => 0,
      );
      times.push(performance.now() - began);
      if (status !== 200) errors++;
    }
  };
  const before = await healthOf(server);
  const began = performance.now();
  await Promise.all(Array.from({ length: size.connections }, ask));
  const seconds = (performance.now() - began) / 1_000;
  const cpuMs = ((await healthOf(server)).cpuMs - before.cpuMs) / size.requests;
  agent.destroy();
  const rps = size.requests / seconds;
  return { connections: size.connections, rps, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99), cpuMs, errors };
}

/** Kills the server while several connections write. @returns the ids that it acknowledged. */
async function killInWrites(server: ServerProcess, writes: number): Promise<string[]> {
  const agent = new Agent({ keepAlive: true });
  const acknowledged: string[] = [];
  let sent = 0;
  const write = async (): Promise<void> => {
    for (;;) {
      const id = `written-${sent++}`;
      const body = { title: `窑炉余热回收 ${id}` };
      const received = await send(server, agent, { path: `/outcomes/${id}`, method: "PUT", body }).catch(() => undefined);
      if (received?.status !== 200) return;
      acknowledged.push(id);
      if (acknowledged.length === writes) server.child.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: 8 }, write));
  agent.destroy();
  await endServer(server, "SIGKILL");
  return acknowledged;
}

async function countLost(server: ServerProcess, ids: readonly string[]): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  let lost = 0;
  for (const id of ids) if ((await send(server, agent, { path: `/outcomes/${id}` })).status !== 200) lost++;
  agent.destroy();
  return lost;
}

function spread<A>(values: readonly A[], limit: number): A[] {
  const size = Math.min(values.length, limit);
  return Array.from({ length: size }, (_, at) => values[Math.floor((at * values.length) / size)]!);
}

interface Seen {
  /** When the loads began. */
  readonly machine: number;
  readonly loads: readonly Load[];
  readonly rssMb: number;
  readonly lostAfterKill: number;
  readonly acknowledged: number;
}

function report(sizes: Readonly<Record<string, number>>, { loads, machine, rssMb, lostAfterKill, acknowledged }: Seen): CommandResult {
  const best = loads.reduce((a, b) => (b.rps > a.rps ? b : a));
  const errors = loads.reduce((sum, each) => sum + each.errors, 0);
  const where = circumstances();
  const rows = [
    { figure: "processes that wanted a processor when it began", value: machine },
    ...loads.flatMap(({ connections, rps, p50Ms, p99Ms, cpuMs }) => [
      { figure: `rankings a second, ${connections} connections`, value: rps },
      { figure: `p50 ms, ${connections} connections`, value: p50Ms },
      { figure: `p99 ms, ${connections} connections`, value: p99Ms },
      { figure: `CPU of the server a ranking, ms, ${connections} connections`, value: cpuMs },
    ]),
    { figure: `memory after ${loads.length * sizes["requests"]!} rankings, MB`, value: rssMb },
    { figure: "requests that failed", value: errors, reach: "0" },
    { figure: `lost of ${acknowledged} acknowledged records after a kill`, value: lostAfterKill, reach: "0" },
  ];
  const json = {
    question: "server",
    ...sizes,
    rps: best.rps,
    p50Ms: best.p50Ms,
    p99Ms: best.p99Ms,
    errors,
    rssMb,
    lostAfterKill,
    acknowledged,
    machineLoad: machine,
    byConnections: loads,
    ...where,
  };
  const lines = [
    `server: the ${K} best of ${sizes["outcomes"]} outcomes over HTTP on loopback; ${CHECKED_NEEDS} answers equal to the library's`,
    ...rows.map(({ figure, value }) => `${figure.padEnd(50)}${Math.round(value * 100) / 100}`),
    `${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
  ];
  return { lines, json, rows };
}
