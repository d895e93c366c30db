/**
 * `npx tsx benchmarks/experiments/text-parameters.ts DIR… [--write]`: are the defaults of text rows at the flat of their optimum?
 *
 * One number is changed at a time; each change is compared with the default, need by need, on every judged set. `--write` puts the tables into
 * docs/defaults.md.
 */
import { basename } from "node:path";
import { defineConfig, type ConfigInput } from "../../src/index.js";
import { meanOverNeeds, randomisationTest, type MetricId } from "../../src/evaluate/index.js";
import { DEFAULT_TEXT_PARAMETERS } from "../../src/score/text.js";
import { runCommand, type CommandResult } from "../command.js";
import { circumstances } from "../measure.js";
import { measureAssignment } from "../quality/assign.js";
import { readJudgedSet } from "../quality/judged-set.js";
import { ours } from "../quality/ours.js";
import { prepareTask, runContender, type RunValues } from "../quality/task.js";
import { replaceSections } from "./defaults/document.js";

const METRICS: readonly MetricId[] = ["ndcg10", "map", "mrr", "pairAccuracy"];
const CHANGES: readonly NonNullable<ConfigInput["text"]>[] = [
  {},
  { titleWeight: 0 },
  { titleWeight: 0.5 },
  { titleWeight: 2 },
  { titleWeight: 4 },
  { wholeWeight: 1 },
  { wholeWeight: 1.2 },
  { wholeWeight: 1.6 },
  { k1: 1.2 },
  { k1: 3 },
  { b: 0.2 },
  { b: 0.75 },
  { idfExponent: 0.6 },
  { idfExponent: 1 },
  { slope: 0.3 },
  { slope: 0.8 },
  { commonShare: 1 },
  { commonShare: 0.2 },
  { commonShare: 0.05 },
];

function changeText(argv: readonly string[]): CommandResult {
  const folders = argv.filter((argument) => !argument.startsWith("--"));
  const sections = folders.map(sectionOf);
  if (argv.includes("--write")) replaceSections(sections);
  return { lines: sections.flat(), json: { sets: folders.map((folder) => basename(folder)), changes: CHANGES.length } };
}

/** One section a set, so that each says when it was measured. */
function sectionOf(folder: string): string[] {
  const set = readJudgedSet(folder);
  const tried = CHANGES.map((text): { readonly run: RunValues; readonly plan: number | null } => {
    const task = prepareTask(set, defineConfig({ text }));
    return { run: runContender(task, ours(task.corpus)), plan: measureAssignment(task).meanGrade };
  });
  const { machine, node, commit, date } = circumstances();
  const defaults = Object.entries(DEFAULT_TEXT_PARAMETERS)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");
  const rows = CHANGES.map((change, at) => {
    const changed = Object.entries(change).map(([key, value]) => `${key} ${String(value)}`);
    const { run, plan } = tried[at]!;
    const cells = METRICS.map((metric) => meanOverNeeds(run[metric])?.toFixed(4) ?? "–");
    const p = at === 0 ? "" : randomisationTest(run.ndcg10, tried[0]!.run.ndcg10).toFixed(3);
    return `| ${at === 0 ? "default" : changed.join(", ")} | ${cells.join(" | ")} | ${p} | ${plan?.toFixed(3) ?? "–"} |`;
  });
  return [
    `## Text rows and field weights: ${basename(folder)}`,
    "",
    `_Commit ${commit}, ${date}, node ${node}, ${machine}._`,
    "",
    `Defaults: ${defaults}. One number changed at a time; p: paired randomisation over needs. The defaults were chosen on these sets.`,
    "One-to-one plan: judged grades of the plan of largest total within the judged pools ÷ needs with judgements.",
    "",
    `| change | ${METRICS.join(" | ")} | p (ndcg10) | one-to-one plan |`,
    `| --- |${" --- |".repeat(METRICS.length + 2)}`,
    ...rows,
  ];
}

await runCommand(process.argv.slice(2), changeText);
