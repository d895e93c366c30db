import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetWriteBuffer } from "hyparquet-writer";
import { xlsxBytes } from "../../examples/io/xlsx-bytes.js";
import { InvariantError } from "../../src/index.js";
import type { CommandResult } from "../command.js";
import { gbkBytes } from "../gbk-bytes.js";
import { circumstances } from "../measure.js";
import { readCounts } from "../options.js";
import { createWorld } from "../world.js";

/** Rows a side. The figures of the note: `--rows 20000`. */
const DEFAULTS = { rows: 1_000 } as const;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MAX_PEAK_MB = 1_500;
/** In every so many rows, one that cannot become a record. */
const ROWS_A_REJECTED = 97;

/** A table of texts as a data team keeps it. */
interface Table {
  readonly header: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
}

type Format = "csv" | "xlsx" | "parquet";
const FORMATS: readonly Format[] = ["csv", "xlsx", "parquet"];

/**
 * How long does the match command take over files, and how much memory? A planted market of so many outcomes and as many needs, some rows of
 * each without an id, goes through `npm run match` as CSV in GBK (twice), as workbooks and as Parquet, in a process of its own each time.
 */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const { rows } = readCounts(argv, DEFAULTS);
  const folder = mkdtempSync(join(tmpdir(), "alliance-files-"));
  try {
    const { outcomes, needs } = plantedTables(rows);
    const runs = new Map<Format, Run>();
    for (const format of FORMATS) {
      writeFileSync(join(folder, `outcomes.${format}`), await bytesOf(outcomes, format, "成果"));
      writeFileSync(join(folder, `needs.${format}`), await bytesOf(needs, format, "需求"));
      runs.set(format, await matchFiles(folder, format, `out-${format}`));
    }
    const again = await matchFiles(folder, "csv", "out-again");
    const first = runs.get("csv")!;
    checkCounts(runs, 2 * rows);
    return report(rows, runs, sameFiles(first.out, again.out));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plantedTables(rows: number): Readonly<Record<"outcomes" | "needs", Table>> {
  const world = createWorld();
  const idAt = (id: string, at: number): string => (at % ROWS_A_REJECTED === ROWS_A_REJECTED - 1 ? "" : id);
  return {
    outcomes: {
      header: ["成果编号", "成果名称", "成果简介", "所属高校", "技术领域", "所在地市"],
      rows: [...world.outcomes(rows)].map(({ id, title = "", abstract = "", organisation = "", industries = [], region = "" }, at) => [
        idAt(id, at),
        title,
        abstract,
        organisation,
        industries.join(";"),
        region,
      ]),
    },
    needs: {
      header: ["需求编号", "需求名称", "需求描述", "企业名称", "行业", "所在地市"],
      rows: [...world.needs(rows)].map(({ id, title = "", description = "", organisation = "", industries = [], region = "" }, at) => [
        idAt(id, at),
        title,
        description,
        organisation,
        industries.join(";"),
        region,
      ]),
    },
  };
}

async function bytesOf({ header, rows }: Table, format: Format, sheet: string): Promise<Uint8Array> {
  switch (format) {
    case "csv": {
      const line = (cells: readonly string[]): Uint8Array => gbkBytes(`${cells.map(quoted).join(",")}\r\n`);
      return Buffer.concat([line(header), ...rows.map(line)]);
    }
    case "xlsx":
      return xlsxBytes([{ name: sheet, columns: header.map((name) => ({ header: name, width: 20 })), rows }]);
    case "parquet": {
      const columnData = header.map((name, at) => ({ name, type: "STRING" as const, data: rows.map((row) => row[at] || null) }));
      return new Uint8Array(parquetWriteBuffer({ columnData }));
    }
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** What a run of the command says of itself, and where its files are. */
interface Run {
  readonly out: string;
  readonly read: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly rejected: number;
  readonly readMs: number;
  readonly matchMs: number;
  readonly writeMs: number;
  readonly peakMb: number;
}

interface RunFile extends Pick<Run, "readMs" | "matchMs" | "writeMs" | "peakMb"> {
  readonly summary: {
    readonly read: Readonly<Record<"outcomes" | "needs", number>>;
    readonly rejected: number;
    readonly plan: Readonly<Record<"matched" | "unmatched", Readonly<Record<"outcomes" | "needs", number>>>>;
  };
}

/** Runs the command on the files of a format. The files are named alike in every run, so that nothing but their content can tell. */
async function matchFiles(folder: string, format: Format, name: string): Promise<Run> {
  const out = join(folder, name);
  const files = ["--outcomes", join(folder, `outcomes.${format}`), "--needs", join(folder, `needs.${format}`)];
  const args = ["--import", "tsx", "examples/match.ts", ...files, "--shape", "one-to-many", "--out", out];
  const { status, stderr } = await new Promise<{ status: number | null; stderr: string }>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    child.on("error", reject);
    child.on("close", (code) => resolve({ status: code, stderr: text }));
  });
  if (status !== 0) throw new InvariantError(`match ended with ${status} on ${format}: ${stderr}`);
  const { summary, readMs, matchMs, writeMs, peakMb } = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as RunFile;
  const { read, rejected, plan } = summary;
  const both = ({ outcomes, needs }: Readonly<Record<"outcomes" | "needs", number>>): number => outcomes + needs;
  return {
    out,
    read: both(read),
    matched: both(plan.matched),
    unmatched: both(plan.unmatched),
    rejected,
    readMs,
    matchMs,
    writeMs,
    peakMb,
  };
}

/** The file that holds a plan's pairs and nothing of where they came from. */
const PLAN = "proposals.jsonl";

/** Every row is matched, unmatched or rejected, and the formats agree. @throws InvariantError */
function checkCounts(runs: ReadonlyMap<Format, Run>, rowsIn: number): void {
  const first = runs.get("csv")!;
  const plan = readFileSync(join(first.out, PLAN), "utf8");
  for (const [format, { out, read, matched, unmatched, rejected }] of runs) {
    if (read !== rowsIn) throw new InvariantError(`${read} rows of ${rowsIn} were read from ${format}`);
    if (matched + unmatched + rejected !== rowsIn)
      throw new InvariantError(`${matched} matched + ${unmatched} unmatched + ${rejected} rejected are not ${rowsIn} rows of ${format}`);
    if (matched !== first.matched || rejected !== first.rejected) throw new InvariantError(`${format} counts otherwise than CSV`);
    if (readFileSync(join(out, PLAN), "utf8") !== plan) throw new InvariantError(`${format} gives another plan than CSV`);
  }
  if (first.rejected === 0 && rowsIn >= 2 * ROWS_A_REJECTED) throw new InvariantError("no row was rejected, though some have no id");
}

/** Whether two runs left the same files, to the byte; `run.json` has times, and is no part of that. */
function sameFiles(a: string, b: string): boolean {
  const names = readdirSync(a).sort();
  if (names.join() !== readdirSync(b).sort().join()) throw new InvariantError("two runs left other files");
  return names.every((name) => name === "run.json" || readFileSync(join(a, name)).equals(readFileSync(join(b, name))));
}

function report(rows: number, runs: ReadonlyMap<Format, Run>, identicalRerun: boolean): CommandResult {
  const { matched, unmatched, rejected, readMs, matchMs, writeMs } = runs.get("csv")!;
  const peakMb = Math.max(...[...runs.values()].map((each) => each.peakMb));
  const where = circumstances();
  const figures = [...runs].flatMap(([format, each]) => [
    { figure: `${format}: ms to read`, value: each.readMs },
    { figure: `${format}: ms to match`, value: each.matchMs },
    { figure: `${format}: ms to write`, value: each.writeMs },
    { figure: `${format}: peak of memory, MB`, value: each.peakMb, reach: `≤ ${MAX_PEAK_MB}` },
  ]);
  const table = [
    { figure: "matched", value: matched },
    { figure: "unmatched", value: unmatched },
    { figure: "rejected", value: rejected },
    ...figures,
    { figure: "the same bytes on a second run", value: identicalRerun, reach: "true" },
  ];
  const json = {
    question: "files",
    rows,
    rowsIn: 2 * rows,
    matched,
    unmatched,
    rejected,
    readMs,
    matchMs,
    writeMs,
    peakMb,
    identicalRerun,
    byFormat: Object.fromEntries([...runs].map(([format, { out: _, ...each }]) => [format, each])),
    ...where,
  };
  const lines = [
    `files: ${rows} outcomes and ${rows} needs through npm run match; the counts of CSV, xlsx and Parquet agree and add up`,
    ...table.map(({ figure, value }) => `${figure.padEnd(36)}${value}`),
    `${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
  ];
  return { lines, json, rows: table };
}
