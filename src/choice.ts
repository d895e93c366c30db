/** The broker's hand and two-way choice: plans of one case, sessions of answers, what-if, stability. */
export { reweigh, type Weights } from "./corpus/reweigh.js";
export { CHOICE_ISSUE_CATALOGUE, formatChoiceIssue, type ChoiceIssue, type ChoiceIssueCode } from "./propose/choice-issue.js";
export { planChoice, planLeastChange, type ChoicePlan, type LeastChangePlan } from "./propose/choice-plan.js";
export type { ChoiceRequest, DeclinedPair, RecordCapacities, Side, StatedScore } from "./propose/choice-request.js";
export type {
  DeclinedOrganisations,
  OrganisationChoiceRequest,
  OrganisationPair,
  OrganisationSide,
} from "./propose/organisation-choice-request.js";
export { diffOrganisations, diffPlan, formatDiff, type DiffPair, type DiffReason, type PlanDiff } from "./propose/plan-diff.js";
export { openSession, requestOf, resettle } from "./propose/session.js";
export { accept, agreedPairs, decline, withdraw } from "./propose/session-answers.js";
export type {
  Answer,
  AnswerTo,
  AnySession,
  OrganisationAnswer,
  OrganisationSession,
  OrganisationSessionPair,
  OrganisationSessionPlan,
  Session,
  SessionAnswer,
  SessionPair,
  SessionPlan,
} from "./propose/session-types.js";
export { formatStability, type BlockingPair, type StabilityReport } from "./propose/stability.js";
export { whatIf, type OrganisationWhatIf, type WhatIf } from "./propose/what-if.js";
export {
  explainAlliance,
  formatAlliance,
  type AllianceEvidence,
  type AllianceExplanation,
  type AllianceMember,
} from "./propose/explain-alliance.js";
export { whyNot, type Rival, type WhyNot, type WhyNotReason } from "./propose/why-not.js";
export { whyNotOrganisations, type WhyNotOrganisations } from "./propose/why-not-organisations.js";
export { formatWhyNot } from "./propose/why-not-text.js";
export { rankDiversely, type RankingOptions, type RankingParts } from "./propose/diversity.js";
export { planAlternates, type AlternatePair } from "./propose/plan-alternates.js";
export { formatPrices, planPrices, type ChoicePrice, type ChoicePrices } from "./propose/plan-prices.js";
