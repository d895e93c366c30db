import type { Config } from "../../corpus/config.js";
import { SILENT, type Comparisons } from "../../score/comparison.js";
import { EMBEDDING } from "../../score/embedding.js";
import { missingComparisons, runPart, type MatchJob, type MatchPart } from "./match-job.js";

/** What a thread is told. */
export type ToWorker =
  { readonly kind: "job"; readonly job: MatchJob } | { readonly kind: "part"; readonly number: number; readonly part: MatchPart };

/** What a thread tells. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "missing"; readonly signals: readonly string[] }
  | {
      readonly kind: "done";
      readonly number: number;
      readonly record: Uint32Array;
      readonly partner: Uint32Array;
      readonly score: Float64Array;
    }
  | { readonly kind: "failed"; readonly number: number; readonly reason: string };

const NO_FUNCTIONS: Comparisons = { embedding: EMBEDDING, specifications: SILENT, own: SILENT };

/**
 * The thread's side: takes a job, then parts of it, and answers each.
 *
 * What was found is copied to the caller, not handed over: once a thread has given a buffer away, V8 asks before every access to a typed
 * array whether it is still there, and the loops of the join take twice as long.
 *
 * @param config where signals that are functions have a weight (`specifications`, `own`): functions cannot be sent, so the thread brings its own.
 */
export function answerParts(post: (message: FromWorker) => void, config?: Config): (message: unknown) => void {
  const comparisons = config?.comparisons ?? NO_FUNCTIONS;
  let job: MatchJob | undefined;
  return (message) => {
    const told = message as ToWorker;
    if (told.kind === "job") {
      job = told.job;
      const signals = missingComparisons(job, comparisons);
      post(signals.length === 0 ? { kind: "ready" } : { kind: "missing", signals });
      return;
    }
    const { number, part } = told;
    try {
      const found = runPart(job!, comparisons, part);
      post({ kind: "done", number, ...found });
    } catch (error) {
      post({ kind: "failed", number, reason: error instanceof Error ? error.message : String(error) });
    }
  };
}
