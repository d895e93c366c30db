import type { Edges, SolveOptions } from "../../src/solve/types.js";
import { boundAt } from "./solve-brute-force.js";

/** The largest smallest row total and the largest total beside it, by trying every set of edges; null where there is no plan. */
export function bruteForceFair(edges: Edges, options: SolveOptions<"fair">): { minRow: number; total: number } | null {
  const forced = Array.from(options.forced ?? []);
  let best: { minRow: number; total: number } | null = null;
  for (let subset = 0; subset < 2 ** edges.row.length; subset++) {
    if (forced.some((e) => ((subset >> e) & 1) === 0)) continue;
    const rowDegree = Array.from({ length: edges.rowCount }, () => 0);
    const columnDegree = Array.from({ length: edges.columnCount }, () => 0);
    const rowTotal = Array.from({ length: edges.rowCount }, () => 0);
    for (let e = 0; e < edges.row.length; e++) {
      if (((subset >> e) & 1) === 0) continue;
      rowDegree[edges.row[e]!]!++;
      columnDegree[edges.column[e]!]!++;
      rowTotal[edges.row[e]!]! += edges.score[e]!;
    }
    const fits = (degree: number[], bounds: SolveOptions["rows"]) =>
      degree.every((value, index) => value >= boundAt(bounds, index).min && value <= boundAt(bounds, index).max);
    if (!fits(rowDegree, options.rows) || !fits(columnDegree, options.columns)) continue;
    const minRow = edges.rowCount === 0 ? 0 : Math.min(...rowTotal);
    const total = rowTotal.reduce((sum, value) => sum + value, 0);
    if (best === null || minRow > best.minRow || (minRow === best.minRow && total > best.total)) best = { minRow, total };
  }
  return best;
}
