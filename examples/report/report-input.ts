import type { BySignal, Language } from "alliance-match";
import { reweigh } from "alliance-match/choice";
import type { Directory } from "../job/directory.js";
import type { PlanRequest } from "../job/make-plan.js";
import type { PlanDocument } from "../job/plan-document.js";
import type { MarketReading } from "../job/read-market.js";

/** All that a report tells of. */
export interface ReportInput {
  readonly market: MarketReading;
  /** The plan, whose texts are in the report's language. */
  readonly document: PlanDocument;
  readonly directory: Directory;
  readonly request: PlanRequest;
  /** What the planner had to pass over, a line each. */
  readonly planIssues: readonly string[];
}

/** Says a thing in the report's language. */
export type Say = (zh: string, en: string) => string;

export function sayIn(language: Language): Say {
  return (zh, en) => (language === "zh" ? zh : en);
}

/** The weights that the plan's scores were made with: those of the case where it has its own. */
export function weightsOf({ market, request }: ReportInput): BySignal<number> {
  const weights = request.constraints?.weights;
  return (weights === undefined ? market.corpus : reweigh(market.corpus, weights)).config.weights;
}
