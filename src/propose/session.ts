import type { Corpus } from "../corpus/corpus.js";
import { pairsOfPlan, planChoice, planLeastChange } from "./choice-plan.js";
import { entriesOf, requireObject } from "./choice-read.js";
import type { ChoiceRequest } from "./choice-request.js";
import type { OrganisationChoiceRequest } from "./organisation-choice-request.js";
import { openOrganisationSession, organisationRequestOf, resettleOrganisations } from "./organisation-session.js";
import { diffPlan } from "./plan-diff.js";
import type { Plan } from "./plan-types.js";
import { checkSession } from "./session-answers.js";
import type { AnySession, OrganisationSession, OrganisationSessionPlan, Session, SessionPair, SessionPlan } from "./session-types.js";

/**
 * Opens a two-way choice: makes the first plan and puts its pairs on the table. With `level: "organisations"` these are pairs of an
 * enterprise and a university, and all that follows is of them.
 *
 * @throws ConfigError as `planChoice`.
 * @example
 * import { openSession, decline, resettle } from "alliance-match/choice";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * const { session } = openSession(corpus, { shape: "one-to-one" });
 * const answered = decline(session, { by: "need", need: "n1", outcome: "o1" });
 * resettle(corpus, answered.session).plan.proposals; // []
 */
export function openSession(corpus: Corpus, request: OrganisationChoiceRequest): OrganisationSessionPlan;
export function openSession(corpus: Corpus, request: ChoiceRequest): SessionPlan;
export function openSession(corpus: Corpus, request: ChoiceRequest | OrganisationChoiceRequest): SessionPlan | OrganisationSessionPlan {
  requireObject(request, "request");
  if ("level" in request && request.level === "organisations") return openOrganisationSession(corpus, request);
  const records = request as ChoiceRequest;
  const planned = planChoice(corpus, records);
  const session: Session = { kind: "session", version: 1, request: records, round: 1, pairs: onTable(planned.plan, []), declined: [] };
  return { ...planned, session, diff: diffPlan(corpus, [], planned.plan, records), fresh: null };
}

/**
 * Plans again with the least change: accepted pairs are locked, declined ones out, and of the others as many stay as can.
 *
 * @returns the new session and plan, what changed against the pairs on the table with the reason of each, and what a solve from
 * scratch would have changed. @throws ConfigError as `planChoice`, and `option-wrong-type` for what is no session.
 */
export function resettle(corpus: Corpus, session: Session): SessionPlan;
export function resettle(corpus: Corpus, session: OrganisationSession): OrganisationSessionPlan;
export function resettle(corpus: Corpus, session: AnySession): SessionPlan | OrganisationSessionPlan {
  checkSession(session);
  if (session.kind === "organisation-session") return resettleOrganisations(corpus, session);
  const request = requestOf(session);
  // A pair just declined was on the table too: it shows in the diff as dropped only if it still stands there.
  const { fresh, ...planned } = planLeastChange(corpus, request, session.pairs);
  const diff = diffPlan(corpus, session.pairs, planned.plan, request);
  const next = { ...session, round: session.round + 1, pairs: onTable(planned.plan, session.pairs) };
  return {
    ...planned,
    session: next,
    diff,
    fresh: { changes: diffPlan(corpus, session.pairs, fresh, request).changes, total: fresh.total },
  };
}

/** The request that the session's next plan is made for: its own, with what was accepted locked and what was declined out. */
export function requestOf(session: Session): ChoiceRequest;
export function requestOf(session: OrganisationSession): OrganisationChoiceRequest;
export function requestOf(session: AnySession): ChoiceRequest | OrganisationChoiceRequest {
  if (session.kind === "organisation-session") return organisationRequestOf(session);
  const { request, pairs, declined } = session;
  const accepted = pairs.filter(({ acceptedBy }) => acceptedBy.length > 0).map(({ need, outcome }) => ({ need, outcome }));
  return { ...request, locked: [...entriesOf(request.locked), ...accepted], declined: [...entriesOf(request.declined), ...declined] };
}

function onTable(plan: Plan, before: readonly SessionPair[]): SessionPair[] {
  return pairsOfPlan(plan).map((pair) => ({
    ...pair,
    acceptedBy: before.find((own) => own.need === pair.need && own.outcome === pair.outcome)?.acceptedBy ?? [],
  }));
}
