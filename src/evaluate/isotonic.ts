import type { IsotonicBlock } from "../kernel/isotonic-blocks.js";
import { CompensatedSum } from "../kernel/sum.js";

export { isotonicAt, type IsotonicBlock } from "../kernel/isotonic-blocks.js";

/** One observation: at this score, this value was seen. */
export interface IsotonicPoint {
  /** Any finite number. */
  readonly score: number;
  /** What was seen there, such as a judge's grade: any finite number. */
  readonly value: number;
  /** How much it counts, finite, ≥ 0; 1 where absent, and 0 leaves it out. */
  readonly weight?: number;
}

interface Pool {
  readonly from: number;
  readonly to: number;
  readonly sum: number;
  readonly weight: number;
}

/**
 * The function of the score that never falls and is nearest to what was seen, by weighted squares: pool adjacent violators.
 *
 * Observations of one score are pooled first, so the answer is a function of their set: order never matters.
 *
 * @returns blocks by score ascending, values strictly ascending; empty without observations. O(points · log points).
 * @throws RangeError where a score or value is not finite, or a weight negative or not finite.
 * @see Barlow, Bartholomew, Bremner and Brunk, "Statistical Inference under Order Restrictions", 1972, § 1.2 (pool adjacent violators;
 * theorem 1.4, the min-max formula that the tests hold it to).
 * @example
 * const blocks = fitIsotonic([{ score: 1, value: 0 }, { score: 2, value: 3 }, { score: 3, value: 1 }]);
 * blocks.map(({ from, to, value }) => [from, to, value]); // [[1, 1, 0], [2, 3, 2]]
 */
export function fitIsotonic(points: readonly IsotonicPoint[]): IsotonicBlock[] {
  const pools: Pool[] = [];
  for (const point of poolTies(points)) {
    let pool = point;
    // Equal neighbours join too, so that values ascend strictly and the blocks are the only ones possible.
    for (let last = pools.at(-1); last !== undefined && meanOf(last) >= meanOf(pool); last = pools.at(-1)) {
      pool = { from: last.from, to: pool.to, sum: last.sum + pool.sum, weight: last.weight + pool.weight };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.map((pool) => ({ from: pool.from, to: pool.to, value: meanOf(pool), weight: pool.weight }));
}

function poolTies(points: readonly IsotonicPoint[]): Pool[] {
  const kept = points.map(readPoint).filter(({ weight }) => weight > 0);
  kept.sort((a, b) => a.score - b.score || a.value - b.value || a.weight - b.weight);
  const pools: Pool[] = [];
  for (let at = 0; at < kept.length;) {
    const { score } = kept[at]!;
    const sum = new CompensatedSum();
    const weight = new CompensatedSum();
    for (; at < kept.length && kept[at]!.score === score; at++) {
      sum.add(kept[at]!.value * kept[at]!.weight);
      weight.add(kept[at]!.weight);
    }
    pools.push({ from: score, to: score, sum: sum.value, weight: weight.value });
  }
  return pools;
}

function readPoint({ score, value, weight = 1 }: IsotonicPoint, at: number): Required<IsotonicPoint> {
  if (!Number.isFinite(score) || !Number.isFinite(value)) throw new RangeError(`point ${at}: score and value must be finite`);
  if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`point ${at}: the weight must be finite and ≥ 0`);
  return { score, value, weight };
}

function meanOf({ sum, weight }: Pool): number {
  return sum / weight;
}
