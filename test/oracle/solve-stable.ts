import type { Edges, SolveOptions } from "../../src/solve/types.js";
import { boundAt } from "./solve-brute-force.js";

type StableOptions = SolveOptions<"stable">;

/** All sets of edges that keep the maximums, as lists of edges, by trying every set. Without forced edges; at most about 14 edges. */
export function allPlans(edges: Edges, options: StableOptions): number[][] {
  const plans: number[][] = [[]];
  for (let e = 0; e < edges.row.length; e++) {
    for (const plan of [...plans]) if (keepsMaximums(edges, options, [...plan, e])) plans.push([...plan, e]);
  }
  return plans;
}

function keepsMaximums(edges: Edges, options: StableOptions, plan: readonly number[]): boolean {
  const count = (of: (e: number) => boolean) => plan.filter(of).length;
  return plan.every(
    (e) =>
      count((other) => edges.row[other] === edges.row[e]) <= boundAt(options.rows, edges.row[e]!).max &&
      count((other) => edges.column[other] === edges.column[e]) <= boundAt(options.columns, edges.column[e]!).max &&
      (options.columns?.groups ?? []).every(
        ({ members, max }) => count((other) => Array.from(members).includes(edges.column[other]!)) <= (max ?? Infinity),
      ),
  );
}

/**
 * Whether some edge blocks the plan, said in words of exchange: an edge e blocks where the row gains by e, giving up at most one
 * worse edge of its own, and the columns gain by e, giving up at most one worse edge of the column or its group.
 */
export function isStable(edges: Edges, options: StableOptions, plan: readonly number[]): boolean {
  const wish = (e: number) => edges.score[e]!;
  const worth = (e: number) => (edges.columnScore ?? edges.score)[e]!;
  const groupOf = (c: number) => (options.columns?.groups ?? []).findIndex(({ members }) => Array.from(members).includes(c));
  const forced = new Set(Array.from(options.forced ?? []));
  for (let e = 0; e < edges.row.length; e++) {
    if (plan.includes(e)) continue;
    const row = edges.row[e]!;
    const column = edges.column[e]!;
    const group = groupOf(column);
    const ofRow = plan.filter((other) => edges.row[other] === row);
    const ofColumn = plan.filter((other) => edges.column[other] === column);
    const ofGroup = group < 0 ? [] : plan.filter((other) => groupOf(edges.column[other]!) === group);
    const free = (list: number[]) => list.filter((other) => !forced.has(other));
    const rowTakes = ofRow.length < boundAt(options.rows, row).max || free(ofRow).some((other) => wish(other) < wish(e));
    const columnFull = ofColumn.length >= boundAt(options.columns, column).max;
    const groupFull = group >= 0 && ofGroup.length >= (options.columns?.groups?.[group]?.max ?? Infinity);
    const moves = (other: number) => edges.row[other] === row && wish(other) < wish(e) && worth(other) <= worth(e);
    const columnTakes = columnFull
      ? free(ofColumn).some((other) => worth(other) < worth(e))
      : !groupFull || free(ofGroup).some((other) => worth(other) < worth(e) || moves(other));
    if (rowTakes && columnTakes) return false;
  }
  return true;
}

/** All stable matchings of one partner a row and a column, rows placed one after the other; sizes up to 7 × 7. As partner column of each row, −1 for none. */
export function allStableMatchings(edges: Edges): number[][] {
  const edgeOf = new Map(Array.from(edges.row, (row, e) => [`${row},${edges.column[e]!}`, e]));
  const score = (row: number, column: number) => edges.score[edgeOf.get(`${row},${column}`) ?? -1] ?? -Infinity;
  const columnScore = (row: number, column: number) =>
    (edges.columnScore ?? edges.score)[edgeOf.get(`${row},${column}`) ?? -1] ?? -Infinity;
  const found: number[][] = [];
  const isFine = (partner: number[]) =>
    Array.from(edges.row).every((row, e) => {
      const column = edges.column[e]!;
      const rival = partner.indexOf(column);
      const rowTakes = partner[row] === -1 || score(row, column) > score(row, partner[row]!);
      return !(rowTakes && partner[row] !== column && (rival < 0 || columnScore(row, column) > columnScore(rival, column)));
    });
  const place = (row: number, partner: number[]) => {
    if (row === edges.rowCount) {
      if (isFine(partner)) found.push(partner);
      return;
    }
    for (let column = -1; column < edges.columnCount; column++) {
      if (column >= 0 && (partner.includes(column) || !edgeOf.has(`${row},${column}`))) continue;
      place(row + 1, [...partner, column]);
    }
  };
  place(0, []);
  return found;
}
