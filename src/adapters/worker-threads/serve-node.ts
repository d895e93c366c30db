/// <reference types="node" />
import { parentPort } from "node:worker_threads";
import type { Config } from "../../corpus/config.js";
import { answerParts } from "./serve-matches.js";

/** Makes the thread at hand one that `matchAllInWorkers` can use. @param config for signals that are functions: `specifications`, `own`. */
export function serveMatches(config?: Config): void {
  const port = parentPort;
  port?.on(
    "message",
    answerParts((message) => port.postMessage(message), config),
  );
}
