import { scoreColumns, type SignalColumns } from "./signal-columns.js";
import { axisOf, type WeightSpace } from "./weight-space.js";

/** How far one weight may move before one need's first k change, the other free weights keeping their ratios. */
export interface WeightInterval {
  /** Number of the need in the columns. */
  readonly need: number;
  /** Number of the column. */
  readonly signal: number;
  readonly weight: number;
  /** Ends of the interval, 0 to the free mass. Inside it the first k stay the same, in the same order. */
  readonly low: number;
  readonly high: number;
  /** Whether the first k are still the same at the end itself, where two outcomes tie and their ids decide. */
  readonly includesLow: boolean;
  readonly includesHigh: boolean;
}

export interface SensitivityOptions {
  /** How many of the first outcomes may not change, a whole number ≥ 1. Default 10. */
  readonly k?: number;
}

/** As many as nDCG@10 looks at. */
const FIRST = 10;

/**
 * The exact interval of every weight within which a need's first k do not change.
 *
 * A score is linear along a weight's axis, so a pair changes places at one computable point. The first k stay as they are exactly as long as
 * each of them stays ahead of the next and the last of them of all others.
 *
 * @param weights one a column, as `space.start` adds up.
 * @returns by need, then signal, free weights only; none for a need without candidates, or a weight whose axis is not defined (the others are
 * all 0). A need with one candidate has the whole axis. O(needs · signals · pool).
 * @throws RangeError where k is no whole number ≥ 1.
 */
export function weightIntervals(
  columns: SignalColumns,
  space: WeightSpace,
  weights: ArrayLike<number>,
  { k = FIRST }: SensitivityOptions = {},
): WeightInterval[] {
  if (!(Number.isSafeInteger(k) && k >= 1)) throw new RangeError("k must be a whole number ≥ 1");
  const now = scoreColumns(columns, weights);
  const orders = columns.needIds.map((_, need) => candidatesInOrder(columns, need, now));
  const axes = space.free.flatMap((signal) => {
    const axis = axisOf(space, weights, signal);
    if (axis === undefined) return [];
    return [{ signal, current: axis.current, start: scoreColumns(columns, axis.from), end: scoreColumns(columns, axis.to) }];
  });
  return orders.flatMap((order, need) =>
    order.length === 0
      ? []
      : axes.map(({ signal, ...line }): WeightInterval => {
          const { low, high, ...ends } = intervalOn(order, k, line);
          return { need, signal, weight: weights[signal]!, low: low * space.mass, high: high * space.mass, ...ends };
        }),
  );
}

function candidatesInOrder({ needStart, isCandidate }: SignalColumns, need: number, scores: Float64Array): number[] {
  const rows: number[] = [];
  for (let row = needStart[need]!; row < needStart[need + 1]!; row++) if (isCandidate[row] === 1) rows.push(row);
  return rows.sort((a, b) => scores[b]! - scores[a]! || a - b);
}

interface Line {
  readonly current: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
}

type Ends = Pick<WeightInterval, "low" | "high" | "includesLow" | "includesHigh">;

function intervalOn(order: readonly number[], k: number, { current, start, end }: Line): Ends {
  let [low, high, includesLow, includesHigh] = [0, 1, true, true];
  const keepAhead = (ahead: number, behind: number): void => {
    const [atStart, atEnd] = [start[ahead]! - start[behind]!, end[ahead]! - end[behind]!];
    if (atStart === atEnd) return;
    // The scores meet here; outside [0, 1] they never do. Rounding may put a tie of now on the wrong side of now.
    const meet = atStart / (atStart - atEnd);
    const holds = ahead < behind;
    if (atEnd < atStart) {
      const point = Math.max(meet, current);
      if (point < high || (point === high && !holds)) [high, includesHigh] = [point, holds];
    } else {
      const point = Math.min(meet, current);
      if (point > low || (point === low && !holds)) [low, includesLow] = [point, holds];
    }
  };
  const last = Math.min(k, order.length);
  for (let at = 0; at + 1 < last; at++) keepAhead(order[at]!, order[at + 1]!);
  for (let at = last; at < order.length; at++) keepAhead(order[last - 1]!, order[at]!);
  return { low, high, includesLow, includesHigh };
}
