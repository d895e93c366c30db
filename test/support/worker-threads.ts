import type { CreateWorker, WorkerPlatform } from "../../src/adapters/worker-threads/match-worker.js";
import { NODE, nodeWorker } from "../../src/adapters/worker-threads/node-threads.js";
import { answerParts } from "../../src/adapters/worker-threads/serve-matches.js";
import { matchAllInWorkers as matchInThreads, type WorkerMatchOptions } from "../../src/adapters/worker-threads/worker.js";
import type { Config } from "../../src/corpus/config.js";
import type { Corpus } from "../../src/corpus/corpus.js";
import type { CandidateEdges } from "../../src/join/candidates.js";

export * from "../../src/adapters/worker-threads/worker.js";

/** Threads of Node that run the sources. */
export const sourceWorker: CreateWorker = nodeWorker(new URL("./worker-thread.mjs", import.meta.url));

export const SOURCE_THREADS: WorkerPlatform = { ...NODE, createWorker: sourceWorker };

/** The public verb with threads that run the sources: what documented examples call. */
export function matchAllInWorkers(corpus: Corpus, options: WorkerMatchOptions = {}): Promise<CandidateEdges> {
  return matchInThreads(corpus, { createWorker: sourceWorker, ...options });
}

/** What a worker that is not a thread does: it answers in the same one, later, with messages cloned as between threads. */
export function localWorker(config?: Config): CreateWorker {
  return ({ onMessage }) => {
    let isEnded = false;
    const later = (run: () => void): void => void setImmediate(() => isEnded || run());
    const answer = answerParts((message) => {
      const sent: unknown = structuredClone(message);
      later(() => onMessage(sent));
    }, config);
    return {
      post: (message) => {
        const sent: unknown = structuredClone(message);
        later(() => answer(sent));
      },
      end: () => (isEnded = true),
    };
  };
}

/** Workers that are lost as they get a part, where `isLost` says so of the number of the part given, counted from 0 over all workers. */
export function mortalWorker(createWorker: CreateWorker, isLost: (given: number) => boolean): CreateWorker {
  let given = 0;
  return (events) => {
    const worker = createWorker(events);
    return {
      ...worker,
      post: (message) => {
        worker.post(message);
        if ((message as { readonly kind: string }).kind !== "part" || !isLost(given++)) return;
        void worker.end();
        // A thread of Node tells its end itself; telling it twice does no harm.
        setImmediate(() => events.onFailure("killed by the test"));
      },
    };
  };
}

/** The bytes of edges, so that not even the sign of a zero may differ. */
export function bytesOf({ need, outcome, score, ...counts }: CandidateEdges): unknown {
  return {
    ...counts,
    bytes: [need, outcome, score].map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("hex")),
  };
}
