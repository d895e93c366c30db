import type { Scope } from "./types.js";

/**
 * Rows and columns that cannot all have what they ask for: a set in Hall's sense, so a proof.
 *
 * With `side: "rows"`, the rows ask for `demand` partners at least, yet their edges can carry `supply` at most: the room of
 * `columns` (maximum, or number of edges where that is less), plus one for each edge from `rows` to any other column. With `side: "columns"` the same with the sides swapped.
 * Forced edges are counted out on both sides.
 */
export interface HallSet {
  readonly side: "rows" | "columns";
  /** Ascending. */
  readonly rows: Uint32Array;
  /** Ascending. */
  readonly columns: Uint32Array;
  readonly demand: number;
  /** Less than `demand`. */
  readonly supply: number;
}

/** One bound to change: the row or column and its new value. */
export interface BoundChange {
  readonly side: "rows" | "columns";
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** Why no plan exists, and the smallest change of bounds after which one does. */
export interface InfeasibleReason {
  readonly code: "minimums-out-of-reach";
  /** One set for the rows' minimums, one for the columns', or both; each proves its part of `shortfall`. */
  readonly hallSets: readonly HallSet[];
  /** The least sum of changes of minimums and maximums after which a plan exists: Σ (demand − supply) over `hallSets`. */
  readonly shortfall: number;
  /** Minimums to lower, by `shortfall` in sum: after these changes a plan exists. Rows first, then by index. */
  readonly lowerMinimums: readonly BoundChange[];
  /** Maximums to raise instead, by `shortfall` in sum; null where some row or column has fewer edges than it must have partners. */
  readonly raiseMaximums: readonly BoundChange[] | null;
}

/** A row, a column, or a group of either, as the caller numbers it. */
export interface BoundedNode {
  readonly side: "rows" | "columns" | "row-groups" | "column-groups";
  readonly index: number;
}

/** One bound to change, of a row, column or group. */
export interface QuotaChange extends BoundedNode {
  readonly bound: "min" | "max";
  readonly from: number;
  readonly to: number;
}

/**
 * Why no plan exists where rows or columns are in groups: minimums that ask for more than maximums and edges let through.
 *
 * An edge is asked for as often as its ends and their groups are in `asking`, and counted against as often as they are in
 * `limiting`. With `demand` the sum of the minimums of `asking` and `supply` that of the maximums of `limiting`, plus, of each edge, what
 * it is asked for more than counted against (forced edges whatever the sign), every set of edges misses bounds by at least demand − supply in sum.
 */
export interface QuotaReason {
  readonly code: "quotas-out-of-reach";
  /** Whose minimums ask: rows, columns, row groups, column groups, each ascending. */
  readonly asking: readonly BoundedNode[];
  /** Whose maximums are in the way, in the same order. */
  readonly limiting: readonly BoundedNode[];
  readonly demand: number;
  /** Less than `demand`. */
  readonly supply: number;
  /** The least sum of changes of minimums and maximums after which a plan exists: demand − supply. */
  readonly shortfall: number;
  /** Changes by `shortfall` in sum, after which a plan exists; in the order of `asking`. */
  readonly changes: readonly QuotaChange[];
  /** A plan under the changed bounds, ascending. */
  readonly witness: Uint32Array;
}

/** No set of edges keeps all the bounds. */
export interface Infeasible {
  readonly status: "infeasible";
  /** Empty. */
  readonly edges: Uint32Array;
  readonly total: 0;
  readonly minRow: 0;
  readonly value: 0;
  /** −∞: the largest total of no plan. */
  readonly bound: number;
  readonly certificate: null;
  /** What `reason` speaks of: no set of the edges given, or, with `"all pairs"`, of any pairs keeps the bounds. */
  readonly scope: Scope;
  /** `QuotaReason` only where groups were given. */
  readonly reason: InfeasibleReason | QuotaReason;
}
