/**
 * 04 Batch over files: a folder of exports in, one table of the best pairs out, every lost row named by file and line.
 * Run: npx tsx examples/04-batch-over-files.ts
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { buildCorpus, formatIssue, matchSteps, type CandidateEdges, type Corpus } from "alliance-match";
import { csvText } from "./io/csv-text.js";
import { writeOutputFolder } from "./io/output-folder.js";
import { readRecordFile } from "./io/read-record-file.js";
import type { RecordFile } from "./io/record-file.js";

const folder = await mkdtemp(join(tmpdir(), "batch-over-files-"));
const file = (name: string): string => join(folder, name);
await writeExports();

// 1. Read. The format goes by the extension, the encoding by the bytes (UTF-8 or GB18030), columns by the headers people use.
const outcomeFiles = await Promise.all(["outcomes-2024.jsonl", "outcomes-2025.jsonl"].map((name) => readRecordFile(file(name), "outcome")));
const needFiles = [await readRecordFile(file("needs.csv"), "need")];
const organisationFiles = [await readRecordFile(file("organisations.jsonl"), "organisation")];
for (const { file, format, encoding, rows, rejected } of [...outcomeFiles, ...needFiles, ...organisationFiles]) {
  const unread = rejected.map(({ line, code }) => `, line ${line} unreadable (${code})`).join("");
  console.log(`${basename(file)}: ${rows.length} rows of ${format} in ${encoding}${unread}`);
}

// 2. Build. Files of a kind are one list; an issue says which record of the list it is about, and so which line of which file.
const rows = { outcome: rowsOf(outcomeFiles), need: rowsOf(needFiles), organisation: rowsOf(organisationFiles) };
const values = (kind: keyof typeof rows): unknown[] => rows[kind].map(({ value }) => value);
const { corpus, issues } = buildCorpus({ outcomes: values("outcome"), needs: values("need"), organisations: values("organisation") });
console.log(`${corpus.outcomes.count} outcomes, ${corpus.needs.count} needs, ${issues.length} issues. Lost are:`);
for (const issue of issues) {
  if (issue.effect !== "rejected" || issue.record === undefined) continue;
  console.log(`  ${rows[issue.record.kind][issue.record.index]!.place}: ${formatIssue(issue, "en")}`);
}

// 3. Match. The join comes in steps, so that a long one can show how far it is, and be stopped between two of them.
const steps = matchSteps(corpus, { k: 3, minScore: 0.3 });
let step = steps.next();
for (; step.done !== true; step = steps.next()) console.log(`${step.value.done} of ${step.value.total} records matched`);

// 4. Write, all or nothing: a batch that is cut short leaves the old files whole.
const pairs = { name: "pairs.csv", content: csvText(pairRows(corpus, step.value)) };
const failure = await writeOutputFolder(file("result"), [pairs], [pairs.name]);
if (failure !== undefined) throw new Error(failure.code);
const written = await readFile(file("result/pairs.csv"), "utf8");
console.log(`pairs.csv, ${step.value.score.length} pairs:\n${written.replace("\uFEFF", "").split("\r\n").slice(0, 6).join("\n")}`);
await rm(folder, { recursive: true });

function rowsOf(files: readonly RecordFile[]): Array<{ value: unknown; place: string }> {
  return files.flatMap(({ file, rows }) => rows.map(({ value, line }) => ({ value, place: `${basename(file)}:${line}` })));
}

/** Edges are numbers of needs and outcomes in id order. Here by need, the best outcome first, ties by id. */
function pairRows({ needs, outcomes }: Corpus, { need, outcome, score }: CandidateEdges): Array<Array<string | number>> {
  const order = [...score.keys()].sort((a, b) => need[a]! - need[b]! || score[b]! - score[a]! || outcome[a]! - outcome[b]!);
  const pairs = order.map((e) => {
    const [asked, offered] = [needs.records[need[e]!]!, outcomes.records[outcome[e]!]!];
    return [asked.id, asked.title ?? "", offered.id, offered.title ?? "", Number(score[e]!.toFixed(4))];
  });
  return [["需求编号", "需求名称", "成果编号", "成果名称", "得分"], ...pairs];
}

/** What a market might hand over, made from the example catalogue: outcomes year by year, one line cut short, and a table of needs. */
async function writeExports(): Promise<void> {
  const lines = async (name: string): Promise<string[]> =>
    (await readFile(new URL(`./catalogue/${name}.jsonl`, import.meta.url), "utf8")).trimEnd().split("\n");
  const outcomes = await lines("outcomes");
  await writeFile(file("outcomes-2024.jsonl"), outcomes.slice(0, 100).join("\n"));
  await writeFile(file("outcomes-2025.jsonl"), [...outcomes.slice(100), '{"id": "o999", "title": "cut sh'].join("\n"));
  await writeFile(file("organisations.jsonl"), (await lines("organisations")).join("\n"));
  type Cells = Readonly<Record<"id" | "title" | "description" | "organisation", string> & { industries?: readonly string[] }>;
  const needs = (await lines("needs")).map((line) => JSON.parse(line) as Cells).filter(({ id }) => id !== undefined);
  const table = needs.map(({ industries, ...need }) => [need.id, need.title, need.description, need.organisation, industries?.join("；")]);
  await writeFile(file("needs.csv"), csvText([["需求编号", "需求名称", "需求描述", "单位编号", "行业代码"], ...table]));
}
