import type { Corpus } from "../corpus/corpus.js";
import { refuseIssues } from "../join/request.js";
import { createIssue, describeValue } from "../model/issue.js";
import { createChoiceIssue, pairLabel, type ChoiceIssue } from "./choice-issue.js";
import { pairsOfPlan, planChoice, planLeastChange, type ChoicePlan } from "./choice-plan.js";
import { entriesOf, isPair, requireObject } from "./choice-read.js";
import type { ChoiceRequest, DeclinedPair, Side } from "./choice-request.js";
import type { Pair } from "./choices.js";
import { diffPlan, type PlanDiff } from "./plan-diff.js";
import type { Plan } from "./plan-types.js";

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

/** What a party says of a pair. */
export interface Answer extends Pair {
  readonly by: Side;
}

export interface SessionAnswer {
  readonly session: Session;
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

/**
 * Opens a two-way choice: makes the first plan and puts its pairs on the table.
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
export function openSession(corpus: Corpus, request: ChoiceRequest): SessionPlan {
  const planned = planChoice(corpus, request);
  const session: Session = { kind: "session", version: 1, request, round: 1, pairs: onTable(planned.plan, []), declined: [] };
  return { ...planned, session, diff: diffPlan(corpus, [], planned.plan, request), fresh: null };
}

/** A side takes a pair; as of all answers, what cannot be taken is an issue. @throws ConfigError `option-wrong-type` for what is no session. It stays from now on; with both sides' yes it is agreed. */
export function accept(session: Session, answer: Answer): SessionAnswer {
  const unread = readAnswer(session, answer);
  if (unread !== null) return refuse(session, unread);
  const received = pairLabel(answer);
  if (isIn(session.declined, answer)) return refuse(session, createChoiceIssue("accept-declined", { received }));
  const pair = session.pairs.find((own) => isSame(own, answer));
  if (pair === undefined) return refuse(session, createChoiceIssue("accept-not-proposed", { received }));
  if (pair.acceptedBy.includes(answer.by)) return refuse(session, createChoiceIssue("answer-repeated", { expected: answer.by, received }));
  const acceptedBy = (["need", "outcome"] as const).filter((side) => side === answer.by || pair.acceptedBy.includes(side));
  return { session: { ...session, pairs: session.pairs.map((own) => (own === pair ? { ...pair, acceptedBy } : own)) }, issues: [] };
}

/** A side refuses a pair: it leaves the table and never comes back, whoever accepted it before. */
export function decline(session: Session, answer: Answer): SessionAnswer {
  const unread = readAnswer(session, answer);
  if (unread !== null) return refuse(session, unread);
  const received = pairLabel(answer);
  if (isIn(session.declined, answer)) return refuse(session, createChoiceIssue("answer-repeated", { expected: answer.by, received }));
  const { need, outcome, by } = answer;
  return {
    session: {
      ...session,
      pairs: session.pairs.filter((own) => !isSame(own, answer)),
      declined: [...session.declined, { need, outcome, by }],
    },
    issues: isIn(session.pairs, answer) ? [] : [createChoiceIssue("decline-not-proposed", { received })],
  };
}

/** A side takes its yes back: the pair is open again, and the next plan may give it up. */
export function withdraw(session: Session, answer: Answer): SessionAnswer {
  const unread = readAnswer(session, answer);
  if (unread !== null) return refuse(session, unread);
  const pair = session.pairs.find((own) => isSame(own, answer));
  if (pair?.acceptedBy.includes(answer.by) !== true)
    return refuse(session, createChoiceIssue("withdraw-not-accepted", { expected: answer.by, received: pairLabel(answer) }));
  const acceptedBy = pair.acceptedBy.filter((side) => side !== answer.by);
  return { session: { ...session, pairs: session.pairs.map((own) => (own === pair ? { ...pair, acceptedBy } : own)) }, issues: [] };
}

/**
 * Plans again with the least change: accepted pairs are locked, declined ones out, and of the others as many stay as can.
 *
 * @returns the new session and plan, what changed against the pairs on the table with the reason of each, and what a solve from
 * scratch would have changed. @throws ConfigError as `planChoice`, and `option-wrong-type` for what is no session.
 */
export function resettle(corpus: Corpus, session: Session): SessionPlan {
  checkSession(session);
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

/** The pairs that both sides accepted, in the order of the table. */
export function agreedPairs({ pairs }: Session): SessionPair[] {
  return pairs.filter(({ acceptedBy }) => acceptedBy.length === 2);
}

/** The request that the session's next plan is made for: its own, with what was accepted locked and what was declined out. */
export function requestOf({ request, pairs, declined }: Session): ChoiceRequest {
  const accepted = pairs.filter(({ acceptedBy }) => acceptedBy.length > 0).map(({ need, outcome }) => ({ need, outcome }));
  return { ...request, locked: [...entriesOf(request.locked), ...accepted], declined: [...entriesOf(request.declined), ...declined] };
}

/** @throws ConfigError `option-wrong-type`: what came back from a file or a page need not be a session. */
function checkSession(session: Session): void {
  requireObject(session, "session");
  const { kind, version, request, round, pairs, declined } = session as Partial<Record<keyof Session, unknown>>;
  requireObject(request, "session.request");
  const isAccepted = (pair: unknown): boolean =>
    isPair(pair) && Array.isArray((pair as Partial<SessionPair>).acceptedBy) && (pair as SessionPair).acceptedBy.every(isSide);
  const wrong = [
    ["kind", "session", kind, kind === "session"],
    ["version", "1", version, version === 1],
    ["round", "a whole number ≥ 1", round, Number.isSafeInteger(round) && (round as number) >= 1],
    ["pairs", "[{ need, outcome, score, acceptedBy }]", pairs, Array.isArray(pairs) && pairs.every(isAccepted)],
    ["declined", "[{ need, outcome }]", declined, Array.isArray(declined) && declined.every(isPair)],
  ] as const;
  refuseIssues(
    wrong.flatMap(([key, expected, value, isFine]) =>
      isFine ? [] : [createIssue("option-wrong-type", { path: ["session", key], expected, received: describeValue(value) })],
    ),
  );
}

/** What is wrong with an answer itself. */
function readAnswer(session: Session, answer: unknown): ChoiceIssue | null {
  checkSession(session);
  if (isPair(answer) && isSide((answer as Partial<Answer>).by)) return null;
  return createChoiceIssue("answer-unreadable", { expected: "{ by: need | outcome, need, outcome }", received: describeValue(answer) });
}

function isSide(value: unknown): value is Side {
  return value === "need" || value === "outcome";
}

function refuse(session: Session, issue: ChoiceIssue): SessionAnswer {
  return { session, issues: [issue] };
}

function isSame(a: Pair, b: Pair): boolean {
  return a.need === b.need && a.outcome === b.outcome;
}

function isIn(pairs: readonly Pair[], pair: Pair): boolean {
  return pairs.some((own) => isSame(own, pair));
}

function onTable(plan: Plan, before: readonly SessionPair[]): SessionPair[] {
  return pairsOfPlan(plan).map((pair) => ({ ...pair, acceptedBy: before.find((own) => isSame(own, pair))?.acceptedBy ?? [] }));
}
