import { formatIssue } from "alliance-match";
import { formatChoiceIssue, type Session, type SessionPair } from "alliance-match/choice";
import {
  GROUP_SHAPES,
  type GroupMethod,
  type PlanVerbs,
  type ShownGroups,
  type ShownSession,
  type ShownWhyNot,
} from "../workers/messages.js";
import { DEFAULT_VIEW } from "./address.js";
import { download } from "./download.js";
import { byId, element, replaceKeepingFocus } from "./elements.js";
import { acceptGroup, allowMember, declineMember, diffGroups, hasAnswers, NO_ANSWERS, withdrawGroup } from "./group-answers.js";
import { groupList, groupsCsv } from "./group-list.js";
import { keep } from "./keep.js";
import { onClick, type PageContext } from "./page-context.js";
import { planCsv, planTable, type AnswerKind } from "./plan-table.js";
import type { GroupState, PlanState } from "./state.js";
import { connectWorker } from "./worker-client.js";

export interface PlanPanel {
  /** The market to plan over, as a snapshot. */
  readonly open: (market: ArrayBuffer) => Promise<void>;
  readonly renderOptions: () => void;
  readonly renderPlan: () => void;
  /** Why a pair is not in the plan of pairs; `null` where there is none. */
  readonly whyNot: () => ((need: string, outcome: string) => Promise<ShownWhyNot>) | null;
}

const PAGE = 50;

