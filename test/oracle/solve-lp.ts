import highs from "highs";
import type { Edges, SolveOptions } from "../../src/solve/types.js";
import { boundAt } from "./solve-brute-force.js";
import { costAt } from "./solve-groups.js";

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
  const kept = new Set(Array.from(options.keep?.edges ?? []));
  const worth = (e: number) => edges.score[e]! + (kept.has(e) ? options.keep!.bonus : 0);
  const terms: string[] = [];
  const units: string[] = [];
  // One variable from 0 to 1 for each place with its marginal cost: since costs never decrease, the cheap ones are used first.
  const loads = (name: string, count: number, end: ArrayLike<number>, bounds: SolveOptions["rows"]) =>
    bounds?.loadCosts === undefined
      ? []
      : Array.from({ length: count }, (_, index) => {
          const own = all.filter((e) => end[e] === index);
          const places = own.map((_, k) => `${name}load${index}p${k}`);
          places.forEach((place, k) => {
            terms.push(`${-costAt(bounds, index, k)} ${place}`);
            units.push(` 0 <= ${place} <= 1`);
          });
          return ` ${name}load${index}: ${["0 none", ...own.map((e) => `x${e}`)].join(" + ")}${places.map((place) => ` - ${place}`).join("")} = 0`;
        });
  const groups = (name: string, end: ArrayLike<number>, bounds: SolveOptions["rows"]) =>
    (bounds?.groups ?? []).flatMap(({ members, min = 0, max = Infinity }, g) => {
      const sum = ["0 none", ...all.filter((e) => Array.from(members).includes(end[e]!)).map((e) => `x${e}`)].join(" + ");
      return [` ${name}groupmin${g}: ${sum} >= ${min}`, ` ${name}groupmax${g}: ${sum} <= ${Math.min(max, all.length)}`];
    });
  const side = (name: string, count: number, end: ArrayLike<number>, bounds: SolveOptions["rows"]) =>
    Array.from({ length: count }, (_, index) => {
      const { min, max } = boundAt(bounds, index);
      const sum = ["0 none", ...all.filter((e) => end[e] === index).map((e) => `x${e}`)].join(" + ");
      return [` ${name}min${index}: ${sum} >= ${min}`, ` ${name}max${index}: ${sum} <= ${Math.min(max, all.length)}`];
    }).flat();
  const loaded = [...loads("r", edges.rowCount, edges.row, options.rows), ...loads("c", edges.columnCount, edges.column, options.columns)];
  return [
    "Maximize",
    ` total: ${["0 none", ...all.map((e) => `${worth(e)} x${e}`), ...terms].join(" + ").replaceAll("+ -", "- ")}`,
    "Subject To",
    ...side("r", edges.rowCount, edges.row, options.rows),
    ...side("c", edges.columnCount, edges.column, options.columns),
    ...groups("r", edges.row, options.rows),
    ...groups("c", edges.column, options.columns),
    ...loaded,
    "Bounds",
    " 0 <= none <= 0",
    ...all.map((e) => ` ${forced.has(e) ? 1 : 0} <= x${e} <= 1`),
    ...units,
    "End",
  ].join("\n");
}
