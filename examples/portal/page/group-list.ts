import type { Language } from "alliance-match";
import { csvText, type Cell } from "../../io/csv-text.js";
import type { GroupAnswers, ShownGroup, ShownGroups, ShownMember } from "../workers/messages.js";
import { element } from "./elements.js";
import { isAccepted, isDeclined } from "./group-answers.js";
import { say, type Word } from "./words.js";

/** What of a plan of alliances is shown. */
export interface GroupView {
  readonly groups: ShownGroups;
  readonly answers: GroupAnswers;
  readonly language: Language;
}

export interface GroupActions {
  /** A need of an alliance is to be looked at. */
  readonly onShow: (need: string) => void;
  /** An alliance is accepted, or no longer. */
  readonly onAccept: (group: ShownGroup, isAccepted: boolean) => void;
  /** A university stays out of an alliance, or is let back in. */
  readonly onDecline: (group: ShownGroup, university: string, isDeclined: boolean) => void;
}

/** Alliances of several as a list: needs and enterprises, then each university with what it brings and adds, each to be answered. */
export function groupList({ groups: { groups }, ...rest }: GroupView, actions: GroupActions): HTMLElement {
  return element(
    "ol",
    { class: "groups" },
    groups.map((group) => groupItem(group, { ...rest, actions })),
  );
}

interface ItemSetting extends Pick<GroupView, "answers" | "language"> {
  readonly actions: GroupActions;
}

function groupItem(group: ShownGroup, setting: ItemSetting): HTMLElement {
  const { answers, language, actions } = setting;
  const word = (name: Word, values = {}): string => say(language, name, values);
  const { needs, members, technology, score } = group;
  const key = needs.map(({ id }) => id).join(" ");
  const titles = needs.map(({ id, title, organisation }) =>
    element("span", {}, [
      element("button", { type: "button", class: "link", "data-key": `${key} show ${id}`, onclick: () => actions.onShow(id) }, [
        title || word("withheld"),
      ]),
      element("span", { class: "soft who" }, [organisation]),
    ]),
  );
  const accepted = isAccepted(group, answers);
  const accept = answerButton(word("acceptAlliance"), accepted, () => actions.onAccept(group, !accepted));
  accept.dataset["key"] = `${key} accept`;
  return element("li", { class: accepted ? "agreed" : undefined, "data-needs": key }, [
    element("div", { class: "titles" }, titles),
    technology.length === 0
      ? null
      : element("p", { class: "soft" }, [word("technology", { words: technology.join(language === "zh" ? "、" : ", ") })]),
    partsTable(group, language),
    element(
      "ul",
      { class: "members" },
      members.map((member) => memberItem(group, member, setting)),
    ),
    element("p", { class: "answers" }, [element("strong", {}, [`${word("score")} ${score.toFixed(3)}`]), accept]),
  ]);
}

function partsTable({ parts }: ShownGroup, language: Language): HTMLElement | null {
  if (parts.length === 0) return null;
  const word = (name: Word): string => say(language, name);
  const comma = language === "zh" ? "、" : ", ";
  const items = parts.map(({ title, covered, by }) =>
    element("li", { class: by.length === 0 ? "missing" : undefined }, [
      `${title} `,
      element("span", { class: "soft" }, [by.length === 0 ? word("notCovered") : `${Math.round(covered * 100)} % — ${by.join(comma)}`]),
    ]),
  );
  return element("div", { class: "parts" }, [element("span", { class: "soft" }, [word("partsOf")]), element("ul", {}, items)]);
}

function memberItem(group: ShownGroup, { id, university, isLead, outcomes, contribution }: ShownMember, setting: ItemSetting): HTMLElement {
  const { answers, language, actions } = setting;
  const word = (name: Word): string => say(language, name);
  const declined = isDeclined(group, id, answers);
  const decline = answerButton(word("decline"), declined, () => actions.onDecline(group, id, !declined));
  decline.setAttribute("aria-label", say(language, "answerOf", { who: university, answer: word("decline") }));
  decline.dataset["key"] = `${group.needs.map((need) => need.id).join(" ")} decline ${id}`;
  return element("li", { class: declined ? "declined" : undefined, "data-university": id }, [
    element("span", { class: "what" }, [
      element("strong", {}, [university]),
      isLead ? element("span", { class: "side" }, [word("lead")]) : null,
      ` +${contribution.toFixed(3)} `,
      outcomes.map(({ title }) => title || word("untitled")).join(language === "zh" ? "；" : "; "),
    ]),
    decline,
  ]);
}

function answerButton(name: string, isPressed: boolean, onclick: () => void): HTMLButtonElement {
  return element("button", { type: "button", "aria-pressed": String(isPressed), onclick }, [name]);
}

/** The alliances as CSV, a line for each need of an alliance and each outcome that serves it; safe to open in a spreadsheet. */
export function groupsCsv({ groups: { groups }, answers, language }: GroupView): string {
  const word = (name: Word): string => say(language, name);
  const header = [
    ...[word("alliance"), "needId", word("need"), word("byNeed"), word("byOutcome"), "outcomeId", word("outcome")],
    ...[word("pairScore"), word("contribution"), word("score"), word("accepted"), word("declined")],
  ];
  const rows = groups.flatMap((group, at) =>
    group.pairs.map(({ need, outcome, score }): Cell[] => {
      const asked = group.needs.find(({ id }) => id === need);
      const member = group.members.find(({ outcomes }) => outcomes.some(({ id }) => id === outcome));
      const title = member?.outcomes.find(({ id }) => id === outcome)?.title;
      const mark = (isSo: boolean): string => (isSo ? "1" : "");
      return [
        ...[at + 1, need, asked?.title, asked?.organisation, member?.university, outcome, title],
        ...[score, member?.contribution, group.score],
        ...[mark(isAccepted(group, answers)), mark(member !== undefined && isDeclined(group, member.id, answers))],
      ];
    }),
  );
  return csvText([header, ...rows]);
}
