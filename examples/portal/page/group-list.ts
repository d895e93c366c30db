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
  const { needs, needTitles, enterprises, members, score } = group;
  const titles = needs.map((need, at) =>
    element("button", { type: "button", "data-need": need, onclick: () => actions.onShow(need) }, [
      needTitles[at] === "" ? word("withheld") : needTitles[at]!,
    ]),
  );
  const accepted = isAccepted(group, answers);
  const accept = answerButton(word("acceptAlliance"), accepted, () => actions.onAccept(group, !accepted));
  const names = [...new Set(enterprises)].join("、");
  return element("li", { class: accepted ? "agreed" : undefined, "data-needs": needs.join(" ") }, [
    element("p", { class: "titles" }, titles),
    element("p", { class: "soft" }, [`${names} · ${word("score")} ${score.toFixed(3)}${accepted ? ` · ${word("accepted")}` : ""}`]),
    element(
      "ul",
      {},
      members.map((member) => memberItem(group, member, setting)),
    ),
    element("p", { class: "answers" }, [accept]),
  ]);
}

function memberItem(group: ShownGroup, { id, university, outcomes, contribution }: ShownMember, setting: ItemSetting): HTMLElement {
  const { answers, language, actions } = setting;
  const declined = isDeclined(group, id, answers);
  const decline = answerButton(say(language, "decline"), declined, () => actions.onDecline(group, id, !declined));
  decline.setAttribute("aria-label", `${say(language, "decline")}: ${university}`);
  return element("li", { class: declined ? "declined" : undefined, "data-university": id }, [
    element("strong", {}, [`${university} ${contribution.toFixed(3)}`]),
    `：${outcomes.map(({ title }) => title).join("；")} `,
    decline,
  ]);
}

function answerButton(name: string, isPressed: boolean, onclick: () => void): HTMLButtonElement {
  return element("button", { type: "button", "aria-pressed": isPressed ? "true" : "false", onclick }, [name]);
}

/** The alliances as CSV, a line for each need of an alliance and each outcome that serves it; safe to open in a spreadsheet. */
export function groupsCsv({ groups: { groups }, answers, language }: GroupView): string {
  const word = (name: Word): string => say(language, name);
  const header = [
    word("alliance"),
    "needId",
    word("need"),
    word("byNeed"),
    word("byOutcome"),
    "outcomeId",
    word("outcome"),
    word("pairScore"),
    word("contribution"),
    word("score"),
    word("accepted"),
    word("declined"),
  ];
  const rows = groups.flatMap((group, at) =>
    group.pairs.map(({ need, outcome, score }): Cell[] => {
      const needAt = group.needs.indexOf(need);
      const member = group.members.find(({ outcomes }) => outcomes.some(({ id }) => id === outcome));
      return [
        at + 1,
        need,
        group.needTitles[needAt],
        group.enterprises[needAt],
        member?.university,
        outcome,
        member?.outcomes.find(({ id }) => id === outcome)?.title,
        score,
        member?.contribution,
        group.score,
        isAccepted(group, answers) ? "1" : "",
        member !== undefined && isDeclined(group, member.id, answers) ? "1" : "",
      ];
    }),
  );
  return csvText([header, ...rows]);
}
