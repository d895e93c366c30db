import type { Corpus } from "../corpus/corpus.js";
import { entriesOf } from "./choice-read.js";
import { countChanges, planOrganisationChoice } from "./organisation-choice.js";
import type { OrganisationChoiceRequest } from "./organisation-choice-request.js";
import { diffOrganisations, linksOfPlan } from "./plan-diff.js";
import type { OrganisationPlan } from "./plan-types.js";
import type { OrganisationSession, OrganisationSessionPair, OrganisationSessionPlan } from "./session-types.js";

/** The first plan of a two-way choice of organisations, its pairs on the table. */
export function openOrganisationSession(corpus: Corpus, request: OrganisationChoiceRequest): OrganisationSessionPlan {
  const { plan, issues } = planOrganisationChoice(corpus, request, null);
  const session: OrganisationSession = {
    kind: "organisation-session",
    version: 1,
    request,
    round: 1,
    pairs: onTable(plan, []),
    declined: [],
  };
  return { plan, issues, session, diff: diffOrganisations(corpus, [], plan, request), fresh: null };
}

/** The next plan, with the least change. */
export function resettleOrganisations(corpus: Corpus, session: OrganisationSession): OrganisationSessionPlan {
  const request = organisationRequestOf(session);
  const accepted = session.pairs.filter(({ acceptedBy }) => acceptedBy.length > 0);
  const { plan, fresh, issues } = planOrganisationChoice(corpus, request, { pairs: session.pairs, accepted });
  return {
    plan,
    issues,
    session: { ...session, round: session.round + 1, pairs: onTable(plan, session.pairs) },
    diff: diffOrganisations(corpus, session.pairs, plan, request),
    fresh: { changes: countChanges(session.pairs, fresh), total: fresh.total },
  };
}

/** The session's request, with what was accepted locked and what was declined out. */
export function organisationRequestOf({ request, pairs, declined }: OrganisationSession): OrganisationChoiceRequest {
  const accepted = pairs
    .filter(({ acceptedBy }) => acceptedBy.length > 0)
    .map(({ enterprise, university }) => ({ enterprise, university }));
  return { ...request, locked: [...entriesOf(request.locked), ...accepted], declined: [...entriesOf(request.declined), ...declined] };
}

function onTable(plan: OrganisationPlan, before: readonly OrganisationSessionPair[]): OrganisationSessionPair[] {
  const answers = new Map(before.map(({ enterprise, university, acceptedBy }) => [JSON.stringify([enterprise, university]), acceptedBy]));
  return linksOfPlan(plan).map(({ enterprise, university, score, pairs }) => ({
    enterprise,
    university,
    score,
    acceptedBy: answers.get(JSON.stringify([enterprise, university])) ?? [],
    records: pairs.map(({ need, outcome }) => ({ need, outcome })),
  }));
}
