/** The page: what is chosen, what is shown, what is kept. All heavy work is in three workers. */
import { formatIssue, type Language } from "alliance-match";
import { formatChoiceIssue, type Session, type SessionPair } from "alliance-match/choice";
import {
  GROUP_SHAPES,
  METHODS,
  SLIDERS,
  type MarketSummary,
  type MarketVerbs,
  type GroupAnswers,
  type GroupMethod,
  type PlanVerbs,
  type SearchVerbs,
  type ShownGroups,
  type ShownRecord,
  type ShownSession,
  type Side,
} from "../workers/messages.js";
import { DEFAULT_VIEW, fromHash, toHash, type View } from "./address.js";
import { byId, element, svgElement } from "./elements.js";
import { acceptGroup, allowMember, declineMember, diffGroups, NO_ANSWERS, withdrawGroup, type GroupDiff } from "./group-answers.js";
import { groupList, groupsCsv } from "./group-list.js";
import { keep, recall } from "./keep.js";
import { planCsv, planTable } from "./plan-table.js";
import { guessKinds, readFiles, type ChosenFiles } from "./read-files.js";
import { scriptAddress } from "./script-address.js";
import { startSearch } from "./search-view.js";
import { evidence, waterfall } from "./waterfall.js";
import { connectWorker, WorkerFailure } from "./worker-client.js";
import { say, type Word } from "./words.js";

/** Everything that undo takes back: the view and the session. The market is not undone. */
interface State {
  readonly view: View;
  readonly plan: PlanState | null;
  /** Alliances of several, where the method makes them; the pairs of `plan` stand beside them. */
  readonly groups: GroupState | null;
}

interface GroupState {
  readonly shown: ShownGroups;
  readonly answers: GroupAnswers;
  /** What the last solve changed; `null` where it was the first with these options. */
  readonly diff: GroupDiff | null;
}

interface PlanState {
  readonly session: Session;
  readonly titles: ShownSession["titles"];
  /** What the last solve said; `null` after an answer, until the next solve. */
  readonly solved: Pick<ShownSession, "diff" | "total" | "status" | "unmatched" | "stability" | "issues"> | null;
}

const PAGE = 50;
const MOST_UNDO = 100;

let state: State = { view: fromHash(location.hash), plan: null, groups: null };
let summary: MarketSummary | null = null;
let snapshot: ArrayBuffer | null = null;
let shownPairs = PAGE;
const before: State[] = [];

const market = connectWorker<MarketVerbs>("market-worker.js", () => announce(word("building")));
// In a place of its own: it goes on for a while, and must not take the place of what people have to read.
const search = connectWorker<SearchVerbs>("search-worker.js", ({ done, total }) => {
  byId("search-status").textContent = done < total ? word("searchGrows", { done, total }) : "";
});
let planner = connectWorker<PlanVerbs>("plan-worker.js");

function word(name: Word, values: Readonly<Record<string, string | number>> = {}): string {
  return say(state.view.language, name, values);
}

function announce(text: string, tone: "plain" | "bad" = "plain"): void {
  const status = byId("status");
  status.textContent = text;
  status.className = tone === "bad" ? "bad" : "";
}

function announceFailure(error: unknown): void {
  const { code, message } = error instanceof WorkerFailure ? error : { code: "page-failed", message: String(error) };
  if (code !== "cancelled") announce(word("failed", { code, message }), "bad");
}

/** A step that undo takes back. */
function change(next: Partial<State>): void {
  before.push(state);
  if (before.length > MOST_UNDO) before.shift();
  set({ ...state, ...next });
}

function set(next: State): void {
  const { view, plan, groups } = state;
  state = next;
  if (next.view !== view) {
    history.replaceState(null, "", `${location.pathname}${location.search}${toHash(next.view)}`);
    renderView(view);
  }
  if (next.plan !== plan || next.groups !== groups || next.view.method !== view.method) renderPlan();
  if (next.plan !== plan) void keepOrSay("plan", next.plan);
  if (next.groups !== groups) void keepOrSay("alliances", next.groups);
  byId<HTMLButtonElement>("undo").disabled = before.length === 0;
}

async function keepOrSay(key: string, value: unknown): Promise<void> {
  const failure = await keep(key, value);
  if (failure !== null) announce(word(failure === "storage-full" ? "storageFull" : "storageGone"), "bad");
}

// --- The market -----------------------------------------------------------------------------------------------------------------

