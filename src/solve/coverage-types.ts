import type { Plan } from "./plan-types.js";
import type { Bounds } from "./types.js";

/**
 * Rows that consist of weighted parts, and edges that each cover a share of some parts of their row.
 *
 * The chosen edges cover part p by min(1, Σ share), so two halves make a whole and more adds nothing.
 */
export interface CoverageEdges {
  /** How many rows and columns there are, integers ≥ 0. */
  readonly rowCount: number;
  readonly columnCount: number;
  /** Row of each part, an integer in [0, rowCount). A row may have no part. */
  readonly partRow: ArrayLike<number>;
  /** What covering the whole part is worth, a finite number ≥ 0. */
  readonly partWeight: ArrayLike<number>;
  /** Row and column of each edge; an absent pair is forbidden, a repeated one refused. */
  readonly row: ArrayLike<number>;
  readonly column: ArrayLike<number>;
  /** Length edges + 1, from 0, ascending: edge e covers by the entries `coverStart[e] … coverStart[e + 1] − 1`. */
  readonly coverStart: ArrayLike<number>;
  /** Part of each entry: one of the edge's row, each at most once an edge. */
  readonly coverPart: ArrayLike<number>;
  /** Share of the part that the edge covers, in [0, 1]. */
  readonly coverShare: ArrayLike<number>;
}

/** What is asked of a coverage plan. */
export interface CoverageOptions {
  /** The most partners of a row (`max`; 1 is the default). Minimums and groups are refused (`option-not-for-objective`). */
  readonly rows?: Pick<Bounds, "max"> | undefined;
  readonly columns?: Pick<Bounds, "max"> | undefined;
  /** Edge indices that every plan has to contain, as a set. */
  readonly forced?: ArrayLike<number> | undefined;
}

/** What greedy choice promises for the case at hand: its value is at least `ratio` of the best. */
export interface CoverageGuarantee {
  /**
   * Which limits can stop an edge: none (everything is taken); only those of rows, so each row stands alone; only those of
   * columns; or both.
   */
  readonly limits: "none" | "rows" | "columns" | "both";
  /** 1; 1 − 1/e; 1/2; 1/3. */
  readonly ratio: number;
}

/** The proof of the bound. */
export interface CoverageCertificate {
  readonly kind: "part-prices";
  readonly scope: "candidates";
  /**
   * A number y in [0, 1] for each part. As min(1, z) ≤ (1 − y) + y · z, no plan is worth more than Σ weight · (1 − y) plus the
   * largest total of edges worth Σ weight · y · share, which `flow` proves.
   */
  readonly partPrice: Float64Array;
  /** The plan of that largest total, with its duals. */
  readonly flow: Plan;
  /** Whether all plans were gone through and none is better: then `bound` is `total`. */
  readonly isExhausted: boolean;
}

/** A set of edges within the maximums, and how well it covers the parts. */
export interface CoveragePlan {
  /** `"optimal"`: `total` equals `bound`, or all plans were gone through. `"feasible"`: `guarantee` and `bound` say how far off it can be. */
  readonly status: "optimal" | "feasible";
  /** Ascending. */
  readonly edges: Uint32Array;
  /** Σ weight · coverage over all parts. */
  readonly total: number;
  /** The same over the parts of each row. */
  readonly rowTotal: Float64Array;
  /** Coverage of each part, from 0 to 1. */
  readonly partCoverage: Float64Array;
  /** No plan has a larger total. */
  readonly bound: number;
  readonly guarantee: CoverageGuarantee;
  readonly certificate: CoverageCertificate;
}
