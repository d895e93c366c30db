import type { Corpus } from "alliance-match";
import { diffPlan, openSession, requestOf, type ChoiceRequest, type Session, type SessionPlan } from "alliance-match/choice";

/**
 * Plans from scratch for another request and keeps what was answered before: accepted and locked pairs are in the plan, declined ones out.
 * Sessions are plain data, so the answers go over as they stand, and each can still be taken back. (`resettle` keeps as many of the *other* pairs as
 * it can, too.) Without a session it opens the first.
 */
export function solveAnew(corpus: Corpus, request: ChoiceRequest, before: Session | null): SessionPlan {
  if (before === null) return openSession(corpus, request);
  const { locked } = before.request;
  const answered: Session = { ...before, request: { ...request, ...(locked !== undefined && { locked }) } };
  const opened = openSession(corpus, requestOf(answered));
  const pairs = opened.session.pairs.map((pair) => ({
    ...pair,
    acceptedBy: before.pairs.find(({ need, outcome }) => need === pair.need && outcome === pair.outcome)?.acceptedBy ?? [],
  }));
  // Where no plan is feasible nothing would be left on the table, and no yes to take back.
  const session: Session = { ...answered, round: before.round + 1, pairs: opened.plan.status === "infeasible" ? before.pairs : pairs };
  return { ...opened, session, diff: diffPlan(corpus, before.pairs, opened.plan, requestOf(answered)) };
}
