import { formatIssue, type Issue } from "alliance-match";
import { formatIoIssue, type IoIssue } from "../../io/io-issue.js";
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

interface OpenMarket {
  readonly snapshot: ArrayBuffer;
  readonly summary: MarketSummary;
}

/** What is kept of a market; a page of another version does not read it. */
interface KeptMarket extends OpenMarket {
  readonly version: typeof KEPT_VERSION;
}
const KEPT_VERSION = 2;

const SHOWN_MESSAGES = 20;
const NOTHING_FOUND = { rejected: 0, issues: [] } as const;
const FIELDS = { outcome: "outcomes-file", need: "needs-file", organisation: "organisations-file" } as const;

/** Files by choice or drop, or the example catalogue; what was wrong with them. */
export function startMarketPanel({ context, market, onOpen }: MarketPanelSetting): MarketPanel {
  const { store, word, announce, announceFailure } = context;
  let summary: MarketSummary | null = null;
  /** What was wrong with the files that were read last. */
  let found: Pick<ReadFiles, "rejected" | "issues"> = NOTHING_FOUND;
  const rejectedText = (n: number): string => (n === 0 ? "" : word("rejected", { n }));
  const recordText = (issue: Issue): string => {
    const text = formatIssue(issue, store.state.view.language);
    if (issue.record === undefined) return text;
    const { kind, id, index } = issue.record;
    return word("issueOf", { text, kind: word(kind).toLowerCase(), record: id ?? `#${index + 1}` });
  };
  const fileText = (issue: IoIssue): string => `${formatIoIssue(issue, store.state.view.language)} [${issue.code}]`;

  async function load(chosen: ChosenFiles): Promise<void> {
    found = NOTHING_FOUND;
    renderMessages();
    if (chosen.outcome === undefined || chosen.need === undefined) return announce(() => word("bothWanted"), "bad");
    const { records, refusal, ...rest } = await readFiles(chosen);
    found = rest;
    renderMessages();
    if (refusal !== null) return announce(() => fileText(refusal), "bad");
    // A market of nothing in place of the one that is open would be a loss.
    if (records.outcome.length === 0 || records.need.length === 0)
      return announce(() => [word("nothingToLoad"), ...rest.issues.slice(0, 1).map(fileText)].join(" "), "bad");
    await build(records);
  }

  async function build({ outcome, need, organisation }: ReadFiles["records"]): Promise<void> {
    announce(() => word("working"));
    const began = performance.now();
    const files = { outcomes: outcome, needs: need, organisations: organisation };
    const built = await market.verbs.build(files);
    store.forget();
    // A link may have led to a record before there was any; what is not in this market is not shown.
    const { side, id } = store.state.view;
    const isThere = side !== null && id !== null && (await market.verbs.show(side, id)) !== null;
    store.set({ plan: null, groups: null });
    if (!isThere) store.setView({ side: null, id: null, partner: null });
    await open(built);
    document.body.dataset["buildMs"] = String(Math.round(performance.now() - began));
    await context.keepOrSay("market", { version: KEPT_VERSION, ...built } satisfies KeptMarket);
  }

  async function open(opened: OpenMarket): Promise<void> {
    const [{ issues }, { rejected }] = [(summary = opened.summary), found];
    byId<HTMLDetailsElement>("loading").open = false;
    byId("workplace").hidden = false;
    render();
    await onOpen(opened.snapshot);
    announce(() => {
      const list = [rejectedText(rejected), issues.length === 0 ? "" : word("issues", { n: issues.length })].filter((text) => text !== "");
      return list.length === 0 ? word("ready") : word("readyWithIssues", { found: list.join(word("listSeparator")) });
    });
    document.body.dataset["market"] = `${summary.outcomes}/${summary.needs}`;
  }

  function render(): void {
    const { outcomes = 0, needs = 0, organisations = 0 } = summary ?? {};
    byId("market").textContent = summary === null ? word("noMarket") : word("market", { outcomes, needs, organisations });
    for (const id of Object.values(FIELDS)) byId(`${id}-name`).textContent = byId<HTMLInputElement>(id).files?.[0]?.name ?? word("noFile");
    renderMessages();
  }

  /** What was wrong with the files of the last attempt, and with the records of the market that is open. */
  function renderMessages(): void {
    const { rejected, issues } = found;
    const ofFiles = [rejectedText(rejected), ...issues.slice(0, SHOWN_MESSAGES).map(fileText)].filter((text) => text !== "");
    const ofRecords = summary?.issues ?? [];
    byId("load-messages").replaceChildren(
      ...ofFiles.map((line) => element("li", {}, [line])),
      ...(ofRecords.length === 0 ? [] : [element("li", {}, [recordIssues(ofRecords)])]),
    );
  }

  function recordIssues(issues: MarketSummary["issues"]): HTMLDetailsElement {
    const items = issues.map(({ first, count }) =>
      element("li", {}, [word(count === 1 ? "issueOnce" : "issueOften", { n: count, code: first.code, text: recordText(first) })]),
    );
    const isOpen = byId("load-messages").querySelector("details")?.open === true;
    return element("details", { open: isOpen }, [element("summary", {}, [word("issues", { n: issues.length })]), element("ul", {}, items)]);
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
      const refuse = (code: string): false => {
        announce(() => word("snapshotRefused", { code }), "bad");
        return false;
      };
      if (kept.version !== KEPT_VERSION) return refuse("page-version");
      try {
        await market.verbs.open(kept.snapshot);
      } catch (error) {
        return refuse(error instanceof WorkerFailure ? error.code : "unknown");
      }
      await open(kept);
      return true;
    },
  };
}
