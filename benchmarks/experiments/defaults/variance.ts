import { currentWeights, prepareSignals, rankTop, type Signals, type Weights } from "./ranking.js";
import { CONDITION_NAMES, type Setting } from "./setting.js";
import { decimals, markdownTable, Tally, type Experiment } from "./summary.js";

const PARTS = ["text", "industry", "region"] as const;
/** Every so many pairs stand for all. */
const SAMPLE_STEP = 7;
const TOP = 20;
const VIEWS = ["all pairs", "all pairs of a need", "the 20 best of a need"] as const;

/** How much of the score's variance each signal carries: cov(weight · signal, score) / var(score), which add up to 1. */
export class VarianceExperiment implements Experiment {
  private readonly tally = new Tally();

  visit(setting: Setting): void {
    const { condition, seed, outcomeCount, needCount } = setting;
    const weights = currentWeights(setting);
    const signals = prepareSignals(setting);
    const top = rankTop(signals, weights, outcomeCount, TOP);
    const sampled = Array.from({ length: Math.floor((needCount * outcomeCount) / SAMPLE_STEP) }, (_, at) => at * SAMPLE_STEP);
    const best = Array.from(top, (outcome, at) => Math.floor(at / TOP) * outcomeCount + outcome);
    const byView: Readonly<Record<(typeof VIEWS)[number], readonly number[]>> = {
      "all pairs": shares(signals, weights, sampled, () => 0),
      "all pairs of a need": shares(signals, weights, sampled, (pair) => Math.floor(pair / outcomeCount)),
      "the 20 best of a need": shares(signals, weights, best, (pair) => Math.floor(pair / outcomeCount)),
    };
    for (const view of VIEWS) PARTS.forEach((part, p) => this.tally.add(`${condition} ${view} ${part}`, seed, byView[view][p]!));
    for (const [p, part] of PARTS.entries()) {
      const values = best.map((pair) => weights[part] * signals[part][pair]!);
      this.tally.add(`${condition} mean ${PARTS[p]!}`, seed, values.reduce((sum, value) => sum + value, 0) / values.length);
    }
  }

  section(): string[] {
    const rows = CONDITION_NAMES.flatMap((condition) =>
      VIEWS.map((view) => [condition, view, ...PARTS.map((part) => decimals(this.tally.mean(`${condition} ${view} ${part}`), 2))]),
    );
    const means = CONDITION_NAMES.map((condition) => [
      condition,
      ...PARTS.map((part) => decimals(this.tally.mean(`${condition} mean ${part}`), 2)),
    ]);
    return [
      "## What moves the score",
      "",
      "Each signal's share of the score's variance under the current weights: cov(weight · signal, score) ÷ var(score). “Of a need”: deviations from the need's own mean, which is what its ranking sees. Among the best pairs a share can be negative: who is best by one signal may do with less of another.",
      "",
      ...markdownTable(["market", "pairs", ...PARTS], rows),
      "",
      `What the ${TOP} best pairs of a need are made of, mean weight · signal:`,
      "",
      ...markdownTable(["market", ...PARTS], means),
      "",
    ];
  }
}

/** Shares of the pooled variance within groups, in the order of `PARTS`. */
function shares(signals: Signals, weights: Weights, pairs: readonly number[], groupOf: (pair: number) => number): number[] {
  const sums = new Map<number, { count: number; readonly parts: number[] }>();
  const partsOf = (pair: number): number[] => PARTS.map((part) => weights[part] * signals[part][pair]!);
  for (const pair of pairs) {
    const group = groupOf(pair);
    let sum = sums.get(group);
    if (sum === undefined) sums.set(group, (sum = { count: 0, parts: [0, 0, 0] }));
    sum.count++;
    partsOf(pair).forEach((value, p) => (sum.parts[p]! += value));
  }
  const covariance = [0, 0, 0];
  for (const pair of pairs) {
    const { count, parts } = sums.get(groupOf(pair))!;
    const deviations = partsOf(pair).map((value, p) => value - parts[p]! / count);
    const total = deviations.reduce((sum, value) => sum + value, 0);
    deviations.forEach((value, p) => (covariance[p]! += value * total));
  }
  const variance = covariance.reduce((sum, value) => sum + value, 0);
  return covariance.map((value) => value / variance);
}
