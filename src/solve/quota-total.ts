import { CompensatedSum, sumOf } from "../kernel/sum.js";
import { pickFloats } from "./canonical.js";
import { denseTablePrices } from "./dense.js";
import { silently } from "./drain.js";
import type { GroupTree } from "./group-tree.js";
import { roundScores, toUnits } from "./integer-scores.js";
import { loadCostAt, type LoadCosts } from "./load-costs.js";
import { optimalPrices } from "./optimal-prices.js";
import type { OpenGraph } from "./open-graph.js";
import { planTotals } from "./plan-totals.js";
import { priceHeadroom } from "./prices.js";
import type { Problem } from "./problem.js";
import { QuotaFlow } from "./quota-flow.js";
import { hardNetwork, HUB, nodeBounds, type QuotaNetwork } from "./quota-network.js";
import type { Plan } from "./plan-types.js";
import { upperBound } from "./upper-bound.js";

const PATHS_A_STEP = 256;

/** Whether the problem asks for more than bounds of single rows and columns: groups or costs of loads. */
export function hasQuotas({ rowTree, columnTree, rowLoads, columnLoads }: Problem): boolean {
  return hasGroups({ rowTree, columnTree }) || rowLoads !== null || columnLoads !== null;
}

export function hasGroups({ rowTree, columnTree }: Pick<Problem, "rowTree" | "columnTree">): boolean {
  return rowTree.parent.length + columnTree.parent.length > 0;
}

/**
 * The plan of largest value where rows or columns are in groups or their loads cost; null where no plan exists.
 *
 * Starts from the optimal plan without groups and costs, so only what that plan gets wrong is repaired: `QuotaFlow`. Yields
 * between steps of work.
 */
export function* quotaSteps(problem: Problem, graph: OpenGraph): Generator<void, Plan | null> {
  const { rowLoads, columnLoads } = problem;
  const worth = problem.worth ?? problem.score;
  const allCosts = [...new Set([...(rowLoads ?? []), ...(columnLoads ?? [])])].flatMap((list) => Array.from(list));
  const rounded = roundScores(Float64Array.from([...worth, ...allCosts]), quotaHeadroom(problem, graph));
  const { unit, rounding } = rounded;
  const gain = rounded.gain.slice(0, worth.length);
  const units = { gain, rowLoads: loadsInUnits(rowLoads, unit), columnLoads: loadsInUnits(columnLoads, unit) };
  const net = hardNetwork(problem, units);
  if (net.low.some((low, node) => low > net.high[node]!)) return null;
  if (hasShortSide(graph)) return null;
  const openGain = graph.edgeCount === gain.length ? gain : pickFloats(gain, graph.problemEdge);
  const start = yield* silently(optimalPrices(graph, openGain, denseTablePrices));
  if (start === null) return null;
  const isChosen = problem.forced.slice();
  for (let edge = 0; edge < graph.edgeCount; edge++) isChosen[graph.problemEdge[edge]!] = start.chosen[edge]!;
  const flow = new QuotaFlow(net, { isChosen, price: startPrices(net, start) });
  let state = flow.step();
  while (state === "more") {
    if (flow.pathCount % PATHS_A_STEP === 0) yield;
    state = flow.step();
  }
  if (state === "stuck") return null;
  if (rowLoads === null && columnLoads === null) settleZeroGains(problem, net, flow);
  const { edges, total, minRow } = planTotals(problem, flow.isChosen);
  const degree = flow.flow;
  const duals = flow.duals();
  const valueUnits = sumOf(gain.filter((_, e) => flow.isChosen[e] === 1)) - costOfLoads(units, degree, net);
  const rounds = 1 + (rowLoads === null ? 0 : 1) + (columnLoads === null ? 0 : 1);
  const most = Math.min(sumOf(graph.rows.max), sumOf(graph.columns.max)) + (problem.score.length - graph.edgeCount);
  const slack = rounds * most * rounding;
  return {
    status: "optimal",
    edges,
    total,
    minRow,
    value: valueOf(problem, flow.isChosen, { degree, net }),
    bound: upperBound(valueUnits, { unit, roundingOfAll: slack }),
    certificate: {
      kind: "duals",
      scope: "candidates",
      unit,
      rounding,
      rowDual: duals.slice(0, net.rowCount),
      columnDual: duals.slice(net.firstColumn, net.firstColumn + net.columnCount),
      rowGroupDual: inCallersOrder(problem.rowTree, duals.subarray(net.rowCount, net.firstColumn)),
      columnGroupDual: inCallersOrder(problem.columnTree, duals.subarray(net.firstColumn + net.columnCount)),
    },
    reason: null,
  };
}

