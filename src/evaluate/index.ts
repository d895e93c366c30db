export { agreement, type Agreement, type GradeScale } from "./agreement.js";
export { areaUnderCurve } from "./auc.js";
export { averagePrecision } from "./average-precision.js";
export { bootstrapInterval, type BootstrapOptions } from "./bootstrap.js";
export { poolCandidates, type PoolOptions } from "./candidate-pool.js";
export { parseChoiceLog, sessionAnswers, weakJudgements, type ChoiceAnswer } from "./choice-log.js";
export { compareRuns, type RunComparison } from "./compare-runs.js";
export { fitConfidence, scoreJudged, type ConfidenceOptions, type JudgedPair } from "./confidence.js";
export { countedNeeds, type CountRule } from "./counted-needs.js";
export { askedJudgements, gradingProgress, type GradingProgress } from "./grading-progress.js";
export { holmAdjust } from "./holm.js";
export { EVALUATE_ISSUE_CATALOGUE, EvaluateError, formatEvaluateIssue, type EvaluateIssue, type EvaluateIssueCode } from "./issue.js";
export { fitIsotonic, isotonicAt, type IsotonicBlock, type IsotonicPoint } from "./isotonic.js";
export { gradesByNeed, knownJudgements, type Grades, type Judgement } from "./judgement.js";
export { formatJudgementLines, formatJudgements, parseJudgementLines } from "./judgement-lines.js";
export { kendallTau } from "./kendall-tau.js";
export { meanOverNeeds, measureNeed, measureRun, METRICS, type ByMetric, type MetricId } from "./measure-run.js";
export { judgesOf, mergeJudges, type MergeOptions } from "./merged-judges.js";
export { ndcgAt, type Gain } from "./ndcg.js";
export { pairAccuracy } from "./pair-accuracy.js";
export { parseJudgements, type ParsedJudgements } from "./parse-judgements.js";
export {
  giniCoefficient,
  measurePlan,
  type PlanMeasure,
  type PlanMeasures,
  type PlannedPair,
  type PlanReason,
  type PlanTruth,
} from "./plan-metrics.js";
export { precisionAt, type CutOptions } from "./precision.js";
export { randomisationTest, type RandomisationOptions } from "./randomisation-test.js";
export { gradeRanking, rankScored, type RankedGrade, type ScoredOutcome, type TieRule } from "./ranking.js";
export { recallAt } from "./recall.js";
export { reciprocalRank } from "./reciprocal-rank.js";
export { needsForEffect, type SampleSizeOptions } from "./sample-size.js";
export { settleJudgements, type SettleOptions } from "./settled-judgements.js";
export { formatQrels, parseQrels } from "./trec-qrels.js";
export { formatRun, parseRun, type ParsedRun, type Run } from "./trec-run.js";
export type { WrittenText } from "./written-text.js";
export { undefinedReason, UNDEFINED_REASONS, type RankingMeasure, type UndefinedReason } from "./undefined-reason.js";
export { CONFIDENCE_LEVELS, confidenceAt, confidenceName, formatConfidence } from "../score/confidence.js";
export type { Confidence, ConfidenceCalibration, ConfidenceLevel, GradedLevel } from "../score/confidence.js";
export { lineValues, type LineValues } from "./line-search.js";
export { DEFAULT_OBJECTIVE, objectiveAt, prepareObjective, valuesAt, type Objective, type PreparedObjective } from "./objective.js";
export {
  constantSignals,
  measureSignals,
  NOT_JUDGED,
  repeatNeeds,
  scoreColumns,
  selectNeeds,
  weightsByName,
  weightsOf,
  type Pool,
  type SignalColumns,
} from "./signal-columns.js";
export { averagedWeights, type AveragingOptions } from "./averaged-weights.js";
export { coordinateAscent, randomWeights, type Ascent, type AscentOptions } from "./coordinate-ascent.js";
export { bestOnLine, type LineChoice } from "./line-choice.js";
export { pairwiseWeights, type PairwiseOptions } from "./pairwise-model.js";
export { bestOfGrid, mapGrid, simplexGrid, type GridPoint } from "./simplex-grid.js";
export { weightTriangle, type TriangleOptions, type TrianglePoint } from "./weight-triangle.js";
export { planFlips, type FlipOptions, type PlanFlip } from "./plan-flips.js";
export { weightSpace, type WeightSpace, type WeightSpaceOptions } from "./weight-space.js";
export {
  calibrationReport,
  type CalibrationOptions,
  type CalibrationReport,
  type ReliabilityBin,
  type ScoredJudgement,
} from "./calibration-report.js";
export { FOLDS, needFolds, type FoldOptions } from "./need-folds.js";
export {
  nestedValidation,
  NOISE_LEVEL,
  TUNING_METHODS,
  type FoldChoice,
  type NestedOptions,
  type NestedValidation,
  type TuningMethod,
} from "./nested-validation.js";
export { weightIntervals, type SensitivityOptions, type WeightInterval } from "./weight-sensitivity.js";
export { nestedChoice, type NestedChoice } from "./nested-choice.js";
export { drawParameters, type ParameterRange } from "./parameter-space.js";
