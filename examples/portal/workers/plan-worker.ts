/** The worker that plans: it may take its time, and is ended and started anew when somebody cancels. */
import { propose, visibleNeed, type AlliancePlan, type Corpus, type Need, type Pair, type Plan } from "alliance-match";
import { consortium, coverage } from "alliance-match/alliances";
import {
  accept,
  decline,
  formatWhyNot,
  openSession,
  requestOf,
  resettle,
  reweigh,
  whyNot,
  withdraw,
  type Session,
  type SessionPlan,
} from "alliance-match/choice";
import { openSnapshot } from "alliance-match/snapshot";
import {
  GROUP_SHAPES,
  type GroupAnswers,
  type GroupMethod,
  type PlanVerbs,
  type ShownGroup,
  type ShownGroups,
  type ShownMember,
  type ShownSession,
  type SliderWeights,
} from "./messages.js";
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
    return shown(openSession(market(), { shape, objective, minScore, weights: usable(weights), ...(locked && { locked }) }));
  },
  group(method, { minScore, weights }, { accepted, declined }) {
    const corpus = reweigh(market(), usable(weights));
    const request = { shape: GROUP_SHAPES[method], method, minScore, forced: accepted, forbidden: pairsOf(corpus, declined) };
    return shownGroups(corpus, method, propose(corpus, request, { coverage, consortium }));
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

/** All at 0 is no order at all: then text alone. */
function usable(weights: SliderWeights): Readonly<Record<string, number>> {
  return Object.values(weights).some((weight) => weight > 0) ? weights : { text: 1 };
}

function market(): Corpus {
  if (corpus === undefined) throw new Error("no market is open");
  return corpus;
}

/** Every outcome of a university that stays away from a need. */
function pairsOf({ outcomes }: Corpus, declined: GroupAnswers["declined"]): Pair[] {
  return declined.flatMap(({ need, university }) =>
    outcomes.records.filter(({ organisation }) => organisation === university).map(({ id }) => ({ need, outcome: id })),
  );
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

function shownGroups(corpus: Corpus, method: GroupMethod, plan: AlliancePlan): ShownGroups {
  const { outcomes, needs, organisations } = corpus;
  const nameOf = (id: string): string => organisations.get(id)?.name ?? id;
  const needOf = (id: string): Need => needs.records[needs.indexOf.get(id)!]!;
  const toMember = (university: string, ids: readonly string[], contribution: number): ShownMember => ({
    id: university,
    university: nameOf(university),
    outcomes: ids.map((id) => ({ id, title: outcomes.records[outcomes.indexOf.get(id)!]!.title })),
    contribution,
  });
  const groups = plan.proposals.map((proposal): ShownGroup => {
    const { coverage: covered, consortium: joint } = proposal;
    const members =
      covered !== undefined
        ? covered.members.map((member) => toMember(member.university, member.outcomes, member.contribution))
        : (joint?.universities ?? []).map((member) => toMember(member.organisation, member.records, member.contribution));
    return {
      needs: proposal.needs,
      needTitles: proposal.needs.map((id) => visibleNeed(needOf(id), "public").title ?? ""),
      enterprises: proposal.needs.map((id) => nameOf(needOf(id).organisation ?? "")),
      members,
      pairs: proposal.pairs.map(({ need, outcome, score }) => ({ need, outcome, score })),
      score: proposal.score,
    };
  });
  const { certificate } = plan;
  return {
    method,
    status: plan.status,
    total: plan.total,
    bound: "bound" in certificate ? certificate.bound : plan.total,
    groups,
    unmatchedNeeds: "needs" in plan.unmatched ? plan.unmatched.needs.length : 0,
    issues: plan.issues,
  };
}
