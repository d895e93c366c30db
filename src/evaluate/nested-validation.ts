import { averagedWeights } from "./averaged-weights.js";
import { compareRuns, type RunComparison } from "./compare-runs.js";
import { coordinateAscent } from "./coordinate-ascent.js";
import { createEvaluateIssue, EvaluateError } from "./issue.js";
import { meanOverNeeds } from "./measure-run.js";
import { FOLDS, needFolds, type FoldOptions } from "./need-folds.js";
import { DEFAULT_OBJECTIVE, prepareObjective, valuesAt, type Objective } from "./objective.js";
import { pairwiseWeights } from "./pairwise-model.js";
import { NOT_JUDGED, selectNeeds, type SignalColumns } from "./signal-columns.js";
import type { WeightSpace } from "./weight-space.js";

/**
 * A way to find weights: keep those of the start; ascend to the single best piece of the objective (`exact`) or to the best mean over a
 * window (`smooth`, half-width 0.1); fit the pairwise linear model; average what `exact` finds on resamples of the needs with that model
 * and with a model of grades (`averaged`).
 */
export const TUNING_METHODS = ["default", "exact", "smooth", "pairwise", "averaged"] as const;
export type TuningMethod = (typeof TUNING_METHODS)[number];

const USUAL_METHODS: readonly TuningMethod[] = ["default", "exact", "smooth", "pairwise"];

export interface NestedOptions extends FoldOptions {
  /** Default nDCG@10. */
  readonly objective?: Objective;
  /** Methods to choose from, besides the default. Default: all but `averaged`, which takes five searches. */
  readonly methods?: readonly TuningMethod[];
}

/** What one outer fold chose without having seen its test needs. */
export interface FoldChoice {
  readonly method: TuningMethod;
  /** One a column. */
  readonly weights: Float64Array;
  readonly testNeeds: number;
  /** Means over the fold's test needs; `null` where the objective is defined for none. */
  readonly defaultValue: number | null;
  readonly tunedValue: number | null;
}

export interface NestedValidation {
  readonly folds: readonly FoldChoice[];
  /** Of each column the smallest and largest weight that a fold chose. */
  readonly spread: ReadonlyArray<readonly [low: number, high: number]>;
  /** Half the largest sum of absolute differences between two folds' weights, 0 (all alike) to 1 (nothing in common). */
  readonly instability: number;
  /** Values of every need as its outer fold ranks it, in the columns' order; `null` where not defined. */
  readonly defaultValues: ReadonlyArray<number | null>;
  readonly tunedValues: ReadonlyArray<number | null>;
  /** The weights that each need was ranked by in `tunedValues`, one a column; the start's for needs that are in no fold. */
  readonly weightsByNeed: readonly Float64Array[];
  /** Tuned against default over the needs, each by weights that never saw it. */
  readonly comparison: RunComparison;
  /** `"no-gain"` where the difference is not above 0 or could be noise: the start is kept. */
  readonly verdict: "gain" | "no-gain";
  /** How all needs together were tuned; `"default"` where there is no gain. */
  readonly method: TuningMethod;
  /** What to use, one a column. */
  readonly weights: Float64Array;
  /** What tuning on all needs found, used or not. */
  readonly found: Float64Array;
}

/** Noise is what a paired randomisation test over needs would show this often: the usual level (Smucker et al. 2007). */
export const NOISE_LEVEL = 0.05;
/** The start and one random weighting: a search is made for every fold inside every fold. */
const RESTARTS = 2;
/** Half-width of the window: of 0.1, 0.2 and 0.3 it lost least on four of eight planted worlds: a guess, not a proof. */
const WINDOW = 0.1;

/**
 * Tunes weights and says honestly what that is worth: each fold's weights are chosen on the other folds, method included, by a validation
 * inside them, and measured on the fold.
 *
 * Rule: the tuned weights are taken only where the mean gain over the outer folds is above 0 with p < 0.05 (two-sided paired randomisation);
 * otherwise the start is kept, verdict `"no-gain"`. A fold may itself choose the default.
 *
 * @returns a function of the set of needs and the seed.
 * @throws EvaluateError `all-grades-equal`, `one-need`, `bad-folds`, `too-many-folds` (of needs for which the objective is defined).
 * O(folds² · methods) searches.
 * @see Stone, "Cross-validatory choice and assessment of statistical predictions", JRSS B 36 (1974); Varma and Simon, BMC Bioinformatics 7:91
 * (2006), on the bias of what is not nested; Smucker, Allan and Carterette, CIKM 2007, for the test.
 */
