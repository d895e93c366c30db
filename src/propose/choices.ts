/** Who may have several partners: one university with one enterprise, one with many, many with one, many with many. */
export const SHAPES = ["one-to-one", "one-to-many", "many-to-one", "many-to-many"] as const;
export type Shape = (typeof SHAPES)[number];

/** What is paired: single records, or the organisations behind them, each pair of which is scored from its best records. */
export const LEVELS = ["records", "organisations"] as const;
export type Level = (typeof LEVELS)[number];

/**
 * How partners are found. `capacities`: the best plan in which nobody has more partners than its capacity. `coverage`: the parts of
 * a need covered by several universities. `consortium`: needs that share a technology, covered by universities that complement each other.
 * The last two come with `alliance-match/alliances`.
 */
export const METHODS = ["capacities", "coverage", "consortium"] as const;
export type Method = (typeof METHODS)[number];

/** What a plan by capacities is best at: the largest total; no two who would rather have each other (双向选择); the largest smallest share. */
export const OBJECTIVES = ["total", "stable", "fair"] as const;
export type PlanObjective = (typeof OBJECTIVES)[number];

/** Among which pairs a plan by capacities is proved the best: the candidates, or all pairs that the request allows. */
export const CERTIFIED_SCOPES = ["candidates", "all pairs"] as const;
export type CertifiedScope = (typeof CERTIFIED_SCOPES)[number];

/** How many partners: a maximum, or both bounds. A minimum is hard: a plan that cannot keep it is infeasible, with the reason. */
export type Capacity = number | { readonly min?: number; readonly max?: number };

/** A need and an outcome, by their ids. */
export interface Pair {
  readonly need: string;
  readonly outcome: string;
}

/** A pair by its indices in the corpus. */
export interface PairIndex {
  readonly need: number;
  readonly outcome: number;
}
