import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { matchAllInWorkers, nodeWorker, type CreateWorker } from "../../src/adapters/worker-threads/worker.js";
import { InvariantError, matchAll, type Corpus } from "../../src/index.js";
import { withBundled } from "../as-bundled.js";
import { quantile } from "../measure.js";

/** What threads gain, and how busy the machine was: with fewer idle processors than threads nothing can be gained. */
export interface WorkersTiming {
  /** Time of one worker ÷ time of two, on the wall clock. */
  readonly speedup: number;
  readonly oneWorkerMs: number;
  readonly twoWorkersMs: number;
  /** Processes that wanted to run, on average over the last minute, before the first round and after the last. */
  readonly load: readonly [before: number, after: number];
}

const THREAD = fileURLToPath(new URL("../../src/adapters/worker-threads/worker-thread.ts", import.meta.url));
/**
 * The join of both sides in one worker and in two, interleaved, medians; from the first thread's being ready to the end.
 *
 * @param rounds beside the one that warms up. @throws InvariantError where an answer differs from `matchAll`.
 */
export function measureWorkers(corpus: Corpus, k: number, rounds: number): Promise<WorkersTiming> {
  return withBundled(THREAD, (bundle) => timeWorkers(corpus, k, rounds, bundle));
}

async function timeWorkers(corpus: Corpus, k: number, rounds: number, bundle: URL): Promise<WorkersTiming> {
  const thread = nodeWorker(bundle, { execArgv: [] });
  let start: number | undefined;
  const createWorker: CreateWorker = ({ onMessage, onFailure }) =>
    thread({
      onMessage: (message) => {
        start ??= performance.now();
        onMessage(message);
      },
      onFailure,
    });
  const expected = matchAll(corpus, { k });
  const timeMs = async (workers: number): Promise<number> => {
    start = undefined;
    const edges = await matchAllInWorkers(corpus, { k, workers, createWorker });
    const elapsedMs = performance.now() - start!;
    if (!isDeepStrictEqual(edges, expected)) throw new InvariantError(`the join in ${workers} workers differs from the plain one`);
    return elapsedMs;
  };
  const loadBefore = loadavg()[0]!;
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    // Each goes first in turn; the first round is for warming up.
    const turns = round % 2 === 0 ? ([one, two] as const) : ([two, one] as const);
    for (const times of turns) {
      const elapsedMs = await timeMs(times === one ? 1 : 2);
      if (round > 0) times.push(elapsedMs);
    }
  }
  const oneWorkerMs = quantile(one, 0.5);
  const twoWorkersMs = quantile(two, 0.5);
  return { speedup: oneWorkerMs / twoWorkersMs, oneWorkerMs, twoWorkersMs, load: [loadBefore, loadavg()[0]!] };
}
