import { InvariantError } from "../kernel/invariant-error.js";
import { planTotals } from "./plan-totals.js";
import type { Problem } from "./problem.js";
import { QuotaFlow } from "./quota-flow.js";
import { nodeBounds, softNetwork } from "./quota-network.js";
import type { BoundedNode, QuotaChange, QuotaReason } from "./infeasible-types.js";

/**
 * Why no plan keeps all bounds of rows, columns and groups, and the smallest change of bounds that helps.
 *
 * A flow in which each unit that a bound is missed by costs 1; the least cost is the smallest sum of changes, and the duals, all −1,
 * 0 or 1, prove it: −1 asks by its minimum, 1 limits by its maximum.
 *
 * @returns null where a plan exists. O(sum of minimums · (edges + nodes) · log nodes).
 */
export function findQuotaObstacle(problem: Problem): QuotaReason | null {
  const net = softNetwork(problem);
  const flow = new QuotaFlow(net, { isChosen: problem.forced, price: new Float64Array(net.nodeCount) });
  let state = flow.step();
  while (state === "more") state = flow.step();
  if (state === "stuck") throw new InvariantError("solve: the forced edges alone are no flow");
  const { min, max } = nodeBounds(problem);
  const nodes = callersNodes(problem);
  const changes = nodes.flatMap(({ node, side, index }): QuotaChange[] => {
    const to = flow.flow[node]!;
    if (to < min[node]!) return [{ side, index, bound: "min", from: min[node]!, to }];
    return to > max[node]! ? [{ side, index, bound: "max", from: max[node]!, to }] : [];
  });
  if (changes.length === 0) return null;
  const duals = flow.duals();
  const asking = nodes.filter(({ node }) => duals[node]! < 0);
  const limiting = nodes.filter(({ node }) => duals[node]! > 0);
  const demand = asking.reduce((sum, { node }) => sum + min[node]!, 0);
  const shortfall = changes.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0);
  return {
    code: "quotas-out-of-reach",
    asking: asking.map(asBoundedNode),
    limiting: limiting.map(asBoundedNode),
    demand,
    supply: demand - shortfall,
    shortfall,
    changes,
    witness: planTotals(problem, flow.isChosen).edges,
  };
}

interface CallersNode extends BoundedNode {
  /** In the network. */
  readonly node: number;
}

function asBoundedNode({ side, index }: CallersNode): BoundedNode {
  return { side, index };
}

/** All nodes as the caller numbers them: rows, columns, row groups, column groups, each ascending. */
function callersNodes({ rowCount, columnCount, rowTree, columnTree }: Problem): CallersNode[] {
  const firstColumn = rowCount + rowTree.parent.length;
  const leaves = (side: "rows" | "columns", count: number, first: number) =>
    Array.from({ length: count }, (_, index) => ({ side, index, node: first + index }));
  const groups = (side: "row-groups" | "column-groups", callerGroup: Uint32Array, first: number) =>
    Array.from(callerGroup, (index, group) => ({ side, index, node: first + group })).sort((a, b) => a.index - b.index);
  return [
    ...leaves("rows", rowCount, 0),
    ...leaves("columns", columnCount, firstColumn),
    ...groups("row-groups", rowTree.callerGroup, rowCount),
    ...groups("column-groups", columnTree.callerGroup, firstColumn + columnCount),
  ];
}
