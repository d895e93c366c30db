import type { Bounds, Edges, SolveOptions } from "../../src/solve/types.js";
import { boundAt } from "./solve-brute-force.js";

/** What a set of edges is worth under load costs and bonuses, by how much it misses bounds in sum, and how many edges to keep it gives up. */
export interface WeighedSet {
  readonly picked: readonly number[];
  readonly value: number;
  readonly missed: number;
}

/** Every set of edges that contains the forced ones, weighed; up to about 12 edges. */
export function weighAllSets(edges: Edges, options: SolveOptions): WeighedSet[] {
  const all = Array.from({ length: edges.row.length }, (_, e) => e);
  const forced = Array.from(options.forced ?? []);
  const kept = new Set(Array.from(options.keep?.edges ?? []));
  const sets: WeighedSet[] = [];
  for (let subset = 0; subset < 2 ** all.length; subset++) {
    if (forced.some((e) => ((subset >> e) & 1) === 0)) continue;
    const picked = all.filter((e) => (subset >> e) & 1);
    const rows = weighSide(edges.row, edges.rowCount, { picked, bounds: options.rows });
    const columns = weighSide(edges.column, edges.columnCount, { picked, bounds: options.columns });
    const scores = picked.reduce((sum, e) => sum + edges.score[e]! + (kept.has(e) ? options.keep!.bonus : 0), 0);
    sets.push({ picked, value: scores - rows.cost - columns.cost, missed: rows.missed + columns.missed });
  }
  return sets;
}

function weighSide(end: ArrayLike<number>, count: number, at: { picked: readonly number[]; bounds: Bounds | undefined }) {
  const { picked, bounds } = at;
  const miss = (degree: number, min: number, max: number) => Math.max(0, min - degree, degree - max);
  let missed = 0;
  let cost = 0;
  for (let node = 0; node < count; node++) {
    const degree = picked.filter((e) => end[e] === node).length;
    const { min, max } = boundAt(bounds, node);
    missed += miss(degree, min, max);
    for (let k = 0; k < degree; k++) cost += costAt(bounds, node, k);
  }
  for (const { members, min = 0, max = Infinity } of bounds?.groups ?? []) {
    missed += miss(picked.filter((e) => Array.from(members).includes(end[e]!)).length, min, max);
  }
  return { missed, cost };
}

/** What partner k of a node costs, the first being 0. */
export function costAt(bounds: Bounds | undefined, node: number, k: number): number {
  const given = bounds?.loadCosts ?? [];
  const list = (typeof given[0] === "object" || given[node] instanceof Array ? given[node] : given) as ArrayLike<number> | undefined;
  return list === undefined || list.length === 0 ? 0 : list[Math.min(k, list.length - 1)]!;
}
