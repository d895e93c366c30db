import type { ChoiceIssue } from "./choice-issue.js";
import type { ChoicePlan } from "./choice-plan.js";
import type { ChoiceRequest, DeclinedPair, Side } from "./choice-request.js";
import type { Pair } from "./choices.js";
import type {
  DeclinedOrganisations,
  OrganisationChoiceRequest,
  OrganisationPair,
  OrganisationSide,
} from "./organisation-choice-request.js";
import type { PlanDiff } from "./plan-diff.js";
import type { OrganisationPlan } from "./plan-types.js";

/** A pair on the table, and which sides accepted it. Accepted by either side, it stays until that side withdraws or one declines. */
export interface SessionPair extends Pair {
  readonly score: number;
  readonly acceptedBy: readonly Side[];
}

/** A two-way choice (双向选择) as it stands: plain data, the same after a trip through JSON. */
export interface Session {
  readonly kind: "session";
  readonly version: 1;
  readonly request: ChoiceRequest;
  /** Plans made so far. */
  readonly round: number;
  readonly pairs: readonly SessionPair[];
  /** Never proposed again. */
  readonly declined: readonly DeclinedPair[];
}

/** Two organisations on the table, with the records that speak for them. */
export interface OrganisationSessionPair extends OrganisationPair {
  readonly score: number;
  readonly acceptedBy: readonly OrganisationSide[];
  /** The pairs of records that count for the two; once a side accepted, they are kept for them. */
  readonly records: readonly Pair[];
}

/** A two-way choice of organisations, as `Session` is of records. */
export interface OrganisationSession {
  readonly kind: "organisation-session";
  readonly version: 1;
  readonly request: OrganisationChoiceRequest;
  readonly round: number;
  readonly pairs: readonly OrganisationSessionPair[];
  readonly declined: readonly DeclinedOrganisations[];
}

export type AnySession = Session | OrganisationSession;

/** What a party says of a pair. */
export interface Answer extends Pair {
  readonly by: Side;
}

/** What a party says of an alliance of two organisations. */
export interface OrganisationAnswer extends OrganisationPair {
  readonly by: OrganisationSide;
}

/** What can be answered in a session. */
export type AnswerTo<S extends AnySession> = S extends OrganisationSession ? OrganisationAnswer : Answer;

export interface SessionAnswer<S extends AnySession = Session> {
  readonly session: S;
  readonly issues: readonly ChoiceIssue[];
}

/** A session with the plan now on the table. */
export interface SessionPlan extends ChoicePlan {
  readonly session: Session;
  /** Against the plan before; everything is new in the first. */
  readonly diff: PlanDiff;
  /** Pairs that a solve from scratch would change, and its total: what keeping costs. `null` in the first round. */
  readonly fresh: { readonly changes: number; readonly total: number } | null;
}

/** The same for organisations. */
export interface OrganisationSessionPlan {
  readonly plan: OrganisationPlan;
  readonly issues: readonly ChoiceIssue[];
  readonly session: OrganisationSession;
  readonly diff: PlanDiff<OrganisationPair>;
  readonly fresh: { readonly changes: number; readonly total: number } | null;
}
