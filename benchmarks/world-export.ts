/**
 * `npx tsx benchmarks/world-export.ts DIR [--needs 120] [--outcomes 2000] [--judged 48] [--seed 1] [--world balanced] [--pool judged] [--json]`:
 * writes a planted world as a judged set that `npm run quality -- DIR` reads: needs.jsonl, outcomes.jsonl, judgements.tsv, meta.json.
 *
 * The same options write the same bytes. The folder must be new or empty. Exit status 0, or 2 for bad usage.
 */
import { mkdirSync, openSync, closeSync, readdirSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Judgement } from "../src/evaluate/index.js";
import { CommandError, runCommand, type CommandResult } from "./command.js";
import { createWorld, WORLD_NAMES, type WorldName } from "./world.js";

const POOLS = ["judged", "all"] as const;
const USAGE = `usage: npx tsx benchmarks/world-export.ts DIR [--needs N] [--outcomes N] [--judged N] [--seed N] [--world ${WORLD_NAMES.join("|")}] [--pool judged|all] [--json]`;
/** Enough for intervals of a few hundredths, small enough for a tuner that tries thousands of weights. */
const DEFAULTS = { needs: "120", outcomes: "2000", judged: "48", seed: "1", world: "balanced", pool: "judged" } as const;
/** A grade that a broker would act on, as on the transfer platform. */
const RELEVANT_FROM = 2;
/** Characters gathered before a write. */
const WRITE_SIZE = 1 << 16;

interface ExportOptions {
  readonly folder: string;
  readonly needs: number;
  readonly outcomes: number;
  readonly judged: number;
  readonly seed: number;
  readonly world: WorldName;
  readonly pool: (typeof POOLS)[number];
}

function exportWorld(argv: readonly string[]): CommandResult {
  const { folder, needs, outcomes, judged, seed, world: name, pool } = readOptions(argv);
  makeFolder(folder);
  const world = createWorld({ seed }, name);
  const { truth } = world.parameters;
  const written = {
    needs: writeLines(
      join(folder, "needs.jsonl"),
      mapLines(world.needs(needs), (need) => JSON.stringify(need)),
    ),
    outcomes: writeLines(
      join(folder, "outcomes.jsonl"),
      mapLines(world.outcomes(outcomes), (outcome) => JSON.stringify(outcome)),
    ),
    judgements: writeLines(join(folder, "judgements.tsv"), judgementLines(world.judgements({ needs, outcomes, perNeed: judged }))) - 1,
  };
  const meta = {
    name: `planted world ${name}, seed ${seed}`,
    pool,
    gain: "exponential",
    relevantFrom: RELEVANT_FROM,
    minJudged: 2,
    minTopGrade: RELEVANT_FROM,
    // For the reader: what a tuner should find. Programs that rank do not look at it.
    planted: truth,
  };
  writeLines(join(folder, "meta.json"), [JSON.stringify(meta, undefined, 2)]);
  return {
    lines: [
      `${folder}: ${written.needs} needs, ${written.outcomes} outcomes, ${written.judgements} judgements of the world ${name}, seed ${seed}`,
    ],
    json: { folder, world: name, seed, pool, ...written, planted: truth },
  };
}

function readOptions(argv: readonly string[]): ExportOptions {
  try {
    const text = { type: "string" as const };
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { needs: text, outcomes: text, judged: text, seed: text, world: text, pool: text, json: { type: "boolean" } },
      allowPositionals: true,
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) throw new Error(`one folder is wanted, ${positionals.length} given`);
    const given = { ...DEFAULTS, ...values };
    return {
      folder,
      needs: whole("needs", given.needs),
      outcomes: whole("outcomes", given.outcomes),
      judged: whole("judged", given.judged),
      seed: whole("seed", given.seed),
      world: choice("world", given.world, WORLD_NAMES),
      pool: choice("pool", given.pool, POOLS),
    };
  } catch (error) {
    throw new CommandError("bad-usage", `${(error as Error).message}\n${USAGE}`);
  }
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} should be a whole number from 1 to 999999999 but is ${text}`);
  return Number(text);
}

function choice<A extends string>(name: string, text: string, choices: readonly A[]): A {
  const found = choices.find((known) => known === text);
  if (found === undefined) throw new Error(`--${name} should be one of ${choices.join(", ")} but is ${text}`);
  return found;
}

function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory()) throw new CommandError("not-a-folder", `${folder} is not a folder`);
  if (found !== undefined && readdirSync(folder).length > 0)
    throw new CommandError("bad-usage", `${folder} is not empty; name a new folder\n${USAGE}`);
  mkdirSync(folder, { recursive: true });
}

function* judgementLines(judgements: Iterable<Judgement>): Iterable<string> {
  yield "needId\toutcomeId\tgrade";
  for (const { needId, outcomeId, grade } of judgements) yield `${needId}\t${outcomeId}\t${grade}`;
}

function* mapLines<A>(items: Iterable<A>, lineOf: (item: A) => string): Iterable<string> {
  for (const item of items) yield lineOf(item);
}

/** Writes lines as they come, so that a world larger than memory can be written. @returns how many. */
function writeLines(file: string, lines: Iterable<string>): number {
  const handle = openSync(file, "w");
  let count = 0;
  let buffer = "";
  try {
    for (const line of lines) {
      buffer += `${line}\n`;
      count++;
      if (buffer.length < WRITE_SIZE) continue;
      writeSync(handle, buffer);
      buffer = "";
    }
    writeSync(handle, buffer);
  } finally {
    closeSync(handle);
  }
  return count;
}

await runCommand(process.argv.slice(2), exportWorld);
