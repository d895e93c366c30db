import { createRandom, randomInteger } from "../kernel/random.js";

/** How an interval is drawn. */
export interface BootstrapOptions {
  /** Seed of the draws. Default 1. */
  readonly seed?: number;
  /** How many samples of needs are drawn, ≥ 1. Default 2,000. */
  readonly samples?: number;
  /** Share of sample means inside the interval, 0 to 1. Default 0.95. */
  readonly level?: number;
}

/** Samples drawn: the 2.5th percentile then rests on fifty means; Efron and Tibshirani, § 19.3, ask for at least a thousand. */
const SAMPLES = 2_000;
const LEVEL = 0.95;

/**
 * A percentile bootstrap interval of a mean over needs: needs are drawn with repetition, as many as there are.
 *
 * @param values one value a need; `null` (not defined) is left out before drawing.
 * @returns lowest and highest mean of the middle `level` of samples (nearest rank); `null` where no value is defined.
 * @throws RangeError where `samples` is no whole number ≥ 1, or `level` not between 0 and 1. O(samples · (values + log samples)).
 * @see Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13.
 * @example
 * bootstrapInterval([0.5, 0.5, null]); // [0.5, 0.5]
 */
export function bootstrapInterval(
  values: ReadonlyArray<number | null>,
  { seed = 1, samples = SAMPLES, level = LEVEL }: BootstrapOptions = {},
): readonly [low: number, high: number] | null {
  if (!Number.isSafeInteger(samples) || samples < 1 || !(level >= 0 && level <= 1))
    throw new RangeError(`samples should be a whole number from 1 and level lie in [0, 1] but they are ${samples} and ${level}`);
  const defined = Float64Array.from(values.filter((value) => value !== null));
  if (defined.length === 0) return null;
  const random = createRandom(seed);
  const means = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0;
    for (let drawn = 0; drawn < defined.length; drawn++) sum += defined[randomInteger(random, defined.length)]!;
    means[sample] = sum / defined.length;
  }
  means.sort();
  const tail = Math.min(Math.floor(((1 - level) / 2) * samples), (samples - 1) >> 1);
  return [means[tail]!, means[samples - 1 - tail]!];
}
