/**
 * `npx tsx benchmarks/experiments/specifications.ts DIR…`: is the signal of numeric specifications worth a weight?
 *
 * Its weight is taken from all other signals alike; each weight is compared with none, need by need.
 */
import { defineConfig, type Config } from "../../src/index.js";
import { bootstrapInterval, meanOverNeeds, randomisationTest, type MetricId } from "../../src/evaluate/index.js";
import { specificationReader } from "../../src/specifications.js";
import { readJudgedSet } from "../quality/judged-set.js";
import { ours } from "../quality/ours.js";
import { prepareTask, runContender } from "../quality/task.js";

const METRICS: readonly MetricId[] = ["ndcg10", "map", "mrr", "pairAccuracy"];
const WEIGHTS = [0, 0.01, 0.02, 0.05, 0.1, 0.2] as const;

function configWith(specifications: number): Config {
  const others = defineConfig().weights;
  const rest = (1 - specifications) / (1 - others.specifications);
  const weights = { text: others.text * rest, industry: others.industry * rest, region: others.region * rest, specifications };
  return defineConfig({ weights, specifications: specificationReader });
}

for (const folder of process.argv.slice(2)) {
  const set = readJudgedSet(folder);
  const tasks = WEIGHTS.map((weight) => prepareTask(set, configWith(weight)));
  const runs = tasks.map((task) => runContender(task, ours(task.corpus)));
  const { needs, outcomes } = tasks[0]!.corpus;
  const share = (traits: readonly unknown[]): string => `${traits.filter((trait) => trait !== undefined).length} of ${traits.length}`;
  console.log(
    `\n${set.meta.name}: ${share(needs.traits.specifications)} needs and ${share(outcomes.traits.specifications)} outcomes say quantities`,
  );
  console.log(`| weight | ${METRICS.join(" | ")} | gain in ndcg10 | p |\n|---|${METRICS.map(() => "---|").join("")}---|---|`);
  WEIGHTS.forEach((weight, at) => {
    const cells = METRICS.map((metric) => meanOverNeeds(runs[at]![metric])?.toFixed(4) ?? "–");
    const gains = runs[at]!.ndcg10.map((value, n) => (value ?? 0) - (runs[0]!.ndcg10[n] ?? 0));
    const interval = at === 0 ? null : bootstrapInterval(gains);
    const gain = interval === null ? "" : `${interval.map((end) => end.toFixed(4)).join(" to ")}`;
    const p = at === 0 ? "" : randomisationTest(runs[at]!.ndcg10, runs[0]!.ndcg10).toFixed(3);
    console.log(`| ${weight} | ${cells.join(" | ")} | ${gain} | ${p} |`);
  });
}
