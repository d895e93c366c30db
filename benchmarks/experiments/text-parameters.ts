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
  const lines: string[] = [];
  for (const folder of folders) {
    const set = readJudgedSet(folder);
    const runs = CHANGES.map((text): RunValues => {
      const task = prepareTask(set, defineConfig({ text }));
      return runContender(task, ours(task.corpus));
    });
    lines.push(
      "",
      `### ${basename(folder)}`,
      "",
      `| change | ${METRICS.join(" | ")} | p (ndcg10) |`,
      `| --- |${" --- |".repeat(METRICS.length + 1)}`,
    );
    CHANGES.forEach((change, at) => {
      const name =
        at === 0
          ? "default"
          : Object.entries(change)
              .map(([key, value]) => `${key} ${String(value)}`)
              .join(", ");
      const cells = METRICS.map((metric) => meanOverNeeds(runs[at]![metric])?.toFixed(4) ?? "–");
      const p = at === 0 ? "" : randomisationTest(runs[at]!.ndcg10, runs[0]!.ndcg10).toFixed(3);
      lines.push(`| ${name} | ${cells.join(" | ")} | ${p} |`);
    });
  }
  const { machine, node, commit, date } = circumstances();
  const defaults = Object.entries(DEFAULT_TEXT_PARAMETERS)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");
  const head = [
    "## Text rows and field weights",
    "",
    `_Judged sets: ${folders.map((folder) => basename(folder)).join(", ")}. Commit ${commit}, ${date}, node ${node}, ${machine}._`,
    "",
    `Defaults: ${defaults}. One number changed at a time; p: paired randomisation over needs. The defaults were chosen on these sets.`,
  ];
  if (argv.includes("--write")) replaceSections([[...head, ...lines]]);
  return { lines: [...head, ...lines], json: { sets: folders.map((folder) => basename(folder)), changes: CHANGES.length } };
}

await runCommand(process.argv.slice(2), changeText);
