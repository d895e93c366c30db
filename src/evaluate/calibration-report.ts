import { sumOf } from "../kernel/sum.js";
import { fitIsotonic, isotonicAt } from "./isotonic.js";
import { needFolds, type FoldOptions } from "./need-folds.js";

/** A judged pair with the need it belongs to. */
export interface ScoredJudgement {
  readonly needId: string;
  /** Finite. */
  readonly score: number;
  readonly grade: number;
}

/** Pairs to which a like share was foretold, and what judges said of them. */
export interface ReliabilityBin {
  readonly pairs: number;
  /** Mean share foretold. */
  readonly predicted: number;
  /** Share found relevant. */
  readonly observed: number;
}

export interface CalibrationReport {
  readonly pairs: number;
  /** Mean squared error of the share foretold, 0 to 1; `null` without pairs. */
  readonly brier: number | null;
  /** The same for the share over the other folds, which knows no score: what calibration has to beat. */
  readonly brierOfShare: number | null;
  /** Σ pairs · |predicted − observed| ÷ pairs. */
  readonly calibrationError: number | null;
  /** By predicted share ascending, bins without pairs left out: the points of a reliability diagram. */
  readonly bins: readonly ReliabilityBin[];
}

export interface CalibrationOptions extends FoldOptions {
  /** The lowest grade that counts as relevant. */
  readonly relevantFrom: number;
}

/** Tenths of the share foretold. */
const BINS = 10;

/**
 * How far a score's calibration by isotonic regression holds for needs it has not seen: each fold's pairs get the share that the others' fit
 * foretells.
 *
 * @param pairs in any order; the answer is a function of their set.
 * @throws EvaluateError `one-need`, `bad-folds`, `too-many-folds`; RangeError where a score is not finite.
 * O(folds · pairs · log pairs).
 * @see Zadrozny and Elkan, KDD 2002, § 3 (isotonic calibration); Brier, "Verification of forecasts expressed in terms of probability", Monthly
 * Weather Review 78 (1950); Murphy and Winkler, Applied Statistics 26 (1977), for reliability diagrams.
 * @example
 * const pairs = [1, 2, 3, 4].flatMap((n) => [{ needId: `n${n}`, score: 0.9, grade: 3 }, { needId: `n${n}`, score: 0.1, grade: 0 }]);
 * calibrationReport(pairs, { relevantFrom: 2, folds: 2 }).brier; // 0
 */
export function calibrationReport(pairs: readonly ScoredJudgement[], { relevantFrom, ...options }: CalibrationOptions): CalibrationReport {
  const needIds = [...new Set(pairs.map(({ needId }) => needId))];
  const folds = needFolds(needIds, options);
  const foldOf = new Map(needIds.map((id, at) => [id, folds[at]!]));
  const points = pairs.map(({ needId, score, grade }) => ({ fold: foldOf.get(needId)!, score, value: grade >= relevantFrom ? 1 : 0 }));
  const held = [...new Set(folds)].flatMap((fold) => {
    const seen = points.filter((point) => point.fold !== fold);
    const blocks = fitIsotonic(seen);
    const share = meanOf(seen.map(({ value }) => value))!;
    return points
      .filter((point) => point.fold === fold)
      .map(({ score, value }) => ({ predicted: isotonicAt(blocks, score) ?? share, share, value }));
  });
  const bins = Array.from({ length: BINS }, (_, bin) =>
    held.filter(({ predicted }) => Math.min(BINS - 1, Math.floor(predicted * BINS)) === bin),
  )
    .filter((inBin) => inBin.length > 0)
    .map((inBin): ReliabilityBin => ({
      pairs: inBin.length,
      predicted: meanOf(inBin.map(({ predicted }) => predicted))!,
      observed: meanOf(inBin.map(({ value }) => value))!,
    }));
  return {
    pairs: held.length,
    brier: meanOf(held.map(({ predicted, value }) => (predicted - value) ** 2)),
    brierOfShare: meanOf(held.map(({ share, value }) => (share - value) ** 2)),
    calibrationError: sumOf(bins.map(({ pairs: count, predicted, observed }) => count * Math.abs(predicted - observed))) / held.length,
    bins,
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : sumOf(values) / values.length;
}
