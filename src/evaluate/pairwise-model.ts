import { gainOf } from "./ndcg.js";
import { NOT_JUDGED, type SignalColumns } from "./signal-columns.js";
import type { WeightSpace } from "./weight-space.js";

export interface PairwiseOptions {
  /** Pull of the weights towards those of the start, in units of the mean loss, ≥ 0. Default 0.001. */
  readonly pull?: number;
}

const PULL = 0.001;
/** The most steps of descent; the loss is convex and has at most a dozen dimensions. */
const STEPS = 200;
/** A step shorter than this share of the largest weight is the last: no judge tells weights so near each other apart. */
const LEAST_STEP = 1e-4;

/**
 * A linear model of which of two outcomes a judge prefers, weights not negative: logistic loss over the differently graded pairs of each need,
 * pairs weighed by the difference of their gains, needs alike.
 *
 * What comes out is a weighting of the same signals, so every score is explained as before; only how the weights were found differs. Smooth,
 * so it varies less from sample to sample than the best nDCG of a small sample does.
 *
 * @returns one weight a column; the start's where no pair differs. The scale of the model is dropped: rankings do not depend on it.
 * O(steps · pairs · free signals).
 * @see Burges et al., "Learning to rank using gradient descent", ICML 2005, § 3; Joachims, KDD 2002, for the pairwise linear form. Descent:
 * Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm", SIAM J. Imaging Sci. 2 (2009), with projection on weights ≥ 0.
 */
export function pairwiseWeights(columns: SignalColumns, space: WeightSpace, { pull = PULL }: PairwiseOptions = {}): Float64Array {
  const { free, mass, start } = space;
  const pairs = preferredPairs(columns, free);
  const weights = Float64Array.from(start);
  if (pairs.weight.length === 0) return weights;
  const scale = fitScale(
    pairs,
    Float64Array.from(free, (s) => start[s]!),
  );
  const centre = Float64Array.from(free, (s) => start[s]! * scale);
  const fitted = descend(pairs, centre, pull);
  const sum = fitted.reduce((total, weight) => total + weight, 0);
  if (sum > 0) free.forEach((s, f) => (weights[s] = (mass * fitted[f]!) / sum));
  return weights;
}

/** Differences of signals, better minus worse outcome: pair p holds `difference[p · width … ]`. Weights add up to 1. */
interface Pairs {
  readonly width: number;
  readonly difference: Float64Array;
  readonly weight: Float64Array;
}

function preferredPairs({ needStart, grade, isCandidate, columns }: SignalColumns, free: readonly number[]): Pairs {
  const difference: number[] = [];
  const weight: number[] = [];
  let needs = 0;
  for (let need = 0; need + 1 < needStart.length; need++) {
    const rows: number[] = [];
    for (let row = needStart[need]!; row < needStart[need + 1]!; row++)
      if (grade[row] !== NOT_JUDGED && isCandidate[row] === 1) rows.push(row);
    const first = weight.length;
    let sum = 0;
    for (const better of rows) {
      for (const worse of rows) {
        if (grade[better]! <= grade[worse]!) continue;
        const gain = gainOf(grade[better]!, "exponential") - gainOf(grade[worse]!, "exponential");
        sum += gain;
        weight.push(gain);
        for (const s of free) difference.push(columns[s]![better]! - columns[s]![worse]!);
      }
    }
    if (sum === 0) continue;
    needs++;
    for (let pair = first; pair < weight.length; pair++) weight[pair]! /= sum;
  }
  return { width: free.length, difference: Float64Array.from(difference), weight: Float64Array.from(weight, (share) => share / needs) };
}

/** The steepness at which the start's own scores explain the pairs best, among powers of two. */
function fitScale(pairs: Pairs, direction: Float64Array): number {
  let best = { scale: 1, loss: Infinity };
  for (let power = 0; power <= 10; power++) {
    const scale = 2 ** power;
    const loss = lossAt(
      pairs,
      direction.map((weight) => weight * scale),
      new Float64Array(direction.length),
    );
    if (loss < best.loss) best = { scale, loss };
  }
  return best.scale;
}

/** Σ weight · ln(1 + e^−score); adds its gradient to `gradient`. */
function lossAt({ width, difference, weight }: Pairs, weights: Float64Array, gradient: Float64Array): number {
  let loss = 0;
  for (let pair = 0, at = 0; pair < weight.length; pair++, at += width) {
    let score = 0;
    for (let f = 0; f < width; f++) score += weights[f]! * difference[at + f]!;
    const small = Math.exp(-Math.abs(score));
    loss += weight[pair]! * (Math.log1p(small) + Math.max(0, -score));
    const push = (weight[pair]! * (score > 0 ? small : 1)) / (1 + small);
    for (let f = 0; f < width; f++) gradient[f]! -= push * difference[at + f]!;
  }
  return loss;
}

function descend(pairs: Pairs, centre: Float64Array, pull: number): Float64Array {
  const { width, difference, weight } = pairs;
  // The curvature of ln(1 + e^−s) is at most ¼, so this step never overshoots.
  let curvature = 0;
  for (let pair = 0, at = 0; pair < weight.length; pair++, at += width)
    for (let f = 0; f < width; f++) curvature += (weight[pair]! * difference[at + f]! ** 2) / 4;
  const size = centre.reduce((sum, value) => sum + value * value, 0);
  const stiffness = size === 0 ? 0 : pull / size;
  const step = 1 / (curvature + stiffness || 1);
  let current = centre;
  let ahead = centre;
  let momentum = 1;
  for (let round = 0; round < STEPS; round++) {
    const gradient = Float64Array.from(ahead, (value, f) => stiffness * (value - centre[f]!));
    lossAt(pairs, ahead, gradient);
    const next = Float64Array.from(ahead, (value, f) => Math.max(0, value - step * gradient[f]!));
    const nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const carry = (momentum - 1) / nextMomentum;
    const previous = current;
    const moved = next.reduce((most, value, f) => Math.max(most, Math.abs(value - previous[f]!)), 0);
    if (moved <= LEAST_STEP * Math.max(...next)) return next;
    ahead = Float64Array.from(next, (value, f) => Math.max(0, value + carry * (value - previous[f]!)));
    [current, momentum] = [next, nextMomentum];
  }
  return current;
}
