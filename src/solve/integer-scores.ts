import { IssueList } from "./error.js";

/** Scores as whole numbers of units, on which a solver's sums and comparisons are exact. */
export interface IntegerScores {
  /** Score of one unit, a power of two. */
  readonly unit: number;
  /** The largest |score − gain × unit|, from 0 to unit / 2. */
  readonly rounding: number;
  /** Score of each edge in units, integers. */
  readonly gain: Float64Array;
  /** Whether some gain is 0. */
  readonly hasZero: boolean;
}

/** A unit coarser than this share of the largest score is refused: scores in [0, 1] that differ in the sixth decimal must stay apart. */
export const COARSEST_SHARE = 2 ** -20;

/**
 * Turns scores into integers small enough that no sum inside a solver is rounded.
 *
 * The unit is the largest power of two that every score is a multiple of; where that is too fine, the finest that fits:
 * headroom × largest gain ≤ 2⁵³. Rounding is to the nearest unit, halves upwards.
 *
 * @param headroom how many times the largest gain a sum inside the solver can grow, ≥ 1.
 * @throws SolveError `scores-overflow` where the sum of all |score| is no finite number; `scores-too-coarse` where the unit
 *   would exceed `COARSEST_SHARE` of the largest score. O(edges).
 */
export function roundScores(score: Float64Array, headroom: number): IntegerScores {
  const issues = new IssueList();
  const { largest, sum } = sizesOf(score);
  if (!Number.isFinite(sum)) issues.add("scores-overflow", "edges.score", { expected: "scores with a finite sum", received: sum });
  issues.throwIfAny();
  const unit = chooseUnit(score, largest, Math.floor(2 ** 53 / headroom));
  const gain = new Float64Array(score.length);
  const { rounding, hasZero } = fillUnits(gain, score, unit);
  if (unit > largest * COARSEST_SHARE && rounding > 0) {
    const expected = `a unit of at most ${COARSEST_SHARE} of the largest score`;
    issues.add("scores-too-coarse", "edges.score", { expected, received: unit / largest });
  }
  issues.throwIfAny();
  return { unit, rounding, gain, hasZero };
}

// Each pass is a function of its own: V8 compiles a loop while it runs, and gives the code up where unknown code follows the loop.

function sizesOf(score: Float64Array): { largest: number; sum: number } {
  let largest = 0;
  let sum = 0;
  for (let e = 0; e < score.length; e++) {
    const size = Math.abs(score[e]!);
    if (size > largest) largest = size;
    sum += size;
  }
  return { largest, sum };
}

function fillUnits(gain: Float64Array, score: Float64Array, unit: number): { rounding: number; hasZero: boolean } {
  // The inverse of a power of two is exact; only those of the smallest numbers are none.
  const inverse = 1 / unit;
  let rounding = 0;
  let hasZero = false;
  for (let e = 0; e < score.length; e++) {
    const units = inverse === Infinity ? toUnits(score[e]!, unit) : nearest(score[e]! * inverse);
    gain[e] = units;
    if (units === 0) hasZero = true;
    // Exact: units × unit is a multiple of a power of two, and the difference one of the score's last place.
    const error = Math.abs(score[e]! - units * unit);
    if (error > rounding) rounding = error;
  }
  return { rounding, hasZero };
}

/** The score in whole units, halves upwards, never −0. */
export function toUnits(score: number, unit: number): number {
  return nearest(score / unit);
}

/** What `Math.round` gives, in a quarter of its time, but never −0. */
function nearest(exact: number): number {
  // The sum is rounded up for the number next below a half, and for some above 2⁵²; only then is it too far away.
  const units = Math.floor(exact + 0.5);
  return (units - exact > 0.5 ? units - 1 : units) + 0;
}

function chooseUnit(score: Float64Array, largest: number, largestGain: number): number {
  if (largest === 0) return 1;
  // largest / unit ≤ largestGain − 1 leaves room for rounding up.
  let finest = 1;
  while (largest / finest > largestGain - 1) finest *= 2;
  while (finest / 2 > 0 && largest / (finest / 2) <= largestGain - 1) finest /= 2;
  let unit = finest;
  while (unit * 2 <= largest) unit *= 2;
  return dividing(score, unit, finest);
}

/** The unit, halved until every score is a multiple of it or it is the finest. */
function dividing(score: Float64Array, from: number, finest: number): number {
  let unit = from;
  for (let e = 0; e < score.length && unit > finest; e++) {
    // A whole number is its own floor; all are finite here.
    for (let units = score[e]! / unit; units !== Math.floor(units) && unit > finest; units *= 2) unit /= 2;
  }
  return unit;
}
