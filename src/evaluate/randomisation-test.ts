import { createRandom } from "../kernel/random.js";

/** How a test is drawn. */
export interface RandomisationOptions {
  /** Seed of the draws. Default 1. */
  readonly seed?: number;
  /** How many assignments of signs are drawn, ≥ 1; the least p-value is 1 / (rounds + 1). Default 10,000. */
  readonly rounds?: number;
}

/** At p = 0.05 the standard error of the estimate is then 0.002. */
const ROUNDS = 10_000;
/** Sums that differ by less than this share of the sum of sizes are equal but for rounding. */
const ROUNDING = 1e-12;

/**
 * Fisher's paired randomisation test, two-sided: were the two runs one, each need's difference could as well have the other sign.
 *
 * @param a, b one value a need, in the same order; needs where either is `null` are left out.
 * @returns the share of sign assignments whose sum of differences is at least as far from 0 as the one observed, with the one observed
 * counted among them; 1 where nothing differs. O(rounds · needs).
 * @throws RangeError where the two cover different numbers of needs, or `rounds` is no whole number ≥ 1.
 * @see Smucker, Allan and Carterette, "A comparison of statistical significance tests for information retrieval evaluation", CIKM 2007, § 3.1;
 * the added one: Phipson and Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010), 39.
 * @example
 * randomisationTest([0.5, 0.5], [0.5, 0.5]); // 1
 */
export function randomisationTest(
  a: ReadonlyArray<number | null>,
  b: ReadonlyArray<number | null>,
  { seed = 1, rounds = ROUNDS }: RandomisationOptions = {},
): number {
  if (a.length !== b.length) throw new RangeError(`the runs cover ${a.length} and ${b.length} needs`);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new RangeError(`rounds should be a whole number from 1 but is ${rounds}`);
  const differences = Float64Array.from(differencesOf(a, b));
  let sum = 0;
  let size = 0;
  for (const difference of differences) {
    sum += difference;
    size += Math.abs(difference);
  }
  const observed = Math.abs(sum) - ROUNDING * size;
  const random = createRandom(seed);
  let asFar = 0;
  for (let round = 0; round < rounds; round++) {
    let drawn = 0;
    for (const difference of differences) drawn += random() < 0.5 ? difference : -difference;
    if (Math.abs(drawn) >= observed) asFar++;
  }
  return (asFar + 1) / (rounds + 1);
}

function* differencesOf(a: ReadonlyArray<number | null>, b: ReadonlyArray<number | null>): Iterable<number> {
  for (const [need, value] of a.entries()) {
    const other = b[need]!;
    if (value !== null && other !== null) yield value - other;
  }
}
