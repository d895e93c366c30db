import type { Issue } from "alliance-match";
import type { Call, Progress, Reply } from "../workers/messages.js";
import { scriptAddress, type Script } from "./script-address.js";

/** What a worker could not do, with its code. */
export class WorkerFailure extends Error {
  override readonly name = "WorkerFailure";

  constructor(
    readonly code: string,
    message: string,
    /** What a configuration or request was refused for; none of other failures. */
    readonly issues: readonly Issue[] = [],
  ) {
    super(message);
  }
}

type Promised<V> = { readonly [K in keyof V]: V[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never };

/** A worker's verbs as promises. */
export interface WorkerClient<V> {
  readonly verbs: Promised<V>;
  /** Ends the worker: what it was asked is rejected with `cancelled`. */
  readonly end: () => void;
}

export function connectWorker<V>(script: Script, onProgress: (progress: Progress["progress"]) => void = () => undefined): WorkerClient<V> {
  const worker = new Worker(scriptAddress(script), { type: "module" });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: WorkerFailure) => void }>();
  let calls = 0;
  const rejectAll = (failure: WorkerFailure): void => {
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Reply | Progress>) => {
    if ("progress" in data) return onProgress(data.progress);
    const asked = waiting.get(data.call);
    waiting.delete(data.call);
    if ("error" in data) asked?.reject(new WorkerFailure(data.error.code, data.error.message, data.error.issues));
    else asked?.resolve(data.value);
  });
  worker.addEventListener("error", ({ message }) => rejectAll(new WorkerFailure("worker-lost", message)));
  const verbs = new Proxy(
    {},
    {
      get:
        (_, verb) =>
        (...args: readonly unknown[]) =>
          new Promise((resolve, reject) => {
            const call = ++calls;
            waiting.set(call, { resolve, reject });
            worker.postMessage({ call, verb: String(verb), args } satisfies Call);
          }),
    },
  ) as Promised<V>;
  const end = (): void => {
    worker.terminate();
    rejectAll(new WorkerFailure("cancelled", "the worker was ended"));
  };
  return { verbs, end };
}
