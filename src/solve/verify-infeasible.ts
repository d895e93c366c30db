import type { Problem, ReadBounds } from "./problem.js";
import { isList, isObject, isWholeNumber } from "./shape.js";
import type { BoundChange, HallSet, Infeasible, InfeasibleReason, QuotaReason } from "./infeasible-types.js";
import type { Report } from "./verdict.js";

/**
 * Checks that no plan exists: each Hall set is counted again, and the changes offered add up to what the sets prove.
 *
 * @param verifyQuotaReason where the request has groups.
 */
export function verifyInfeasible(
  problem: Problem,
  solution: Infeasible,
  report: Report,
  verifyQuotaReason?: (reason: QuotaReason) => void,
): void {
  const { total, minRow, certificate } = solution;
  const edges: unknown = solution.edges;
  if (!isList(edges) || edges.length !== 0) report("status-invalid", "edges", { expected: "an empty array", received: edges });
  if (total !== 0) report("total-wrong", "total", { expected: 0, received: total });
  if (minRow !== 0) report("min-row-wrong", "minRow", { expected: 0, received: minRow });
  if (solution.bound !== -Infinity) report("bound-wrong", "bound", { expected: -Infinity, received: solution.bound });
  if (certificate !== null) report("status-invalid", "certificate", { expected: null, received: certificate });
  if (solution.scope !== "candidates" && solution.scope !== "all pairs")
    report("status-invalid", "scope", { expected: '"candidates" or "all pairs"', received: solution.scope });
  if (solution.value !== 0) report("value-wrong", "value", { expected: 0, received: solution.value });
  if (solution.reason?.code === "quotas-out-of-reach" && verifyQuotaReason !== undefined) {
    verifyQuotaReason(solution.reason);
    return;
  }
  const reason = solution.reason as InfeasibleReason | null | undefined;
  if (!Array.isArray(reason?.hallSets) || reason.hallSets.length === 0) {
    report("hall-set-missing", "reason.hallSets", { expected: "one or two Hall sets", received: reason?.hallSets });
    return;
  }
  let proved = 0;
  const sides = new Set<string>();
  reason.hallSets.forEach((set: HallSet | null | undefined, at: number) => {
    const path = `reason.hallSets[${at}]`;
    if (!isObject(set) || (set.side !== "rows" && set.side !== "columns") || sides.has(set.side)) {
      report("hall-set-invalid", `${path}.side`, { expected: "each side once", received: isObject(set) ? set.side : set });
      return;
    }
    sides.add(set.side);
    proved += checkHallSet(problem, set, { path, report });
  });
  if (reason.shortfall !== proved) report("shortfall-wrong", "reason.shortfall", { expected: proved, received: reason.shortfall });
  checkChanges(problem, reason.lowerMinimums, { bound: "min", shortfall: proved, path: "reason.lowerMinimums", report });
  if (reason.raiseMaximums !== null) {
    checkChanges(problem, reason.raiseMaximums, { bound: "max", shortfall: proved, path: "reason.raiseMaximums", report });
  }
}

/** Returns demand − supply, counted from the problem. */
function checkHallSet(problem: Problem, set: HallSet, at: { path: string; report: Report }): number {
  const inRows = mark(set.rows, problem.rowCount);
  const inColumns = mark(set.columns, problem.columnCount);
  if (inRows === null || inColumns === null) {
    at.report("hall-set-invalid", at.path, { expected: "ascending rows and columns of the instance", received: "others" });
    return 0;
  }
  const asksByRow = set.side === "rows";
  const askers = asksByRow ? { isIn: inRows, bounds: problem.rows } : { isIn: inColumns, bounds: problem.columns };
  const givers = asksByRow ? { isIn: inColumns, bounds: problem.columns } : { isIn: inRows, bounds: problem.rows };
  const askerOf = asksByRow ? problem.row : problem.column;
  const giverOf = asksByRow ? problem.column : problem.row;
  const openEdges = countOpen(giverOf, problem.forced, givers.isIn.length);
  let demand = 0;
  let supply = 0;
  askers.isIn.forEach((isIn, index) => {
    if (isIn === 1) demand += Math.max(0, askers.bounds.min[index]! - askers.bounds.forced[index]!);
  });
  givers.isIn.forEach((isIn, index) => {
    if (isIn === 1) supply += Math.min(room(givers.bounds, index), openEdges[index]!);
  });
  for (let e = 0; e < askerOf.length; e++) {
    if (problem.forced[e] === 0 && askers.isIn[askerOf[e]!] === 1 && givers.isIn[giverOf[e]!] === 0) supply++;
  }
  if (!(demand > supply) || set.demand !== demand || set.supply !== supply) {
    const received = `demand ${set.demand}, supply ${set.supply}`;
    at.report("hall-set-invalid", at.path, { expected: `demand ${demand} above supply ${supply}`, received });
  }
  return demand - supply;
}

function room(bounds: ReadBounds, index: number): number {
  return bounds.max[index]! - bounds.forced[index]!;
}

function countOpen(end: Uint32Array, forced: Uint8Array, count: number): Float64Array {
  const open = new Float64Array(count);
  for (let e = 0; e < end.length; e++) if (forced[e] === 0) open[end[e]!]!++;
  return open;
}

function mark(list: unknown, count: number): Uint8Array | null {
  if (!isList(list)) return null;
  const isIn = new Uint8Array(count);
  let before = -1;
  for (let at = 0; at < list.length; at++) {
    const index = list[at];
    if (!isWholeNumber(index) || index <= before || index >= count) return null;
    before = index;
    isIn[index] = 1;
  }
  return isIn;
}

function checkChanges(
  problem: Problem,
  changes: unknown,
  at: { bound: "min" | "max"; shortfall: number; path: string; report: Report },
): void {
  if (!Array.isArray(changes) || !changes.every(isObject)) {
    at.report("relaxation-wrong", at.path, { expected: "a list of changes", received: changes });
    return;
  }
  let sum = 0;
  for (const { side, index, from, to } of changes as unknown as readonly BoundChange[]) {
    const step = at.bound === "min" ? from - to : to - from;
    const bounds: ReadBounds | undefined = side === "rows" ? problem.rows : side === "columns" ? problem.columns : undefined;
    if (bounds?.[at.bound][index] !== from || !(step > 0) || to < 0) {
      at.report("relaxation-wrong", at.path, { expected: `a change of a ${at.bound}`, received: `${side} ${index}: ${from} to ${to}` });
    }
    sum += step;
  }
  if (sum !== at.shortfall) at.report("relaxation-wrong", at.path, { expected: `changes by ${at.shortfall} in sum`, received: sum });
}
