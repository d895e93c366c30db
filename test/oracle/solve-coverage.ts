import type { CoverageEdges, CoverageOptions } from "../../src/solve/index.js";
import { boundAt } from "./solve-brute-force.js";

/** The largest worth of any set of edges within the maximums, by trying every set. Sums are plain: use shares and weights that add exactly. */
export function bruteForceCoverage(edges: CoverageEdges, options: CoverageOptions): number {
  const forced = Array.from(options.forced ?? []);
  const count = (picked: readonly number[], end: ArrayLike<number>, index: number) => picked.filter((e) => end[e] === index).length;
  let best = 0;
  for (let subset = 0; subset < 2 ** edges.row.length; subset++) {
    const picked = Array.from({ length: edges.row.length }, (_, e) => e).filter((e) => (subset >> e) & 1);
    if (forced.some((e) => !picked.includes(e))) continue;
    const fits = picked.every(
      (e) =>
        count(picked, edges.row, edges.row[e]!) <= boundAt(options.rows, edges.row[e]!).max &&
        count(picked, edges.column, edges.column[e]!) <= boundAt(options.columns, edges.column[e]!).max,
    );
    if (fits) best = Math.max(best, worthOf(edges, picked));
  }
  return best;
}

/** Σ weight · min(1, Σ share). */
export function worthOf(edges: CoverageEdges, picked: readonly number[]): number {
  let worth = 0;
  for (let part = 0; part < edges.partWeight.length; part++) {
    let load = 0;
    for (const e of picked) {
      for (let entry = edges.coverStart[e]!; entry < edges.coverStart[e + 1]!; entry++) {
        if (edges.coverPart[entry] === part) load += edges.coverShare[entry]!;
      }
    }
    worth += edges.partWeight[part]! * Math.min(1, load);
  }
  return worth;
}
