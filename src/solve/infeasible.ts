import { fillMinimums, type Filling } from "./fill-minimums.js";
import type { OpenGraph, OpenSide } from "./open-graph.js";
import type { Problem } from "./problem.js";
import type { BoundChange, HallSet, InfeasibleReason } from "./infeasible-types.js";

/**
 * Looks for a reason why no plan exists.
 *
 * The rows' minimums and the columns' minimums can be met together as soon as each can be met alone, under all maximums:
 * in Hoffman's condition for a circulation, every cut holds the minimums of one side only. So two maximum flows decide,
 * and what they miss is the smallest change of bounds that helps: a change by 1 mends at most 1 of either condition.
 *
 * @returns null where a plan exists.
 * @see A. Hoffman (1960), in A. Schrijver, Combinatorial Optimization (2003), theorem 11.2.
 */
export function findObstacle(problem: Problem, graph: OpenGraph): InfeasibleReason | null {
  const { rows, columns } = graph;
  const rowFilling = fillMinimums(rows, columns);
  const columnFilling = fillMinimums(columns, rows);
  const shortfall = rowFilling.shortfall + columnFilling.shortfall;
  if (shortfall === 0) return null;
  const hallSets: HallSet[] = [];
  if (rowFilling.shortfall > 0) hallSets.push(hallSetOfRows(graph, rowFilling));
  if (columnFilling.shortfall > 0) hallSets.push(hallSetOfColumns(graph, columnFilling));
  const raisedColumns = raiseMaximums(rows, columns, rowFilling);
  const raisedRows = raiseMaximums(columns, rows, columnFilling);
  return {
    code: "minimums-out-of-reach",
    hallSets,
    shortfall,
    lowerMinimums: [
      ...changes("rows", problem.rows.min, { by: rowFilling.missing, sign: -1 }),
      ...changes("columns", problem.columns.min, { by: columnFilling.missing, sign: -1 }),
    ],
    raiseMaximums:
      raisedRows === null || raisedColumns === null
        ? null
        : [
            ...changes("rows", problem.rows.max, { by: raisedRows, sign: 1 }),
            ...changes("columns", problem.columns.max, { by: raisedColumns, sign: 1 }),
          ],
  };
}

function hallSetOfRows(graph: OpenGraph, filling: Filling): HallSet {
  const { demand, supply } = weigh(graph.rows, graph.columns, filling);
  return { side: "rows", rows: marked(filling.reachedAsker), columns: marked(filling.reachedGiver), demand, supply };
}

function hallSetOfColumns(graph: OpenGraph, filling: Filling): HallSet {
  const { demand, supply } = weigh(graph.columns, graph.rows, filling);
  return { side: "columns", rows: marked(filling.reachedGiver), columns: marked(filling.reachedAsker), demand, supply };
}

/** What the reached askers ask for, and what their edges can carry: all of it, since the search ended there, is in use. */
function weigh(askers: OpenSide, givers: OpenSide, filling: Filling): { demand: number; supply: number } {
  let demand = 0;
  let supply = 0;
  filling.reachedAsker.forEach((isReached, asker) => (demand += isReached * askers.min[asker]!));
  filling.reachedGiver.forEach((isReached, giver) => (supply += isReached * givers.max[giver]!));
  for (let edge = 0; edge < askers.end.length; edge++) {
    if (filling.reachedAsker[askers.end[edge]!] === 1 && filling.reachedGiver[givers.end[edge]!] === 0) supply++;
  }
  return { demand, supply };
}

/** The extra places at each giver with which all askers are served; null where an asker has too few edges. */
function raiseMaximums(askers: OpenSide, givers: OpenSide, filling: Filling): Float64Array | null {
  const extra = new Float64Array(givers.count);
  const { start, edge } = askers.incidence;
  for (let asker = 0; asker < askers.count; asker++) {
    let missing = filling.missing[asker]!;
    for (let at = start[asker]!; at < start[asker + 1]! && missing > 0; at++) {
      if (filling.used[edge[at]!] === 1) continue;
      // Every giver at the other end of an unused edge is full, or the flow would have used it.
      extra[givers.end[edge[at]!]!]!++;
      missing--;
    }
    if (missing > 0) return null;
  }
  return extra;
}

function changes(side: "rows" | "columns", bound: Float64Array, change: { by: Float64Array; sign: 1 | -1 }): BoundChange[] {
  return Array.from(marked(change.by), (index) => {
    const from = bound[index]!;
    return { side, index, from, to: from + change.sign * change.by[index]! };
  });
}

function marked(mark: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: mark.length }, (_, index) => index).filter((index) => mark[index]! > 0);
}
