import { rankOutcomes, type Corpus } from "../../src/index.js";
import type { Contender } from "./task.js";

/** The library as a caller has it: `rankOutcomes` over every outcome. Outcomes that it does not list (no text) come last, by id. */
export function ours(corpus: Corpus): Contender {
  const k = Math.max(1, corpus.outcomes.count);
  return {
    scorePool(need, pool) {
      const scoreById = new Map(rankOutcomes(corpus, need.id, { k }).map(({ id, score }) => [id, score]));
      return pool.map(({ id }) => scoreById.get(id) ?? -Infinity);
    },
  };
}
