import type { ChosenPair } from "./proposal.js";

/** A pair of records that stands for a pair of organisations, and its share of their score; shares add up to the score. */
export interface EvidencePair extends ChosenPair {
  readonly contribution: number;
}

/** How well a university and an enterprise fit, and by which of their records. */
export interface OrganisationScore {
  readonly score: number;
  /** Best first: score descending, then need, then outcome. No need and no outcome twice. */
  readonly pairs: readonly EvidencePair[];
}

/**
 * Pairs that count for two organisations: what a first meeting can go through. As many equal pairs make √2 of one, and a fifth
 * would add 6 %.
 */
export const COUNTED_PAIRS = 4;
/** Unit of the weights in the search for the best assignment, relative to the heaviest: whole numbers add without rounding. */
const WEIGHT_UNITS = 2 ** 40;

/**
 * The score of two organisations: (Σ s⁴)^¼ over the one-to-one assignment of at most `COUNTED_PAIRS` of their pairs for which it is
 * largest.
 *
 * One pair gives its own score, so the scale is that of records. No outcome and no need counts twice. Adding records or raising a
 * pair's score never lowers it (up to 2⁻⁴⁰ of it); it lies between the best pair's score and √2 times that, and is the same seen
 * from either side. Long lists do not win by length: sixteen pairs of half the score would make up for one, and four count.
 * A sum with falling weights over the assignment of largest total has not these properties: a pair that rises can bring another
 * assignment in, of larger total and smaller weighted sum.
 *
 * @param pairs scored pairs of their records, each pair once, in (need, outcome) order; those of score ≤ 0, or below a
 *   thousandth of the best, count nothing. Scores are 0 or at least 2⁻¹⁰²²: below that a share can round to 0.
 * @returns score 0 and no pairs where none counts. O(`COUNTED_PAIRS` · records · pairs).
 */
export function organisationScore(pairs: readonly ChosenPair[]): OrganisationScore {
  const best = pairs.reduce((most, { score }) => Math.max(most, score), 0);
  // Relative to the best, so that no power leaves the range of numbers; what vanishes beside it counts nothing.
  const weighed = pairs.map((pair) => ({ pair, weight: weightOf(pair, best) })).filter(({ weight }) => weight > 0);
  const counted = bestAssignment(weighed).sort(byScore);
  if (counted.length <= 1) return { score: best, pairs: counted.map((pair) => ({ ...pair, contribution: best })) };
  const power = counted.reduce((sum, { score }) => sum + fourthPower(score / best), 0);
  const score = best * Math.sqrt(Math.sqrt(power));
  return { score, pairs: counted.map((pair) => ({ ...pair, contribution: (score * fourthPower(pair.score / best)) / power })) };
}

interface WeighedPair {
  readonly pair: ChosenPair;
  readonly weight: number;
}

function weightOf({ score }: ChosenPair, best: number): number {
  return score > 0 ? Math.round(fourthPower(score / best) * WEIGHT_UNITS) : 0;
}

function byScore(a: ChosenPair, b: ChosenPair): number {
  return b.score - a.score || a.need - b.need || a.outcome - b.outcome;
}

/** By products and, its inverse, by square roots: these are the same on every engine, which `Math.pow` is not. */
function fourthPower(score: number): number {
  return score * score * (score * score);
}

function bestAssignment(weighed: readonly WeighedPair[]): ChosenPair[] {
  const pairs = weighed.map(({ pair }) => pair);
  return isOneToOne(pairs) ? pairs.sort(byScore).slice(0, COUNTED_PAIRS) : assign(weighed);
}

function isOneToOne(pairs: readonly ChosenPair[]): boolean {
  const needs = new Set(pairs.map(({ need }) => need));
  const outcomes = new Set(pairs.map(({ outcome }) => outcome));
  return needs.size === pairs.length && outcomes.size === pairs.length;
}

/**
 * Longest augmenting paths, one a pair: after each the assignment weighs most among those of its size, and a path of no gain ends it.
 * Weights are whole numbers, so no round trip gains by rounding.
 *
 * @see J. Edmonds, R. Karp, J. ACM 19 (1972), 248–264, § 1.2 (successive best augmentation).
 */
function assign(weighed: readonly WeighedPair[]): ChosenPair[] {
  const pairs = weighed.map(({ pair }) => pair);
  const weight = weighed.map((entry) => entry.weight);
  const rowOf = numbered(pairs.map(({ need }) => need));
  const columnOf = numbered(pairs.map(({ outcome }) => outcome));
  const row = pairs.map(({ need }) => rowOf.get(need)!);
  const column = pairs.map(({ outcome }) => columnOf.get(outcome)!);
  const edgeOfRow = new Int32Array(rowOf.size).fill(-1);
  const edgeOfColumn = new Int32Array(columnOf.size).fill(-1);
  for (let size = 0; size < COUNTED_PAIRS; size++) {
    const gainOfRow = Float64Array.from(edgeOfRow, (edge) => (edge < 0 ? 0 : -Infinity));
    const gainOfColumn = new Float64Array(columnOf.size).fill(-Infinity);
    const before = new Int32Array(columnOf.size).fill(-1);
    for (let isRising = true; isRising;) {
      isRising = false;
      for (let e = 0; e < pairs.length; e++) {
        const c = column[e]!;
        const gain = gainOfRow[row[e]!]! + weight[e]!;
        if (edgeOfRow[row[e]!] === e || !(gain > gainOfColumn[c]!)) continue;
        gainOfColumn[c] = gain;
        before[c] = e;
        const back = edgeOfColumn[c]!;
        if (back >= 0) gainOfRow[row[back]!] = gain - weight[back]!;
        isRising = true;
      }
    }
    let end = -1;
    gainOfColumn.forEach((gain, c) => {
      if (edgeOfColumn[c]! < 0 && gain > (end < 0 ? 0 : gainOfColumn[end]!)) end = c;
    });
    if (end < 0) break;
    for (let c = end; c >= 0;) {
      const e = before[c]!;
      const left = edgeOfRow[row[e]!]!;
      edgeOfRow[row[e]!] = e;
      edgeOfColumn[c] = e;
      c = left < 0 ? -1 : column[left]!;
    }
  }
  return pairs.filter((_, e) => edgeOfRow[row[e]!] === e);
}

function numbered(keys: readonly number[]): Map<number, number> {
  return new Map([...new Set(keys)].map((key, at) => [key, at]));
}
