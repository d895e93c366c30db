import { ISSUE_CATALOGUE, type IssueCode, type IssueEffect } from "./issue-catalogue.js";

export { ISSUE_CATALOGUE, type IssueCode, type IssueEffect } from "./issue-catalogue.js";

/** The languages that issues and explanations speak. */
export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The record an issue speaks of: its side, its place in the input (from 0) and, where it has one, its id. */
export interface IssueRecord {
  readonly kind: "outcome" | "need" | "organisation";
  readonly index: number;
  readonly id?: string;
}

/** One thing that is wrong, as data: the machine's part first, the reader's text last. */
export interface Issue {
  readonly code: IssueCode;
  readonly effect: IssueEffect;
  /** Where in the record, configuration or request: keys and indices from the outside in. */
  readonly path: ReadonlyArray<string | number>;
  readonly record?: IssueRecord;
  readonly expected?: string;
  /** What was there, shortened for showing. */
  readonly received?: string;
  /** The English text; `formatIssue` gives either language. */
  readonly message: string;
}

/** The parts of an issue that the code does not already say. */
export type IssueDetail = Partial<Pick<Issue, "path" | "record" | "expected" | "received">>;

/** Makes an issue of a code; effect and message follow from the catalogue. */
export function createIssue(code: IssueCode, detail: IssueDetail = {}): Issue {
  const bare = { code, effect: ISSUE_CATALOGUE[code][0], path: detail.path ?? [], ...detail };
  return { ...bare, message: formatIssue(bare, "en") };
}

/** One issue as one line of text, without the record it speaks of. */
export function formatIssue(issue: Omit<Issue, "message">, language: Language): string {
  const template = ISSUE_CATALOGUE[issue.code][language === "zh" ? 1 : 2];
  const values: Record<string, string> = { path: issue.path.join("."), expected: issue.expected ?? "?", received: issue.received ?? "?" };
  return template.replace(/\{(path|expected|received)\}/g, (_, key: string) => values[key]!);
}

const KIND_NAMES = {
  outcome: { zh: "成果", en: "outcome" },
  need: { zh: "需求", en: "need" },
  organisation: { zh: "机构", en: "organisation" },
} as const;

/** All issues as text, one a line, in their order: code, record, message. An empty list gives an empty string. */
export function formatIssues(issues: readonly Issue[], language: Language = "en"): string {
  return issues.map((issue) => `${issue.code}${recordLabel(issue, language)}: ${formatIssue(issue, language)}`).join("\n");
}

function recordLabel({ record }: Issue, language: Language): string {
  if (record === undefined) return "";
  return ` [${KIND_NAMES[record.kind][language]} ${record.id ?? `#${record.index + 1}`}]`;
}

/** What a value looks like, in at most 60 characters, for the `received` of an issue. Never throws. */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (isArray(value)) return `array(${value.length})`;
  switch (typeof value) {
    case "string":
      return value.length > 60 ? `${value.slice(0, 59)}…` : value;
    case "bigint":
      return describeValue(String(value));
    case "number":
    case "boolean":
      return String(value);
    case "undefined":
    case "object":
    case "function":
    case "symbol":
    default:
      return typeof value;
  }
}

/** As `Array.isArray`, which throws for a revoked proxy. */
function isArray(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** Thrown by the plain doors for a bad configuration or request. Carries every issue found, not the first alone. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** At least one. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(formatIssues(issues));
    this.issues = issues;
  }
}
