/**
 * The candidate pairs of one instance: edge e joins row `row[e]` to column `column[e]` and is worth `score[e]`.
 *
 * A pair without an edge is forbidden. Edges may stand in any order; two edges of one pair are refused (`parallel-edge`).
 */
export interface Edges {
  /** How many rows there are, an integer ≥ 0. A row may have no edge. */
  readonly rowCount: number;
  /** How many columns there are, an integer ≥ 0. A column may have no edge. */
  readonly columnCount: number;
  /** Row of each edge, an integer in [0, rowCount). */
  readonly row: ArrayLike<number>;
  /** Column of each edge, an integer in [0, columnCount). */
  readonly column: ArrayLike<number>;
  /** Score of each edge: any finite number, in any unit; higher is better. Under `"stable"` it is what the row thinks of the column. */
  readonly score: ArrayLike<number>;
  /** Only for `"stable"`: what the column of each edge thinks of its row, any finite number, in a unit of its own. `score` where absent. */
  readonly columnScore?: ArrayLike<number> | undefined;
}

/** Columns (or rows) that share a quota, such as the outcomes of one university. A group without members has no partners. */
export interface Group {
  /** Indices of the columns (or rows), as a set. */
  readonly members: ArrayLike<number>;
  /** The fewest partners of all members together, an integer ≥ 0; 0 where absent. */
  readonly min?: number | undefined;
  /** The most partners of all members together, an integer ≥ 0 or `Infinity`, which is the default. */
  readonly max?: number | undefined;
}

/** How many partners a row (or a column) may have: one number for all, or an array with one number each. */
export interface Bounds {
  /** The fewest partners, an integer ≥ 0; 0, the default, lets it stay unmatched. Always hard. */
  readonly min?: number | ArrayLike<number> | undefined;
  /** The most partners, an integer ≥ 0 or `Infinity` for no limit; 0 excludes it; 1 is the default. Always hard. */
  readonly max?: number | ArrayLike<number> | undefined;
  /**
   * Groups that share a quota. Under `"total"`, groups of either side that are nested: any two are disjoint or one holds the other
   * (`groups-not-nested`). Under `"stable"`, disjoint groups of columns with a maximum (`groups-not-disjoint`). Else `option-not-for-objective`.
   */
  readonly groups?: readonly Group[] | undefined;
  /**
   * What a load costs, for balance; only under `"total"`. The entry at k is the cost of the (k + 1)-th partner, in the unit of the
   * scores; partners beyond the list cost what its last entry says. One list for all, or a list for each row (or column). Entries
   * are finite and never decrease (`load-costs-not-convex`): each further partner costs at least as much as the one before.
   */
  readonly loadCosts?: ArrayLike<number> | ArrayLike<ArrayLike<number>> | undefined;
}

/** A plan to change as little as is worth it. */
export interface Keep {
  /** Edge indices of the plan before, as a set; those that are no candidates any more are not listed. */
  readonly edges: ArrayLike<number>;
  /**
   * What keeping one of them is worth, a finite number ≥ 0 in the unit of the scores.
   *
   * With 0 the plan is the one without `keep`. With any bonus no more of the edges are given up than by solving without it. With a
   * bonus above the difference between the largest and the smallest total of any two plans, no plan gives up fewer of the edges.
   */
  readonly bonus: number;
}

/** What a plan is best at: the sum of its scores, its smallest row total, or that no two would rather leave it. */
export type Objective = "total" | "fair" | "stable";

/**
 * What a proof speaks of: the edges given, or all pairs of a row and a column, those that are no edges included, as `solveAllPairs` proves
 * it; a pair that the caller never offers is forbidden under both.
 */
export type Scope = "candidates" | "all pairs";

/** What is asked of a plan; `O` is the objective, so that the certificate's type follows from it. */
export interface SolveOptions<O extends Objective = "total"> {
  readonly rows?: Bounds | undefined;
  readonly columns?: Bounds | undefined;
  /** `"total"` where absent. */
  readonly objective?: O | undefined;
  /** Only for `"stable"`: the side that proposes, and so gets its best stable partners; `"rows"` where absent. */
  readonly proposer?: "rows" | "columns" | undefined;
  /** Edge indices that every plan has to contain, as a set: order and repetition mean nothing. */
  readonly forced?: ArrayLike<number> | undefined;
  /** Only for `"total"`: a plan that is not to be changed without need. */
  readonly keep?: Keep | undefined;
  /**
   * The most steps of work, an integer ≥ 1 (`max-steps-invalid`); a step is what `solveSteps` yields after. Under `"fair"`, and under `"total"` without
   * groups and load costs; else `option-not-for-objective`.
   *
   * When they are used up, the best plan so far is returned as `"feasible"`, with the bound that its prices prove: the same plan on every machine. Where
   * there is none yet, because a minimum is not met or the first phases of bidding are not over, the work goes on until there is one.
   */
  readonly maxSteps?: number | undefined;
}
