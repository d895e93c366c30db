import { InvariantError } from "../kernel/invariant-error.js";
import { sumOf } from "../kernel/sum.js";
import { pickFloats } from "./canonical.js";
import { denseTablePrices } from "./dense.js";
import { drain } from "./drain.js";
import { optimalPrices, type TableSolver } from "./optimal-prices.js";
import { priceHeadroom, type Prices } from "./prices.js";
import { roundScores } from "./integer-scores.js";
import type { OpenGraph, OpenSide } from "./open-graph.js";
import type { Problem, ReadBounds } from "./problem.js";
import { chosenPlaces, totalsOf } from "./plan-totals.js";
import type { Standing } from "./cut-short.js";
import { upperBound } from "./upper-bound.js";
import type { Plan } from "./plan-types.js";

/** The plan of the largest total of a problem that has one. */
export function solveTotal(problem: Problem, graph: OpenGraph): Plan {
  const plan = drain(totalSteps(problem, graph, { solveTable: denseTablePrices }));
  if (plan === null) throw new InvariantError("solve: no augmenting path, though the bounds were found feasible");
  return plan;
}

/** What not every caller of the largest total has a use for. */
export interface TotalParts {
  readonly solveTable?: TableSolver;
  /** Makes a plan of where a search stood when its steps were used up; without it, what the problem says of steps is not looked at. */
  readonly cutShort?: (problem: Problem, standing: Standing) => Plan;
}

/** The plan of the largest total; null where no plan exists: then `findObstacle` says why. Yields between steps of work. */
export function* totalSteps(problem: Problem, graph: OpenGraph, { solveTable, cutShort }: TotalParts = {}): Generator<void, Plan | null> {
  if (isShort(graph.rows) || isShort(graph.columns)) return null;
  const { unit, rounding, gain, hasZero } = roundScores(problem.score, priceHeadroom(graph));
  const openGain = graph.edgeCount === gain.length ? gain : pickFloats(gain, graph.problemEdge);
  const found = yield* pricesWithin(cutShort === undefined ? Infinity : problem.maxSteps, { graph, gain: openGain, solveTable });
  if (found === null) return null;
  const { flow, isCutShort } = found;
  const isChosen = withForced(problem, graph, flow.chosen);
  if (isCutShort) return cutShort!(problem, { isChosen, gain, unit, rounding, flow, roundingOfAll: mostEdges(problem, graph) * rounding });
  const places = chosenPlaces(isChosen);
  const rowDegree = degrees(problem.row, places, problem.rowCount);
  const columnDegree = degrees(problem.column, places, problem.columnCount);
  if (hasZero) settleZeroGains(problem, gain, { isChosen, rowDegree, columnDegree });
  const { edges, total, minRow, value } = totalsOf(problem, hasZero ? chosenPlaces(isChosen) : places);
  // Edges settled last gain 0 and change no sum.
  const units = sumOf(pickFloats(gain, places));
  return {
    status: "optimal",
    edges,
    total,
    minRow,
    value,
    bound: upperBound(units, { unit, roundingOfAll: mostEdges(problem, graph) * rounding }),
    certificate: {
      kind: "duals",
      scope: "candidates",
      unit,
      rounding,
      rowDual: settleDuals(flow.rowDual, rowDegree, problem.rows),
      columnDual: settleDuals(flow.columnDual, columnDegree, problem.columns),
      rowGroupDual: new Float64Array(0),
      columnGroupDual: new Float64Array(0),
    },
    reason: null,
  };
}

/** The prices of the best plan, or after so many steps those of the first plan that is there; null where there is no plan. */
function* pricesWithin(
  maxSteps: number,
  { graph, gain, solveTable }: { readonly graph: OpenGraph; readonly gain: Float64Array; readonly solveTable: TableSolver | undefined },
): Generator<void, { readonly flow: Prices; readonly isCutShort: boolean } | null> {
  const search = optimalPrices(graph, gain, solveTable);
  for (let step = 1; ; step++) {
    const { done, value } = search.next();
    if (done === true) return value === null ? null : { flow: value, isCutShort: false };
    if (step >= maxSteps && value !== null && keepsMinimums(graph, value.chosen)) return { flow: value, isCutShort: true };
    yield;
  }
}

