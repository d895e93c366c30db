import highs from "highs";
import type { Edges, SolveOptions } from "../../src/solve/types.js";
import { boundAt } from "./solve-brute-force.js";

/** Solves the linear relaxation, which has integer corners for bipartite graphs; null where it has no solution. */
export type LpTotal = (edges: Edges, options: SolveOptions) => number | null;

/** Loads the solver once. */
export async function createLpTotal(): Promise<LpTotal> {
  const solver = await highs();
  return (edges, options) => {
    const result = solver.solve(asLp(edges, options));
    if (result.Status === "Infeasible") return null;
    if (result.Status !== "Optimal") throw new Error(`highs: ${result.Status}`);
    return result.ObjectiveValue;
  };
}

function asLp(edges: Edges, options: SolveOptions): string {
  const forced = new Set(Array.from(options.forced ?? []));
  const all = Array.from({ length: edges.row.length }, (_, e) => e);
  const side = (name: string, count: number, end: ArrayLike<number>, bounds: SolveOptions["rows"]) =>
    Array.from({ length: count }, (_, index) => {
      const { min, max } = boundAt(bounds, index);
      const sum = ["0 none", ...all.filter((e) => end[e] === index).map((e) => `x${e}`)].join(" + ");
      return [` ${name}min${index}: ${sum} >= ${min}`, ` ${name}max${index}: ${sum} <= ${Math.min(max, all.length)}`];
    }).flat();
  return [
    "Maximize",
    ` total: ${["0 none", ...all.map((e) => `${edges.score[e]!} x${e}`)].join(" + ").replaceAll("+ -", "- ")}`,
    "Subject To",
    ...side("r", edges.rowCount, edges.row, options.rows),
    ...side("c", edges.columnCount, edges.column, options.columns),
    "Bounds",
    " 0 <= none <= 0",
    ...all.map((e) => ` ${forced.has(e) ? 1 : 0} <= x${e} <= 1`),
    "End",
  ].join("\n");
}
