/**
 * `npx tsx benchmarks/experiments/defaults.ts [NAME…] [--seeds 6] [--needs 250] [--json]`: which defaults suit planted worlds whose truth differs?
 *
 * Rewrites the sections of the named experiments (all, where none is named) in docs/defaults.md, below its marker. About ten minutes of one
 * core for all; `weights` takes most of it.
 */
import { runCommand, type CommandResult } from "../command.js";
import { circumstances } from "../measure.js";
import { readCounts } from "../options.js";
import { DistanceExperiment } from "./defaults/distance.js";
import { replaceSections, splitSections } from "./defaults/document.js";
import { NearnessExperiment } from "./defaults/nearness.js";
import { NeutralExperiment } from "./defaults/neutral.js";
import { PlansExperiment } from "./defaults/plans.js";
import { CONDITIONS, CONDITION_NAMES, plantSetting } from "./defaults/setting.js";
import { SharesExperiment } from "./defaults/shares.js";
import type { Experiment } from "./defaults/summary.js";
import { VaguenessExperiment } from "./defaults/vagueness.js";
import { VarianceExperiment } from "./defaults/variance.js";
import { WeightsExperiment } from "./defaults/weights.js";

const EXPERIMENTS: Readonly<Record<string, () => Experiment>> = {
  weights: () => new WeightsExperiment(),
  neutral: () => new NeutralExperiment(),
  shares: () => new SharesExperiment(),
  vagueness: () => new VaguenessExperiment(),
  distance: () => new DistanceExperiment(),
  plans: () => new PlansExperiment(),
  variance: () => new VarianceExperiment(),
  nearness: () => new NearnessExperiment(),
};

function chooseDefaults(argv: readonly string[]): CommandResult {
  const isName = (argument: string): boolean => Object.hasOwn(EXPERIMENTS, argument);
  const { seeds, needs } = readCounts(
    argv.filter((argument) => !isName(argument)),
    { seeds: 6, needs: 250 },
  );
  const chosen = argv.filter(isName);
  const names = chosen.length === 0 ? Object.keys(EXPERIMENTS) : chosen;
  const experiments = names.map((name) => EXPERIMENTS[name]!());
  for (let seed = 1; seed <= seeds; seed++) {
    for (const condition of CONDITION_NAMES) {
      if (!experiments.some(({ markets = CONDITION_NAMES }) => markets.includes(condition))) continue;
      const setting = plantSetting(condition, seed, needs);
      for (const experiment of experiments) experiment.visit(setting);
      process.stderr.write(`seed ${seed}, ${condition}: done\n`);
    }
  }
  const { machine, node, commit, date } = circumstances();
  const sizes = CONDITION_NAMES.map((condition) => `${condition} ${CONDITIONS[condition].outcomes}`).join(", ");
  const origin = `_Seeds 1 to ${seeds}; ${needs} needs; outcomes: ${sizes}. Commit ${commit}, ${date}, node ${node}, ${machine}._`;
  const written = experiments.flatMap((experiment) => splitSections([...experiment.section()]));
  const lines = written.flatMap(([heading, ...rest]) => [heading!, "", origin, ...rest]);
  replaceSections(splitSections(lines));
  return { lines, json: { document: "docs/defaults.md", experiments: names, seeds, needs, commit, date } };
}

await runCommand(process.argv.slice(2), chooseDefaults);
