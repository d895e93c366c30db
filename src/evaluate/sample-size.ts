import { inverseNormal } from "./normal.js";

/** What a study should be able to show. */
export interface SampleSizeOptions {
  /** Difference of means worth finding, in units of the metric, > 0. */
  readonly effect: number;
  /** Standard deviation of the needs' differences, > 0; measure it on what is judged already (`compareRuns`), or take 0.2 for nDCG@10. */
  readonly deviation: number;
  /** Odds that a real effect of that size is found, 0 to 1. Default 0.8. */
  readonly power?: number;
  /** Odds that none is found where there is none, 0 to 1. Default 0.95. */
  readonly confidence?: number;
}

const POWER = 0.8;
const CONFIDENCE = 0.95;

/**
 * How many needs must be judged so that a paired, two-sided t-test finds a difference of a given size.
 *
 * ⌈(z_{1−α/2} + z_{power})² / d² + z²_{1−α/2} / 2⌉ with d = effect ÷ deviation; Guenther's second term stands for the t-distribution and is
 * right to within one need from five needs on.
 *
 * @returns a whole number ≥ 2.
 * @throws RangeError where effect or deviation is not above 0, or power or confidence not between 0 and 1.
 * @see Guenther, "Sample size formulas for normal theory t tests", The American Statistician 35 (1981), p. 243; for retrieval: Sakai, "Designing
 * test collections for comparing many systems", CIKM 2014.
 * @example
 * needsForEffect({ effect: 0.5, deviation: 1 }); // 34
 */
export function needsForEffect({ effect, deviation, power = POWER, confidence = CONFIDENCE }: SampleSizeOptions): number {
  if (!(effect > 0 && effect < Infinity && deviation > 0 && deviation < Infinity))
    throw new RangeError(`effect and deviation should be above 0 but are ${effect} and ${deviation}`);
  if (!(power > 0 && power < 1 && confidence > 0 && confidence < 1))
    throw new RangeError(`power and confidence should lie between 0 and 1 but are ${power} and ${confidence}`);
  const sureness = inverseNormal(1 - (1 - confidence) / 2);
  const d = effect / deviation;
  return Math.max(2, Math.ceil(((sureness + inverseNormal(power)) / d) ** 2 + sureness ** 2 / 2));
}
