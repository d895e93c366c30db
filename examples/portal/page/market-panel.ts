import type { MarketSummary, MarketVerbs } from "../workers/messages.js";
import { byId, element } from "./elements.js";
import { recall } from "./keep.js";
import { onClick, type PageContext } from "./page-context.js";
import { guessKinds, readFiles, type ChosenFiles, type ReadFiles } from "./read-files.js";
import { WorkerFailure, type WorkerClient } from "./worker-client.js";

export interface MarketPanel {
  readonly render: () => void;
  /** What was kept on the last visit. A snapshot of another version is told by its code; then files have to be loaded again. @returns whether it is back. */
  readonly restore: () => Promise<boolean>;
}

interface MarketPanelSetting {
  readonly context: PageContext;
  readonly market: WorkerClient<MarketVerbs>;
  /** A market is there, before what hangs on it is shown. */
  readonly onOpen: (snapshot: ArrayBuffer) => Promise<void>;
}

interface KeptMarket {
  readonly snapshot: ArrayBuffer;
  readonly summary: MarketSummary;
}

const SHOWN_MESSAGES = 20;
const FIELDS = { outcome: "outcomes-file", need: "needs-file", organisation: "organisations-file" } as const;

/** Files by choice or drop, or the example catalogue; what was wrong with them. */
export function startMarketPanel({ context, market, onOpen }: MarketPanelSetting): MarketPanel {
  const { store, word, announce, announceFailure } = context;
  let summary: MarketSummary | null = null;

  async function load(chosen: ChosenFiles): Promise<void> {
    const messages = byId("load-messages");
    messages.replaceChildren();
    if (chosen.outcome === undefined || chosen.need === undefined) return announce(word("bothWanted"), "bad");
    const { records, rejected, refusal, messages: found } = await readFiles(chosen, store.state.view.language);
    const lines = [...(rejected > 0 ? [word("rejected", { n: rejected })] : []), ...found.slice(0, SHOWN_MESSAGES)];
    messages.replaceChildren(...lines.map((line) => element("li", {}, [line])));
    if (refusal !== null) return announce(refusal, "bad");
    // A market of nothing in place of the one that is open would be a loss.
    if (records.outcome.length === 0 || records.need.length === 0)
      return announce([word("nothingToLoad"), ...found.slice(0, 1)].join(" "), "bad");
    await build(records);
  }

  async function build({ outcome, need, organisation }: ReadFiles["records"]): Promise<void> {
    announce(word("working"));
    const began = performance.now();
    const files = { outcomes: outcome, needs: need, organisations: organisation };
    const built = await market.verbs.build(files, store.state.view.language);
    store.forget();
    // A link may have led to a record before there was any; what is not in this market is not shown.
    const { side, id } = store.state.view;
    const isThere = side !== null && id !== null && (await market.verbs.show(side, id)) !== null;
    store.set({ plan: null, groups: null });
    if (!isThere) store.setView({ side: null, id: null, partner: null });
    await open(built);
    document.body.dataset["buildMs"] = String(Math.round(performance.now() - began));
    await context.keepOrSay("market", { snapshot: built.snapshot, summary: built.summary } satisfies KeptMarket);
  }

  async function open(opened: KeptMarket): Promise<void> {
    summary = opened.summary;
    byId<HTMLDetailsElement>("loading").open = false;
    byId("workplace").hidden = false;
    render();
    await onOpen(opened.snapshot);
    announce(summary.issues.length === 0 ? word("ready") : word("readyWithIssues", { n: summary.issues.length }));
    document.body.dataset["market"] = `${summary.outcomes}/${summary.needs}`;
  }

  function render(): void {
    const { outcomes = 0, needs = 0, organisations = 0, issues = [] } = summary ?? {};
    byId("market").textContent = summary === null ? word("noMarket") : word("market", { outcomes, needs, organisations });
    for (const id of Object.values(FIELDS)) byId(`${id}-name`).textContent = byId<HTMLInputElement>(id).files?.[0]?.name ?? word("noFile");
    if (issues.length === 0) return;
    const items = issues.map(({ code, count, message }) => element("li", {}, [`${count} × ${code}: ${message}`]));
    byId("load-messages").replaceChildren(
      element("li", {}, [
        element("details", {}, [element("summary", {}, [word("issues", { n: issues.length })]), element("ul", {}, items)]),
      ]),
    );
  }

  async function loadCatalogue(): Promise<void> {
    const read = async (name: string): Promise<File> =>
      new File([await (await fetch(`catalogue/${name}.jsonl`)).arrayBuffer()], `${name}.jsonl`);
    await load({ outcome: await read("outcomes"), need: await read("needs"), organisation: await read("organisations") });
  }

  function acceptDrops(): void {
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

  onClick("catalogue", context, loadCatalogue);
  onClick("load-files", context, () => {
    const files = Object.entries(FIELDS).map(([kind, id]) => [kind, byId<HTMLInputElement>(id).files?.[0]] as const);
    return load(Object.fromEntries(files.filter(([, file]) => file !== undefined)));
  });
  for (const id of Object.values(FIELDS)) byId(id).addEventListener("change", render);
  acceptDrops();

  return {
    render,
    async restore() {
      const kept = await recall<KeptMarket>("market");
      if (kept === undefined) return false;
      try {
        await market.verbs.open(kept.snapshot);
      } catch (error) {
        announce(word("snapshotRefused", { code: error instanceof WorkerFailure ? error.code : "unknown" }), "bad");
        return false;
      }
      await open(kept);
      return true;
    },
  };
}