/** Options, plan, answers and export: of pairs, or of alliances of several. Solving is a worker's, which is ended when somebody cancels. */
export function startPlanPanel(context: PageContext): PlanPanel {
  const { store, word, announce, announceFailure } = context;
  let planner = connectWorker<PlanVerbs>("plan-worker.js");
  let snapshot: ArrayBuffer | null = null;
  let isSolving = false;
  let shownPairs = PAGE;

  /** The plan of pairs on the screen; `null` where there is none, or alliances of several are there. */
  const openPairs = (): PlanState | null => (store.state.view.method === "capacities" ? store.state.plan : null);
  /** The alliances on the screen; `null` where there are none, or those of another method. */
  const openGroups = (): GroupState | null => (store.state.groups?.shown.method === store.state.view.method ? store.state.groups : null);

  // --- Solving ------------------------------------------------------------------------------------------------------------------

  async function whileSolving(run: () => Promise<boolean>): Promise<void> {
    isSolving = true;
    renderButtons();
    void keep("solving", true);
    announce(() => word("working"));
    try {
      const isFeasible = await run();
      announce(() => word(isFeasible ? "ready" : "infeasible"), isFeasible ? "plain" : "bad");
    } catch (error) {
      announceFailure(error);
    } finally {
      isSolving = false;
      void keep("solving", false);
      renderButtons();
    }
  }

  const solvePairs = (run: () => Promise<ShownSession>): Promise<void> =>
    whileSolving(async () => {
      const { session, names, ...solved } = await run();
      shownPairs = PAGE;
      store.change({ plan: { session, names: { ...store.state.plan?.names, ...names }, solved } });
      return solved.status !== "infeasible";
    });

  const solveGroups = (method: GroupMethod, before: GroupState | null): Promise<void> =>
    whileSolving(async () => {
      const { minScore, weights } = store.state.view;
      const answers = before?.answers ?? NO_ANSWERS;
      const shown = await planner.verbs.group(method, { minScore, weights }, answers);
      store.change({ groups: { shown, answers, diff: before === null ? null : diffGroups(before.shown, shown) } });
      return shown.status !== "infeasible";
    });

  /** Under the options as they are now; what was answered stays. Alliances of another method have answers of another kind. */
  function solve(): Promise<void> {
    const { method, shape, objective, minScore, weights } = store.state.view;
    if (method !== "capacities") return solveGroups(method, openGroups());
    return solvePairs(() => planner.verbs.plan({ shape, objective, minScore, weights }, store.state.plan?.session ?? null));
  }

  /** A solve is cancelled with its worker; a new one opens the same market. */
  async function cancel(): Promise<void> {
    planner.end();
    planner = connectWorker<PlanVerbs>("plan-worker.js");
    announce(() => word("cancelled"));
    if (snapshot !== null) await planner.verbs.open(snapshot);
  }

  // --- Answers ------------------------------------------------------------------------------------------------------------------

  async function answerPair(kind: AnswerKind, answer: Parameters<PlanVerbs["answer"]>[2]): Promise<void> {
    const { plan } = store.state;
    if (plan === null) return;
    const { session, issues } = await planner.verbs.answer(plan.session, kind, answer);
    store.change({ plan: { ...plan, session } });
    if (issues.length > 0) announce(() => issues.map((issue) => formatChoiceIssue(issue, store.state.view.language)).join(" "), "bad");
  }

  function setLocked({ need, outcome }: SessionPair, isLocked: boolean): void {
    const { plan } = store.state;
    if (plan === null) return;
    const others = (plan.session.request.locked ?? []).filter((pair) => pair.need !== need || pair.outcome !== outcome);
    setSession(plan, { ...plan.session, request: { ...plan.session.request, locked: isLocked ? [...others, { need, outcome }] : others } });
  }

  function setSession(plan: PlanState, session: Session): void {
    store.change({ plan: { ...plan, session } });
  }

  /** All answers to what is on the screen; the plan stays until the next solve, and undo brings them back. */
  function clearAnswers(): void {
    const [plan, groups] = [openPairs(), openGroups()];
    if (groups !== null) store.change({ groups: { ...groups, answers: NO_ANSWERS } });
    if (plan === null) return;
    const { session } = plan;
    const pairs = session.pairs.map((pair) => ({ ...pair, acceptedBy: [] }));
    setSession(plan, { ...session, request: { ...session.request, locked: [] }, pairs, declined: [] });
  }

  function isAnswered(): boolean {
    const [plan, groups] = [openPairs(), openGroups()];
    if (groups !== null) return hasAnswers(groups.answers);
    if (plan === null) return false;
    const { pairs, declined, request } = plan.session;
    return declined.length > 0 || (request.locked ?? []).length > 0 || pairs.some(({ acceptedBy }) => acceptedBy.length > 0);
  }

  // --- What is shown ------------------------------------------------------------------------------------------------------------

  function renderOptions(): void {
    const { method, shape, objective, minScore } = store.state.view;
    byId<HTMLSelectElement>("method").value = method;
    byId<HTMLSelectElement>("shape").value = method === "capacities" ? shape : GROUP_SHAPES[method];
    byId<HTMLSelectElement>("objective").value = objective;
    byId<HTMLInputElement>("min-score").value = String(minScore);
    // Alliances of several have a shape and an objective of their own.
    for (const id of ["shape", "objective"]) byId<HTMLSelectElement>(id).disabled = method !== "capacities";
  }

  function renderButtons(): void {
    const isEmpty = openPairs() === null && openGroups() === null;
    const disable = (id: string, isDisabled: boolean): void => void (byId<HTMLButtonElement>(id).disabled = isDisabled);
    byId("cancel").hidden = !isSolving;
    disable("solve", isSolving);
    disable("resettle", isSolving || isEmpty);
    disable("clear-answers", isSolving || !isAnswered());
    for (const id of ["export-csv", "export-json"]) disable(id, isEmpty);
  }

  function renderPlan(): void {
    renderButtons();
    const [plan, groups] = [openPairs(), openGroups()];
    if (groups !== null) renderGroups(groups);
    else if (plan !== null) renderPairs(plan);
    else for (const id of ["plan-status", "plan-issues", "plan-table"]) byId(id).replaceChildren();
  }

  function renderPairs({ session, names, solved: { unmatched, total, diff, stability, status, issues } }: PlanState): void {
    const { language } = store.state.view;
    const numbers = { round: session.round, pairs: session.pairs.length, total: total.toFixed(3), blocking: stability.blocking.length };
    const changes = { kept: diff.kept, added: diff.added.length, dropped: diff.dropped.length };
    byId("plan-status").textContent = [word("planStatus", { ...numbers, ...unmatched, status: word(status) }), word("diff", changes)].join(
      " — ",
    );
    byId("plan-issues").replaceChildren(...issues.map((issue) => element("li", {}, [formatChoiceIssue(issue, language)])));
    const actions = {
      onAnswer: (kind: AnswerKind, answer: Parameters<PlanVerbs["answer"]>[2]) => void answerPair(kind, answer).catch(announceFailure),
      onLock: setLocked,
      onShowNeed: ({ need, outcome }: SessionPair) => store.changeView({ side: "needs", id: need, partner: outcome }),
      onShowOutcome: ({ need, outcome }: SessionPair) => store.changeView({ side: "outcomes", id: outcome, partner: need }),
      onMore: () => {
        shownPairs += PAGE;
        renderPlan();
      },
    };
    replaceKeepingFocus(byId("plan-table"), planTable({ session, names, language, most: shownPairs }, actions));
  }

  function renderGroups({ shown, answers, diff }: GroupState): void {
    const { language } = store.state.view;
    const { total, bound, unmatchedNeeds, groups } = shown;
    const numbers = { groups: groups.length, total: total.toFixed(3), bound: bound.toFixed(3), needs: unmatchedNeeds };
    byId("plan-status").textContent = [word("groupStatus", numbers), ...(diff === null ? [] : [word("diff", { ...diff })])].join(" — ");
    byId("plan-issues").replaceChildren(...shown.issues.map((issue) => element("li", {}, [formatIssue(issue, language)])));
    if (groups.length === 0) return byId("plan-table").replaceChildren(element("p", {}, [word("nothingPlanned")]));
    const answer = (next: GroupState["answers"]): void => store.change({ groups: { shown, answers: next, diff } });
    const list = groupList(
      { groups: shown, answers, language },
      {
        onShow: (need) => store.changeView({ side: "needs", id: need, partner: null }),
        onAccept: (group, isAccepted) => answer(isAccepted ? acceptGroup(group, answers) : withdrawGroup(group, answers)),
        onDecline: (group, university, isDeclined) =>
          answer(isDeclined ? declineMember(group, university, answers) : allowMember(group, university, answers)),
      },
    );
    replaceKeepingFocus(byId("plan-table"), [list]);
  }

  // --- Export -------------------------------------------------------------------------------------------------------------------

  function exportCsv(): void {
    const { language } = store.state.view;
    const [plan, groups] = [openPairs(), openGroups()];
    if (groups !== null) download("alliances.csv", "text/csv", groupsCsv({ groups: groups.shown, answers: groups.answers, language }));
    else if (plan !== null) download("plan.csv", "text/csv", planCsv({ ...plan, language }));
  }

  function exportJson(): void {
    const groups = openGroups();
    const shown: ((ShownGroups | object) & object) | null = groups !== null ? { ...groups.shown, answers: groups.answers } : openPairs();
    if (shown === null) return;
    download("plan.json", "application/json", `${JSON.stringify({ view: store.state.view, ...shown }, null, 2)}\n`);
  }

  onClick("solve", context, solve);
  onClick("resettle", context, () => {
    const [plan, groups] = [openPairs(), openGroups()];
    if (groups !== null) return solveGroups(groups.shown.method, groups);
    return plan === null ? undefined : solvePairs(() => planner.verbs.resettle(plan.session));
  });
  onClick("clear-answers", context, clearAnswers);
  onClick("cancel", context, cancel);
  onClick("export-csv", context, exportCsv);
  onClick("export-json", context, exportJson);
  for (const key of ["method", "shape", "objective"] as const)
    byId<HTMLSelectElement>(key).addEventListener("change", ({ target }) =>
      store.changeView({ [key]: (target as HTMLSelectElement).value }),
    );
  byId<HTMLInputElement>("min-score").addEventListener("change", ({ target }) => {
    const minScore = Number((target as HTMLInputElement).value);
    store.changeView({ minScore: minScore >= 0 && minScore <= 2 ? minScore : DEFAULT_VIEW.minScore });
  });

  return {
    async open(market) {
      snapshot = market;
      await planner.verbs.open(market);
    },
    renderOptions,
    renderPlan,
    whyNot() {
      const { plan } = store.state;
      return plan === null ? null : (need, outcome) => planner.verbs.whyNot(plan.session, need, outcome);
    },
  };
}
