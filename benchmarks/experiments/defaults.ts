/**
 * `npx tsx benchmarks/experiments/defaults.ts [--seeds 6] [--needs 250] [--json]`: which defaults suit planted worlds whose truth differs?
 *
 * Rewrites the part of docs/defaults.md below its marker. About ten minutes of one core with the default options.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, type CommandResult } from "../command.js";
import { circumstances } from "../measure.js";
import { readCounts } from "../options.js";
import { CONDITIONS, CONDITION_NAMES, plantSetting } from "./defaults/setting.js";
import { NearnessExperiment } from "./defaults/nearness.js";
import { NeutralExperiment } from "./defaults/neutral.js";
import { PlansExperiment } from "./defaults/plans.js";
import { SharesExperiment } from "./defaults/shares.js";
import type { Experiment } from "./defaults/summary.js";
import { VaguenessExperiment } from "./defaults/vagueness.js";
import { VarianceExperiment } from "./defaults/variance.js";
import { WeightsExperiment } from "./defaults/weights.js";

const DOCUMENT = join(import.meta.dirname, "../../docs/defaults.md");
const MARKER = "<!-- Below this line: written by benchmarks/experiments/defaults.ts. Do not edit. -->";

function chooseDefaults(argv: readonly string[]): CommandResult {
  const { seeds, needs } = readCounts(argv, { seeds: 6, needs: 250 });
  const experiments: readonly Experiment[] = [
    new WeightsExperiment(),
    new NeutralExperiment(),
    new SharesExperiment(),
    new VaguenessExperiment(),
    new PlansExperiment(),
    new VarianceExperiment(),
    new NearnessExperiment(),
  ];
  for (let seed = 1; seed <= seeds; seed++) {
    for (const condition of CONDITION_NAMES) {
      const setting = plantSetting(condition, seed, needs);
      for (const experiment of experiments) experiment.visit(setting);
      process.stderr.write(`seed ${seed}, ${condition}: done\n`);
    }
  }
  const { machine, node, commit, date } = circumstances();
  const sizes = CONDITION_NAMES.map((condition) => `${condition} ${CONDITIONS[condition].outcomes}`).join(", ");
  const lines = [
    `Seeds 1 to ${seeds}; ${needs} needs; outcomes: ${sizes}. Every pair is graded by the hidden truth; nDCG@10 over all outcomes, needs with an outcome of grade ≥ 2.`,
    `Intervals: 95 %, Student's t over seeds, each a world of its own. Commit ${commit}, ${date}, node ${node}, ${machine}.`,
    "",
    ...experiments.flatMap((experiment) => experiment.section()),
  ];
  const before = readFileSync(DOCUMENT, "utf8").split(MARKER)[0]!;
  writeFileSync(DOCUMENT, `${before}${MARKER}\n\n${lines.join("\n").trimEnd()}\n`);
  return { lines, json: { document: "docs/defaults.md", seeds, needs, commit, date } };
}

await runCommand(process.argv.slice(2), chooseDefaults);
