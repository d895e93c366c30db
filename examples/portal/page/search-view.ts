import type { Language } from "alliance-match";
import type { SearchHit } from "alliance-match/search";
import type { SearchVerbs, Side } from "../workers/messages.js";
import { byId, element, highlighted } from "./elements.js";
import type { WorkerClient } from "./worker-client.js";
import { say } from "./words.js";

interface SearchPage {
  readonly client: WorkerClient<SearchVerbs>;
  readonly language: () => Language;
  readonly onChoose: (side: Side, id: string) => void;
}

/** Type-ahead search as a combobox: arrows move, Enter chooses, Escape closes; the field keeps the focus. */
export function startSearch({ client, language, onChoose }: SearchPage): void {
  const query = byId<HTMLInputElement>("query");
  const side = byId<HTMLSelectElement>("search-side");
  const list = byId<HTMLUListElement>("hits");
  let hits: readonly SearchHit[] = [];
  let active = -1;
  let asked = 0;

  const close = (): void => {
    list.hidden = true;
    active = -1;
    query.setAttribute("aria-expanded", "false");
    query.removeAttribute("aria-activedescendant");
  };
  const choose = (at: number): void => {
    const hit = hits[at];
    if (hit === undefined) return;
    close();
    onChoose(hit.side, hit.id);
  };
  const show = (): void => {
    const words = language();
    const items = hits.map(({ side: of, title, terms }, at) => {
      const name = element("span", { class: "side" }, [say(words, of === "needs" ? "need" : "outcome")]);
      const shown = title === "" ? [say(words, "untitled")] : highlighted(title, terms);
      const isActive = at === active;
      return element(
        "li",
        {
          role: "option",
          id: `hit-${at}`,
          "aria-selected": isActive ? "true" : "false",
          onmousedown: (event) => {
            // Before the field loses the focus, which closes the list.
            event.preventDefault();
            choose(at);
          },
        },
        [name, ...shown],
      );
    });
    list.replaceChildren(...(items.length > 0 ? items : [element("li", { "aria-disabled": "true" }, [say(words, "nothingFound")])]));
    list.hidden = false;
    query.setAttribute("aria-expanded", "true");
    if (active >= 0) {
      query.setAttribute("aria-activedescendant", `hit-${active}`);
      list.children[active]?.scrollIntoView({ block: "nearest" });
    }
  };
  const find = async (): Promise<void> => {
    const own = ++asked;
    if (query.value.trim() === "") return close();
    const found = await client.verbs.find(query.value, side.value === "" ? null : (side.value as Side));
    // An answer to what was typed before is of no interest any more.
    if (own !== asked) return;
    hits = found;
    active = -1;
    show();
  };

  query.addEventListener("input", () => void find());
  side.addEventListener("change", () => void find());
  query.addEventListener("blur", close);
  query.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (event.key === "Enter") return choose(Math.max(0, active));
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || hits.length === 0 || list.hidden) return;
    event.preventDefault();
    active = (active + step + hits.length) % hits.length;
    show();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== "/" || isTyping) return;
    event.preventDefault();
    query.focus();
  });
}
