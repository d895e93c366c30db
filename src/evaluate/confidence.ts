import type { Corpus } from "../corpus/corpus.js";
import { mayMatch } from "../join/rank.js";
import type { ConfidenceCalibration, GradedLevel } from "../score/confidence.js";
import { pairScore } from "../score/pair-score.js";
import { fitIsotonic } from "./isotonic.js";
import type { Grades } from "./judgement.js";

/** A judged pair with its score. */
export interface JudgedPair {
  /** As `propose` or `explain` scored it; finite. */
  readonly score: number;
  /** 0 for no match, 1 weak, 2 fairly strong, 3 strong; between two grades where judges differ. */
  readonly grade: number;
  /** How much it counts, finite, ≥ 0. Default 1. */
  readonly weight?: number;
}

/** The lowest mean grade that counts as each level: the nearest whole grade, halves up. */
const LEVEL_FROM: Readonly<Record<GradedLevel, number>> = { weak: 0.5, "fairly-strong": 1.5, strong: 2.5 };
const MAX_GRADE = 3;
/**
 * Pairs at either end that answer as one. Isotonic regression gives its ends to the few pairs that happen to stand there; the
 * standard error of a share over fifty is at most 0.07. On real needs, with 20 or fewer, eight held-out pairs were called strong of which
 * two were fairly strong or better; with 50 none is called strong, and of those called fairly strong half are
 * (`npm run quality -- DIR --confidence`).
 */
const MIN_SUPPORT = 50;

export interface ConfidenceOptions {
  /** How many of the lowest, and of the highest, scores answer as one, a whole number ≥ 1. Default 50. With fewer than twice so many pairs, all do. */
  readonly minSupport?: number;
}

/**
 * Learns from judged pairs what a score is worth: for each level the share of pairs graded at least so, by isotonic regression.
 *
 * Three regressions of yes and no rather than one of grades: their shares are nested for every score (the min-max formula grows with
 * its values), so they give the whole distribution of grades, and grades are not taken for distances. Order of the pairs never matters.
 * Pairs should be judged as they come out of the ranking: a calibration says nothing of pairs chosen otherwise.
 *
 * @returns plain data for `confidenceAt`; without pairs it answers nothing.
 * @throws RangeError where a score or weight is no finite number, a weight is negative, or a grade is not from 0 to 3.
 * O(pairs · log pairs).
 * @see Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002, § 3 (isotonic
 * regression as calibration); Frank and Hall, "A simple approach to ordinal classification", ECML 2001 (one question a level).
 * @example
 * const pairs = [{ score: 0.2, grade: 0 }, { score: 0.5, grade: 2 }, { score: 0.9, grade: 3 }];
 * const calibration = fitConfidence(pairs, { minSupport: 1 });
 * calibration.atLeast.strong.map(({ from, to, value }) => [from, to, value]); // [[0.2, 0.5, 0], [0.9, 0.9, 1]]
 */
export function fitConfidence(pairs: readonly JudgedPair[], { minSupport = MIN_SUPPORT }: ConfidenceOptions = {}): ConfidenceCalibration {
  pairs.forEach(({ grade }, at) => {
    if (!(grade >= 0 && grade <= MAX_GRADE)) throw new RangeError(`pair ${at}: the grade must be from 0 to ${MAX_GRADE}`);
  });
  if (!(Number.isSafeInteger(minSupport) && minSupport >= 1)) throw new RangeError("minSupport must be a whole number ≥ 1");
  const counted = pairs.filter(({ weight = 1 }) => weight !== 0);
  const scores = counted.map(({ score }) => score).sort((a, b) => a - b);
  const isFew = scores.length < 2 * minSupport;
  const low = scores[isFew ? 0 : minSupport - 1];
  const high = isFew ? low : scores[scores.length - minSupport];
  const fit = (level: GradedLevel) =>
    fitIsotonic(
      counted.map(({ grade, score, ...pair }) => ({
        ...pair,
        score: Math.min(Math.max(score, low!), high!),
        value: grade >= LEVEL_FROM[level] ? 1 : 0,
      })),
    );
  return {
    kind: "confidence",
    version: 1,
    atLeast: { weak: fit("weak"), "fairly-strong": fit("fairly-strong"), strong: fit("strong") },
    pairs: counted.length,
    range: scores.length === 0 ? null : [scores[0]!, scores.at(-1)!],
  };
}

/**
 * The judged pairs of a corpus with their scores, for `fitConfidence`.
 *
 * @param grades from `gradesByNeed`; pairs of unknown records, or of records that are no candidates (no text), are left out.
 * @returns needs in the order of `grades`, outcomes in that of each need's.
 */
export function scoreJudged(
  corpus: Corpus,
  grades: ReadonlyMap<string, Grades>,
): Array<JudgedPair & { readonly needId: string; readonly outcomeId: string }> {
  const { model, needs, outcomes } = corpus;
  return [...grades].flatMap(([needId, ofNeed]) =>
    [...ofNeed].flatMap(([outcomeId, grade]) => {
      const need = needs.indexOf.get(needId);
      const outcome = outcomes.indexOf.get(outcomeId);
      if (need === undefined || outcome === undefined || !mayMatch(corpus, needs, need) || !mayMatch(corpus, outcomes, outcome)) return [];
      return [{ needId, outcomeId, score: pairScore(model, needs, need, outcomes, outcome), grade }];
    }),
  );
}
