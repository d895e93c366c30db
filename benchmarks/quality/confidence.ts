import {
  CONFIDENCE_LEVELS,
  confidenceAt,
  fitConfidence,
  scoreJudged,
  type Confidence,
  type ConfidenceLevel,
} from "../../src/evaluate/index.js";
import { hashString } from "../../src/kernel/random.js";
import type { Task } from "./task.js";

/** How far levels fitted on some needs hold for others: every pair is graded by a calibration that saw no pair of its need. */
export interface ConfidenceQuality {
  readonly pairs: number;
  readonly folds: number;
  /** Mean squared error of the share "fairly strong or better" against yes and no; 0.25 is a coin. */
  readonly brier: number | null;
  /** The same for the share over all pairs of the other folds, which knows no score. */
  readonly brierWithoutScore: number | null;
  /** Mean |share said − share found|, weighted by pairs, over tenths of the share said: 0 is honest. */
  readonly calibrationError: number | null;
  /** What pairs of each level were given by the judges. */
  readonly levels: ReadonlyArray<{
    readonly level: ConfidenceLevel;
    readonly pairs: number;
    readonly meanGrade: number;
    readonly fairlyStrong: number;
  }>;
}

/** Each calibration is fitted on four fifths of the needs, as is usual. */
const FOLDS = 5;
/** The nearest whole grade is at least 2. */
const FAIRLY_STRONG_FROM = 1.5;
const TENTHS = 10;

interface Held {
  readonly said: Confidence;
  readonly plain: number;
  readonly grade: number;
}

export function measureConfidence({ corpus, grades }: Task): ConfidenceQuality {
  const judged = scoreJudged(corpus, grades);
  const foldOf = (needId: string): number => hashString(needId, 1) % FOLDS;
  const held: Held[] = Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const seen = judged.filter(({ needId }) => foldOf(needId) !== fold);
    const calibration = fitConfidence(seen);
    if (calibration.range === null) return [];
    const plain = shareOf(seen.map(({ grade }) => grade));
    return judged
      .filter(({ needId }) => foldOf(needId) === fold)
      .map(({ score, grade }) => ({ said: confidenceAt(calibration, score)!, plain, grade }));
  });
  const yes = ({ grade }: Held): number => (grade >= FAIRLY_STRONG_FROM ? 1 : 0);
  const share = ({ said }: Held): number => said.atLeast["fairly-strong"];
  return {
    pairs: held.length,
    folds: FOLDS,
    brier: meanOf(held.map((pair) => (share(pair) - yes(pair)) ** 2)),
    brierWithoutScore: meanOf(held.map((pair) => (pair.plain - yes(pair)) ** 2)),
    calibrationError: meanOf(
      held.map((pair) => {
        const tenth = (other: Held): number => Math.min(TENTHS - 1, Math.floor(share(other) * TENTHS));
        const alike = held.filter((other) => tenth(other) === tenth(pair));
        return Math.abs(meanOf(alike.map(share))! - meanOf(alike.map(yes))!);
      }),
    ),
    levels: [...CONFIDENCE_LEVELS].reverse().map((level) => {
      const own = held.filter(({ said }) => said.level === level);
      return { level, pairs: own.length, meanGrade: meanOf(own.map(({ grade }) => grade)) ?? 0, fairlyStrong: meanOf(own.map(yes)) ?? 0 };
    }),
  };
}

function shareOf(grades: readonly number[]): number {
  return meanOf(grades.map((grade) => (grade >= FAIRLY_STRONG_FROM ? 1 : 0))) ?? 0;
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function formatConfidenceQuality({ pairs, folds, brier, brierWithoutScore, calibrationError, levels }: ConfidenceQuality): string[] {
  const show = (value: number | null): string => value?.toFixed(3) ?? "–";
  return [
    `confidence on ${pairs} held-out pairs (${folds} folds of needs): Brier score of "fairly strong or better" ${show(brier)}, without the score ${show(brierWithoutScore)}, calibration error ${show(calibrationError)}`,
    ...levels.map(
      ({ level, pairs, meanGrade, fairlyStrong }) =>
        `  said ${level.padEnd(13)} ${String(pairs).padStart(5)} pairs: mean grade ${show(meanGrade)}, fairly strong or better ${show(fairlyStrong)}`,
    ),
  ];
}
