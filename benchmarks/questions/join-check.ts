import { InvariantError, matchAll, type Corpus } from "../../src/index.js";
import { ranksBefore } from "../../src/kernel/order.js";
import { mayMatch } from "../../src/join/rank.js";
import { pairScore } from "../../src/score/pair-score.js";
import type { BestLists } from "./join-naive.js";

/** A partner of a need in the oracle's list. */
export interface Partner {
  readonly outcome: number;
  readonly score: number;
}

/** The exhaustive answer: every pair scored alone by `pairScore`, all scores sorted, the pairs of the first k kept. */
export function oraclePartners(corpus: Corpus, need: number, k: number): Partner[] {
  const { needs, outcomes, model } = corpus;
  if (!mayMatch(corpus, needs, need)) return [];
  const open = [...outcomes.ids.keys()].filter((outcome) => mayMatch(corpus, outcomes, outcome));
  const scores = Float64Array.from(open, (outcome) => pairScore(model, needs, need, outcomes, outcome));
  // Numbers sort much faster than pairs; of a province's hundreds of thousands of pairs a need only these are left to sort.
  const least = scores.slice().sort().at(-k) ?? -Infinity;
  return firstOf(
    open.map((outcome, at) => ({ outcome, score: scores[at]! })).filter(({ score }) => score >= least),
    k,
  );
}

/**
 * Compares the join with the oracle on some needs, to the last bit.
 *
 * The join's edges hold the best k of every need, beside pairs that are among the best of an outcome; so the best k edges of a need are its list.
 *
 * @throws InvariantError at the first need that differs.
 */
export function checkJoin(corpus: Corpus, oracle: ReadonlyMap<number, readonly Partner[]>, k: number): void {
  const edges = matchAll(corpus, { k });
  const found = new Map([...oracle.keys()].map((need) => [need, [] as Partner[]]));
  edges.need.forEach((need, e) => found.get(need)?.push({ outcome: edges.outcome[e]!, score: edges.score[e]! }));
  for (const [need, expected] of oracle) {
    const partners = firstOf(found.get(need)!, k);
    const isEqual = partners.length === expected.length && partners.every((partner, r) => isSame(partner, expected[r]!));
    if (!isEqual) throw new InvariantError(`the join differs from the exhaustive order on need ${corpus.needs.ids[need]}`);
  }
}

/** Float32 sums of at most a few hundred terms of size ≤ 2. */
const FLOAT32_TOLERANCE = 1e-4;

/** Compares the naive loop's scores with the oracle's, rank by rank, within what Float32 sums can be off. @throws InvariantError */
export function checkNaive(lists: BestLists, oracle: ReadonlyMap<number, readonly Partner[]>, k: number): void {
  for (const [need, expected] of oracle) {
    const isNear = ({ score }: Partner, r: number): boolean => Math.abs(lists.score[need * k + r]! - score) <= FLOAT32_TOLERANCE;
    if (lists.count[need] !== expected.length || !expected.every(isNear))
      throw new InvariantError(`the naive loop differs from the exhaustive order on need number ${need}`);
  }
}

function firstOf(partners: Partner[], k: number): Partner[] {
  return partners.sort((a, b) => (ranksBefore(a.score, a.outcome, b.score, b.outcome) ? -1 : 1)).slice(0, k);
}

function isSame(a: Partner, b: Partner): boolean {
  return a.outcome === b.outcome && Object.is(a.score, b.score);
}
