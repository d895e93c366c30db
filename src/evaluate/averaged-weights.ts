import { createRandom, randomInteger } from "../kernel/random.js";
import { coordinateAscent } from "./coordinate-ascent.js";
import { DEFAULT_OBJECTIVE, prepareObjective, type Objective } from "./objective.js";
import { pairwiseWeights } from "./pairwise-model.js";
import { repeatNeeds, type SignalColumns } from "./signal-columns.js";
import type { WeightSpace } from "./weight-space.js";

export interface AveragingOptions {
  /** Default nDCG@10. */
  readonly objective?: Objective;
  /** Seed of the resamples and of their searches. Default 1. */
  readonly seed?: number;
}

/**
 * Resamples of the needs. On 20 planted worlds (balanced, 100 needs of 40 judged outcomes), nDCG@10 of 1,000 fresh needs was 0.0032
 * [0.0016, 0.0048] above that of one search, and 0.0009 above that of the pairwise model.
 */
const RESAMPLES = 10;

/**
 * Weights in the middle of what could as well be best: half the mean of what an exact search finds on bootstrap resamples of the needs, half the
 * pairwise model. The best piece of a sample's objective is narrow and lies where the sample's noise happens to add up; a mean does not.
 *
 * @returns one weight a column; the same for the same set of needs and seed. O(resamples) searches.
 * @see Breiman, "Bagging predictors", Machine Learning 24 (1996).
 */
export function averagedWeights(
  columns: SignalColumns,
  space: WeightSpace,
  { objective = DEFAULT_OBJECTIVE, seed = 1 }: AveragingOptions = {},
): Float64Array {
  const { length } = columns.needIds;
  const found = Array.from({ length: RESAMPLES }, (_, resample) => {
    const random = createRandom(seed + resample);
    const drawn = repeatNeeds(
      columns,
      columns.needIds.map(() => randomInteger(random, length)),
    );
    return coordinateAscent(prepareObjective(drawn, objective), space, { seed, restarts: 1 }).weights;
  });
  const model = pairwiseWeights(columns, space);
  return model.map((weight, s) => (weight + found.reduce((sum, weights) => sum + weights[s]!, 0) / RESAMPLES) / 2);
}
