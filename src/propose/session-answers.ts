import { refuseIssues } from "../join/request.js";
import { createIssue, describeValue } from "../model/issue.js";
import { createChoiceIssue, endsLabel, type ChoiceIssue } from "./choice-issue.js";
import { requireObject } from "./choice-read.js";
import type { AnswerTo, AnySession, SessionAnswer } from "./session-types.js";

/** The two ends of a pair, whichever kind it is of. */
export type Ends = readonly ["need", "outcome"] | readonly ["enterprise", "university"];

function endsOf({ kind }: AnySession): Ends {
  return kind === "organisation-session" ? ["enterprise", "university"] : ["need", "outcome"];
}

/** A pair of either kind, read by its ends. */
type Named = Readonly<Record<string, unknown>>;
interface OnTable extends Named {
  readonly acceptedBy: readonly string[];
}
/** A session of either kind: what is done to its table is the same for both, which the compiler does not follow from the ends. */
interface Table {
  readonly pairs: readonly OnTable[];
  readonly declined: readonly Named[];
}

/** A side takes a pair; as of all answers, what cannot be taken is an issue. @throws ConfigError `option-wrong-type` for what is no session. It stays from now on; with both sides' yes it is agreed. */
export function accept<S extends AnySession>(session: S, answer: AnswerTo<S>): SessionAnswer<S> {
  const { unread, table, own, ends, by, received } = readAnswer(session, answer);
  if (unread !== null) return refuse(session, unread);
  if (isIn(table.declined, own, ends)) return refuse(session, createChoiceIssue("accept-declined", { received }));
  const pair = table.pairs.find((other) => isSame(other, own, ends));
  if (pair === undefined) return refuse(session, createChoiceIssue("accept-not-proposed", { received }));
  if (pair.acceptedBy.includes(by)) return refuse(session, createChoiceIssue("answer-repeated", { expected: by, received }));
  const acceptedBy = ends.filter((side) => side === by || pair.acceptedBy.includes(side));
  return { session: { ...session, pairs: replaced(table, pair, { ...pair, acceptedBy }) }, issues: [] };
}

/** A side refuses a pair: it leaves the table and never comes back, whoever accepted it before. */
export function decline<S extends AnySession>(session: S, answer: AnswerTo<S>): SessionAnswer<S> {
  const { unread, table, own, ends, by, received } = readAnswer(session, answer);
  if (unread !== null) return refuse(session, unread);
  if (isIn(table.declined, own, ends)) return refuse(session, createChoiceIssue("answer-repeated", { expected: by, received }));
  const [a, b] = ends;
  return {
    session: {
      ...session,
      pairs: table.pairs.filter((other) => !isSame(other, own, ends)),
      declined: [...table.declined, { [a]: own[a], [b]: own[b], by }],
    },
    issues: isIn(table.pairs, own, ends) ? [] : [createChoiceIssue("decline-not-proposed", { received })],
  };
}

/** A side takes its yes back: the pair is open again, and the next plan may give it up. */
export function withdraw<S extends AnySession>(session: S, answer: AnswerTo<S>): SessionAnswer<S> {
  const { unread, table, own, ends, by, received } = readAnswer(session, answer);
  if (unread !== null) return refuse(session, unread);
  const pair = table.pairs.find((other) => isSame(other, own, ends));
  if (pair?.acceptedBy.includes(by) !== true)
    return refuse(session, createChoiceIssue("withdraw-not-accepted", { expected: by, received }));
  const acceptedBy = pair.acceptedBy.filter((side) => side !== by);
  return { session: { ...session, pairs: replaced(table, pair, { ...pair, acceptedBy }) }, issues: [] };
}

/** The pairs that both sides accepted, in the order of the table. */
export function agreedPairs<S extends AnySession>({ pairs }: S): Array<S["pairs"][number]> {
  return pairs.filter(({ acceptedBy }) => acceptedBy.length === 2);
}

/** @throws ConfigError `option-wrong-type`: what came back from a file or a page need not be a session. */
export function checkSession(session: AnySession): void {
  requireObject(session, "session");
  const { kind, version, request, round, pairs, declined } = session as Partial<Record<keyof AnySession, unknown>>;
  requireObject(request, "session.request");
  const ends = endsOf(session);
  const isPair = (pair: unknown): boolean => isNamed(pair, ends);
  const isAccepted = (pair: unknown): boolean => {
    const by = isPair(pair) ? (pair as Named)["acceptedBy"] : undefined;
    return Array.isArray(by) && by.every((side) => (ends as readonly unknown[]).includes(side));
  };
  const shown = ends.join(", ");
  const wrong = [
    ["kind", "session | organisation-session", kind, kind === "session" || kind === "organisation-session"],
    ["version", "1", version, version === 1],
    ["round", "a whole number ≥ 1", round, Number.isSafeInteger(round) && (round as number) >= 1],
    ["pairs", `[{ ${shown}, score, acceptedBy }]`, pairs, Array.isArray(pairs) && pairs.every(isAccepted)],
    ["declined", `[{ ${shown} }]`, declined, Array.isArray(declined) && declined.every(isPair)],
  ] as const;
  refuseIssues(
    wrong.flatMap(([key, expected, value, isFine]) =>
      isFine ? [] : [createIssue("option-wrong-type", { path: ["session", key], expected, received: describeValue(value) })],
    ),
  );
}

interface ReadAnswer {
  /** What is wrong with the answer itself. */
  readonly unread: ChoiceIssue | null;
  readonly table: Table;
  readonly own: Named;
  readonly ends: Ends;
  readonly by: string;
  readonly received: string;
}

function readAnswer(session: AnySession, answer: unknown): ReadAnswer {
  checkSession(session);
  const ends = endsOf(session);
  const table = session as unknown as Table;
  const by = isNamed(answer, ends) ? ends.find((side) => side === answer["by"]) : undefined;
  if (isNamed(answer, ends) && by !== undefined) return { unread: null, table, own: answer, ends, by, received: endsLabel(answer, ends) };
  const expected = `{ by: ${ends.join(" | ")}, ${ends.join(", ")} }`;
  const unread = createChoiceIssue("answer-unreadable", { expected, received: describeValue(answer) });
  return { unread, table, own: {}, ends, by: "", received: "" };
}

function isNamed(value: unknown, [a, b]: Ends): value is Named {
  const pair = (typeof value === "object" && value !== null ? value : {}) as Named;
  return typeof pair[a] === "string" && typeof pair[b] === "string";
}

function refuse<S extends AnySession>(session: S, issue: ChoiceIssue): SessionAnswer<S> {
  return { session, issues: [issue] };
}

function replaced({ pairs }: Table, pair: OnTable, by: OnTable): readonly OnTable[] {
  return pairs.map((own) => (own === pair ? by : own));
}

function isSame(a: Named, b: Named, [first, second]: Ends): boolean {
  return a[first] === b[first] && a[second] === b[second];
}

function isIn(pairs: readonly Named[], pair: Named, ends: Ends): boolean {
  return pairs.some((own) => isSame(own, pair, ends));
}
