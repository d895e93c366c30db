import { discountAt, gainOf, type Gain } from "./ndcg.js";
import { NOT_JUDGED, scoreColumns, type SignalColumns } from "./signal-columns.js";

/** What tuning makes as large as it can: a metric, averaged over the needs for which it is defined. */
export type Objective =
  | { readonly metric: "ndcg"; readonly k: number; readonly gain?: Gain }
  | { readonly metric: "precision" | "recall"; readonly k: number; readonly relevantFrom: number }
  | { readonly metric: "map" | "mrr"; readonly relevantFrom: number }
  | { readonly metric: "pairAccuracy" };

/** nDCG@10 with exponential gain: what judged sets are compared by. */
export const DEFAULT_OBJECTIVE: Objective = { metric: "ndcg", k: 10 };

/** A metric of ranks: which rows it looks at, and its value once their ranks are known. */
export interface RankValue {
  /** Rows whose rank matters, ascending. */
  readonly rows: readonly number[];
  /** Ranks beyond it all count the same. */
  readonly cut: number;
  /** What each of `rows` is worth: two that are worth the same may change places without changing the value. */
  readonly worth: Float64Array;
  /** @param ranks rank of each of `rows`, from 1. */
  readonly valueOf: (ranks: ArrayLike<number>) => number;
}

/** The rank metric of one need's rows; `undefined` where it is not defined for that need. */
export function rankValue(
  objective: Exclude<Objective, { metric: "pairAccuracy" }>,
  columns: SignalColumns,
  need: number,
): RankValue | undefined {
  const [from, to] = [columns.needStart[need]!, columns.needStart[need + 1]!];
  const rowsFrom = (least: number): number[] => {
    const rows: number[] = [];
    for (let row = from; row < to; row++) if (columns.grade[row]! >= least && columns.grade[row] !== NOT_JUDGED) rows.push(row);
    return rows;
  };
  if (objective.metric === "ndcg") return ndcgValue(objective, columns, rowsFrom(Number.MIN_VALUE));
  const rows = rowsFrom(objective.relevantFrom);
  const alike = { rows, worth: new Float64Array(rows.length).fill(1) };
  switch (objective.metric) {
    case "precision":
      return { ...alike, cut: objective.k, valueOf: (ranks) => countUpTo(ranks, objective.k) / objective.k };
    case "recall":
      return rows.length === 0
        ? undefined
        : { ...alike, cut: objective.k, valueOf: (ranks) => countUpTo(ranks, objective.k) / rows.length };
    case "mrr":
      return rows.length === 0 ? undefined : { ...alike, cut: Infinity, valueOf: (ranks) => 1 / Math.min(...Array.from(ranks)) };
    case "map":
      return rows.length === 0 ? undefined : { ...alike, cut: Infinity, valueOf: meanPrecision };
  }
}

function ndcgValue(
  { k, gain = "exponential" }: { readonly k: number; readonly gain?: Gain },
  { grade }: SignalColumns,
  rows: readonly number[],
): RankValue | undefined {
  const gains = Float64Array.from(rows, (row) => gainOf(grade[row]!, gain));
  let ideal = 0;
  [...gains].sort((a, b) => b - a).forEach((value, at) => (ideal += at < k ? value / discountAt(at + 1) : 0));
  if (ideal === 0) return undefined;
  const discounts = Float64Array.from({ length: k + 1 }, (_, rank) => (rank === 0 ? 0 : 1 / discountAt(rank)));
  return {
    rows,
    cut: k,
    worth: gains,
    valueOf(ranks) {
      let sum = 0;
      for (let at = 0; at < gains.length; at++) if (ranks[at]! <= k) sum += gains[at]! * discounts[ranks[at]!]!;
      return sum / ideal;
    },
  };
}

function countUpTo(ranks: ArrayLike<number>, k: number): number {
  let count = 0;
  for (let at = 0; at < ranks.length; at++) if (ranks[at]! <= k) count++;
  return count;
}

function meanPrecision(ranks: ArrayLike<number>): number {
  const ascending = Float64Array.from(ranks).sort();
  return ascending.reduce((sum, rank, at) => sum + (at + 1) / rank, 0) / ascending.length;
}

/** Rank from 1 of a row among its need's, by score descending, then row. Rows of −∞ stand last, by row. */
export function rankOfRow(scores: Float64Array, row: number, from: number, to: number): number {
  const score = scores[row]!;
  let rank = 1;
  for (let other = from; other < row; other++) if (scores[other]! >= score) rank++;
  for (let other = row + 1; other < to; other++) if (scores[other]! > score) rank++;
  return rank;
}

/** Pair accuracy of one need's judged rows; `undefined` where all grades are equal. */
function pairValue({ grade, needStart }: SignalColumns, need: number, scores: Float64Array): number | undefined {
  let halves = 0;
  let pairs = 0;
  for (let a = needStart[need]!; a < needStart[need + 1]!; a++) {
    if (grade[a] === NOT_JUDGED) continue;
    for (let b = a + 1; b < needStart[need + 1]!; b++) {
      if (grade[b] === NOT_JUDGED || grade[a] === grade[b]) continue;
      pairs++;
      if (scores[a] === scores[b]) halves += 1;
      else if (scores[a]! > scores[b]! === grade[a]! > grade[b]!) halves += 2;
    }
  }
  return pairs === 0 ? undefined : halves / (2 * pairs);
}

/** An objective made ready for one set of columns: what does not depend on weights is worked out once. */
export interface PreparedObjective {
  readonly columns: SignalColumns;
  readonly objective: Objective;
  /** One a need for rank metrics; `undefined` where the metric is not defined. Empty for pair accuracy. */
  readonly ranked: ReadonlyArray<RankValue | undefined>;
}

/** Works out what an objective needs of the columns besides weights. O(rows). */
export function prepareObjective(columns: SignalColumns, objective: Objective = DEFAULT_OBJECTIVE): PreparedObjective {
  const ranked = objective.metric === "pairAccuracy" ? [] : columns.needIds.map((_, need) => rankValue(objective, columns, need));
  return { columns, objective, ranked };
}

/**
 * The objective of every need under some weights; `null` where it is not defined, never NaN.
 *
 * @param weights one a column; not negative, not all 0. Only their ratios matter.
 * O(rows · signals + pool · rows that the metric looks at).
 */
export function valuesAt({ columns, ranked, objective }: PreparedObjective, weights: ArrayLike<number>): Array<number | null> {
  const scores = scoreColumns(columns, weights);
  if (objective.metric === "pairAccuracy") return columns.needIds.map((_, need) => pairValue(columns, need, scores) ?? null);
  return ranked.map((value, need) => {
    if (value === undefined) return null;
    const [from, to] = [columns.needStart[need]!, columns.needStart[need + 1]!];
    return value.valueOf(Float64Array.from(value.rows, (row) => rankOfRow(scores, row, from, to)));
  });
}

/** The mean of `valuesAt` over the needs for which it is defined; `null` where it is for none. */
export function objectiveAt(prepared: PreparedObjective, weights: ArrayLike<number>): number | null {
  let sum = 0;
  let count = 0;
  for (const value of valuesAt(prepared, weights)) {
    if (value === null) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}
