import type { Infeasible, InfeasibleReason } from "./infeasible-types.js";
import type { Objective, Scope } from "./types.js";

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

/** The answer of `solve`: told apart by `status`. */
export type Solution<O extends Objective = "total"> = Plan<O> | Infeasible;
