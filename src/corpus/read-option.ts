import { createIssue, describeValue, type Issue } from "../model/issue.js";

/** Where an option stands. */
export type OptionPath = readonly string[];

/** An object's options; what is none counts as empty, and options that are not among `known` are issues. */
export function objectAt(
  value: unknown,
  path: OptionPath,
  known: readonly string[],
  issues: Issue[],
  code: "config-not-object" | "option-wrong-type" = "option-wrong-type",
): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    issues.push(createIssue(code, { path, expected: "object", received: describeValue(value) }));
    return {};
  }
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      issues.push(createIssue("unknown-option", { path: [...path, key], expected: known.join(", "), received: key }));
  }
  return value as Record<string, unknown>;
}

/** A number within a range, ends included; `undefined` where it is absent, or is an issue. */
export function readNumber(value: unknown, path: OptionPath, [min, max]: readonly [number, number], issues: Issue[]): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "number") {
    issues.push(createIssue("option-wrong-type", { path, expected: "number", received: describeValue(value) }));
  } else if (!(value >= min && value <= max)) {
    const expected = max === Number.MAX_VALUE ? (min > 0 ? "a finite number > 0" : `a finite number ≥ ${min}`) : `${min} to ${max}`;
    issues.push(createIssue("option-out-of-range", { path, expected, received: describeValue(value) }));
  } else {
    return value;
  }
  return undefined;
}

/** As `readNumber`, but absence is an issue as well; NaN where there is an issue. */
export function readRequiredNumber(value: unknown, path: OptionPath, range: readonly [number, number], issues: Issue[]): number {
  if (value === undefined) issues.push(createIssue("option-wrong-type", { path, expected: "number", received: describeValue(value) }));
  return readNumber(value, path, range, issues) ?? NaN;
}
