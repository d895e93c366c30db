import { rowAt } from "../kernel/sparse-rows.js";
import type { Corpus } from "../corpus/corpus.js";
import type { ClusterText } from "./consortium-value.js";
import { heldWeight } from "./held-share.js";

/** What the needs of a cluster share: terms with their weights, shares of all needs' texts, by column ascending. */
export interface SharedTechnology {
  readonly column: Uint32Array;
  readonly weight: Float64Array;
  /** Σ weight, ≥ 0. */
  readonly total: number;
}

/**
 * The terms that more than half of a cluster's needs have; of two, both. With half of them two copies of one need would make all its words common.
 * O(entries of the needs' rows).
 */
export function sharedTechnology({ elementWeight, columns, firstElement }: ClusterText): SharedTechnology {
  const known = new Map<number, { count: number; weight: number }>();
  columns.forEach((column, place) => {
    column.forEach((term, at) => {
      const entry = known.get(term) ?? { count: 0, weight: 0 };
      known.set(term, { count: entry.count + 1, weight: entry.weight + elementWeight[firstElement[place]! + at]! });
    });
  });
  const shared = [...known].filter(([, { count }]) => count > columns.length / 2).sort(([a], [b]) => a - b);
  const weight = Float64Array.from(shared, ([, entry]) => entry.weight);
  return { column: Uint32Array.from(shared, ([column]) => column), weight, total: weight.reduce((sum, own) => sum + own, 0) };
}

/** The share of a shared technology that an outcome's text holds, from 0 to 1; 1 where the needs share no word. O(entries of both). */
export function heldOfTechnology(corpus: Corpus, technology: SharedTechnology, outcome: number): number {
  return technology.total > 0 ? heldWeight(technology, rowAt(corpus.outcomes.rows.text, outcome).column) / technology.total : 1;
}