export function nestedValidation(columns: SignalColumns, space: WeightSpace, options: NestedOptions = {}): NestedValidation {
  const { objective = DEFAULT_OBJECTIVE, seed = 1, folds = FOLDS, methods = USUAL_METHODS } = options;
  refuseEqualGrades(columns);
  const defaultValues = valuesAt(prepareObjective(columns, objective), space.start);
  const defined = columns.needIds.flatMap((_, need) => (defaultValues[need] === null ? [] : [need]));
  const foldOf = needFolds(
    defined.map((need) => columns.needIds[need]!),
    { folds, seed },
  );
  const tuning: Tuning = { space, objective, seed, folds, methods };
  const tunedValues: Array<number | null> = columns.needIds.map(() => null);
  const weightsByNeed = columns.needIds.map(() => space.start);
  const choices = Array.from({ length: folds }, (_, fold): FoldChoice => {
    const test = defined.filter((_, at) => foldOf[at] === fold);
    const { method, weights } = choose(
      selectNeeds(
        columns,
        defined.filter((_, at) => foldOf[at] !== fold),
      ),
      tuning,
    );
    const tuned = valuesAt(prepareObjective(selectNeeds(columns, test), objective), weights);
    test.forEach((need, at) => {
      tunedValues[need] = tuned[at]!;
      weightsByNeed[need] = weights;
    });
    const defaultValue = meanOverNeeds(test.map((need) => defaultValues[need]!));
    return { method, weights, testNeeds: test.length, defaultValue, tunedValue: meanOverNeeds(tuned) };
  });
  const comparison = compareRuns(defaultValues, tunedValues, { seed });
  const all = choose(selectNeeds(columns, defined), tuning);
  const isTaken = isBeyondNoise(comparison) && all.method !== "default";
  return {
    folds: choices,
    spread: columns.signals.map((_, s) => {
      const weights = choices.map((choice) => choice.weights[s]!);
      return [Math.min(...weights), Math.max(...weights)];
    }),
    instability: Math.max(...choices.flatMap((a) => choices.map((b) => halfDistance(a.weights, b.weights)))),
    defaultValues,
    tunedValues,
    weightsByNeed,
    comparison,
    verdict: isTaken ? "gain" : "no-gain",
    method: isTaken ? all.method : "default",
    weights: isTaken ? all.weights : space.start,
    found: all.weights,
  };
}

/** Whether a gain is above 0 and chance would show it in less than `NOISE_LEVEL` of cases. */
export function isBeyondNoise({ difference, pValue }: RunComparison): boolean {
  return (difference ?? 0) > 0 && pValue < NOISE_LEVEL;
}

interface Tuning {
  readonly space: WeightSpace;
  readonly objective: Objective;
  readonly seed: number;
  readonly folds: number;
  readonly methods: readonly TuningMethod[];
}

/** The method that does best on held-out parts of these needs, the first of equal ones, fitted to all of them. */
function choose(columns: SignalColumns, tuning: Tuning): { readonly method: TuningMethod; readonly weights: Float64Array } {
  const { objective, folds, seed } = tuning;
  const candidates = TUNING_METHODS.filter((method) => method === "default" || tuning.methods.includes(method));
  let method: TuningMethod = "default";
  // One need alone leaves nothing to validate on: the default is kept.
  if (columns.needIds.length >= 2) {
    const inner = Math.min(folds, columns.needIds.length);
    const foldOf = needFolds(columns.needIds, { folds: inner, seed: seed + 1 });
    const sums = new Map(candidates.map((candidate) => [candidate, 0]));
    for (let fold = 0; fold < inner; fold++) {
      const train = selectNeeds(
        columns,
        needsWhere(foldOf, (of) => of !== fold),
      );
      const test = prepareObjective(
        selectNeeds(
          columns,
          needsWhere(foldOf, (of) => of === fold),
        ),
        objective,
      );
      for (const candidate of candidates) {
        const values = valuesAt(test, tuneBy(candidate, train, tuning));
        sums.set(
          candidate,
          values.reduce<number>((sum, value) => sum + (value ?? 0), sums.get(candidate)!),
        );
      }
    }
    for (const candidate of candidates) if (sums.get(candidate)! > sums.get(method)!) method = candidate;
  }
  return { method, weights: tuneBy(method, columns, tuning) };
}

function needsWhere(foldOf: readonly number[], keep: (fold: number) => boolean): number[] {
  return foldOf.flatMap((fold, need) => (keep(fold) ? [need] : []));
}

function tuneBy(method: TuningMethod, columns: SignalColumns, { space, objective, seed }: Tuning): Float64Array {
  switch (method) {
    case "default":
      return space.start;
    case "exact":
      return coordinateAscent(prepareObjective(columns, objective), space, { seed, restarts: RESTARTS }).weights;
    case "smooth":
      return coordinateAscent(prepareObjective(columns, objective), space, { seed, window: WINDOW, restarts: 1 }).weights;
    case "pairwise":
      return pairwiseWeights(columns, space);
    case "averaged":
      return averagedWeights(columns, space, { objective, seed });
  }
}

function halfDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, weight, s) => sum + Math.abs(weight - b[s]!), 0) / 2;
}

function refuseEqualGrades({ grade }: SignalColumns): void {
  const judged = grade.filter((value) => value !== NOT_JUDGED);
  if (judged.length > 0 && judged.every((value) => value === judged[0]))
    throw new EvaluateError([createEvaluateIssue("all-grades-equal", { received: String(judged[0]) })]);
}
