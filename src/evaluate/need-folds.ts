import { compareIds } from "../kernel/order.js";
import { createRandom, shuffle } from "../kernel/random.js";
import { createEvaluateIssue, EvaluateError } from "./issue.js";

export interface FoldOptions {
  /** How many parts, a whole number ≥ 2. Default 5. */
  readonly folds?: number;
  /** Seed of the division. Default 1. */
  readonly seed?: number;
}

/** Five parts, as is usual: Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2nd ed., § 7.10.1. */
export const FOLDS = 5;
/** Nothing can be tested on other needs with fewer. */
const LEAST_NEEDS = 2;

/**
 * Divides needs into parts of like size, at random. The order in which the needs come never matters.
 *
 * @param needIds ids of the needs, each once.
 * @returns the fold of each need, 0 to folds − 1, in the order of `needIds`. O(needs · log needs).
 * @throws EvaluateError `one-need`, `bad-folds`, `too-many-folds`.
 * @example
 * needFolds(["n1", "n2", "n3", "n4"], { folds: 2 }).filter((fold) => fold === 0).length; // 2
 */
export function needFolds(needIds: readonly string[], { folds = FOLDS, seed = 1 }: FoldOptions = {}): number[] {
  const count = needIds.length;
  if (!(Number.isSafeInteger(folds) && folds >= 2))
    throw new EvaluateError([createEvaluateIssue("bad-folds", { received: String(folds) })]);
  if (count < LEAST_NEEDS)
    throw new EvaluateError([createEvaluateIssue("one-need", { expected: String(LEAST_NEEDS), received: String(count) })]);
  if (folds > count) throw new EvaluateError([createEvaluateIssue("too-many-folds", { expected: String(count), received: String(folds) })]);
  const shuffled = shuffle([...needIds].sort(compareIds), createRandom(seed));
  const foldOf = new Map(shuffled.map((id, at) => [id, at % folds]));
  return needIds.map((id) => foldOf.get(id)!);
}
