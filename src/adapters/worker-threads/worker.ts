import type { Corpus } from "../../corpus/corpus.js";
import type { CandidateEdges } from "../../join/candidates.js";
import { matchInWorkers, type WorkerMatchOptions } from "./match-in-workers.js";
import { NODE } from "./node-threads.js";

export type { StopSignal, WorkerCrash, WorkerMatchOptions } from "./match-in-workers.js";
export type { CreateWorker, MatchWorker, MatchWorkerEvents } from "./match-worker.js";
export { nodeWorker, type NodeWorkerOptions } from "./node-threads.js";
export { serveMatches } from "./serve-node.js";
export { webWorker, type WebWorker } from "./web-workers.js";

/**
 * As `matchAll`, in several threads and without holding up the caller's: the same answer for any number of them.
 *
 * Each thread takes a part of the records at a time, those of both sides, and looks for their best partners on the other side; parts are cut by
 * number of records alone, and every list is exact, so nothing depends on who does what when.
 *
 * The rows and the index go into shared memory where that is allowed (always in Node), otherwise each thread gets a copy. A thread that is lost
 * is reported and what it was at is done again, at most twice. Threads are ended before the promise settles. The join's index is built by the
 * caller's thread first.
 *
 * @throws (rejects) ConfigError `unknown-option`, `option-wrong-type`, `option-out-of-range`; `worker-failed` where a part was lost three times;
 * `worker-function-missing` where `specifications` or `own` has a weight and the threads run a script without them: functions cannot be
 * sent, so give `createWorker` a script of yours that calls `serveMatches(config)`. With the signal's reason once it is aborted; with what
 * `onProgress`, `onCrash` or `createWorker` throws.
 * O((needs · outcomes + postings touched) ÷ threads).
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * const edges = await matchAllInWorkers(corpus, { k: 10, workers: 2, onCrash: ({ reason }) => console.log(reason) });
 * edges.score.length; // 1
 */
export function matchAllInWorkers(corpus: Corpus, options: WorkerMatchOptions = {}): Promise<CandidateEdges> {
  return matchInWorkers(corpus, options, NODE);
}
