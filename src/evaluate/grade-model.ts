import { NOT_JUDGED, scoreColumns, type SignalColumns } from "./signal-columns.js";
import type { WeightSpace } from "./weight-space.js";

/** Pull of all parameters to 0, in units of the mean loss: so little that it only settles grades that a weighting tells apart without error. */
const PULL = 1e-5;
/** Grades above which a row is asked to stand; of more, as means of judges give, some evenly spread. */
const MOST_CUTS = 8;
const MOST_ROUNDS = 50;
/** A step of Newton's method is halved at most so often. */
const MOST_HALVINGS = 20;
/** Losses nearer than this are one. */
const ALIKE = 1e-12;
/**
 * Rows that a need's ranking has beyond this rank count less: what is graded there is seldom seen, and the model, which is not quite the truth,
 * should fit best where rankings are looked at. On 100 planted worlds (balanced; 100 needs of 40 judged outcomes) the weights of
 * `averagedWeights` gain .0002 ± .00005 nDCG@10 by it, on 36 of other truths .0001 ± .0001. With 10 instead of 20 the model alone loses
 * .0006; other ways to fall off beyond 20, to nothing at once or by a power of the rank, differ by .0002 at most.
 */
const NEAR = 20;
const FAR_SHARE = 0.2;

/**
 * A linear model of grades: how likely a row is graded above each cut is logistic in Σ weight · signal less the cut's threshold, weights not
 * negative and the same for all cuts.
 *
 * Thresholds are common to all needs, so that it learns from every judged row, also of needs without a relevant outcome, of which rankings of
 * single needs say nothing: it varies least from sample to sample. It is off where a need's level, rather than its outcomes, decides grades.
 * It is fitted twice: the second time rows count a fifth that the first fit ranks below the first twenty of their need.
 *
 * @returns one weight a column; the start's where no grade differs, or no signal goes with grades.
 * O(rounds · (rows · (free² + free · cuts) + (free + cuts)³)), and once more for each weight that would be negative.
 * @see McCullagh, "Regression models for ordinal data", JRSS B 42 (1980), § 2: proportional odds; here each cut's likelihood is taken by itself,
 * as in a composite likelihood (Varin, Reid and Firth, Statistica Sinica 21, 2011), which keeps the loss convex whatever the order of thresholds.
 */
export function gradeModelWeights(columns: SignalColumns, space: WeightSpace): Float64Array {
  const rows = judgedRows(columns);
  const cuts = cutsOf(Array.from(rows, (row) => columns.grade[row]!));
  if (cuts.length === 0) return Float64Array.from(space.start);
  const evenly = fitNonNegative(columns, space, { rows, cuts, count: new Float64Array(rows.length).fill(1) });
  const count = countByRank(columns, rows, evenly);
  return count.every((value) => value === 1) ? evenly : fitNonNegative(columns, space, { rows, cuts, count });
}

/** The fit whose weights are none of them negative; the start's where no signal goes with grades. */
function fitNonNegative(columns: SignalColumns, { start, free, mass }: WeightSpace, asked: Asked): Float64Array {
  const weights = Float64Array.from(start);
  let used = [...free];
  // The weight that would be most negative is set to 0 and the others are fitted again.
  for (;;) {
    const fitted = fit(
      used.map((s) => columns.columns[s]!),
      columns.grade,
      asked,
    );
    const least = Math.min(...fitted);
    if (used.length === 0) return weights;
    if (least < 0) {
      used = used.filter((_, at) => at !== fitted.indexOf(least));
      continue;
    }
    const sum = fitted.reduce((total, weight) => total + weight, 0);
    if (sum <= 0) return weights;
    for (const s of free) weights[s] = 0;
    used.forEach((s, at) => (weights[s] = (mass * fitted[at]!) / sum));
    return weights;
  }
}

/** What each judged row counts: 1 among the first of its need's judged rows by some weights, of equal ones the earlier, else less. */
function countByRank(columns: SignalColumns, rows: Uint32Array, weights: Float64Array): Float64Array {
  const scores = scoreColumns(columns, weights);
  const count = new Float64Array(rows.length);
  for (let need = 0, from = 0; need + 1 < columns.needStart.length; need++) {
    let to = from;
    while (to < rows.length && rows[to]! < columns.needStart[need + 1]!) to++;
    const order = Array.from({ length: to - from }, (_, at) => from + at).sort((a, b) => scores[rows[b]!]! - scores[rows[a]!]! || a - b);
    order.forEach((at, rank) => (count[at] = rank < NEAR ? 1 : FAR_SHARE));
    from = to;
  }
  return count;
}

