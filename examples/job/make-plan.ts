import { proposeSteps, type AlliancePlan, type Corpus, type Issue, type Language, type ProposeRequest } from "alliance-match";
import { consortium, coverage, fair, organisations, quotas, stable } from "alliance-match/alliances";
import { planChoice, type ChoiceIssue, type ChoiceRequest } from "alliance-match/choice";
import { SILENT, type Progress } from "../io/progress.js";
import { stageName } from "./stage-names.js";

/** Every way of making plans that the library has. */
export const METHODS_AT_HAND = { stable, fair, quotas, organisations, coverage, consortium } as const;

/** What only a choice of single pairs understands: weights, views and constraints of one case. */
export type CaseConstraints = Omit<ChoiceRequest, keyof ProposeRequest>;

export interface PlanRequest {
  readonly proposal: ProposeRequest;
  /** `undefined`: the request says nothing that goes beyond `propose`. */
  readonly constraints: CaseConstraints | undefined;
}

/** A plan, and what it had to pass over. */
export interface MadePlan {
  readonly plan: AlliancePlan;
  readonly issues: ReadonlyArray<Issue | ChoiceIssue>;
}

export interface PlanWatch {
  readonly progress: Progress;
  readonly language: Language;
}

/**
 * Makes a plan by whatever the request asks for.
 *
 * @param watch where progress is told; whoever made it stops it.
 * @throws ConfigError as `propose` and `planChoice`.
 */
export function makePlan(corpus: Corpus, { proposal, constraints }: PlanRequest, watch: PlanWatch = UNWATCHED): MadePlan {
  const { progress, language } = watch;
  if (constraints !== undefined) {
    // Only these two are of no meaning there, and at their defaults: `readMatchRequest` sees to it.
    const { level: _level, method: _method, ...rest } = proposal;
    progress.report(stageName("solve", language), 0, 0);
    const { plan, issues } = planChoice(corpus, { ...rest, ...constraints });
    return { plan, issues: [...plan.issues, ...issues] };
  }
  const steps = proposeSteps(corpus, proposal, METHODS_AT_HAND);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { plan: step.value, issues: step.value.issues };
    const { stage, done, total } = step.value;
    progress.report(stageName(stage, language), done, total);
  }
}

const UNWATCHED: PlanWatch = { progress: SILENT, language: "en" };
