import { InvariantError } from "../kernel/invariant-error.js";
import { chosenPlaces } from "./plan-totals.js";
import type { OpenGraph, OpenSide } from "./open-graph.js";
import type { Prices } from "./prices.js";

/** Flow between the hub and each node (rows, then columns), its limits, and how many chosen edges each node misses. */
export interface HubFlows {
  readonly flow: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly missing: Float64Array;
}

/** A price above 0 asks for the maximum and one below 0 for the minimum; at price 0 the flow is what the choice has, if that is allowed. */
export function startFlows(graph: OpenGraph, start: Prices): HubFlows {
  const { rows, columns } = graph;
  const nodeCount = rows.count + columns.count;
  const flows = {
    flow: new Float64Array(nodeCount),
    min: new Float64Array(nodeCount),
    max: new Float64Array(nodeCount),
    missing: new Float64Array(nodeCount),
  };
  const chosen = chosenPlaces(start.chosen);
  fill(flows, rows, { dual: start.rowDual, chosen, from: 0 });
  fill(flows, columns, { dual: start.columnDual, chosen, from: rows.count });
  return flows;
}

function fill(flows: HubFlows, side: OpenSide, at: { dual: Float64Array; chosen: Uint32Array; from: number }): void {
  const degree = new Float64Array(side.count);
  for (const edge of at.chosen) degree[side.end[edge]!]!++;
  flows.min.set(side.min, at.from);
  flows.max.set(side.max, at.from);
  for (let index = 0; index < side.count; index++) {
    const min = side.min[index]!;
    const max = side.max[index]!;
    const price = at.dual[index]!;
    const flow = price > 0 ? max : price < 0 ? min : Math.min(max, Math.max(min, degree[index]!));
    flows.flow[at.from + index] = flow;
    flows.missing[at.from + index] = flow - degree[index]!;
    if (flow < degree[index]!) throw new InvariantError("solve: a start chose more edges than its prices allow");
  }
}
