import { ConfigError, createIssue, describeValue, type Issue } from "../model/issue.js";

/** Partners listed for one record where the caller does not say. */
export const DEFAULT_K = 10;

/** Refuses a request with all its issues, or does nothing where there are none. */
export function refuseIssues(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new ConfigError(issues);
}

/** Issues of an options object: unknown keys, and the two numbers that ranking and joining share. */
export function checkRankOptions(options: unknown, known: readonly string[]): Issue[] {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    return [createIssue("option-wrong-type", { path: ["options"], expected: "object", received: describeValue(options) })];
  const issues = unknownOptions(options, known);
  const { k, minScore } = options as { readonly k?: unknown; readonly minScore?: unknown };
  if (k !== undefined) issues.push(...checkWhole(k, ["k"], 1));
  if (minScore !== undefined && !(typeof minScore === "number" && !Number.isNaN(minScore))) {
    issues.push(createIssue("option-wrong-type", { path: ["minScore"], expected: "number", received: describeValue(minScore) }));
  }
  return issues;
}

export function unknownOptions(options: object, known: readonly string[], path: readonly string[] = []): Issue[] {
  return Object.keys(options)
    .filter((key) => !known.includes(key))
    .map((key) => createIssue("unknown-option", { path: [...path, key], expected: known.join(", "), received: key }));
}

/** An issue where a value is no whole number of at least `min`. */
export function checkWhole(value: unknown, path: readonly string[], min: number): Issue[] {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min) return [];
  const code = typeof value === "number" ? "option-out-of-range" : "option-wrong-type";
  return [createIssue(code, { path, expected: `a whole number ≥ ${min}`, received: describeValue(value) })];
}
