import { groupByEnd, type Incidence } from "./canonical.js";
import { countInGroups, type GroupTree } from "./group-tree.js";
import { loadCostAt, type LoadCosts } from "./load-costs.js";
import type { Problem, ReadBounds } from "./problem.js";

/** The node above a row, a column or a group that is in no group. */
export const HUB = -1;

/**
 * The rows, columns and groups of a problem as one circulation: hub → groups of rows → rows → edges → columns → groups of
 * columns → hub.
 *
 * Nodes are numbered rows, row groups, columns, column groups. The arc between a node and the one above it carries as many units as
 * the node has partners; the k-th costs `cost(node, k)`, which never decreases in k. Forced edges carry 1 and are fixed.
 */
export interface QuotaNetwork {
  readonly nodeCount: number;
  /** Nodes from here on are columns and their groups. */
  readonly firstColumn: number;
  readonly rowCount: number;
  readonly columnCount: number;
  /** The node above each node. */
  readonly above: Int32Array;
  /** The nodes right below each node. */
  readonly below: Incidence;
  /** Node of each edge's row and column. */
  readonly rowNode: Uint32Array;
  readonly columnNode: Uint32Array;
  /** The edges at each node, ascending; none at groups. */
  readonly incidence: Incidence;
  readonly columnIncidence: Incidence;
  readonly forced: Uint8Array;
  /** Gain of each edge, an integer. */
  readonly gain: Float64Array;
  /** The fewest and most partners that a choice of edges may give the node; may cross, then there is no plan. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** −∞ up to the minimum, +∞ above the maximum, unless bounds are soft. */
  readonly cost: (node: number, k: number) => number;
}

/** What the caller asks of each node. */
export interface NodeBounds {
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Minimum and maximum of all nodes of a network. */
export function nodeBounds(problem: Problem): NodeBounds {
  const { rows, rowTree, columns, columnTree } = problem;
  return {
    min: Float64Array.from([...rows.min, ...rowTree.min, ...columns.min, ...columnTree.min]),
    max: Float64Array.from([...rows.max, ...rowTree.max, ...columns.max, ...columnTree.max]),
  };
}

/** The network whose bounds are hard: what a plan has to keep. @param units gains and load costs in units. O(edges + nodes). */
export function hardNetwork(
  problem: Problem,
  units: { gain: Float64Array; rowLoads: LoadCosts | null; columnLoads: LoadCosts | null },
): QuotaNetwork {
  const { min, max } = nodeBounds(problem);
  const frame = networkFrame(problem);
  const { firstColumn, rowCount, columnCount } = frame;
  const cost = (node: number, k: number): number => {
    if (k <= min[node]!) return -Infinity;
    if (k > max[node]!) return Infinity;
    const isColumn = node >= firstColumn;
    const loads = isColumn ? units.columnLoads : units.rowLoads;
    const index = isColumn ? node - firstColumn : node;
    return loads === null || index >= (isColumn ? columnCount : rowCount) ? 0 : loadCostAt(loads[index]!, k);
  };
  return {
    ...frame,
    gain: units.gain,
    low: frame.low.map((count, node) => Math.max(count, min[node]!)),
    high: frame.high.map((count, node) => Math.min(count, max[node]!)),
    cost,
  };
}

/** The network in which each unit that a bound is missed by costs 1, and nothing else does: what it costs at least is the smallest relaxation. */
export function softNetwork(problem: Problem): QuotaNetwork {
  const { min, max } = nodeBounds(problem);
  const frame = networkFrame(problem);
  const cost = (node: number, k: number): number => (k <= min[node]! ? -1 : k > max[node]! ? 1 : 0);
  return { ...frame, gain: new Float64Array(problem.row.length), cost };
}

function networkFrame(problem: Problem): Omit<QuotaNetwork, "gain" | "cost"> {
  const { rowCount, columnCount, rowTree, columnTree, row, column, forced } = problem;
  const firstColumn = rowCount + rowTree.parent.length;
  const nodeCount = firstColumn + columnCount + columnTree.parent.length;
  const above = new Int32Array(nodeCount).fill(HUB);
  placeSide(above, rowTree, { first: 0, count: rowCount });
  placeSide(above, columnTree, { first: firstColumn, count: columnCount });
  const isAny = new Uint8Array(row.length).fill(1);
  const countAll = (isMarked: Uint8Array) => [
    ...countEnds(row, isMarked, problem.rows),
    ...countInGroups(rowTree, row, isMarked),
    ...countEnds(column, isMarked, problem.columns),
    ...countInGroups(columnTree, column, isMarked),
  ];
  return {
    nodeCount,
    firstColumn,
    rowCount,
    columnCount,
    above,
    // The hub's own children would be node 0's: they are grouped apart and never asked for.
    below: groupByEnd(
      above.map((node) => (node === HUB ? nodeCount : node)),
      nodeCount + 1,
    ),
    rowNode: row,
    columnNode: column.map((c) => firstColumn + c),
    incidence: groupByEnd(row, rowCount),
    columnIncidence: groupByEnd(column, columnCount),
    forced,
    low: Float64Array.from(countAll(forced)),
    high: Float64Array.from(countAll(isAny)),
  };
}

function placeSide(above: Int32Array, tree: GroupTree, at: { first: number; count: number }): void {
  const firstGroup = at.first + at.count;
  tree.groupOf.forEach((group, member) => {
    if (group >= 0) above[at.first + member] = firstGroup + group;
  });
  tree.parent.forEach((parent, group) => {
    if (parent >= 0) above[firstGroup + group] = firstGroup + parent;
  });
}

function countEnds(end: Uint32Array, isMarked: Uint8Array, { min }: ReadBounds): Float64Array {
  const count = new Float64Array(min.length);
  for (let e = 0; e < end.length; e++) count[end[e]!]! += isMarked[e]!;
  return count;
}
