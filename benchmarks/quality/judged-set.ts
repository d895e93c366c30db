import { readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseJudgements, type EvaluateIssue, type Judgement } from "../../src/evaluate/index.js";
import { CommandError } from "../command.js";

/** `meta.json` of a judged set, checked. */
export interface JudgedSetMeta {
  readonly name: string;
  /** Whether a need ranks its judged outcomes only, or every outcome. */
  readonly pool: "judged" | "all";
  /** The lowest grade that counts as relevant. */
  readonly relevantFrom: number;
  readonly minJudged: number;
  readonly minTopGrade: number;
}

/** A judged set as its folder holds it: records still unchecked, judgements read. */
export interface JudgedSet {
  readonly meta: JudgedSetMeta;
  readonly needs: readonly unknown[];
  readonly outcomes: readonly unknown[];
  readonly judgements: readonly Judgement[];
  /** Judgement lines that could not be read. */
  readonly issues: readonly EvaluateIssue[];
  /** What was taken for granted because `meta.json` does not say. */
  readonly notes: readonly string[];
}

/**
 * Reads a folder in the judged-set format: needs.jsonl, outcomes.jsonl, judgements.tsv, meta.json.
 *
 * @throws CommandError `not-a-folder`, `missing-file`, `unreadable-file`, `invalid-json` (naming the line), `invalid-meta`,
 * `invalid-judgements` (a header without the three columns).
 */
export function readJudgedSet(folder: string): JudgedSet {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new CommandError("not-a-folder", `${folder} is not a folder`);
  const notes: string[] = [];
  const meta = readMeta(folder, notes);
  const judgementsFile = join(folder, "judgements.tsv");
  const { judgements, issues } = parseJudgements(readText(judgementsFile));
  const unreadable = issues.find(({ code }) => code === "missing-column");
  if (unreadable !== undefined)
    throw new CommandError("invalid-judgements", `${judgementsFile}, line ${unreadable.line}: ${unreadable.message}`);
  return {
    meta,
    needs: readJsonLines(join(folder, "needs.jsonl")),
    outcomes: readJsonLines(join(folder, "outcomes.jsonl")),
    judgements,
    issues,
    notes,
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    if (reason === "ENOENT") throw new CommandError("missing-file", `${file} does not exist`);
    throw new CommandError("unreadable-file", `${file} cannot be read (${reason})`);
  }
}

function readJsonLines(file: string): unknown[] {
  const records: unknown[] = [];
  for (const [at, line] of readText(file)
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() !== "") records.push(parseJson(line, `${file}, line ${at + 1}`));
  }
  return records;
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CommandError("invalid-json", `${place}: ${(error as SyntaxError).message}`);
  }
}

function readMeta(folder: string, notes: string[]): JudgedSetMeta {
  const file = join(folder, "meta.json");
  const parsed = parseJson(readText(file), file);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new CommandError("invalid-meta", `${file} should hold an object`);
  const raw = parsed as Readonly<Record<string, unknown>>;
  const read = <A>(key: string, expected: string, fits: (value: unknown) => value is A, otherwise: A): A => {
    const value = raw[key];
    if (value === undefined) {
      notes.push(`meta.json does not say ${key}; taken as ${String(otherwise)}`);
      return otherwise;
    }
    if (!fits(value)) throw new CommandError("invalid-meta", `${file}: ${key} should be ${expected} but is ${JSON.stringify(value)}`);
    return value;
  };
  const isNumber = (value: unknown): value is number => typeof value === "number" && value >= 0;
  const isText = (value: unknown): value is string => typeof value === "string";
  const isPool = (value: unknown): value is JudgedSetMeta["pool"] => value === "judged" || value === "all";
  const isExponential = (value: unknown): value is "exponential" => value === "exponential";
  if (raw["gain"] !== undefined) read("gain", '"exponential"', isExponential, "exponential");
  return {
    name: read("name", "text", isText, basename(resolve(folder))),
    pool: read("pool", '"judged" or "all"', isPool, "all"),
    relevantFrom: read("relevantFrom", "a number ≥ 0", isNumber, 1),
    minJudged: read("minJudged", "a number ≥ 0", isNumber, 1),
    minTopGrade: read("minTopGrade", "a number ≥ 0", isNumber, 1),
  };
}
