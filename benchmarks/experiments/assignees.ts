/**
 * `npx tsx benchmarks/experiments/assignees.ts PATENTS.jsonl [--json]`: are the places in organisations' names found, and only those?
 *
 * The names stay where they are; the labels beside this file know them by the first 16 digits of their SHA-256. They were given by hand before
 * the first measurement; the resolver's rules were written by someone who had read the names, so other names may do a little worse. A label is the code of the place that the name holds, or `-` where it holds none. Precision: of the names
 * that the resolver gave a code, the share whose code is the label. Coverage: of the names whose label is a code, the share that got it.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import { CommandError, runCommand, type CommandResult } from "../command.js";

const LABELS = join(import.meta.dirname, "assignee-labels.tsv");
const NO_PLACE = "-";
/** Wilson's interval at 95 %. */
const Z = 1.959964;

function measureAssignees(argv: readonly string[]): CommandResult {
  const [file] = argv;
  if (file === undefined || !existsSync(file)) throw new CommandError("missing-file", `no such file: ${file ?? "(none given)"}`);
  const labelByHash = new Map(
    readFileSync(LABELS, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split("\t") as [string, string]),
  );
  const names = new Set(
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { readonly assignee: string }).assignee),
  );
  const judged = [...names].flatMap((name) => {
    const label = labelByHash.get(createHash("sha256").update(name).digest("hex").slice(0, 16));
    const found = regionsOfChina.resolve(name);
    return label === undefined ? [] : [{ name, label, found: found.kind === "resolved" ? found.code : NO_PLACE, kind: found.kind }];
  });
  const resolved = judged.filter(({ found }) => found !== NO_PLACE);
  const placed = judged.filter(({ label }) => label !== NO_PLACE);
  const right = resolved.filter(({ found, label }) => found === label);
  const wrong = resolved.filter(({ found, label }) => found !== label);
  const missed = placed.filter(({ found, label }) => found !== label);
  const precision = right.length / resolved.length;
  const coverage = (placed.length - missed.length) / placed.length;
  return {
    lines: [
      `${names.size} names, ${judged.length} labelled, ${placed.length} of them with a place`,
      `precision ${precision.toFixed(3)} ${interval(right.length, resolved.length)}, coverage ${coverage.toFixed(3)} ${interval(placed.length - missed.length, placed.length)}`,
      ...wrong.map(({ name, label, found }) => `wrong: ${name} is ${label}, found ${found}`),
      ...missed.filter(({ found }) => found === NO_PLACE).map(({ name, label, kind }) => `missed: ${name} is ${label} (${kind})`),
    ],
    json: { labelled: judged.length, withPlace: placed.length, resolved: resolved.length, precision, coverage },
  };
}

function interval(hits: number, of: number): string {
  const share = hits / of;
  const centre = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return `[${(centre - half).toFixed(3)}, ${Math.min(1, centre + half).toFixed(3)}]`;
}

await runCommand(process.argv.slice(2), measureAssignees);
