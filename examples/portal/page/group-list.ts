import type { Language } from "alliance-match";
import type { ShownGroup, ShownGroups } from "../workers/messages.js";
import { element } from "./elements.js";
import { say, type Word } from "./words.js";

export interface GroupActions {
  /** A need of an alliance is to be looked at. */
  readonly onShow: (need: string) => void;
}

/** Alliances of several as a list: needs and enterprises, then each university with what it brings and adds. */
export function groupList({ groups }: ShownGroups, language: Language, actions: GroupActions): HTMLElement {
  return element(
    "ol",
    { class: "groups" },
    groups.map((group) => groupItem(group, language, actions)),
  );
}

function groupItem({ needs, needTitles, enterprises, members, score }: ShownGroup, language: Language, actions: GroupActions): HTMLElement {
  const word = (name: Word, values = {}): string => say(language, name, values);
  const titles = needs.map((need, at) =>
    element("button", { type: "button", "data-need": need, onclick: () => actions.onShow(need) }, [
      needTitles[at] === "" ? word("withheld") : needTitles[at]!,
    ]),
  );
  const rows = members.map(({ university, outcomes, contribution }) =>
    element("li", {}, [element("strong", {}, [`${university} ${contribution.toFixed(3)}`]), `：${outcomes.join("；")}`]),
  );
  return element("li", {}, [
    element("p", { class: "titles" }, titles),
    element("p", { class: "soft" }, [`${enterprises.join("、")} · ${word("score")} ${score.toFixed(3)}`]),
    element("ul", {}, rows),
  ]);
}
