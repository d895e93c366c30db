import { compareIds } from "../kernel/order.js";
import { createRandom, hashString, shuffle } from "../kernel/random.js";
import type { Run } from "./trec-run.js";

/** How a pool is drawn. */
export interface PoolOptions {
  /** How many outcomes of each run are looked at, ≥ 1. Default 10. */
  readonly depth?: number;
  /** Seed of the order in which a judge sees them. Default 1. */
  readonly seed?: number;
}

/** As deep as nDCG@10 and precision at 10 look: what they count is then judged. */
const DEPTH = 10;

/**
 * The outcomes to judge for each need: the first `depth` of every run, put together, in an order that tells neither scores nor runs.
 *
 * Runs that were not pooled may rank outcomes that nobody judged; compare them with care.
 *
 * @param runs what several configurations rank, best first.
 * @returns needs in id order; the outcomes of each shuffled by the seed and its id, so a need's order depends on no other need, and neither on
 * the order of runs. O(runs · needs · depth · log).
 * @throws RangeError where `depth` is no whole number ≥ 1.
 * @see Spärck Jones and van Rijsbergen, "Report on the need for and provision of an ‘ideal’ information retrieval test collection", 1975; depth-k
 * pooling: Voorhees and Harman, "TREC: Experiment and Evaluation in Information Retrieval", 2005, § 2.1.
 * @example
 * const run = (...ids: string[]) => new Map([["n1", ids.map((outcomeId, at) => ({ outcomeId, score: -at }))]]);
 * const pool = poolCandidates([run("o1", "o2", "o3"), run("o4", "o1")], { depth: 2 });
 * [...pool.get("n1")!].sort(); // ["o1", "o2", "o4"]
 */
export function poolCandidates(
  runs: readonly Run[],
  { depth = DEPTH, seed = 1 }: PoolOptions = {},
): ReadonlyMap<string, readonly string[]> {
  if (!Number.isSafeInteger(depth) || depth < 1) throw new RangeError(`depth should be a whole number from 1 but is ${depth}`);
  const pool = new Map<string, Set<string>>();
  for (const run of runs) {
    for (const [needId, scored] of run) {
      const ofNeed = pool.get(needId) ?? new Set<string>();
      pool.set(needId, ofNeed);
      for (const { outcomeId } of scored.slice(0, depth)) ofNeed.add(outcomeId);
    }
  }
  const byId = [...pool].sort(([a], [b]) => compareIds(a, b));
  return new Map(byId.map(([needId, ids]) => [needId, shuffle([...ids].sort(compareIds), createRandom(hashString(needId, seed)))]));
}
