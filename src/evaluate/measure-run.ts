import { sumOf } from "../kernel/sum.js";
import { averagePrecision } from "./average-precision.js";
import { ndcgAt } from "./ndcg.js";
import { pairAccuracy } from "./pair-accuracy.js";
import { precisionAt } from "./precision.js";
import type { RankedGrade } from "./ranking.js";
import { recallAt } from "./recall.js";
import { reciprocalRank } from "./reciprocal-rank.js";

/** The metrics of a judged set, in the order in which reports list them. */
export const METRICS = ["ndcg10", "map", "mrr", "p10", "recall100", "pairAccuracy"] as const;
export type MetricId = (typeof METRICS)[number];

/** One value a metric. */
export type ByMetric<A> = Readonly<Record<MetricId, A>>;

/** Builds a value for every metric. */
export function byMetric<A>(make: (metric: MetricId) => A): ByMetric<A> {
  return Object.fromEntries(METRICS.map((metric) => [metric, make(metric)])) as Record<MetricId, A>;
}

/** Ranks that nDCG and precision look at. */
const SHORT_CUT = 10;
/** Ranks that recall looks at. */
const LONG_CUT = 100;

/** All metrics of one need; `null` where a metric is not defined for it, never NaN. */
export function measureNeed(ranked: readonly RankedGrade[], relevantFrom: number): ByMetric<number | null> {
  return {
    ndcg10: ndcgAt(ranked, SHORT_CUT),
    map: averagePrecision(ranked, relevantFrom),
    mrr: reciprocalRank(ranked, relevantFrom),
    p10: precisionAt(ranked, { k: SHORT_CUT, relevantFrom }),
    recall100: recallAt(ranked, { k: LONG_CUT, relevantFrom }),
    pairAccuracy: pairAccuracy(ranked),
  };
}

/**
 * All metrics of a run: for each metric one value a need, in the order of the needs.
 *
 * @param run the judged outcomes of every counted need, as `gradeRanking` gives them.
 */
export function measureRun(run: ReadonlyArray<readonly RankedGrade[]>, relevantFrom: number): ByMetric<ReadonlyArray<number | null>> {
  const needs = run.map((ranked) => measureNeed(ranked, relevantFrom));
  return byMetric((metric) => needs.map((values) => values[metric]));
}

/** The mean over the needs for which a metric is defined; `null` where it is for none. */
export function meanOverNeeds(values: ReadonlyArray<number | null>): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : sumOf(defined) / defined.length;
}
