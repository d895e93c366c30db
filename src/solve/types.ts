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

/**
 * The proof of a plan of largest total: dual prices, to be read in units.
 *
 * Of a plan cut short by `maxSteps` (`"feasible"`) they prove the bound alone: no plan has a larger sum of gains than Σ places · price + Σ max(0,
 * reduced), places being the maximum (price > 0) or minimum (price < 0), forced edges counted whatever their sign. Of an optimal plan:
 *
 * With gain(e) = score(e) / unit rounded to an integer (of score + bonus, as the nearest double, for an edge to keep) and
 * reduced(e) = gain(e) − rowDual − columnDual of its ends − the duals of all groups its ends are in:
 * chosen edges have reduced ≥ 0, unless forced; others have reduced ≤ 0; a dual > 0 stands only where the row, column or group is
 * full (at max), a dual < 0 only where it is at min. So no plan has a larger sum of gains. The price of an edge's own
 * capacity of one is max(0, reduced). Where loads cost, with cost(k) the cost of the k-th partner in units, rounded, the dual of a
 * row or column of d partners is from cost(d) to cost(d + 1); below it only at min, above it only at max.
 *
 * @see A. Schrijver, Combinatorial Optimization (2003), § 12.1 and § 21.2 (linear programming duality of b-matchings).
 */
export interface TotalCertificate {
  readonly kind: "duals";
  /**
   * What was proved: optimal among the edges given, or, with `"all pairs"`, among all: each pair that is no edge has
   * score / unit ≤ rowDual + columnDual, the duals of its ends' groups added. Where loads cost, `bound` then allows for all pairs too.
   */
  readonly scope: Scope;
  /** Score of one unit, a power of two. */
  readonly unit: number;
  /** The largest |score − gain × unit| of an edge or a load cost, from 0 (all are whole units) to unit / 2. */
  readonly rounding: number;
  /** Price of each row in units, integers. */
  readonly rowDual: Float64Array;
  /** Price of each column in units, integers. */
  readonly columnDual: Float64Array;
  /** Price of each group of rows in units, integers, as the groups were given; empty without. */
  readonly rowGroupDual: Float64Array;
  /** Price of each group of columns. */
  readonly columnGroupDual: Float64Array;
}

/**
 * The proof of a stable plan: what an edge has to beat at each end. An edge not chosen whose `score` is above the cutoff of its
 * row and whose `columnScore` is above that of its column would block the plan; there is none.
 */
export interface StableCertificate {
  readonly kind: "no-blocking-pair";
  /** What was proved: stable among the edges given. */
  readonly scope: "candidates";
  /** The side that has its best stable partners (under ties: of the tie order). */
  readonly proposer: "rows" | "columns";
  /** Of each row: −∞ where it has room, else its lowest chosen score that is not forced, +∞ where all are forced. */
  readonly rowCutoff: Float64Array;
  /** Of each column the same by `columnScore`; where it has room and its group has none, the lowest of the group. */
  readonly columnCutoff: Float64Array;
}

/**
 * The proof of a fair plan where no row may have two partners: the plan of largest total among those whose smallest row reaches
 * `threshold`, and why no plan reaches more.
 */
export interface BottleneckCertificate {
  readonly kind: "bottleneck";
  readonly scope: "candidates";
  /** The largest of the scores and 0 that every row can reach. Lower edges are left out; above 0, each row must have a partner. */
  readonly threshold: number;
  /** The next larger score (or 0), which cannot be reached; null where there is none. */
  readonly next: number | null;
  /** Why: what is in the way over the edges from `next` on. Null where `next` is, or where a forced edge is below it. */
  readonly obstacle: InfeasibleReason | null;
  /** The same plan, as the plan of largest total over the edges from `threshold` on; its duals are for those edges. */
  readonly plan: Plan;
}

/**
 * The bounds on a fair plan where rows may have several partners.
 *
 * For any prices, the weighted total Σ rowWeight · score of a plan is at most Σ places · price + Σ max(0, rowWeight · score −
 * prices of both ends), places being the maximum (price > 0) or minimum (price < 0), forced edges counted whatever their sign.
 * Divided by Σ rowWeight this is `bound` (or `minRow`, where that is larger by rounding). The total prices do the same for weights of 1.
 */
export interface RowWeightCertificate {
  readonly kind: "row-weights";
  readonly scope: "candidates";
  /** ≥ 0, not all 0. */
  readonly rowWeight: Float64Array;
  /** Prices in weighted score. */
  readonly rowDual: Float64Array;
  readonly columnDual: Float64Array;
  /** No plan has a larger total. */
  readonly totalBound: number;
  /** Prices that prove `totalBound`. */
  readonly totalRowDual: Float64Array;
  readonly totalColumnDual: Float64Array;
  /** A second bound, by counting partners; `bound` is the lower of the two. Null where it is not the lower. */
  readonly counting: CountingProof | null;
}

/**
 * Why a smallest row total of `next` is out of reach: each row needs as many partners as its best scores take to sum to `next`
 * (or its minimum), and `obstacle` shows that they cannot all have so many. The same holds for any total above the largest
 * smaller sum of a row's best scores, or 0, which is the bound.
 */
export interface CountingProof {
  readonly next: number;
  readonly obstacle: InfeasibleReason;
}

/** The proof that comes with a plan of objective `O`. */
export interface CertificateOf {
  readonly total: TotalCertificate;
  readonly fair: BottleneckCertificate | RowWeightCertificate;
  readonly stable: StableCertificate;
}

/** The proof that comes with a plan. */
export type Certificate = CertificateOf[Objective];

/** A plan: a set of edges that keeps every bound and contains every forced edge. */
export interface Plan<O extends Objective = "total"> {
  /** `"optimal"`: has what the objective asks, as the certificate proves. `"feasible"`: keeps all bounds, best known. */
  readonly status: "optimal" | "feasible";
  /** Indices of the chosen edges, ascending. */
  readonly edges: Uint32Array;
  /** Sum of the chosen scores, compensated, added in (row, column) order. */
  readonly total: number;
  /** The smallest sum of chosen scores of any row; a row without partner counts 0; 0 without rows. */
  readonly minRow: number;
  /**
   * What the objective makes as large as possible. Under `"total"`: `total`, plus the bonus of each edge kept, less the load costs; so
   * `total` itself without those. Under `"fair"`: `minRow`. Under `"stable"`, which maximises nothing: `total`.
   */
  readonly value: number;
  /** No feasible plan has a larger `value`; under `"stable"`, `total` itself. Under `"total"` it equals `value` where `certificate.rounding` is 0 and sums stay below 2⁵³ units. */
  readonly bound: number;
  readonly certificate: CertificateOf[O];
  readonly reason: null;
}

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

/** The answer of `solve`: told apart by `status`. */
export type Solution<O extends Objective = "total"> = Plan<O> | Infeasible;
