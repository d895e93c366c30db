import { byId } from "./elements.js";
import type { Store } from "./state.js";
import { WorkerFailure } from "./worker-client.js";
import { keep } from "./keep.js";
import { say, type Word } from "./words.js";

/** What the parts of the page share: the state, its language, and the line that says what is going on. */
export interface PageContext {
  readonly store: Store;
  readonly word: (name: Word, values?: Readonly<Record<string, string | number>>) => string;
  readonly announce: (text: string, tone?: "plain" | "bad") => void;
  readonly announceFailure: (error: unknown) => void;
  /** Keeps something for the next visit, and says so where that cannot be. */
  readonly keepOrSay: (key: string, value: unknown) => Promise<void>;
}

export function createContext(store: Store): PageContext {
  const word: PageContext["word"] = (name, values) => say(store.state.view.language, name, values);
  const announce: PageContext["announce"] = (text, tone = "plain") => {
    const status = byId("status");
    status.textContent = text;
    status.className = tone === "bad" ? "bad" : "";
  };
  const announceFailure = (error: unknown): void => {
    const { code, message } = error instanceof WorkerFailure ? error : { code: "page-failed", message: String(error) };
    if (code !== "cancelled") announce(word("failed", { code, message }), "bad");
  };
  const keepOrSay = async (key: string, value: unknown): Promise<void> => {
    const failure = await keep(key, value);
    if (failure !== null) announce(word(failure === "storage-full" ? "storageFull" : "storageGone"), "bad");
  };
  return { store, word, announce, announceFailure, keepOrSay };
}

/** A button that runs something, whatever it throws said on the page. */
export function onClick(id: string, { announceFailure }: PageContext, run: () => void | Promise<void>): void {
  byId(id).addEventListener("click", () => void Promise.resolve().then(run).catch(announceFailure));
}
