import type { IssueList } from "./error.js";
import { isList } from "./shape.js";

/** The marginal costs of each row (or column): partner k costs entry k − 1 of its list, or the last one; nothing where the list is empty. */
export type LoadCosts = readonly Float64Array[];

/** What the k-th partner costs, k ≥ 1. */
export function loadCostAt(costs: Float64Array, k: number): number {
  return costs.length === 0 ? 0 : costs[Math.min(k, costs.length) - 1]!;
}

/**
 * Reads load costs, or adds issues: `type-invalid`, `length-mismatch`, `load-cost-not-finite`, `load-costs-not-convex`.
 *
 * @returns null where nothing costs.
 */
export function readLoadCosts(given: unknown, count: number, at: { path: string; issues: IssueList }): LoadCosts | null {
  if (given === undefined) return null;
  if (!isList(given)) {
    at.issues.add("type-invalid", at.path, { expected: "an array of numbers, or of arrays", received: given });
    return null;
  }
  if (!Array.from(given).some(isList)) {
    const all = readList(given, at);
    return all.length === 0 ? null : Array.from({ length: count }, () => all);
  }
  if (given.length !== count) {
    at.issues.add("length-mismatch", at.path, { expected: `length ${count}`, received: given.length });
    return null;
  }
  const lists = Array.from(given, (list, index) => {
    const path = `${at.path}[${index}]`;
    if (isList(list)) return readList(list, { path, issues: at.issues });
    at.issues.add("type-invalid", path, { expected: "an array of numbers", received: list });
    return new Float64Array(0);
  });
  return lists.some((list) => list.length > 0) ? lists : null;
}

function readList(list: ArrayLike<unknown>, at: { path: string; issues: IssueList }): Float64Array {
  for (let k = 0; k < list.length; k++) {
    const path = `${at.path}[${k}]`;
    const cost = list[k];
    const before = list[k - 1];
    if (typeof cost !== "number" || !Number.isFinite(cost)) {
      at.issues.add("load-cost-not-finite", path, { expected: "a finite number", received: cost });
    } else if (k > 0 && cost < (before as number)) {
      at.issues.add("load-costs-not-convex", path, { expected: `at least the cost before, ${String(before)}`, received: cost });
    }
  }
  return Float64Array.from(list as ArrayLike<number>);
}
