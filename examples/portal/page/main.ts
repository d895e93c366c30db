/** The page: puts its parts together. What is heavy is in three workers, so that the page never waits. */
import { METHODS, type MarketVerbs, type SearchVerbs } from "../workers/messages.js";
import { fromHash, toHash } from "./address.js";
import { byId, element } from "./elements.js";
import { keep, recall } from "./keep.js";
import { startMarketPanel } from "./market-panel.js";
import { createContext, onClick } from "./page-context.js";
import { startPlanPanel } from "./plan-panel.js";
import { startRecordPanel } from "./record-panel.js";
import { scriptAddress } from "./script-address.js";
import { startSearch } from "./search-view.js";
import { Store, type State } from "./state.js";
import { startWeightSliders } from "./weight-sliders.js";
import { connectWorker } from "./worker-client.js";
import type { Word } from "./words.js";

/** What is kept of the state; a page of another version does not read it. */
interface KeptPlans extends Pick<State, "plan" | "groups"> {
  readonly version: typeof KEPT_VERSION;
}
const KEPT_VERSION = 2;
const SHAPES = ["one-to-one", "one-to-many", "many-to-one", "many-to-many"] as const;
const OBJECTIVES = ["total", "stable", "fair"] as const;

const store = new Store({ view: fromHash(location.hash), plan: null, groups: null });
const context = createContext(store);
const { word, announce, announceAgain, announceFailure } = context;

const market = connectWorker<MarketVerbs>("market-worker.js", () => announce(() => word("building")));
/** How far the search index is. In a place of its own: it goes on for a while, and must not take the place of what people have to read. */
let indexed = { done: 0, total: 0 };
const renderIndexed = (): void => {
  byId("search-status").textContent = indexed.done < indexed.total ? word("searchGrows", indexed) : "";
};
const search = connectWorker<SearchVerbs>("search-worker.js", ({ done, total }) => {
  indexed = { done, total };
  renderIndexed();
});

const sliders = startWeightSliders(context);
const planPanel = startPlanPanel(context);
const recordPanel = startRecordPanel({ context, market, whyNot: planPanel.whyNot });
let isOpen = false;
let isFollowing = false;
const marketPanel = startMarketPanel({
  context,
  market,
  async onOpen(snapshot) {
    isOpen = true;
    await planPanel.open(snapshot);
    search.verbs.open(snapshot).then((size) => (document.body.dataset["searchable"] = String(size)), announceFailure);
    recordPanel.render(null);
  },
});
startSearch({
  client: search,
  language: () => store.state.view.language,
  onChoose: (side, id) => store.changeView({ side, id, partner: null }),
});

store.listen(({ view, plan, groups }, before) => {
  if (view !== before.view) {
    writeAddress(before);
    if (view.language !== before.view.language) renderWords();
    sliders.render();
    planPanel.renderOptions();
    if (isOpen) recordPanel.render(before.view);
  }
  const isOtherPlan = plan !== before.plan || groups !== before.groups;
  if (isOtherPlan || view.method !== before.view.method || view.language !== before.view.language) planPanel.renderPlan();
  // What “why not” said was of the plan before.
  if (isOpen && plan !== before.plan) recordPanel.renderForPlan();
  if (isOtherPlan) void context.keepOrSay("plans", { version: KEPT_VERSION, plan, groups } satisfies KeptPlans);
  byId<HTMLButtonElement>("undo").disabled = !store.canUndo;
});

/** Another record is a step of the browser's own Back; everything else, and what came from the address, changes it as it stands. */
function writeAddress({ view: before }: State): void {
  const { view } = store.state;
  const isStep = !isFollowing && before.id !== null && (before.id !== view.id || before.side !== view.side);
  history[isStep ? "pushState" : "replaceState"](null, "", `${location.pathname}${location.search}${toHash(view)}`);
}

function followAddress(): void {
  isFollowing = true;
  store.set({ view: fromHash(location.hash) });
  isFollowing = false;
}

function renderWords(): void {
  const { language } = store.state.view;
  document.documentElement.lang = language;
  document.title = word("title");
  for (const each of document.querySelectorAll<HTMLElement>("[data-word]")) each.textContent = word(each.dataset["word"] as Word);
  for (const each of document.querySelectorAll<HTMLInputElement>("[data-placeholder]"))
    each.placeholder = word(each.dataset["placeholder"] as Word);
  for (const [id, values] of Object.entries({ method: METHODS, shape: SHAPES, objective: OBJECTIVES }))
    byId(id).replaceChildren(...values.map((value) => element("option", { value }, [word(value)])));
  announceAgain();
  renderIndexed();
  marketPanel.render();
}

function undo(): void {
  const isUndone = store.undo();
  announce(() => word(isUndone ? "ready" : "nothingToUndo"));
  byId<HTMLButtonElement>("undo").disabled = !store.canUndo;
}

async function restore(): Promise<void> {
  if (!(await marketPanel.restore())) return;
  const kept = await recall<KeptPlans>("plans");
  if (kept?.version === KEPT_VERSION) store.set({ plan: kept.plan, groups: kept.groups });
  const wasSolving = (await recall<boolean>("solving")) === true;
  if (wasSolving) void keep("solving", false);
  announce(() => word(wasSolving ? "interrupted" : "restored"));
  document.body.dataset["restored"] = "true";
}

onClick("language", context, () => store.setView({ language: store.state.view.language === "zh" ? "en" : "zh" }));
onClick("undo", context, undo);
addEventListener("hashchange", followAddress);
document.addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLInputElement && ["search", "number"].includes(event.target.type);
  if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || isTyping) return;
  event.preventDefault();
  undo();
});

renderWords();
sliders.render();
planPanel.renderOptions();
planPanel.renderPlan();
void restore().catch(announceFailure);
// Without it the page works as long as it stays open; with it also when it is opened again without a network.
void navigator.serviceWorker?.register(scriptAddress("service-worker.js")).catch(() => undefined);
