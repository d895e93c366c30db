import { CompensatedSum } from "../kernel/sum.js";
import { chosenPlaces, totalsOf } from "./plan-totals.js";
import type { Prices } from "./prices.js";
import type { Problem, ReadBounds } from "./problem.js";
import type { Plan } from "./plan-types.js";
import { upperBound } from "./upper-bound.js";

/** Where a search for the largest total stood when its steps were used up. */
export interface Standing {
  /** Of each edge in the problem's order; keeps all bounds; changed in place. */
  readonly isChosen: Uint8Array;
  /** In units. */
  readonly gain: Float64Array;
  readonly unit: number;
  readonly rounding: number;
  readonly flow: Prices;
  readonly roundingOfAll: number;
}

/**
 * The plan of a search cut short: what it has chosen, then every edge above 0 that still has room at both ends, the best first; and the bound that its
 * prices prove. O(edges · log edges).
 */
export function planCutShort(problem: Problem, { isChosen, gain, unit, rounding, flow, roundingOfAll }: Standing): Plan {
  fillUp(problem, gain, isChosen);
  const { rowDual, columnDual } = flow;
  return {
    status: "feasible",
    ...totalsOf(problem, chosenPlaces(isChosen)),
    bound: upperBound(dualValue(problem, gain, flow), { unit, roundingOfAll }),
    certificate: {
      kind: "duals",
      scope: "candidates",
      unit,
      rounding,
      rowDual,
      columnDual,
      rowGroupDual: new Float64Array(0),
      columnGroupDual: new Float64Array(0),
    },
    reason: null,
  };
}

function fillUp({ row, column, rows, columns }: Problem, gain: Float64Array, isChosen: Uint8Array): void {
  const rowRoom = rows.max.slice();
  const columnRoom = columns.max.slice();
  for (let edge = 0; edge < isChosen.length; edge++) {
    if (isChosen[edge] === 0) continue;
    rowRoom[row[edge]!]!--;
    columnRoom[column[edge]!]!--;
  }
  const hasRoom = (edge: number): boolean => rowRoom[row[edge]!]! > 0 && columnRoom[column[edge]!]! > 0;
  const open: number[] = [];
  for (let edge = 0; edge < gain.length; edge++) if (isChosen[edge] === 0 && gain[edge]! > 0 && hasRoom(edge)) open.push(edge);
  // Equal gains: in (row, column) order.
  for (const edge of open.sort((a, b) => gain[b]! - gain[a]! || a - b)) {
    if (!hasRoom(edge)) continue;
    isChosen[edge] = 1;
    rowRoom[row[edge]!]!--;
    columnRoom[column[edge]!]!--;
  }
}

/** What no plan's sum of gains exceeds under any prices at all (weak duality): see `TotalCertificate`. */
function dualValue({ row, column, forced, rows, columns }: Problem, gain: Float64Array, { rowDual, columnDual }: Prices): number {
  const sum = new CompensatedSum();
  const addPlaces = (dual: Float64Array, end: Uint32Array, { min, max }: ReadBounds): void => {
    const degree = new Float64Array(dual.length);
    for (const node of end) degree[node]!++;
    dual.forEach((price, node) => {
      const places = price > 0 ? Math.min(max[node]!, degree[node]!) : min[node]!;
      if (price !== 0) sum.add(places * price);
    });
  };
  addPlaces(rowDual, row, rows);
  addPlaces(columnDual, column, columns);
  for (let edge = 0; edge < gain.length; edge++) {
    const reduced = gain[edge]! - rowDual[row[edge]!]! - columnDual[column[edge]!]!;
    if (reduced > 0 || forced[edge] === 1) sum.add(reduced);
  }
  return sum.value;
}
