import type { Language } from "alliance-match";
import type { Answer, Session, SessionPair } from "alliance-match/choice";
import { csvText } from "../../io/csv-text.js";
import type { ShownNames } from "../workers/messages.js";
import { element } from "./elements.js";
import { say, type Word } from "./words.js";

/** What of a plan is shown. */
export interface PlanView {
  readonly session: Session;
  readonly names: ShownNames;
  readonly language: Language;
  /** Pairs shown at most. */
  readonly most: number;
}

export type AnswerKind = "accept" | "decline" | "withdraw";

export interface PlanActions {
  readonly onAnswer: (kind: AnswerKind, answer: Answer) => void;
  readonly onLock: (pair: SessionPair, isLocked: boolean) => void;
  readonly onShowNeed: (pair: SessionPair) => void;
  readonly onShowOutcome: (pair: SessionPair) => void;
  readonly onMore: () => void;
}

const SIDES = ["need", "outcome"] as const;
const BY: Readonly<Record<(typeof SIDES)[number], Word>> = { need: "byNeed", outcome: "byOutcome" };

/** Pairs as a table: who with whom, what for, and what either side answered. */
export function planTable({ session, names, language, most }: PlanView, actions: PlanActions): HTMLElement[] {
  const word = (name: Word, values = {}): string => say(language, name, values);
  if (session.pairs.length === 0) return [element("p", {}, [word("nothingPlanned")])];
  const rows = session.pairs.slice(0, most).map((pair) => pairRow(pair, { session, names, language, actions }));
  const headers = ["need", "outcome", "score", "answers", "answer"] as const;
  const table = element("table", {}, [
    element("thead", {}, [
      element(
        "tr",
        {},
        headers.map((name) => element("th", { scope: "col", class: name === "score" ? "number" : undefined }, [word(name)])),
      ),
    ]),
    element("tbody", {}, rows),
  ]);
  const rest = session.pairs.length - rows.length;
  if (rest <= 0) return [table];
  const more = element("button", { type: "button", "data-key": "more", onclick: () => actions.onMore() }, [word("showMore", { n: rest })]);
  return [table, more];
}

interface RowSetting extends Pick<PlanView, "session" | "names" | "language"> {
  readonly actions: PlanActions;
}

interface ButtonSetting {
  /** What it says to those who do not see in which group it stands. */
  readonly label?: string;
  readonly pressed?: boolean;
  readonly onclick: () => void;
}

function pairRow(pair: SessionPair, { session, names, language, actions }: RowSetting): HTMLTableRowElement {
  const word = (name: Word, values = {}): string => say(language, name, values);
  const { need, outcome, acceptedBy } = pair;
  const key = `${need}|${outcome}`;
  const isLocked = isLockedIn(session, pair);
  const isAgreed = acceptedBy.length === 2;
  const state = [
    ...(isAgreed ? [word("agreed")] : acceptedBy.map((by) => word("acceptedBy", { who: word(BY[by]) }))),
    ...(isLocked ? [word("locked")] : []),
  ];
  const record = (at: string, empty: Word, onclick: () => void): HTMLElement => {
    const { title = "", organisation = "" } = names[at] ?? {};
    const name = element("button", { type: "button", class: "link", "data-key": `${key} ${at}`, onclick }, [title || word(empty)]);
    return element("td", {}, [name, element("span", { class: "soft who" }, [organisation])]);
  };
  const button = (what: string, name: string, { label, pressed, onclick }: ButtonSetting): HTMLButtonElement =>
    element(
      "button",
      {
        type: "button",
        "data-key": `${key} ${what}`,
        "aria-label": label,
        "aria-pressed": pressed === undefined ? undefined : String(pressed),
        onclick,
      },
      [name],
    );
  const answers = SIDES.map((by) => {
    const hasAccepted = acceptedBy.includes(by);
    const answer = { by, need, outcome };
    const who = word(BY[by]);
    const label = (name: Word): string => word("answerOf", { who, answer: word(name) });
    return element("span", { class: "side-answers" }, [
      element("span", { class: "soft" }, [who]),
      button(`accept ${by}`, word("accept"), {
        label: label("accept"),
        pressed: hasAccepted,
        onclick: () => actions.onAnswer(hasAccepted ? "withdraw" : "accept", answer),
      }),
      button(`decline ${by}`, word("decline"), { label: label("decline"), onclick: () => actions.onAnswer("decline", answer) }),
    ]);
  });
  const lock = button("lock", word("lock"), { pressed: isLocked, onclick: () => actions.onLock(pair, !isLocked) });
  return element("tr", { "data-pair": key, class: isAgreed ? "agreed" : undefined }, [
    record(`needs/${need}`, "withheld", () => actions.onShowNeed(pair)),
    record(`outcomes/${outcome}`, "untitled", () => actions.onShowOutcome(pair)),
    element("td", { class: "number", "data-label": word("score") }, [pair.score.toFixed(3)]),
    element("td", {}, [state.join(" · ")]),
    element("td", { class: "answers" }, [...answers, lock]),
  ]);
}

function isLockedIn({ request }: Session, { need, outcome }: SessionPair): boolean {
  return (request.locked ?? []).some((locked) => locked.need === need && locked.outcome === outcome);
}

/** The table as CSV, safe to open in a spreadsheet. */
export function planCsv({ session, names, language }: Omit<PlanView, "most">): string {
  const word = (name: Word): string => say(language, name);
  const header = [
    ...["needId", word("need"), word("byNeed"), "outcomeId", word("outcome"), word("byOutcome"), word("score")],
    ...[word("acceptedByNeed"), word("acceptedByOutcome"), word("locked")],
  ];
  const rows = session.pairs.map((pair) => {
    const { need, outcome, score, acceptedBy } = pair;
    const [asked, offered] = [names[`needs/${need}`], names[`outcomes/${outcome}`]];
    const mark = (isSo: boolean): string => (isSo ? "1" : "");
    return [
      ...[need, asked?.title, asked?.organisation, outcome, offered?.title, offered?.organisation, score],
      ...[mark(acceptedBy.includes("need")), mark(acceptedBy.includes("outcome")), mark(isLockedIn(session, pair))],
    ];
  });
  return csvText([header, ...rows]);
}
