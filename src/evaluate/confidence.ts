import type { Corpus } from "../corpus/corpus.js";
import { mayMatch } from "../join/rank.js";
import type { ConfidenceCalibration, GradedLevel } from "../propose/confidence.js";
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
 * Learns from judged pairs what a score is worth: for each level the share of pairs graded at least so, by isotonic regression.
 *
 * Three regressions of yes and no rather than one of grades: their shares are nested for every score (the min-max formula grows with
 * its values), so they give the whole distribution of grades, and grades are not taken for distances. Order of the pairs never matters.
 * Pairs should be judged as they come out of the ranking: a calibration says nothing of pairs chosen otherwise.
 *
 * @returns plain data for `propose(corpus, { confidence })` and `explain(…, { confidence })`; without pairs it answers nothing.
 * @throws RangeError where a score or weight is no finite number, a weight is negative, or a grade is not from 0 to 3.
 * O(pairs · log pairs).
 * @see Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002, § 3 (isotonic
 * regression as calibration); Frank and Hall, "A simple approach to ordinal classification", ECML 2001 (one question a level).
 * @example
 * const calibration = fitConfidence([{ score: 0.2, grade: 0 }, { score: 0.5, grade: 2 }, { score: 0.9, grade: 3 }]);
 * calibration.atLeast.strong.map(({ from, to, value }) => [from, to, value]); // [[0.2, 0.5, 0], [0.9, 0.9, 1]]
 */
export function fitConfidence(pairs: readonly JudgedPair[]): ConfidenceCalibration {
  pairs.forEach(({ grade }, at) => {
    if (!(grade >= 0 && grade <= MAX_GRADE)) throw new RangeError(`pair ${at}: the grade must be from 0 to ${MAX_GRADE}`);
  });
  const fit = (level: GradedLevel) =>
    fitIsotonic(pairs.map(({ grade, ...pair }) => ({ ...pair, value: grade >= LEVEL_FROM[level] ? 1 : 0 })));
  const atLeast = { weak: fit("weak"), "fairly-strong": fit("fairly-strong"), strong: fit("strong") };
  const [first, last] = [atLeast.weak[0], atLeast.weak.at(-1)];
  return {
    kind: "confidence",
    version: 1,
    atLeast,
    pairs: pairs.filter(({ weight = 1 }) => weight > 0).length,
    range: first === undefined || last === undefined ? null : [first.from, last.to],
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
