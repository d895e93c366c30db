import type { Language } from "alliance-match";
import type { Answer, Session, SessionPair } from "alliance-match/choice";
import { csvText } from "../../io/csv-text.js";
import { element } from "./elements.js";
import { say, type Word } from "./words.js";

/** What of a plan is shown: the session, and titles by `needs/ID` and `outcomes/ID`. */
export interface PlanView {
  readonly session: Session;
  readonly titles: Readonly<Record<string, string>>;
  readonly language: Language;
  /** Pairs shown at most. */
  readonly most: number;
}

export interface PlanActions {
  readonly onAnswer: (kind: "accept" | "decline" | "withdraw", answer: Answer) => void;
  readonly onLock: (pair: SessionPair, isLocked: boolean) => void;
  readonly onShow: (pair: SessionPair) => void;
  readonly onMore: () => void;
}

const SIDES = ["need", "outcome"] as const;
const BY: Readonly<Record<(typeof SIDES)[number], Word>> = { need: "byNeed", outcome: "byOutcome" };

export function planTable({ session, titles, language, most }: PlanView, actions: PlanActions): HTMLElement[] {
  const word = (name: Word, values = {}): string => say(language, name, values);
  const rows = session.pairs.slice(0, most).map((pair) => pairRow(pair, { session, titles, language, actions }));
  const headers = ["need", "outcome", "score", "answers", "answer"] as const;
  const table = element("table", {}, [
    element("thead", {}, [
      element(
        "tr",
        {},
        headers.map((name) => element("th", { scope: "col" }, [word(name)])),
      ),
    ]),
    element("tbody", {}, rows),
  ]);
  const rest = session.pairs.length - rows.length;
  if (rest <= 0) return [table];
  return [table, element("button", { type: "button", onclick: () => actions.onMore() }, [word("showMore", { n: rest })])];
}

interface RowSetting extends Pick<PlanView, "session" | "titles" | "language"> {
  readonly actions: PlanActions;
}

function pairRow(pair: SessionPair, { session, titles, language, actions }: RowSetting): HTMLTableRowElement {
  const word = (name: Word, values = {}): string => say(language, name, values);
  const { need, outcome, acceptedBy } = pair;
  const isLocked = (session.request.locked ?? []).some((locked) => locked.need === need && locked.outcome === outcome);
  const isAgreed = acceptedBy.length === 2;
  const state = [
    ...(isAgreed ? [word("agreed")] : acceptedBy.map((by) => word("acceptedBy", { who: word(BY[by]) }))),
    ...(isLocked ? [word("locked")] : []),
  ];
  const button = (name: string, onclick: () => void, pressed?: boolean): HTMLButtonElement =>
    element("button", { type: "button", onclick, ...(pressed !== undefined && { "aria-pressed": pressed ? "true" : "false" }) }, [name]);
  const answers = SIDES.flatMap((by) => {
    const hasAccepted = acceptedBy.includes(by);
    const answer = { by, need, outcome };
    return [
      button(`${word("accept")}: ${word(BY[by])}`, () => actions.onAnswer(hasAccepted ? "withdraw" : "accept", answer), hasAccepted),
      button(`${word("decline")}: ${word(BY[by])}`, () => actions.onAnswer("decline", answer)),
    ];
  });
  const titleOf = (key: string, empty: Word): string => {
    const title = titles[key];
    return title === undefined || title === "" ? word(empty) : title;
  };
  return element("tr", { "data-pair": `${need}|${outcome}`, class: isAgreed ? "agreed" : undefined }, [
    element("td", {}, [button(titleOf(`needs/${need}`, "withheld"), () => actions.onShow(pair))]),
    element("td", {}, [titleOf(`outcomes/${outcome}`, "untitled")]),
    element("td", { class: "number" }, [pair.score.toFixed(3)]),
    element("td", {}, [state.join(" · ")]),
    element("td", {}, [...answers, button(word(isLocked ? "unlock" : "lock"), () => actions.onLock(pair, !isLocked), isLocked)]),
  ]);
}

/** The table as CSV, safe to open in a spreadsheet. */
export function planCsv({ session, titles, language }: Omit<PlanView, "most">): string {
  const word = (name: Word): string => say(language, name);
  const header = ["needId", word("need"), "outcomeId", word("outcome"), word("score"), word("byNeed"), word("byOutcome"), word("locked")];
  const rows = session.pairs.map(({ need, outcome, score, acceptedBy }) => [
    need,
    titles[`needs/${need}`] ?? "",
    outcome,
    titles[`outcomes/${outcome}`] ?? "",
    score,
    acceptedBy.includes("need") ? "1" : "",
    acceptedBy.includes("outcome") ? "1" : "",
    (session.request.locked ?? []).some((locked) => locked.need === need && locked.outcome === outcome) ? "1" : "",
  ]);
  return csvText([header, ...rows]);
}
