/**
 * Every code of this layer with its texts. Closed: a code that is not here does not exist.
 *
 * In the texts `{expected}` and `{received}` stand for the issue's own fields. Every one of them means: this line was left out.
 */
export const EVALUATE_ISSUE_CATALOGUE = {
  "missing-column": ["表头缺少列：应有 {expected}，实为 {received}", "the header should name {expected} but is {received}"],
  "short-line": ["列数不足：应有 {expected}，实为 {received}；已忽略", "the line should hold {expected} but is {received}; left out"],
  "empty-id": ["{expected} 为空；已忽略", "{expected} is empty; left out"],
  "bad-grade": ["评分应为 {expected}，实为 {received}；已忽略", "the grade should be {expected} but is {received}; left out"],
  "unknown-need": ["没有编号为 {received} 的需求；已忽略", "no need {received}; left out"],
  "unknown-outcome": ["没有编号为 {received} 的成果；已忽略", "no outcome {received}; left out"],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type EvaluateIssueCode = keyof typeof EVALUATE_ISSUE_CATALOGUE;

/** One judgement that does not count, and why. */
export interface EvaluateIssue {
  readonly code: EvaluateIssueCode;
  /** Line of the file, from 1, where the judgement came from text. */
  readonly line?: number;
  readonly expected?: string;
  readonly received?: string;
  /** The English text; `formatEvaluateIssue` gives either language. */
  readonly message: string;
}

/** The parts of an issue that the code does not already say. */
export type EvaluateIssueDetail = Partial<Pick<EvaluateIssue, "line" | "expected" | "received">>;

/** Makes an issue of a code; the message follows from the catalogue. */
export function createEvaluateIssue(code: EvaluateIssueCode, detail: EvaluateIssueDetail = {}): EvaluateIssue {
  const bare = { code, ...detail };
  return { ...bare, message: formatEvaluateIssue(bare, "en") };
}

/** One issue as one line of text, without its code and line number. */
export function formatEvaluateIssue(issue: Omit<EvaluateIssue, "message">, language: "zh" | "en"): string {
  const template = EVALUATE_ISSUE_CATALOGUE[issue.code][language === "zh" ? 0 : 1];
  const values: Record<string, string> = { expected: issue.expected ?? "?", received: issue.received ?? "?" };
  return template.replace(/\{(expected|received)\}/g, (_, key: string) => values[key]!);
}