/** A path visits no node twice; between two rows (columns) without an edge between them it visits a group. Prices as in `priceHeadroom`, twice over. */
function quotaHeadroom(problem: Problem, graph: OpenGraph): number {
  const groups = problem.rowTree.parent.length + problem.columnTree.parent.length;
  return 2 * priceHeadroom(graph) + 24 * (groups + 1);
}

function loadsInUnits(loads: LoadCosts | null, unit: number): LoadCosts | null {
  if (loads === null) return null;
  const rounded = new Map(Array.from(new Set(loads), (list) => [list, list.map((cost) => toUnits(cost, unit))]));
  return loads.map((list) => rounded.get(list)!);
}

function hasShortSide({ rows, columns }: OpenGraph): boolean {
  return [rows, columns].some(({ min, max }) => min.some((value, index) => value > max[index]!));
}

/** Groups start at price 0. */
function startPrices(net: QuotaNetwork, start: { rowDual: Float64Array; columnDual: Float64Array }): Float64Array {
  const price = new Float64Array(net.nodeCount);
  price.set(start.rowDual, 0);
  price.set(start.columnDual, net.firstColumn);
  return price;
}

/**
 * Among plans of the same gain: an edge that counts for 0 or less is chosen only where a minimum or forcing needs it, one of more
 * wherever its ends and their groups have room.
 */
function settleZeroGains(problem: Problem, net: QuotaNetwork, flow: QuotaFlow): void {
  const worth = problem.worth ?? problem.score;
  const { min, max } = nodeBounds(problem);
  const onWay = (node: number, test: (node: number) => boolean): boolean => {
    for (let at = node; at !== HUB; at = net.above[at]!) if (!test(at)) return false;
    return true;
  };
  const change = (e: number, by: 1 | -1) => {
    flow.isChosen[e]! += by;
    for (const end of [net.rowNode[e]!, net.columnNode[e]!]) {
      onWay(end, (node) => {
        flow.flow[node]! += by;
        return true;
      });
    }
  };
  for (const by of [-1, 1] as const) {
    const mayChange = (node: number) => (by < 0 ? flow.flow[node]! > min[node]! : flow.flow[node]! < max[node]!);
    for (let e = 0; e < worth.length; e++) {
      const isWrong = by < 0 ? flow.isChosen[e] === 1 && net.forced[e] === 0 && worth[e]! <= 0 : flow.isChosen[e] === 0 && worth[e]! > 0;
      if (net.gain[e] === 0 && isWrong && onWay(net.rowNode[e]!, mayChange) && onWay(net.columnNode[e]!, mayChange)) change(e, by);
    }
  }
}

function costOfLoads(
  units: { rowLoads: LoadCosts | null; columnLoads: LoadCosts | null },
  degree: Float64Array,
  net: QuotaNetwork,
): number {
  const sum = new CompensatedSum();
  eachLoadCost(units, { degree, net }, (cost) => sum.add(cost));
  return sum.value;
}

/** The scores and bonuses chosen, then the costs of the rows' loads and of the columns', compensated. */
function valueOf(problem: Problem, isChosen: Uint8Array, at: { degree: Float64Array; net: QuotaNetwork }): number {
  const worth = problem.worth ?? problem.score;
  const sum = new CompensatedSum();
  for (let e = 0; e < worth.length; e++) if (isChosen[e] === 1) sum.add(worth[e]!);
  eachLoadCost(problem, at, (cost) => sum.add(-cost));
  return sum.value;
}

function eachLoadCost(
  { rowLoads, columnLoads }: { rowLoads: LoadCosts | null; columnLoads: LoadCosts | null },
  { degree, net }: { degree: Float64Array; net: QuotaNetwork },
  add: (cost: number) => void,
): void {
  const side = (loads: LoadCosts | null, first: number) =>
    loads?.forEach((list, index) => {
      for (let k = 1; k <= degree[first + index]!; k++) add(loadCostAt(list, k));
    });
  side(rowLoads, 0);
  side(columnLoads, net.firstColumn);
}

function inCallersOrder(tree: GroupTree, duals: Float64Array): Float64Array {
  const ordered = new Float64Array(duals.length);
  duals.forEach((dual, group) => (ordered[tree.callerGroup[group]!] = dual));
  return ordered;
}