function judgedRows({ grade, isCandidate }: SignalColumns): Uint32Array {
  return Uint32Array.from(Array.from(grade.keys()).filter((row) => grade[row] !== NOT_JUDGED && isCandidate[row] === 1));
}

/** Grades that some row is below and some row at: a row stands above a cut from its grade on. */
function cutsOf(grades: readonly number[]): number[] {
  const levels = [...new Set(grades)].sort((a, b) => a - b).slice(1);
  if (levels.length <= MOST_CUTS) return levels;
  return Array.from({ length: MOST_CUTS }, (_, at) => levels[Math.round((at * (levels.length - 1)) / (MOST_CUTS - 1))]!);
}

interface Asked {
  readonly rows: Uint32Array;
  readonly cuts: readonly number[];
  /** What each of `rows` counts, above 0. */
  readonly count: Float64Array;
}

/** Loss, gradient and curvature at some parameters: weights, then thresholds. */
interface Slope {
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly curvature: readonly Float64Array[];
}

/** Newton's method, each step halved until the loss falls. Only the weights are handed out. */
function fit(signals: readonly Float64Array[], grade: Float64Array, asked: Asked): Float64Array {
  let parameters: Float64Array = new Float64Array(signals.length + asked.cuts.length);
  let slope = slopeAt(parameters, signals, grade, asked);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = solveSymmetric(slope.curvature, slope.gradient);
    let next = slope;
    let moved = parameters;
    for (let halving = 0, size = 1; halving < MOST_HALVINGS && !(next.loss < slope.loss); halving++, size /= 2) {
      moved = parameters.map((value, at) => value - size * step[at]!);
      next = slopeAt(moved, signals, grade, asked);
    }
    if (!(next.loss < slope.loss - ALIKE)) break;
    [parameters, slope] = [moved, next];
  }
  return parameters.subarray(0, signals.length);
}

function slopeAt(parameters: Float64Array, signals: readonly Float64Array[], grade: Float64Array, { rows, cuts, count }: Asked): Slope {
  const width = signals.length;
  const size = width + cuts.length;
  const gradient = new Float64Array(size);
  const curvature = Array.from({ length: size }, () => new Float64Array(size));
  const counted = count.reduce((sum, value) => sum + value, 0) * cuts.length;
  const signal = new Float64Array(width);
  let loss = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const share = count[at]! / counted;
    let score = 0;
    for (let f = 0; f < width; f++) {
      signal[f] = signals[f]![row]!;
      score += parameters[f]! * signal[f]!;
    }
    let push = 0;
    let bend = 0;
    for (let cut = 0; cut < cuts.length; cut++) {
      const threshold = width + cut;
      const isAbove = grade[row]! >= cuts[cut]!;
      const distance = score - parameters[threshold]!;
      const likely = 1 / (1 + Math.exp(-distance));
      // ln(1 + e^x) without overflow, of the side that the row is not on.
      const wrong = isAbove ? -distance : distance;
      loss += share * (Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong))));
      const error = share * (likely - Number(isAbove));
      const curve = share * likely * (1 - likely);
      push += error;
      bend += curve;
      gradient[threshold]! -= error;
      curvature[threshold]![threshold]! += curve;
      for (let f = 0; f < width; f++) curvature[f]![threshold]! -= curve * signal[f]!;
    }
    for (let f = 0; f < width; f++) {
      gradient[f]! += push * signal[f]!;
      for (let g = f; g < width; g++) curvature[f]![g]! += bend * signal[f]! * signal[g]!;
    }
  }
  for (let at = 0; at < size; at++) {
    loss += (PULL * parameters[at]! ** 2) / 2;
    gradient[at]! += PULL * parameters[at]!;
    curvature[at]![at]! += PULL;
    for (let before = 0; before < at; before++) curvature[at]![before] = curvature[before]![at]!;
  }
  return { loss, gradient, curvature };
}

/** Solves matrix · x = right by Cholesky's decomposition; the matrix is positive definite because of the pull. */
function solveSymmetric(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const lower = matrix.map((row) => Float64Array.from(row));
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / lower[j]![j]!;
    }
    for (let k = 0; k < i; k++) solution[i]! -= lower[i]![k]! * solution[k]!;
    solution[i]! /= lower[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= lower[k]![i]! * solution[k]!;
    solution[i]! /= lower[i]![i]!;
  }
  return solution;
}
