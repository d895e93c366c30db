import { formatIssue } from "alliance-match";
import { byId } from "./elements.js";
import type { Store } from "./state.js";
import { WorkerFailure } from "./worker-client.js";
import { keep } from "./keep.js";
import { say, type Word } from "./words.js";

/** What the parts of the page share: the state, its language, and the line that says what is going on. */
export interface PageContext {
  readonly store: Store;
  readonly word: (name: Word, values?: Readonly<Record<string, string | number>>) => string;
  /** Says what is going on, and says it again in the other language when that is chosen: hence a function. */
  readonly announce: (say: () => string, tone?: "plain" | "bad") => void;
  readonly announceAgain: () => void;
  readonly announceFailure: (error: unknown) => void;
  /** Keeps something for the next visit, and says so where that cannot be. */
  readonly keepOrSay: (key: string, value: unknown) => Promise<void>;
}

export function createContext(store: Store): PageContext {
  const word: PageContext["word"] = (name, values) => say(store.state.view.language, name, values);
  let saying = (): string => "";
  const announceAgain = (): void => {
    byId("status").textContent = saying();
  };
  const announce: PageContext["announce"] = (text, tone = "plain") => {
    saying = text;
    announceAgain();
    byId("status").className = tone === "bad" ? "bad" : "";
  };
  const announceFailure = (error: unknown): void => {
    const { code, message, issues } = error instanceof WorkerFailure ? error : { code: "page-failed", message: String(error), issues: [] };
    const text = (): string =>
      issues.length === 0 ? message : issues.map((issue) => formatIssue(issue, store.state.view.language)).join(" ");
    if (code !== "cancelled") announce(() => word("failed", { code, message: text() }), "bad");
  };
  const keepOrSay = async (key: string, value: unknown): Promise<void> => {
    const failure = await keep(key, value);
    if (failure !== null) announce(() => word(failure === "storage-full" ? "storageFull" : "storageGone"), "bad");
  };
  return { store, word, announce, announceAgain, announceFailure, keepOrSay };
}

/** A button that runs something, whatever it throws said on the page. */
export function onClick(id: string, { announceFailure }: PageContext, run: () => void | Promise<void>): void {
  byId(id).addEventListener("click", () => void Promise.resolve().then(run).catch(announceFailure));
}
