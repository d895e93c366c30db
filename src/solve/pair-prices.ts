import type { Problem, ReadBounds } from "./problem.js";
import type { BoundedNode, HallSet, Infeasible } from "./infeasible-types.js";
import type { Plan } from "./plan-types.js";
import type { Bounds, SolveOptions } from "./types.js";

/**
 * What a pair has to beat. A pair that is no edge is missing where score > rowPrice[row] + columnPrice[column], in the unit of the scores.
 *
 * Prices of a plan are finite. Prices of what is in the way of any plan are 0 and ±∞: −∞ asks for every pair of the row, whatever it
 * scores, +∞ for none; as −∞ + ∞ is no number, which no score exceeds, the one rule serves both.
 */
export interface PairPrices {
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
}

/** The prices by which a pair that is no edge would make a plan better: the duals, those of groups added. O(rows + columns + members of groups). */
export function planPrices({ certificate }: Plan, options: SolveOptions): PairPrices {
  const { unit, rowDual, columnDual, rowGroupDual, columnGroupDual } = certificate;
  return {
    rowPrice: inScores(rowDual, { groups: options.rows?.groups, dual: rowGroupDual, unit }),
    columnPrice: inScores(columnDual, { groups: options.columns?.groups, dual: columnGroupDual, unit }),
  };
}

/** Duals are whole numbers below 2⁵², and the unit is a power of two, so nothing is rounded. */
function inScores(
  dual: Float64Array,
  { groups = [], dual: groupDual, unit }: { groups: Bounds["groups"]; dual: Float64Array; unit: number },
): Float64Array {
  const price = dual.slice();
  groups.forEach(({ members }, g) => {
    for (const member of new Set(Array.from(members))) price[member]! += groupDual[g]!;
  });
  return price.map((units) => units * unit);
}

/**
 * The prices by which a pair that is no edge would lift what is in the way of a plan, one after the other: where none finds a pair,
 * the same obstacle stands before all pairs.
 *
 * An obstacle counts an edge as often as its ends are asked for, less those that limit it; a pair lifts it where this is above 0. Columns that count
 * alike are asked about together, so that prices of 0 and ±∞ can say it.
 */
export function* obstaclePrices({ reason }: Infeasible, problem: Problem, options: SolveOptions): Generator<PairPrices, void> {
  if (reason.code === "quotas-out-of-reach") {
    const weight = weigher(problem, options);
    for (const node of reason.asking) weight.add(node, 1);
    for (const node of reason.limiting) weight.add(node, -1);
    yield* askAbout(weight.row, weight.column);
    return;
  }
  for (const set of reason.hallSets) yield* askAbout(...hallWeights(set, problem));
}

/** How often each row and column is asked for, groups included, less what limits it. */
function weigher(problem: Problem, options: SolveOptions) {
  const row = new Float64Array(problem.rowCount);
  const column = new Float64Array(problem.columnCount);
  const add = ({ side, index }: BoundedNode, by: number): void => {
    if (side === "rows") row[index]! += by;
    else if (side === "columns") column[index]! += by;
    else {
      const [of, groups] = side === "row-groups" ? [row, options.rows?.groups] : [column, options.columns?.groups];
      for (const member of new Set(Array.from(groups![index]!.members))) of[member]! += by;
    }
  };
  return { row, column, add };
}

/** A Hall set asks for its own side, and is limited by those of the other side whose maximum, not their edges, is what they can give. */
function hallWeights({ side, rows, columns }: HallSet, problem: Problem): [Float64Array, Float64Array] {
  const row = new Float64Array(problem.rowCount);
  const column = new Float64Array(problem.columnCount);
  const [asking, limiting] = side === "rows" ? [rows, columns] : [columns, rows];
  const [asked, limited] = side === "rows" ? [row, column] : [column, row];
  for (const node of asking) asked[node] = 1;
  const full = fullNodes(side === "rows" ? problem.column : problem.row, problem.forced, side === "rows" ? problem.columns : problem.rows);
  for (const node of limiting) if (full[node] === 1) limited[node] = -1;
  return [row, column];
}

/** 1 for each node that has at least as many open edges as room. */
function fullNodes(end: Uint32Array, forced: Uint8Array, { max, forced: forcedAt }: ReadBounds): Uint8Array {
  const open = new Float64Array(max.length);
  for (let e = 0; e < end.length; e++) if (forced[e] === 0) open[end[e]!]!++;
  return Uint8Array.from(open, (count, node) => (count >= max[node]! - forcedAt[node]! ? 1 : 0));
}

function* askAbout(row: Float64Array, column: Float64Array): Generator<PairPrices, void> {
  for (const weight of [...new Set(column)].sort((a, b) => b - a)) {
    const rowPrice = row.map((own) => (own + weight > 0 ? -Infinity : Infinity));
    if (!rowPrice.includes(-Infinity)) continue;
    yield { rowPrice, columnPrice: column.map((own) => (own === weight ? 0 : Infinity)) };
  }
}
