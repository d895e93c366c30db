import type { Corpus } from "../corpus/corpus.js";
import { mayMatch } from "../join/rank.js";
import { ConfigError } from "../model/issue.js";
import { pairScore } from "../score/pair-score.js";
import { isOwnPair } from "./candidate-set.js";
import type { PairIndex } from "./choices.js";
import { readRequest, type RecordRequest } from "./request.js";

/**
 * The score of every pair that a plan by the request may hold, and null for all others: what `verifySolution` checks a certificate of scope
 * `"all pairs"` by. Each is summed on its own, without the join's index.
 *
 * @returns a function of row and column as the certificate numbers them: places among the ids of needs and of outcomes.
 * @throws ConfigError as `propose`.
 * @example
 * import { allPairs, openPairScore } from "alliance-match/alliances";
 * import { verifySolution } from "alliance-match/solve";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * const request = { shape: "one-to-one", certify: "all pairs" } as const;
 * const { edges, options, solution } = propose(corpus, request, { allPairs }).certificate;
 * verifySolution(edges, options, solution, { pairScore: openPairScore(corpus, request) }); // { valid: true }
 */
export function openPairScore(corpus: Corpus, request: RecordRequest): (row: number, column: number) => number | null {
  const read = readRequest(corpus, request);
  if (read.issues.length > 0) throw new ConfigError(read.issues);
  const { minScore, forced, forbidden } = read.request;
  const { model, needs, outcomes } = corpus;
  const keyOf = ({ need, outcome }: PairIndex): number => need * outcomes.count + outcome;
  const isForced = new Set(forced.map(keyOf));
  const isForbidden = new Set(forbidden.map(keyOf));
  return (need, outcome) => {
    const score = pairScore(model, needs, need, outcomes, outcome);
    const key = keyOf({ need, outcome });
    if (isForced.has(key)) return score;
    const isOpen = mayMatch(corpus, needs, need) && mayMatch(corpus, outcomes, outcome) && !isOwnPair(corpus, need, outcome);
    return isOpen && !isForbidden.has(key) && score >= minScore ? score : null;
  };
}