async function build(records: {
  readonly outcome: readonly unknown[];
  readonly need: readonly unknown[];
  readonly organisation: readonly unknown[];
}): Promise<void> {
  announce(word("working"));
  const began = performance.now();
  const built = await market.verbs.build(
    { outcomes: records.outcome, needs: records.need, organisations: records.organisation },
    state.view.language,
  );
  before.length = 0;
  // A link may have led to a record before there was any; what is not in this market is not shown.
  const { side, id } = state.view;
  const isThere = side !== null && id !== null && (await market.verbs.show(side, id)) !== null;
  set({ view: isThere ? state.view : { ...state.view, side: null, id: null, partner: null }, plan: null, groups: null });
  await openMarket(built.summary, built.snapshot);
  document.body.dataset["buildMs"] = String(Math.round(performance.now() - began));
  await keepOrSay("market", { snapshot: built.snapshot, summary: built.summary });
}

async function openMarket(opened: MarketSummary, bytes: ArrayBuffer): Promise<void> {
  summary = opened;
  snapshot = bytes;
  byId<HTMLDetailsElement>("loading").open = false;
  byId("workplace").hidden = false;
  renderMarket();
  await planner.verbs.open(bytes);
  search.verbs.open(bytes).then((size) => (document.body.dataset["searchable"] = String(size)), announceFailure);
  renderView(null);
  announce(word("ready"));
  document.body.dataset["market"] = `${opened.outcomes}/${opened.needs}`;
}

async function load(chosen: ChosenFiles): Promise<void> {
  const messages = byId("load-messages");
  messages.replaceChildren();
  if (chosen.outcome === undefined || chosen.need === undefined) return announce(word("bothWanted"), "bad");
  const { records, rejected, refusal, messages: found } = await readFiles(chosen, state.view.language);
  const lines = [...(rejected > 0 ? [word("rejected", { n: rejected })] : []), ...found.slice(0, 20)];
  messages.replaceChildren(...lines.map((line) => element("li", {}, [line])));
  if (refusal !== null) return announce(refusal, "bad");
  // A market of nothing in place of the one that is open would be a loss.
  if (records.outcome.length === 0 || records.need.length === 0)
    return announce([word("nothingToLoad"), ...found.slice(0, 1)].join(" "), "bad");
  await build(records);
}

async function loadCatalogue(): Promise<void> {
  const read = async (name: string): Promise<File> =>
    new File([await (await fetch(`catalogue/${name}.jsonl`)).arrayBuffer()], `${name}.jsonl`);
  await load({ outcome: await read("outcomes"), need: await read("needs"), organisation: await read("organisations") });
}

/** What was kept on the last visit. A snapshot of another version is told by its code; then files have to be loaded again. */
async function restore(): Promise<void> {
  const kept = await recall<{ readonly snapshot: ArrayBuffer; readonly summary: MarketSummary }>("market");
  if (kept === undefined) return;
  try {
    await market.verbs.open(kept.snapshot);
  } catch (error) {
    return announce(word("snapshotRefused", { code: error instanceof WorkerFailure ? error.code : "unknown" }), "bad");
  }
  await openMarket(kept.summary, kept.snapshot);
  const [plan, groups] = [await recall<PlanState | null>("plan"), await recall<GroupState | null>("alliances")];
  set({ ...state, plan: plan ?? null, groups: groups ?? null });
  const wasSolving = (await recall<boolean>("solving")) === true;
  if (wasSolving) void keep("solving", false);
  announce(word(wasSolving ? "interrupted" : "restored"));
  document.body.dataset["restored"] = "true";
}

// --- The view -------------------------------------------------------------------------------------------------------------------

function renderWords(): void {
  const { language } = state.view;
  document.documentElement.lang = language;
  document.title = word("title");
  for (const each of document.querySelectorAll<HTMLElement>("[data-word]")) each.textContent = word(each.dataset["word"] as Word);
  for (const each of document.querySelectorAll<HTMLInputElement>("[data-placeholder]"))
    each.placeholder = word(each.dataset["placeholder"] as Word);
  const options = (values: readonly Word[], chosen: string): HTMLOptionElement[] =>
    values.map((value) => element("option", { value, selected: value === chosen }, [word(value)]));
  byId("method").replaceChildren(...options(METHODS, state.view.method));
  byId("shape").replaceChildren(...options(["one-to-one", "one-to-many", "many-to-one", "many-to-many"], state.view.shape));
  byId("objective").replaceChildren(...options(["total", "stable", "fair"], state.view.objective));
  for (const signal of SLIDERS) byId(`name-${signal}`).textContent = word(signal);
}

