import type { Problem } from "./problem.js";
import { isList, isObject } from "./shape.js";
import type { QuotaReason } from "./infeasible-types.js";
import type { Bounds, Objective, SolveOptions } from "./types.js";
import type { Report } from "./verdict.js";

interface NodeQuota {
  readonly side: string;
  readonly index: number;
  readonly min: number;
  readonly max: number;
  /** Whether an edge counts for the node, by the edge's row and column. */
  readonly holds: (row: number, column: number) => boolean;
}

/**
 * Checks why bounds with groups cannot be kept: the minimums that ask and the maximums that limit are weighed again over every edge, and
 * the witness misses the bounds by exactly the changes offered, so that no smaller change would do and this one does.
 */
export function verifyQuotaReason(problem: Problem, reason: QuotaReason, at: { options: SolveOptions<Objective>; report: Report }): void {
  const { report, options } = at;
  const quotas = readQuotas(problem, options);
  const find = (node: unknown) =>
    isObject(node) ? quotas.find(({ side, index }) => side === node.side && index === node.index) : undefined;
  const asking = readNodes(reason.asking, find);
  const limiting = readNodes(reason.limiting, find);
  if (asking === null || limiting === null) {
    report("quota-reason-invalid", "reason.asking, reason.limiting", {
      expected: "rows, columns and groups, each once",
      received: "others",
    });
    return;
  }
  const demand = asking.reduce((sum, { min }) => sum + min, 0);
  let supply = limiting.reduce((sum, { max }) => sum + max, 0);
  for (let e = 0; e < problem.row.length; e++) {
    const count = (nodes: readonly NodeQuota[]) => nodes.filter(({ holds }) => holds(problem.row[e]!, problem.column[e]!)).length;
    const asked = count(asking) - count(limiting);
    supply += problem.forced[e] === 1 ? asked : Math.max(0, asked);
  }
  if (!(demand > supply) || reason.demand !== demand || reason.supply !== supply) {
    const received = `demand ${reason.demand}, supply ${reason.supply}`;
    report("quota-reason-invalid", "reason", { expected: `demand ${demand} above supply ${supply}`, received });
  }
  if (reason.shortfall !== demand - supply)
    report("shortfall-wrong", "reason.shortfall", { expected: demand - supply, received: reason.shortfall });
  checkWitness(problem, reason, { quotas, report });
}

function checkWitness(problem: Problem, reason: QuotaReason, at: { quotas: readonly NodeQuota[]; report: Report }): void {
  const witness: unknown = reason.witness;
  const chosen = new Set(isList(witness) ? (Array.from(witness) as number[]) : []);
  const known = problem.callerEdge.filter((edge) => chosen.has(edge)).length;
  const hasForced = problem.forced.every((mark, e) => mark === 0 || chosen.has(problem.callerEdge[e]!));
  if (!isList(witness) || known !== witness.length || !hasForced) {
    at.report("relaxation-wrong", "reason.witness", { expected: "edges, the forced ones among them", received: witness });
    return;
  }
  const changes: unknown[] = Array.isArray(reason.changes) ? [...(reason.changes as readonly unknown[])] : [];
  let sum = 0;
  for (const { side, index, min, max, holds } of at.quotas) {
    let degree = 0;
    for (let e = 0; e < problem.row.length; e++) {
      if (chosen.has(problem.callerEdge[e]!) && holds(problem.row[e]!, problem.column[e]!)) degree++;
    }
    if (degree >= min && degree <= max) continue;
    const [bound, from] = degree < min ? (["min", min] as const) : (["max", max] as const);
    sum += Math.abs(from - degree);
    const place = changes.findIndex(
      (change) =>
        isObject(change) &&
        change.side === side &&
        change.index === index &&
        change.bound === bound &&
        change.from === from &&
        change.to === degree,
    );
    if (place < 0)
      at.report("relaxation-wrong", "reason.changes", { expected: `${side} ${index}: ${from} to ${degree}`, received: "no such change" });
    else changes.splice(place, 1);
  }
  if (changes.length > 0) at.report("relaxation-wrong", "reason.changes", { expected: "no other changes", received: changes.length });
  if (sum !== reason.shortfall)
    at.report("relaxation-wrong", "reason.changes", { expected: `changes by ${reason.shortfall} in sum`, received: sum });
}

function readNodes(list: unknown, find: (node: unknown) => NodeQuota | undefined): NodeQuota[] | null {
  if (!Array.isArray(list)) return null;
  const nodes = list.map(find);
  const found = nodes.filter((node) => node !== undefined);
  return found.length === list.length && new Set(found).size === list.length ? found : null;
}

function readQuotas(problem: Problem, options: SolveOptions<Objective>): NodeQuota[] {
  const leaves = (side: "rows" | "columns") =>
    Array.from(problem[side].min, (min, index): NodeQuota => {
      const holds = (row: number, column: number) => (side === "rows" ? row : column) === index;
      return { side, index, min, max: problem[side].max[index]!, holds };
    });
  const groups = (side: "row-groups" | "column-groups", bounds: Bounds | undefined) =>
    (bounds?.groups ?? []).map(({ members, min = 0, max = Infinity }, index): NodeQuota => {
      const set = new Set(Array.from(members));
      return { side, index, min, max, holds: (row, column) => set.has(side === "row-groups" ? row : column) };
    });
  return [...leaves("rows"), ...leaves("columns"), ...groups("row-groups", options.rows), ...groups("column-groups", options.columns)];
}
