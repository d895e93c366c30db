import { formatWhyNot } from "alliance-match/choice";
import type { MarketVerbs, ShownName, ShownRecord, ShownWhyNot, Side } from "../workers/messages.js";
import { SLIDERS } from "../workers/messages.js";
import { sharesOf } from "../workers/slider-weights.js";
import type { View } from "./address.js";
import { byId, element, replaceKeepingFocus, svgElement } from "./elements.js";
import type { PageContext } from "./page-context.js";
import { evidence, waterfall } from "./waterfall.js";
import type { WorkerClient } from "./worker-client.js";
import type { Word } from "./words.js";

interface RecordPanelSetting {
  readonly context: PageContext;
  readonly market: WorkerClient<MarketVerbs>;
  /** Why a pair is not in the plan on the table; `null` where there is none. */
  readonly whyNot: () => ((need: string, outcome: string) => Promise<ShownWhyNot>) | null;
}

export interface RecordPanel {
  /** Shows a view; what has not changed since the view before is left as it stands. `null`: everything is shown. */
  readonly render: (old: View | null) => void;
  /** Another plan, or none: “why not” is offered of that one, and what it answered of the plan before is gone. */
  readonly renderForPlan: () => void;
}

/** The record that was chosen, its best partners, and why a pair of them scores what it does. */
export function startRecordPanel({ context, market, whyNot }: RecordPanelSetting): RecordPanel {
  const { store, word, announceFailure } = context;
  const view = (): View => store.state.view;
  const soft = (text: string): HTMLElement => element("p", { class: "soft" }, [text]);
  const titleOf = ({ title }: ShownName, side: Side): string => title || word(side === "needs" ? "withheld" : "untitled");

  async function renderRecord(): Promise<void> {
    const { side, id } = view();
    const shown = side === null || id === null ? null : await market.verbs.show(side, id);
    if (id !== view().id) return;
    byId("record").replaceChildren(...(shown === null ? [soft(word("chooseRecord"))] : recordParts(shown)));
  }

  function recordParts(shown: ShownRecord): HTMLElement[] {
    const { side, id, text, organisation, region, industries } = shown;
    return [
      element("h3", {}, [element("span", { class: "side" }, [word(side === "needs" ? "need" : "outcome")]), titleOf(shown, side)]),
      soft([id, organisation, region, ...industries].filter((fact) => fact !== "").join(" · ")),
      element("p", {}, [text]),
    ];
  }

  // Only the newest ranking counts: while one is on its way, only the newest next one waits.
  let ranking: Promise<void> | null = null;
  let isRankingStale = false;
  function renderPartners(): void {
    isRankingStale = true;
    ranking ??= (async () => {
      while (isRankingStale) {
        isRankingStale = false;
        await rankOnce().catch(announceFailure);
      }
      ranking = null;
    })();
  }

  async function rankOnce(): Promise<void> {
    const { side, id, weights } = view();
    if (side === null || id === null) return list([], "chooseRecordFirst");
    const began = performance.now();
    // A link may name a record that is not there: then there is nobody to list.
    const partners = (await market.verbs.show(side, id)) === null ? [] : await market.verbs.rank(side, id, weights);
    if (view().side !== side || view().id !== id) return;
    const other: Side = side === "needs" ? "outcomes" : "needs";
    const share = sharesOf(weights);
    const items = partners.map((partner, at) => {
      let from = 0;
      const shares = SLIDERS.map((signal) => {
        const width = Math.max(0, share[signal] * partner.signals[signal] * 100);
        return svgElement("rect", { x: (from += width) - width, y: 0, width, height: 4, class: `fill-${signal}` });
      });
      const isOpen = partner.id === view().partner;
      const onclick = (): void => store.setView({ partner: view().partner === partner.id ? null : partner.id });
      return element("li", {}, [
        element("button", { type: "button", "data-id": partner.id, "data-key": partner.id, "aria-pressed": String(isOpen), onclick }, [
          element("span", { class: "soft" }, [`${at + 1}`]),
          element("span", {}, [
            titleOf(partner, other),
            element("span", { class: "soft" }, [partner.organisation === "" ? "" : ` · ${partner.organisation}`]),
          ]),
          element("strong", {}, [partner.score.toFixed(3)]),
          svgElement("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none", class: "bar", "aria-hidden": "true" }, shares),
        ]),
      ]);
    });
    list(items, "nobodyToList");
    document.body.dataset["rankMs"] = (performance.now() - began).toFixed(1);
  }

  /** The list with how long it is, since not all of it may be in sight, or why there is none. */
  function list(items: readonly HTMLElement[], whyEmpty: Word): void {
    byId("listed").textContent = items.length === 0 ? "" : word("listed", { n: items.length });
    replaceKeepingFocus(byId("partners"), items.length > 0 ? items : [element("li", { class: "soft" }, [word(whyEmpty)])]);
  }

  /** The answer to “why not” on the screen; `null` where nobody asked for this pair. */
  let answered: ShownWhyNot | null = null;

  async function renderExplanation(): Promise<void> {
    const { side, id, partner, weights, language } = view();
    for (const button of byId("partners").querySelectorAll<HTMLElement>("button"))
      button.setAttribute("aria-pressed", String(button.dataset["id"] === partner));
    const place = byId("explanation");
    if (side === null || id === null || partner === null) return place.replaceChildren(soft(word("choosePartner")));
    const [need, outcome] = side === "needs" ? [id, partner] : [partner, id];
    try {
      const explanation = await market.verbs.explain(need, outcome, weights);
      if (view().partner !== partner || view().id !== id) return;
      const answer = element("div", { id: "why-not", role: "status" });
      const ask = whyNot();
      const onclick = (): void => void askWhyNot(ask!(need, outcome), answer);
      const button = element("button", { type: "button", "data-key": "why-not", onclick }, [word("whyNot")]);
      const parts = [waterfall(explanation, language), evidence(explanation, language)];
      replaceKeepingFocus(place, ask === null ? parts : [...parts, button, answer]);
      if (ask !== null && answered !== null) renderWhyNot(answered, answer);
    } catch (error) {
      place.replaceChildren();
      announceFailure(error);
    }
  }

  async function askWhyNot(asked: Promise<ShownWhyNot>, place: HTMLElement): Promise<void> {
    place.textContent = word("working");
    const { plan } = store.state;
    try {
      const shown = await asked;
      // Another pair may have been chosen meanwhile, or another plan made.
      if (!place.isConnected || plan !== store.state.plan) return;
      renderWhyNot((answered = shown), place);
    } catch (error) {
      place.textContent = "";
      announceFailure(error);
    }
  }

  function renderWhyNot({ answer, rivals, names }: ShownWhyNot, place: HTMLElement): void {
    const items = rivals.map(({ need, outcome }) => {
      const [own, other] = [names[`needs/${need}`]!, names[`outcomes/${outcome}`]!];
      const onclick = (): void => store.changeView({ side: "needs", id: need, partner: outcome });
      const shown = `${titleOf(own, "needs")} — ${titleOf(other, "outcomes")}${other.organisation === "" ? "" : ` · ${other.organisation}`}`;
      return element("li", {}, [element("button", { type: "button", class: "link", onclick }, [shown])]);
    });
    place.replaceChildren(element("p", {}, [formatWhyNot(answer, view().language)]), element("ul", {}, items));
  }

  return {
    render(old) {
      const now = view();
      const isOther = (...keys: ReadonlyArray<keyof View>): boolean => old === null || keys.some((key) => old[key] !== now[key]);
      if (isOther("side", "id", "language")) void renderRecord().catch(announceFailure);
      if (isOther("side", "id", "language", "weights")) renderPartners();
      if (isOther("side", "id", "weights", "partner")) answered = null;
      if (isOther("side", "id", "language", "weights", "partner")) void renderExplanation();
    },
    renderForPlan() {
      answered = null;
      void renderExplanation();
    },
  };
}
