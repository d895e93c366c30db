import { ConfigError } from "alliance-match";
import type { Call, Progress, Reply } from "./messages.js";

/** Answers calls by name; what a verb throws goes back as a code, and the worker goes on. */
export function serve(verbs: object): void {
  const byName = verbs as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  self.addEventListener("message", ({ data }: MessageEvent<Call>) => {
    const { call, verb, args } = data;
    void Promise.resolve()
      .then(() => byName[verb]!(...args))
      .then(
        (value) => ({ call, value }),
        (error: unknown) => ({ call, error: toError(error) }),
      )
      .then((reply: Reply) => self.postMessage(reply));
  });
}

export function tell(progress: Progress["progress"]): void {
  self.postMessage({ progress } satisfies Progress);
}

function toError(error: unknown) {
  if (error instanceof ConfigError) return { code: error.issues[0]?.code ?? "refused", message: error.message, issues: error.issues };
  return { code: "worker-failed", message: error instanceof Error ? error.message : String(error) };
}
