/** The worker that plans: it may take its time, and is ended and started anew when somebody cancels. */
import type { Corpus, Pair, Plan } from "alliance-match";
import { accept, decline, requestOf, resettle, reweigh, whyNot, withdraw, type Session, type SessionPlan } from "alliance-match/choice";
import { openSnapshot } from "alliance-match/snapshot";
import { solveAnew } from "./answered-session.js";
import { planGroups } from "./group-plan.js";
import type { PlanVerbs, ShownName, ShownNames, ShownSession } from "./messages.js";
import { PORTAL_CONFIG } from "./portal-config.js";
import { publicName } from "./public-record.js";
import { serve } from "./serve.js";
import { usableWeights } from "./slider-weights.js";

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
  plan: ({ shape, objective, minScore, weights }, before) =>
    shown(solveAnew(market(), { shape, objective, minScore, weights: usableWeights(weights) }, before)),
  group: (method, { minScore, weights }, answers) =>
    planGroups(reweigh(market(), usableWeights(weights)), method, { ...answers, minScore }),
  answer: (session, kind, answer) => ANSWERS[kind](session, answer),
  resettle: (session) => shown(resettle(market(), session)),
  whyNot(session, need, outcome) {
    const request = requestOf(session);
    if (last?.key !== keyOf(session)) last = { key: keyOf(session), plan: resettle(market(), session).plan };
    const answer = whyNot(market(), { plan: last.plan, request }, { need, outcome });
    const rivals = answer.rivals.map((rival) => ({ need: rival.need, outcome: rival.outcome }));
    return { answer, rivals, names: namesOf(rivals) };
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
  return {
    session,
    names: namesOf([...session.pairs, ...diff.added, ...diff.dropped]),
    diff: { kept: diff.kept.length, added: diff.added, dropped: diff.dropped },
    total: plan.total,
    status: plan.status,
    unmatched: { needs: plan.unmatched.needs.length, outcomes: plan.unmatched.outcomes.length },
    stability,
    issues,
  };
}

function namesOf(pairs: readonly Pair[]): ShownNames {
  const names: Record<string, ShownName> = {};
  for (const { need, outcome } of pairs) {
    names[`needs/${need}`] = publicName(market(), "needs", need);
    names[`outcomes/${outcome}`] = publicName(market(), "outcomes", outcome);
  }
  return names;
}
