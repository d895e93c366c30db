import type { Corpus } from "../corpus/corpus.js";
import type { ChoiceIssue } from "./choice-issue.js";
import { pairsOfPlan, planChoice, planLeastChange, type ChoicePlan } from "./choice-plan.js";
import { entriesOf, requireObject } from "./choice-read.js";
import type { ChoiceRequest } from "./choice-request.js";
import { planOrganisationChoice } from "./organisation-choice.js";
import type { OrganisationChoiceRequest, OrganisationPair } from "./organisation-choice-request.js";
import { diffOrganisations, diffPlan, linksOfPlan, type PlanDiff } from "./plan-diff.js";
import type { OrganisationPlan } from "./plan-types.js";

/** Two plans: as things are, and as they would be. */
export interface WhatIf {
  readonly before: ChoicePlan;
  readonly after: ChoicePlan;
  readonly diff: PlanDiff;
  /** Total after less total before. */
  readonly gain: number;
}

/** The same for organisations. */
export interface OrganisationWhatIf {
  readonly before: { readonly plan: OrganisationPlan; readonly issues: readonly ChoiceIssue[] };
  readonly after: { readonly plan: OrganisationPlan; readonly issues: readonly ChoiceIssue[] };
  readonly diff: PlanDiff<OrganisationPair>;
  readonly gain: number;
}

/**
 * What a change of the request would do: plans without it, then with it and as little else changed as can be.
 *
 * @param request of pairs of records, or with `level: "organisations"` of organisations.
 * @param change lists of pairs are added to those of the request, everything else stands in the place of the request's own.
 * @throws ConfigError as `planChoice`. Three solves.
 * @example
 * import { whatIf } from "alliance-match/choice";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * whatIf(corpus, { shape: "one-to-one" }, { minScore: 5 }).diff.dropped[0].reason; // "not-a-candidate"
 */
export function whatIf(corpus: Corpus, request: OrganisationChoiceRequest, change: Partial<OrganisationChoiceRequest>): OrganisationWhatIf;
export function whatIf(corpus: Corpus, request: ChoiceRequest, change: Partial<ChoiceRequest>): WhatIf;
export function whatIf(
  corpus: Corpus,
  request: ChoiceRequest | OrganisationChoiceRequest,
  change: Partial<ChoiceRequest> | Partial<OrganisationChoiceRequest>,
): WhatIf | OrganisationWhatIf {
  requireObject(change, "change");
  requireObject(request, "request");
  return "level" in request && request.level === "organisations"
    ? organisationsWhatIf(corpus, request, change as Partial<OrganisationChoiceRequest>)
    : recordsWhatIf(corpus, request as ChoiceRequest, change as Partial<ChoiceRequest>);
}

function recordsWhatIf(corpus: Corpus, request: ChoiceRequest, change: Partial<ChoiceRequest>): WhatIf {
  const before = planChoice(corpus, request);
  const changed: ChoiceRequest = {
    ...request,
    ...change,
    forced: [...entriesOf(request.forced), ...entriesOf(change.forced)],
    forbidden: [...entriesOf(request.forbidden), ...entriesOf(change.forbidden)],
    locked: [...entriesOf(request.locked), ...entriesOf(change.locked)],
    declined: [...entriesOf(request.declined), ...entriesOf(change.declined)],
    stated: [...entriesOf(request.stated), ...entriesOf(change.stated)],
  };
  const pairs = pairsOfPlan(before.plan);
  const { fresh: _, ...after } = planLeastChange(corpus, changed, pairs);
  return { before, after, diff: diffPlan(corpus, pairs, after.plan, changed), gain: after.plan.total - before.plan.total };
}

function organisationsWhatIf(
  corpus: Corpus,
  request: OrganisationChoiceRequest,
  change: Partial<OrganisationChoiceRequest>,
): OrganisationWhatIf {
  const { plan, issues } = planOrganisationChoice(corpus, request, null);
  const changed: OrganisationChoiceRequest = {
    ...request,
    ...change,
    forbidden: [...entriesOf(request.forbidden), ...entriesOf(change.forbidden)],
    locked: [...entriesOf(request.locked), ...entriesOf(change.locked)],
    declined: [...entriesOf(request.declined), ...entriesOf(change.declined)],
  };
  const pairs = linksOfPlan(plan);
  const { plan: next, issues: nextIssues } = planOrganisationChoice(corpus, changed, { pairs, accepted: [] });
  return {
    before: { plan, issues },
    after: { plan: next, issues: nextIssues },
    diff: diffOrganisations(corpus, pairs, next, changed),
    gain: next.total - plan.total,
  };
}
