import { mean, standardDeviation } from "./moments.js";
import { bootstrapInterval, type BootstrapOptions } from "./bootstrap.js";
import { randomisationTest } from "./randomisation-test.js";

/** How far one run is from another, over needs. What is not defined is `null`: no need has a value in both. */
export interface RunComparison {
  /** Needs with a value in both runs. */
  readonly needs: number;
  /** Mean of b − a. */
  readonly difference: number | null;
  /** Bootstrap interval of that mean, over needs. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Two-sided, by `randomisationTest`. 1 where nothing differs. */
  readonly pValue: number;
  /** Cohen's d_z: mean of the differences ÷ their standard deviation; `null` where there are fewer than two or all differences are equal. */
  readonly effectSize: number | null;
  /** Needs that b ranks better, worse and alike. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
}

/**
 * Compares two runs over the same needs.
 *
 * @param a, b one value a need, in the same order; needs where either is `null` are left out.
 * @throws RangeError where the two cover different numbers of needs.
 * @see effect size: Cohen, "Statistical Power Analysis for the Behavioral Sciences", 1988, § 2.3.5; Lakens, Frontiers in Psychology 4 (2013), eq. 6.
 * @example
 * compareRuns([0.5, 0.5, 0.25], [0.75, 0.75, 0.5]).difference; // 0.25
 */
export function compareRuns(
  a: ReadonlyArray<number | null>,
  b: ReadonlyArray<number | null>,
  options: BootstrapOptions & { readonly rounds?: number } = {},
): RunComparison {
  const { seed = 1, rounds } = options;
  const pValue = randomisationTest(a, b, { seed, ...(rounds === undefined ? {} : { rounds }) });
  const differences = a.flatMap((value, need) => {
    const other = b[need]!;
    return value === null || other === null ? [] : [other - value];
  });
  const deviation = differences.length < 2 ? 0 : standardDeviation(differences);
  return {
    needs: differences.length,
    difference: differences.length === 0 ? null : mean(differences),
    interval: bootstrapInterval(differences, options),
    pValue,
    effectSize: deviation > 0 ? mean(differences) / deviation : null,
    wins: differences.filter((difference) => difference > 0).length,
    losses: differences.filter((difference) => difference < 0).length,
    ties: differences.filter((difference) => difference === 0).length,
  };
}
