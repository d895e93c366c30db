import type { CreateWorker, WorkerPlatform } from "./match-worker.js";

/** What is used of a browser's `Worker`. */
export interface WebWorker {
  readonly postMessage: (message: unknown) => void;
  readonly terminate: () => void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onmessageerror: ((event: unknown) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

/** Bundlers look for this name, with a `new URL(…, import.meta.url)` right behind it. */
declare const Worker: new (script: URL, options: { readonly type: "module" }) => WebWorker;

/** What is used of a browser's page. */
interface Page {
  readonly crossOriginIsolated?: boolean;
  readonly navigator?: { readonly hardwareConcurrency?: number };
}

/**
 * Web Workers as threads of the join: `webWorker(() => new Worker(new URL("./match-worker.ts", import.meta.url), { type: "module" }))`, where
 * the file named is one of yours that calls `serveMatches()`; every bundler knows this form.
 */
export function webWorker(create: () => WebWorker): CreateWorker {
  return ({ onMessage, onFailure }) => {
    const worker = create();
    worker.onmessage = ({ data }) => onMessage(data);
    worker.onmessageerror = () => onFailure("a message could not be read");
    worker.onerror = ({ message }) => onFailure(message ?? "the script could not be loaded");
    return { post: (message) => worker.postMessage(message), end: () => worker.terminate() };
  };
}

/** What the page at hand offers. */
export function webPlatform(): WorkerPlatform {
  const page = globalThis as unknown as Page;
  return {
    createWorker: webWorker(() => new Worker(new URL("./worker-thread-web.js", import.meta.url), { type: "module" })),
    sharesMemory: page.crossOriginIsolated === true && typeof SharedArrayBuffer === "function",
    processors: page.navigator?.hardwareConcurrency ?? 1,
  };
}
