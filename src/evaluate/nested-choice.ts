import { compareRuns, type RunComparison } from "./compare-runs.js";
import { meanOverNeeds } from "./measure-run.js";
import { FOLDS, needFolds, type FoldOptions } from "./need-folds.js";
import { isBeyondNoise } from "./nested-validation.js";

export interface NestedChoice {
  /** Of each outer fold the run that does best on the other folds. */
  readonly folds: ReadonlyArray<{ readonly chosen: number; readonly testNeeds: number }>;
  /** Value of every need under the run that its fold chose without it. */
  readonly values: ReadonlyArray<number | null>;
  /** Those values against run 0. */
  readonly comparison: RunComparison;
  readonly verdict: "gain" | "no-gain";
  /** The run that does best on all needs; 0 where there is no gain. */
  readonly chosen: number;
}

/**
 * Chooses among finished runs, such as corpora of several parameters, and tests the choice on needs it has not seen; run 0 is the default.
 *
 * The rule of `nestedValidation`: another run than 0 is taken only where its gain over the outer folds is beyond noise.
 *
 * @param runs one value a need each, in the order of `needIds`; needs that are `null` in any run are left out.
 * @throws EvaluateError `one-need`, `bad-folds`, `too-many-folds`. O(folds · runs · needs).
 * @see Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012), where the runs come from a random search.
 * @example
 * const runs = [[0.5, 0.5, 0.5, 0.5], [0.4, 0.6, 0.4, 0.6]];
 * nestedChoice(["n1", "n2", "n3", "n4"], runs, { folds: 2 }).verdict; // "no-gain"
 */
export function nestedChoice(
  needIds: readonly string[],
  runs: ReadonlyArray<ReadonlyArray<number | null>>,
  { folds = FOLDS, seed = 1 }: FoldOptions = {},
): NestedChoice {
  const defined = needIds.flatMap((_, need) => (runs.every((run) => run[need] !== null) ? [need] : []));
  const foldOf = needFolds(
    defined.map((need) => needIds[need]!),
    { folds, seed },
  );
  const values: Array<number | null> = needIds.map(() => null);
  const choices = Array.from({ length: folds }, (_, fold) => {
    const chosen = bestRun(
      runs,
      defined.filter((_, at) => foldOf[at] !== fold),
    );
    const test = defined.filter((_, at) => foldOf[at] === fold);
    for (const need of test) values[need] = runs[chosen]![need]!;
    return { chosen, testNeeds: test.length };
  });
  const comparison = compareRuns(runs[0]!, values, { seed });
  const chosen = isBeyondNoise(comparison) ? bestRun(runs, defined) : 0;
  return { folds: choices, values, comparison, verdict: chosen === 0 ? "no-gain" : "gain", chosen };
}

/** The first of the runs that do best on some needs. */
function bestRun(runs: ReadonlyArray<ReadonlyArray<number | null>>, needs: readonly number[]): number {
  const means = runs.map((run) => meanOverNeeds(needs.map((need) => run[need]!)) ?? 0);
  return means.indexOf(Math.max(...means));
}
