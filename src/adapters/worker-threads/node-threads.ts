/// <reference types="node" />
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CreateWorker, WorkerPlatform } from "./match-worker.js";

/** What is passed on to `worker_threads.Worker`. */
export interface NodeWorkerOptions {
  /** Node's own arguments, such as `["--import", "tsx"]` for a script in TypeScript. Default: those of the process. */
  readonly execArgv?: string[];
  /** Handed to the script as `workerData`. */
  readonly workerData?: unknown;
}

/** Threads of Node that run a script, which calls `serveMatches`. */
export function nodeWorker(script: string | URL, options: NodeWorkerOptions = {}): CreateWorker {
  return ({ onMessage, onFailure }) => {
    const worker = new Worker(script, options);
    worker.on("message", onMessage);
    worker.on("messageerror", (error) => onFailure(error.message));
    worker.on("error", (error) => onFailure(error instanceof Error ? error.message : String(error)));
    worker.on("exit", (code) => onFailure(`ended with status ${code}`));
    return { post: (message) => worker.postMessage(message), end: () => worker.terminate() };
  };
}

/** The script lies beside this file, in the same module format. */
const script = new URL(import.meta.url.replace(/[^/]+(\.\w+)$/, "worker-thread$1"));

export const NODE: WorkerPlatform = { createWorker: nodeWorker(script), sharesMemory: true, processors: availableParallelism() };
