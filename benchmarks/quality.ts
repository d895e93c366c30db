/**
 * `npm run quality -- DIR [--json] [--assign] [--confidence]`: ranking quality on a judged set, the library beside its peers.
 *
 * Exit status 0, or 2 for bad usage and unusable files.
 */
import { parseArgs } from "node:util";
import { CommandError, runCommand, type CommandResult } from "./command.js";
import { measureAssignment, type AssignQuality } from "./quality/assign.js";
import { runChance } from "./quality/chance.js";
import { formatConfidenceQuality, measureConfidence } from "./quality/confidence.js";
import { readJudgedSet } from "./quality/judged-set.js";
import { minisearch } from "./quality/minisearch.js";
import { naturalTfIdf } from "./quality/natural.js";
import { ours } from "./quality/ours.js";
import { formatTable, summarise } from "./quality/report.js";
import { prepareTask, runContender, type Task } from "./quality/task.js";

const USAGE = "usage: npm run quality -- DIR [--json] [--assign] [--confidence]";

function quality(argv: readonly string[]): CommandResult {
  const { folder, assign, confidence } = readArguments(argv);
  const set = readJudgedSet(folder);
  const task = prepareTask(set);
  complain(task, set.notes);
  const { corpus } = task;
  const outcomes = corpus.outcomes.records;
  const reports = summarise({
    ours: runContender(task, ours(corpus)),
    random: runChance(task),
    minisearch: runContender(task, minisearch(outcomes, corpus.analyzer)),
    minisearchDefault: runContender(task, minisearch(outcomes)),
    natural: runContender(task, naturalTfIdf(outcomes, corpus.analyzer)),
    naturalDefault: runContender(task, naturalTfIdf(outcomes)),
  });
  const plan = assign ? measureAssignment(task) : undefined;
  const held = confidence ? measureConfidence(task) : undefined;
  const topics = task.topics.length;
  const title = `${set.meta.name}: ${topics} counted needs, pool ${set.meta.pool}, relevant from grade ${set.meta.relevantFrom}; mean [95 % interval]`;
  return {
    lines: [
      title,
      ...formatTable(reports),
      ...(plan === undefined ? [] : [formatPlan(plan)]),
      ...(held === undefined ? [] : formatConfidenceQuality(held)),
    ],
    json: {
      set: set.meta.name,
      topics,
      ...reports,
      ...(plan === undefined ? {} : { assign: plan }),
      ...(held === undefined ? {} : { confidence: held }),
    },
  };
}

function readArguments(argv: readonly string[]): { readonly folder: string; readonly assign: boolean; readonly confidence: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { json: { type: "boolean" }, assign: { type: "boolean" }, confidence: { type: "boolean" } },
      allowPositionals: true,
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) throw new Error(`one folder is wanted, ${positionals.length} given`);
    return { folder, assign: values.assign === true, confidence: values.confidence === true };
  } catch (error) {
    throw new CommandError("bad-usage", `${(error as Error).message}\n${USAGE}`);
  }
}

/** What the set's own files got wrong goes to stderr, one line a code with its first example. */
function complain({ recordIssues, judgementIssues }: Task, notes: readonly string[]): void {
  const records = recordIssues.map(({ code, record, message }) => ({ code, place: record?.id ?? record?.kind ?? "market", message }));
  const judgements = judgementIssues.map(({ code, line, message }) => ({ code, place: `judgements.tsv, line ${line}`, message }));
  const firsts = new Map<string, { readonly first: string; count: number }>();
  for (const { code, place, message } of [...records, ...judgements]) {
    const seen = firsts.get(code);
    if (seen === undefined) firsts.set(code, { first: `${place}: ${message}`, count: 1 });
    else seen.count++;
  }
  const lines = [...notes, ...[...firsts].map(([code, { first, count }]) => `${code} × ${count}, first ${first}`)];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
}

function formatPlan({ meanGrade, greedy, unlimited, random, oracle }: AssignQuality): string {
  const show = (value: number | null): string => value?.toFixed(3) ?? "–";
  const shown = { "largest total": meanGrade, "greedy by the same scores": greedy, "every need its best": unlimited, random, oracle };
  return `one-to-one in the judged pools, grade a need: ${Object.entries(shown)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join(", ")}`;
}

await runCommand(process.argv.slice(2), quality);
