export { InvariantError } from "./kernel/invariant-error.js";
export { defineConfig, DEFAULT_WEIGHTS, type Config, type ConfigInput } from "./corpus/config.js";
export { buildCorpus, type BuildOptions } from "./corpus/build.js";
export type { Corpus } from "./corpus/corpus.js";
export type { CorpusUpdate } from "./corpus/corpus-update.js";
export { DRIFT_LIMITS, type Drift, type DriftReason, type FittedAndPresent } from "./corpus/drift-report.js";
export type { CorpusStatistics } from "./corpus/statistics.js";
export { rankNeeds, rankOutcomes, type RankedPartner, type RankOptions } from "./join/rank.js";
export { matchAll, matchSteps, type MatchOptions, type MatchProgress } from "./join/match-all.js";
export type { CandidateEdges } from "./join/candidates.js";
export { firmSize, type FirmIndicators } from "./model/firm-size.js";
export {
  ConfigError,
  formatIssue,
  formatIssues,
  ISSUE_CATALOGUE,
  type Issue,
  type IssueCode,
  type IssueEffect,
  type IssueRecord,
  type Language,
} from "./model/issue.js";
export { parseMarket, type Market, type MarketInput } from "./model/market.js";
export { parseNeed, parseOrganisation, parseOutcome, type ParsedRecord } from "./model/parse.js";
export {
  FACTORS,
  FIRM_SIZES,
  ORGANISATION_KINDS,
  SECTORS,
  VISIBILITIES,
  visibleNeed,
  type Factor,
  type FirmSize,
  type MarkedNeedField,
  type Need,
  type NeedPart,
  type Organisation,
  type OrganisationKind,
  type Outcome,
  type Sector,
  type Visibility,
} from "./model/record.js";
export type { ComparedPart, Comparison, SpecificationReader } from "./score/comparison.js";
export type { DistanceBand, DistanceBands } from "./score/region.js";
export type { OwnSignal } from "./score/own-signal.js";
export { SIGNALS, type BySignal, type SignalId } from "./score/signal.js";
export { DEFAULT_TEXT_PARAMETERS, type TextParameters } from "./score/text.js";
export { createAnalyzer, type Analyzer, type AnalyzerOptions } from "./text/analyzer.js";
export type { Tokenizer } from "./text/tokenizer.js";
export { explain, type ExplainOptions } from "./propose/explain.js";
export { formatConfidence, type Confidence, type ConfidenceCalibration, type ConfidenceLevel } from "./score/confidence.js";
export { propose, proposeSteps } from "./propose/plan.js";
export type {
  AlliancePlan,
  ConsortiumPlan,
  CoverageAlliancePlan,
  Infeasibility,
  OrganisationCertificate,
  OrganisationPlan,
  Plan,
  PlanCertificate,
  ProposeProgress,
  QuotaConflict,
  SidedId,
  Unmatched,
  UnmatchedReason,
  UnmatchedSides,
} from "./propose/plan-types.js";
export type { AllianceMethods, ObjectiveMethod, PlanMethod } from "./propose/alliance-methods.js";
export type {
  ConsortiumAlternative,
  ConsortiumCertificate,
  ConsortiumDetail,
  ConsortiumMember,
  ConsortiumPart,
  ConsortiumRequest,
  GroupSize,
} from "./propose/consortium-types.js";
export type {
  CoverageInstance,
  CoverageMember,
  CoveragePlanCertificate,
  CoverageRequest,
  FactorCoverage,
  NeedCoverage,
  PartCoverage,
} from "./propose/coverage-types.js";
export type { OrganisationLink, Proposal, ProposedPair } from "./propose/proposal.js";
export {
  LEVELS,
  METHODS,
  OBJECTIVES,
  SHAPES,
  type Capacity,
  type Level,
  type Method,
  type Pair,
  type PlanObjective,
  type Shape,
} from "./propose/choices.js";
export type { ProposeRequest, RecordRequest } from "./propose/request.js";
export type { ExplainedGroup, ExplainedSignal, ExplainedTerm, Explanation, SignalReason } from "./score/explain.js";
export { formatExplanation, signalName } from "./score/explain-text.js";
export type { Industry, IndustryTag, IndustryTree } from "./model/industry-tree.js";
export type { EconomicZone, Region, RegionTree, RetiredRegion } from "./model/region-tree.js";
