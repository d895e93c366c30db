import { CompensatedSum } from "../kernel/sum.js";
import { roundScores } from "./integer-scores.js";
import type { Problem, ReadBounds } from "./problem.js";

/** Weights of rows and prices of places that bound the smallest row total of every plan. */
export interface PriceProof {
  /** ≥ 0, not all 0. */
  readonly rowWeight: Float64Array;
  /** Price of a place of each row and column, in weighted score; any numbers prove something. */
  readonly rowDual: Float64Array;
  readonly columnDual: Float64Array;
  /** No plan has a larger weighted total. */
  readonly weightedTotal: number;
  /** No plan has a larger smallest row. */
  readonly bound: number;
}

/** Rounded operations a term, relative to the terms' sizes. */
const SLACK = 2 ** -48;

/**
 * No plan has a smallest row total above this: the smallest is at most the weighted mean, and by weak duality
 * Σ weight · score ≤ Σ places · price + Σ max(0, weight · score − prices) whatever the prices. Rounded upwards. O(edges).
 *
 * @see A. Schrijver, Combinatorial Optimization (2003), § 12.1 (weak duality).
 */
export function proveByPrices(problem: Problem, proof: Pick<PriceProof, "rowWeight" | "rowDual" | "columnDual">): PriceProof {
  const { rowWeight, rowDual, columnDual } = proof;
  const sum = new CompensatedSum();
  let size = 0;
  const add = (term: number, most: number) => {
    sum.add(term);
    size += most;
  };
  const addPlaces = (end: Uint32Array, bounds: ReadBounds, dual: Float64Array) => {
    const degree = new Float64Array(dual.length);
    for (const node of end) degree[node]!++;
    dual.forEach((price, node) => {
      const places = price > 0 ? Math.min(bounds.max[node]!, degree[node]!) : bounds.min[node]!;
      if (price !== 0) add(places * price, Math.abs(places * price));
    });
  };
  addPlaces(problem.row, problem.rows, rowDual);
  addPlaces(problem.column, problem.columns, columnDual);
  for (let e = 0; e < problem.score.length; e++) {
    const worth = rowWeight[problem.row[e]!]! * problem.score[e]!;
    const price = rowDual[problem.row[e]!]! + columnDual[problem.column[e]!]!;
    const reduced = worth - price;
    if (problem.forced[e] === 1 || reduced > 0) add(reduced, Math.abs(worth) + Math.abs(price));
  }
  const weights = new CompensatedSum();
  for (const weight of rowWeight) weights.add(weight);
  const weightedTotal = sum.value + size * SLACK;
  return { ...proof, weightedTotal, bound: cutToUnits(problem.score, weightedTotal / weights.value) };
}

/** Sums of scores are whole multiples of any power of two that all scores are, so a bound on them may be cut to one. */
export function cutToUnits(score: Float64Array, bound: number): number {
  const { unit, rounding } = roundScores(score, 1);
  const units = Math.floor(bound / unit);
  return rounding === 0 && Number.isSafeInteger(units) ? units * unit : bound;
}
