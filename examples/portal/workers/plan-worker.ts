/** The worker that plans: it may take its time, and is ended and started anew when somebody cancels. */
import { visibleNeed, type Corpus, type Plan } from "alliance-match";
import {
  accept,
  decline,
  formatWhyNot,
  openSession,
  requestOf,
  resettle,
  whyNot,
  withdraw,
  type Session,
  type SessionPlan,
} from "alliance-match/choice";
import { openSnapshot } from "alliance-match/snapshot";
import type { PlanVerbs, ShownSession } from "./messages.js";
import { PORTAL_CONFIG } from "./portal-config.js";
import { serve } from "./serve.js";

const ANSWERS = { accept, decline, withdraw } as const;

let corpus: Corpus | undefined;
/** The plan of a session's round, for “why not”. */
let last: { readonly key: string; readonly plan: Plan } | undefined;

const verbs: PlanVerbs = {
  open(snapshot) {
    corpus = openSnapshot(snapshot, PORTAL_CONFIG);
    last = undefined;
    return null;
  },
  plan({ shape, objective, minScore, weights }, locked) {
    const positive = Object.values(weights).some((weight) => weight > 0) ? weights : { text: 1 };
    return shown(openSession(market(), { shape, objective, minScore, weights: positive, ...(locked && { locked }) }));
  },
  answer: (session, kind, answer) => ANSWERS[kind](session, answer),
  resettle: (session) => shown(resettle(market(), session)),
  whyNot(session, need, outcome, language) {
    const request = requestOf(session);
    if (last?.key !== keyOf(session)) last = { key: keyOf(session), plan: resettle(market(), session).plan };
    return formatWhyNot(whyNot(market(), { plan: last.plan, request }, { need, outcome }), language);
  },
};

serve(verbs);

function market(): Corpus {
  if (corpus === undefined) throw new Error("no market is open");
  return corpus;
}

/** The pairs on the table and all that was answered: what the plan follows from. */
function keyOf({ request, pairs, declined }: Session): string {
  return JSON.stringify([request, pairs, declined]);
}

function shown({ session, plan, diff, stability, issues }: SessionPlan): ShownSession {
  last = { key: keyOf(session), plan };
  const { needs, outcomes } = market();
  const titles: Record<string, string> = {};
  for (const { need, outcome } of [...session.pairs, ...diff.added, ...diff.dropped]) {
    const needAt = needs.indexOf.get(need);
    const outcomeAt = outcomes.indexOf.get(outcome);
    titles[`needs/${need}`] = needAt === undefined ? "" : (visibleNeed(needs.records[needAt]!, "public").title ?? "");
    titles[`outcomes/${outcome}`] = outcomeAt === undefined ? "" : outcomes.records[outcomeAt]!.title;
  }
  return {
    session,
    titles,
    diff: { kept: diff.kept.length, added: diff.added, dropped: diff.dropped },
    total: plan.total,
    status: plan.status,
    unmatched: { needs: plan.unmatched.needs.length, outcomes: plan.unmatched.outcomes.length },
    stability,
    issues,
  };
}
