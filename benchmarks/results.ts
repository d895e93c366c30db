import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult } from "./command.js";
import { circumstances, type Circumstances } from "./measure.js";

/** One line of a question's table in `RESULTS.md`. */
export interface ResultRow {
  readonly figure: string;
  /** null: not measured in that run. */
  readonly value: number | string | boolean | null;
  /** What is wanted of it, in words such as "≥ 4"; absent where the figure only describes. */
  readonly reach?: string;
}

const RESULTS = join(import.meta.dirname, "RESULTS.md");

const PREAMBLE = `# Results

Written by \`npm run bench -- QUESTION [options] --record\`, a section a question; never by hand. Each figure was checked before it was timed.
Ratios are of medians within one run, contenders interleaved; times are of one machine and one day.
`;

/** Puts what a question found into `RESULTS.md`, in place of what stood there for it. The other sections stay as they are. */
export function recordResult(name: string, options: readonly string[], result: CommandResult): void {
  writeFileSync(RESULTS, replaceSection(readResults(), result.section ?? name, sectionOf(name, options, result, circumstances())));
}

function readResults(): string {
  try {
    return readFileSync(RESULTS, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** A section: the command, where and when, then the question's table, or its lines where it has none. */
export function sectionOf(
  name: string,
  options: readonly string[],
  { lines, rows, section = name }: CommandResult,
  where: Circumstances,
): string {
  const command = ["npm run bench --", name, ...options.map(withoutFolders)].join(" ");
  const head = [
    `## ${section}`,
    "",
    `\`${command}\` on ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date.slice(0, 10)}.`,
    "",
  ];
  const body = rows === undefined ? ["```text", ...lines, "```"] : tableOf(rows);
  return [...head, ...body, ""].join("\n");
}

/** The last part of what looks like a path: results name no folder of the machine that made them. */
function withoutFolders(option: string): string {
  return option.replace(/\/+$/, "").split("/").at(-1)!;
}

function tableOf(rows: readonly ResultRow[]): string[] {
  const cells = [["figure", "measured", "reach"], ...rows.map(({ figure, value, reach }) => [figure, shown(value), reach ?? ""])];
  const width = (column: number): number => Math.max(3, ...cells.map((row) => row[column]!.length));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(width(column))).join(" | ")} |`;
  const rule = `| ${cells[0]!.map((_, column) => "-".repeat(width(column))).join(" | ")} |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)];
}

function shown(value: ResultRow["value"]): string {
  return value === null
    ? "not measured"
    : typeof value === "number"
      ? value.toLocaleString("en", { maximumSignificantDigits: 4 })
      : String(value);
}

/** A document with one section replaced or added; sections are ordered by name. */
export function replaceSection(document: string, name: string, section: string): string {
  const sections = new Map(
    document
      .split(/^(?=## )/m)
      .filter((part) => part.startsWith("## "))
      .map((part) => [part.slice(3, part.indexOf("\n")), part.trimEnd()]),
  );
  sections.set(name, section.trimEnd());
  const ordered = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  return `${[PREAMBLE.trimEnd(), ...ordered].join("\n\n")}\n`;
}