function keepsMinimums({ rows, columns }: OpenGraph, chosen: Uint8Array): boolean {
  return [rows, columns].every(({ end, min, count }) => {
    const degree = new Float64Array(count);
    for (let edge = 0; edge < end.length; edge++) degree[end[edge]!]! += chosen[edge]!;
    return min.every((least, index) => degree[index]! >= least);
  });
}

/** Whether a row or column has fewer edges than it must choose. */
function isShort({ min, max }: OpenSide): boolean {
  return min.some((value, index) => value > max[index]!);
}

/** The choice among all edges, in the problem's order; may be the array given. */
function withForced(problem: Problem, graph: OpenGraph, chosen: Uint8Array): Uint8Array {
  if (graph.edgeCount === problem.forced.length) return chosen;
  const isChosen = problem.forced.slice();
  for (let edge = 0; edge < graph.edgeCount; edge++) isChosen[graph.problemEdge[edge]!] = chosen[edge]!;
  return isChosen;
}

function degrees(end: Uint32Array, places: Uint32Array, count: number): Float64Array {
  const degree = new Float64Array(count);
  for (const place of places) degree[end[place]!]!++;
  return degree;
}

/**
 * Among plans of the same gain, settles the edges whose gain is 0: a score ≤ 0 is chosen only where a minimum or forcing needs
 * it, a score > 0 wherever both ends have room. The gain stays, so the duals still prove it.
 */
function settleZeroGains(
  problem: Problem,
  gain: Float64Array,
  plan: { isChosen: Uint8Array; rowDegree: Float64Array; columnDegree: Float64Array },
): void {
  const { row, column, score, forced, rows, columns } = problem;
  const { isChosen, rowDegree, columnDegree } = plan;
  const change = (e: number, by: 1 | -1) => {
    isChosen[e]! += by;
    rowDegree[row[e]!]! += by;
    columnDegree[column[e]!]! += by;
  };
  for (let e = 0; e < gain.length; e++) {
    if (gain[e] !== 0 || isChosen[e] === 0 || forced[e] === 1 || score[e]! > 0) continue;
    if (rowDegree[row[e]!]! > rows.min[row[e]!]! && columnDegree[column[e]!]! > columns.min[column[e]!]!) change(e, -1);
  }
  for (let e = 0; e < gain.length; e++) {
    if (gain[e] !== 0 || isChosen[e] === 1 || score[e]! <= 0) continue;
    if (rowDegree[row[e]!]! < rows.max[row[e]!]! && columnDegree[column[e]!]! < columns.max[column[e]!]!) change(e, 1);
  }
}

/**
 * The search prices open edges under bounds less forcing, and maximums cut to the edges there are. Where a price then has a sign
 * that the caller's bounds do not allow, all open edges of the node are chosen (price > 0) or none is (price < 0), so
 * price 0 keeps the sign of every reduced gain.
 */
function settleDuals(dual: Float64Array, degree: Float64Array, bounds: ReadBounds): Float64Array {
  return dual.map((price, index) => {
    const isTooHigh = price > 0 && degree[index]! < bounds.max[index]!;
    const isTooLow = price < 0 && degree[index]! > bounds.min[index]!;
    return isTooHigh || isTooLow ? 0 : price;
  });
}

/** No plan has more edges than either side has places. */
function mostEdges(problem: Problem, graph: OpenGraph): number {
  const forced = problem.score.length - graph.edgeCount;
  return forced + Math.min(sumOf(graph.rows.max), sumOf(graph.columns.max));
}
