import type { Config } from "../../corpus/config.js";
import { answerParts } from "./serve-matches.js";

/** What is used of a worker's own scope. */
interface WorkerScope {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  readonly postMessage: (message: unknown) => void;
}

/** Makes the thread at hand one that `matchAllInWorkers` can use. @param config for signals that are functions: `specifications`, `own`. */
export function serveMatches(config?: Config): void {
  const scope = globalThis as unknown as WorkerScope;
  const answer = answerParts((message) => scope.postMessage(message), config);
  scope.onmessage = ({ data }) => answer(data);
}
