import { ConfigError, createIssue } from "../model/issue.js";
import { SolveError } from "../solve/index.js";

/**
 * Throws an error of the solver on as one of the request: only scores that do not fit into exact integers are the caller's, since the rest was
 * checked before.
 *
 * @throws ConfigError `scores-out-of-range`; any other error as it is.
 */
export function throwRefusedScores(error: unknown): never {
  if (error instanceof SolveError) throw new ConfigError([createIssue("scores-out-of-range", { received: error.message })]);
  throw error;
}

/** What `run` returns, its errors as of `throwRefusedScores`. */
export function solvedOrRefused<A>(run: () => A): A {
  try {
    return run();
  } catch (error) {
    throwRefusedScores(error);
  }
}