function renderMarket(): void {
  byId("market").textContent =
    summary === null
      ? word("noMarket")
      : word("market", { outcomes: summary.outcomes, needs: summary.needs, organisations: summary.organisations });
  const issues = summary?.issues ?? [];
  if (issues.length === 0) return;
  const items = issues.map(({ code, count, message }) => element("li", {}, [`${count} × ${code}: ${message}`]));
  byId("load-messages").replaceChildren(
    element("li", {}, [element("details", {}, [element("summary", {}, [word("issues", { n: issues.length })]), element("ul", {}, items)])]),
  );
}

/** Shows a view; what has not changed since the view before is left as it stands. `null`: everything is shown. */
function renderView(old: View | null): void {
  const { view } = state;
  if (old?.language !== view.language) {
    renderWords();
    renderMarket();
    renderPlan();
  }
  for (const signal of SLIDERS) {
    const input = byId<HTMLInputElement>(`slider-${signal}`);
    if (Number(input.value) !== view.weights[signal]) input.value = String(view.weights[signal]);
    byId(`value-${signal}`).textContent = view.weights[signal].toFixed(2);
  }
  byId<HTMLSelectElement>("method").value = view.method;
  byId<HTMLSelectElement>("shape").value = view.method === "capacities" ? view.shape : GROUP_SHAPES[view.method];
  // Alliances of several have a shape and an objective of their own.
  for (const id of ["shape", "objective"]) byId<HTMLSelectElement>(id).disabled = view.method !== "capacities";
  byId<HTMLSelectElement>("objective").value = view.objective;
  byId<HTMLInputElement>("min-score").value = String(view.minScore);
  if (summary === null) return;
  if (old === null || old.side !== view.side || old.id !== view.id || old.language !== view.language) void renderRecord();
  if (old === null || old.side !== view.side || old.id !== view.id || old.weights !== view.weights || old.language !== view.language)
    void renderPartners();
  if (old === null || old.partner !== view.partner || old.id !== view.id || old.weights !== view.weights || old.language !== view.language)
    void renderExplanation();
}

async function renderRecord(): Promise<void> {
  const { side, id } = state.view;
  const shown = side === null || id === null ? null : await market.verbs.show(side, id);
  if (id !== state.view.id) return;
  byId("record").replaceChildren(...(shown === null ? [element("p", { class: "soft" }, [word("chooseRecord")])] : recordParts(shown)));
}

function recordParts({ side, id, title, text, organisation, region, industries }: ShownRecord): HTMLElement[] {
  const facts = [id, organisation, region, industries.join(" ")].filter((fact) => fact !== "").join(" · ");
  return [
    element("h3", {}, [element("span", { class: "side" }, [word(side === "needs" ? "need" : "outcome")]), titleOr(title, side)]),
    element("p", { class: "soft" }, [facts]),
    element("p", {}, [text]),
  ];
}

function titleOr(title: string, side: Side): string {
  return title !== "" ? title : word(side === "needs" ? "withheld" : "untitled");
}

/** The last ranking asked for: answers to earlier ones are dropped. While one is on its way only the newest next one waits. */
let ranking: Promise<void> | null = null;
let isRankingStale = false;

async function renderPartners(): Promise<void> {
  isRankingStale = true;
  ranking ??= (async () => {
    while (isRankingStale) {
      isRankingStale = false;
      await rankOnce().catch(announceFailure);
    }
    ranking = null;
  })();
  await ranking;
}

