import type { IssueList } from "./error.js";
import { isList, isObject, isWholeNumber } from "./shape.js";

/** Refuses an objective that is not known, and options that the objective asked for cannot keep. */
export function checkObjectiveOptions(edges: unknown, options: unknown, issues: IssueList): void {
  if (!isObject(options)) return;
  const { objective, proposer } = options;
  if (objective !== undefined && objective !== "total" && objective !== "fair" && objective !== "stable") {
    issues.add("objective-unknown", "options.objective", { expected: '"total", "fair" or "stable"', received: objective });
  }
  if (proposer !== undefined && proposer !== "rows" && proposer !== "columns") {
    issues.add("proposer-unknown", "options.proposer", { expected: '"rows" or "columns"', received: proposer });
  }
  checkMaxSteps(options, issues);
  if (objective === "stable") checkStable(options, issues);
  else checkNotStable(edges, options, issues);
  if (objective === "fair" || objective === "stable") checkNotTotal(options, issues);
}

/** A plan that keeps a minimum may have to break up a pair that would rather stay, so stability and minimums are not promised together. */
function checkStable(options: Record<string, unknown>, issues: IssueList): void {
  for (const side of ["rows", "columns"]) {
    const bounds = options[side];
    if (!isObject(bounds)) continue;
    const asks =
      typeof bounds.min === "number" ? bounds.min > 0 : isList(bounds.min) && Array.from(bounds.min).some((min) => Number(min) > 0);
    if (asks) issues.add("minimum-under-stability", `options.${side}.min`, { expected: "no minimum above 0", received: "one" });
    const groups: unknown = bounds.groups ?? [];
    if (side === "rows" && isList(groups) && groups.length > 0) {
      issues.add("option-not-for-objective", "options.rows.groups", {
        expected: 'groups of columns only under "stable"',
        received: groups,
      });
    }
    for (let g = 0; isList(groups) && g < groups.length; g++) {
      const group = groups[g];
      if (!isObject(group) || !(Number(group.min ?? 0) > 0)) continue;
      issues.add("minimum-under-stability", `options.${side}.groups[${g}].min`, { expected: "no minimum above 0", received: group.min });
    }
  }
}

function checkNotStable(edges: unknown, options: Record<string, unknown>, issues: IssueList): void {
  const refuse = (path: string, received: unknown) =>
    issues.add("option-not-for-objective", path, { expected: 'the objective "stable" beside it', received });
  if (isObject(edges) && edges.columnScore !== undefined) refuse("edges.columnScore", edges.columnScore);
  if (options.proposer !== undefined) refuse("options.proposer", options.proposer);
}

/** Keeping edges and costs of loads are part of what the total is weighed against; fair plans take no groups either. */
function checkNotTotal(options: Record<string, unknown>, issues: IssueList): void {
  const refuse = (path: string, received: unknown) =>
    issues.add("option-not-for-objective", path, { expected: 'the objective "total" beside it', received });
  if (options.keep !== undefined) refuse("options.keep", options.keep);
  for (const side of ["rows", "columns"]) {
    const bounds = options[side];
    if (!isObject(bounds)) continue;
    if (bounds.loadCosts !== undefined) refuse(`options.${side}.loadCosts`, bounds.loadCosts);
    if (options.objective === "fair" && bounds.groups !== undefined) refuse(`options.${side}.groups`, bounds.groups);
  }
}

/** Only searches that have a plan before they end can be cut short. */
function checkMaxSteps(options: Record<string, unknown>, issues: IssueList): void {
  const { objective, maxSteps: received } = options;
  if (received === undefined) return;
  const path = "options.maxSteps";
  if (!isWholeNumber(received) || received < 1) issues.add("max-steps-invalid", path, { expected: "an integer ≥ 1", received });
  const hasQuotas = [options.rows, options.columns].some(
    (bounds) => isObject(bounds) && (bounds.groups !== undefined || bounds.loadCosts !== undefined),
  );
  if (objective === "stable" || hasQuotas)
    issues.add("option-not-for-objective", path, { expected: '"fair", or "total" without groups and load costs, beside it', received });
}
