import type { Corpus } from "../../corpus/corpus.js";
import type { CandidateEdges } from "../../join/candidates.js";
import { matchInWorkers, type WorkerMatchOptions } from "./match-in-workers.js";
import { webPlatform } from "./web-workers.js";

export type { StopSignal, WorkerCrash, WorkerMatchOptions } from "./match-in-workers.js";
export type { CreateWorker, MatchWorker, MatchWorkerEvents } from "./match-worker.js";
export { serveMatches } from "./serve-web.js";
export { webWorker, type WebWorker } from "./web-workers.js";

/** The browser's half of `alliance-match/worker`: see `worker.ts`. */
export function matchAllInWorkers(corpus: Corpus, options: WorkerMatchOptions = {}): Promise<CandidateEdges> {
  return matchInWorkers(corpus, options, webPlatform());
}