async function rankOnce(): Promise<void> {
  const { side, id, weights, partner } = state.view;
  if (side === null || id === null) return byId("partners").replaceChildren();
  const began = performance.now();
  // A link may name a record that is not there: then there is nobody to list.
  const partners = (await market.verbs.show(side, id)) === null ? [] : await market.verbs.rank(side, id, weights);
  if (state.view.side !== side || state.view.id !== id) return;
  const other: Side = side === "needs" ? "outcomes" : "needs";
  const items = partners.map((each, at) => {
    const bar = svgElement("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none", class: "bar", "aria-hidden": "true" });
    let from = 0;
    for (const signal of SLIDERS) {
      const width = Math.max(0, (weights[signal] / sumOf(weights) || 0) * each.signals[signal] * 100);
      bar.append(svgElement("rect", { x: from, y: 0, width, height: 4, class: `fill-${signal}` }));
      from += width;
    }
    const isOpen = each.id === partner;
    const onclick = (): void => set({ ...state, view: { ...state.view, partner: isOpen ? null : each.id } });
    return element("li", {}, [
      element("button", { type: "button", "data-id": each.id, "aria-pressed": isOpen ? "true" : "false", onclick }, [
        element("span", { class: "soft" }, [`${at + 1}`]),
        element("span", {}, [
          titleOr(each.title, other),
          element("span", { class: "soft" }, [each.organisation === "" ? "" : ` · ${each.organisation}`]),
        ]),
        element("strong", {}, [each.score.toFixed(3)]),
        bar as unknown as HTMLElement,
      ]),
    ]);
  });
  byId("partners").replaceChildren(...items);
  document.body.dataset["rankMs"] = (performance.now() - began).toFixed(1);
}

function sumOf(weights: View["weights"]): number {
  return SLIDERS.reduce((sum, signal) => sum + weights[signal], 0);
}

async function renderExplanation(): Promise<void> {
  const { side, id, partner, weights, language } = state.view;
  for (const button of byId("partners").querySelectorAll<HTMLElement>("button"))
    button.setAttribute("aria-pressed", button.dataset["id"] === partner ? "true" : "false");
  const place = byId("explanation");
  if (side === null || id === null || partner === null) return place.replaceChildren();
  const [need, outcome] = side === "needs" ? [id, partner] : [partner, id];
  try {
    const explanation = await market.verbs.explain(need, outcome, weights);
    if (state.view.partner !== partner || state.view.id !== id) return;
    const why = element("p", { id: "why-not" });
    const button = element("button", { type: "button", onclick: () => void askWhyNot({ need, outcome, language }, why) }, [word("whyNot")]);
    place.replaceChildren(waterfall(explanation, language), evidence(explanation, language), ...(state.plan === null ? [] : [button, why]));
  } catch (error) {
    place.replaceChildren();
    announceFailure(error);
  }
}

async function askWhyNot(
  { need, outcome, language }: { need: string; outcome: string; language: Language },
  place: HTMLElement,
): Promise<void> {
  if (state.plan === null) return;
  place.textContent = word("working");
  try {
    place.textContent = await planner.verbs.whyNot(state.plan.session, need, outcome, language);
  } catch (error) {
    place.textContent = "";
    announceFailure(error);
  }
}

// --- The plan -------------------------------------------------------------------------------------------------------------------

async function solve(run: () => Promise<ShownSession>): Promise<void> {
  await whileSolving(async () => {
    const { session, titles, ...solved } = await run();
    shownPairs = PAGE;
    change({ plan: { session, titles: { ...state.plan?.titles, ...titles }, solved } });
    announce(solved.status === "infeasible" ? word("infeasible") : word("ready"), solved.status === "infeasible" ? "bad" : "plain");
  });
}

async function whileSolving(run: () => Promise<void>): Promise<void> {
  setSolving(true);
  void keep("solving", true);
  announce(word("working"));
  try {
    await run();
  } catch (error) {
    announceFailure(error);
  } finally {
    void keep("solving", false);
    setSolving(false);
  }
}

/** Alliances of several: anew, or with what was answered to those on the screen. */
async function solveGroups(method: GroupMethod, answers: GroupAnswers, before: ShownGroups | null): Promise<void> {
  const { minScore, weights } = state.view;
  await whileSolving(async () => {
    const shown = await planner.verbs.group(method, { minScore, weights }, answers);
    change({ groups: { shown, answers, diff: before === null ? null : diffGroups(before, shown) } });
    announce(word("ready"));
  });
}

function setSolving(isSolving: boolean): void {
  byId("cancel").hidden = !isSolving;
  byId<HTMLButtonElement>("solve").disabled = isSolving;
  byId<HTMLButtonElement>("resettle").disabled = isSolving || !(hasAnswers() || openGroups() !== null);
}

/** A solve is cancelled with its worker; a new one opens the same market. */
async function cancel(): Promise<void> {
  planner.end();
  planner = connectWorker<PlanVerbs>("plan-worker.js");
  announce(word("cancelled"));
  if (snapshot !== null) await planner.verbs.open(snapshot);
}

