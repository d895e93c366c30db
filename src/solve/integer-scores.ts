import { IssueList } from "./error.js";

/** Scores as whole numbers of units, on which a solver's sums and comparisons are exact. */
export interface IntegerScores {
  /** Score of one unit, a power of two. */
  readonly unit: number;
  /** The largest |score − gain × unit|, from 0 to unit / 2. */
  readonly rounding: number;
  /** Score of each edge in units, integers. */
  readonly gain: Float64Array;
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
  let largest = 0;
  let sum = 0;
  for (let e = 0; e < score.length; e++) {
    const size = Math.abs(score[e]!);
    if (size > largest) largest = size;
    sum += size;
  }
  if (!Number.isFinite(sum)) issues.add("scores-overflow", "edges.score", { expected: "scores with a finite sum", received: sum });
  issues.throwIfAny();
  const unit = chooseUnit(score, largest, Math.floor(2 ** 53 / headroom));
  const gain = new Float64Array(score.length);
  let rounding = 0;
  for (let e = 0; e < score.length; e++) {
    const units = toUnits(score[e]!, unit);
    gain[e] = units;
    // Exact: units × unit is a multiple of a power of two, and the difference one of the score's last place.
    const error = Math.abs(score[e]! - units * unit);
    if (error > rounding) rounding = error;
  }
  if (unit > largest * COARSEST_SHARE && rounding > 0) {
    const expected = `a unit of at most ${COARSEST_SHARE} of the largest score`;
    issues.add("scores-too-coarse", "edges.score", { expected, received: unit / largest });
  }
  issues.throwIfAny();
  return { unit, rounding, gain };
}

/** The score in whole units, never −0. */
export function toUnits(score: number, unit: number): number {
  return Math.round(score / unit) + 0;
}

function chooseUnit(score: Float64Array, largest: number, largestGain: number): number {
  if (largest === 0) return 1;
  // largest / unit ≤ largestGain − 1 leaves room for rounding up.
  let finest = 1;
  while (largest / finest > largestGain - 1) finest *= 2;
  while (finest / 2 > 0 && largest / (finest / 2) <= largestGain - 1) finest /= 2;
  let unit = finest;
  while (unit * 2 <= largest) unit *= 2;
  for (let e = 0; e < score.length && unit > finest; e++) {
    while (unit > finest && !Number.isInteger(score[e]! / unit)) unit /= 2;
  }
  return unit;
}
