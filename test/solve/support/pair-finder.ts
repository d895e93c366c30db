import {
  solveAllPairs,
  type AllPairsLimits,
  type AllPairsSolution,
  type Edges,
  type PairPrices,
  type SolveOptions,
} from "../../../src/solve/index.js";

/** A part of the edges of a full table, with the places they have in it. */
export interface Cut {
  readonly edges: Edges;
  readonly options: SolveOptions;
  /** Gives the pairs of the full table that are no edges yet and beat the prices: of each row those that exceed them most. */
  readonly find: (prices: PairPrices) => { row: number[]; column: number[]; score: number[] };
}

/** Leaves of a full table the best edge of each row and of each column, and the forced ones. */
export function cutToBest(full: Edges, options: SolveOptions, perRow: number): Cut {
  const all = Array.from({ length: full.row.length }, (_, e) => e);
  const forced = new Set(Array.from(options.forced ?? []));
  const bestOf = (end: ArrayLike<number>, count: number): number[] =>
    Array.from({ length: count }, (_, node) =>
      all.filter((e) => end[e] === node).reduce((best, e) => (best < 0 || full.score[e]! > full.score[best]! ? e : best), -1),
    ).filter((e) => e >= 0);
  const kept = [...new Set([...forced, ...bestOf(full.row, full.rowCount), ...bestOf(full.column, full.columnCount)])];
  const known = new Set(kept);
  const find = ({ rowPrice, columnPrice }: PairPrices) => {
    const isMissing = (e: number) => !known.has(e) && full.score[e]! > rowPrice[full.row[e]!]! + columnPrice[full.column[e]!]!;
    const worth = (e: number) => full.score[e]! - (Number.isFinite(columnPrice[full.column[e]!]) ? columnPrice[full.column[e]!]! : 0);
    const found = Array.from({ length: full.rowCount }, (_, row) =>
      all
        .filter((e) => full.row[e] === row && isMissing(e))
        .sort((a, b) => worth(b) - worth(a))
        .slice(0, perRow),
    ).flat();
    for (const e of found) known.add(e);
    return pick(full, found);
  };
  return {
    edges: { rowCount: full.rowCount, columnCount: full.columnCount, ...pick(full, kept) },
    options: { ...options, forced: [...forced].map((e) => kept.indexOf(e)) },
    find,
  };
}

/** Solves over all pairs of a full table, beginning with its best edges. */
export function proveFromBest(
  full: Edges,
  options: SolveOptions,
  { perRow = 2, ...limits }: AllPairsLimits & { readonly perRow?: number } = {},
): AllPairsSolution & { readonly options: SolveOptions } {
  const cut = cutToBest(full, options, perRow);
  return { ...solveAllPairs(cut.edges, cut.options, cut.find, limits), options: cut.options };
}

/** The scores of a full table; a pair that it does not have is forbidden. */
export function scoreIn(full: Edges): (row: number, column: number) => number | null {
  const scores = new Map(Array.from(full.row, (row, e) => [`${row},${full.column[e]!}`, full.score[e]!]));
  return (row, column) => scores.get(`${row},${column}`) ?? null;
}

/** The chosen pairs of a solution. */
export function chosenPairs({ edges, solution }: Pick<AllPairsSolution, "edges" | "solution">): string[] {
  return Array.from(solution.edges, (e) => `${edges.row[e]!},${edges.column[e]!}`).sort();
}

function pick({ row, column, score }: Edges, places: readonly number[]) {
  return { row: places.map((e) => row[e]!), column: places.map((e) => column[e]!), score: places.map((e) => score[e]!) };
}