/** Whether there is a plan whose pairs can be answered, and are on the screen. */
function hasAnswers(): boolean {
  return state.view.method === "capacities" && state.plan !== null;
}

/** The alliances on the screen; `null` where there are none, or those of another method. */
function openGroups(): GroupState | null {
  return state.groups?.shown.method === state.view.method ? state.groups : null;
}

function renderPlan(): void {
  const { view } = state;
  const plan = hasAnswers() ? state.plan : null;
  const groups = openGroups();
  for (const id of ["resettle", "export-csv", "export-json"]) byId<HTMLButtonElement>(id).disabled = plan === null && groups === null;
  if (groups !== null) return renderGroups(groups);
  const [status, issues] = [byId("plan-status"), byId("plan-issues")];
  if (plan === null) return [status, issues, byId("plan-table")].forEach((each) => each.replaceChildren());
  const { session, titles, solved } = plan;
  if (solved !== null) {
    const { unmatched, total, diff, stability } = solved;
    const numbers = {
      round: session.round,
      pairs: session.pairs.length,
      total: total.toFixed(3),
      blocking: stability.blocking.length,
      ...unmatched,
    };
    const changes = { kept: diff.kept, added: diff.added.length, dropped: diff.dropped.length };
    status.textContent = `${word("planStatus", numbers)} — ${word("diff", changes)}`;
    issues.replaceChildren(...solved.issues.map((issue) => element("li", {}, [formatChoiceIssue(issue, view.language)])));
  }
  const parts = planTable(
    { session, titles, language: view.language, most: shownPairs },
    {
      onAnswer: (kind, answer) => void answerPair(kind, answer),
      onLock: lockPair,
      onShow: ({ need, outcome }) => set({ ...state, view: { ...state.view, side: "needs", id: need, partner: outcome } }),
      onMore: () => {
        shownPairs += PAGE;
        renderPlan();
      },
    },
  );
  byId("plan-table").replaceChildren(...parts);
}

function renderGroups({ shown, answers, diff }: GroupState): void {
  const { language } = state.view;
  const { total, bound, unmatchedNeeds, groups } = shown;
  const numbers = { groups: groups.length, total: total.toFixed(3), bound: bound.toFixed(3), needs: unmatchedNeeds };
  byId("plan-status").textContent = [word("groupStatus", numbers), ...(diff === null ? [] : [word("diff", { ...diff })])].join(" — ");
  byId("plan-issues").replaceChildren(...shown.issues.map((issue) => element("li", {}, [formatIssue(issue, language)])));
  const answer = (next: GroupAnswers): void => change({ groups: { shown, answers: next, diff } });
  const list = groupList(
    { groups: shown, answers, language },
    {
      onShow: (need) => set({ ...state, view: { ...state.view, side: "needs", id: need, partner: null } }),
      onAccept: (group, isAccepted) => answer(isAccepted ? acceptGroup(group, answers) : withdrawGroup(group, answers)),
      onDecline: (group, university, isDeclined) =>
        answer(isDeclined ? declineMember(group, university, answers) : allowMember(group, university, answers)),
    },
  );
  byId("plan-table").replaceChildren(list);
}

async function answerPair(kind: "accept" | "decline" | "withdraw", answer: Parameters<PlanVerbs["answer"]>[2]): Promise<void> {
  if (state.plan === null) return;
  try {
    const { session, issues } = await planner.verbs.answer(state.plan.session, kind, answer);
    change({ plan: { ...state.plan, session, solved: state.plan.solved } });
    if (issues.length > 0) announce(issues.map((issue) => formatChoiceIssue(issue, state.view.language)).join(" "), "bad");
  } catch (error) {
    announceFailure(error);
  }
}

function lockPair({ need, outcome }: SessionPair, isLocked: boolean): void {
  if (state.plan === null) return;
  const { session } = state.plan;
  const others = (session.request.locked ?? []).filter((pair) => pair.need !== need || pair.outcome !== outcome);
  const locked = isLocked ? [...others, { need, outcome }] : others;
  change({ plan: { ...state.plan, session: { ...session, request: { ...session.request, locked } } } });
}

function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// --- Wiring ---------------------------------------------------------------------------------------------------------------------

function addSliders(): void {
  const rows = SLIDERS.map((signal) => {
    const oninput = (event: Event): void => {
      const weights = { ...state.view.weights, [signal]: Number((event.target as HTMLInputElement).value) };
      // A drag is one step of undo, taken where it begins.
      if (!isSliding) before.push(state);
      isSliding = true;
      set({ ...state, view: { ...state.view, weights } });
    };
    const input = element("input", {
      id: `slider-${signal}`,
      type: "range",
      min: 0,
      max: 1,
      step: 0.01,
      oninput,
      onchange: () => (isSliding = false),
    });
    return element("div", { class: "slider" }, [
      element("label", { id: `name-${signal}`, for: input.id }),
      input,
      element("output", { id: `value-${signal}`, for: input.id }),
    ]);
  });
  const reset = (): void => change({ view: { ...state.view, weights: DEFAULT_VIEW.weights } });
  byId("sliders").append(...rows, element("button", { type: "button", "data-word": "resetWeights", onclick: reset }));
}

let isSliding = false;

function undo(): void {
  const last = before.pop();
  if (last === undefined) return announce(word("nothingToUndo"));
  set(last);
  announce(word("ready"));
}

function onClick(id: string, run: () => void | Promise<void>): void {
  byId(id).addEventListener("click", () => void Promise.resolve(run()).catch(announceFailure));
}

function wire(): void {
  addSliders();
  const field = (id: string): File | undefined => byId<HTMLInputElement>(id).files?.[0];
  onClick("catalogue", loadCatalogue);
  onClick("load-files", () => {
    const [outcome, need, organisation] = ["outcomes-file", "needs-file", "organisations-file"].map(field);
    return load({ ...(outcome && { outcome }), ...(need && { need }), ...(organisation && { organisation }) });
  });
  onClick("language", () => set({ ...state, view: { ...state.view, language: state.view.language === "zh" ? "en" : "zh" } }));
  onClick("undo", undo);
  onClick("solve", () => {
    const { method, shape, objective, minScore, weights } = state.view;
    if (method !== "capacities") return solveGroups(method, NO_ANSWERS, null);
    return solve(() => planner.verbs.plan({ shape, objective, minScore, weights }, state.plan?.session.request.locked));
  });
  onClick("resettle", () => {
    const groups = openGroups();
    if (groups !== null) return solveGroups(groups.shown.method, groups.answers, groups.shown);
    return state.plan === null ? undefined : solve(() => planner.verbs.resettle(state.plan!.session));
  });
  onClick("cancel", cancel);
  onClick("export-csv", () => {
    const { language } = state.view;
    const groups = openGroups();
    if (groups !== null) download("alliances.csv", "text/csv", groupsCsv({ groups: groups.shown, answers: groups.answers, language }));
    else if (state.plan !== null) download("plan.csv", "text/csv", planCsv({ ...state.plan, language }));
  });
  onClick("export-json", () => {
    const groups = openGroups();
    const shown = groups !== null ? { ...groups.shown, answers: groups.answers } : hasAnswers() ? state.plan : null;
    if (shown !== null) download("plan.json", "application/json", `${JSON.stringify({ view: state.view, ...shown }, null, 2)}\n`);
  });
  for (const key of ["method", "shape", "objective"] as const)
    byId<HTMLSelectElement>(key).addEventListener("change", ({ target }) =>
      change({ view: { ...state.view, [key]: (target as HTMLSelectElement).value } }),
    );
  byId<HTMLInputElement>("min-score").addEventListener("change", ({ target }) => {
    const minScore = Number((target as HTMLInputElement).value);
    change({ view: { ...state.view, minScore: minScore >= 0 && minScore <= 2 ? minScore : DEFAULT_VIEW.minScore } });
  });
  wireDrop();
  addEventListener("hashchange", () => set({ ...state, view: fromHash(location.hash) }));
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement && ["search", "number"].includes(event.target.type);
    if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || isTyping) return;
    event.preventDefault();
    undo();
  });
  startSearch({
    client: search,
    language: () => state.view.language,
    onChoose: (side, id) => change({ view: { ...state.view, side, id, partner: null } }),
  });
}

function wireDrop(): void {
  const drop = byId("drop");
  for (const name of ["dragenter", "dragover"])
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    void load(guessKinds([...(event.dataTransfer?.files ?? [])])).catch(announceFailure);
  });
}

wire();
renderView(null);
renderMarket();
byId<HTMLButtonElement>("undo").disabled = true;
void restore().catch(announceFailure);
// Without it the page works as long as it stays open; with it also when it is opened again without a network.
void navigator.serviceWorker?.register(scriptAddress("service-worker.js")).catch(() => undefined);
