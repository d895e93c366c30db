/**
 * Every code of this layer with its texts. Closed: a code that is not here does not exist.
 *
 * In the texts `{expected}` and `{received}` stand for the issue's own fields. Codes of judgements mean: this line was left out.
 */
export const EVALUATE_ISSUE_CATALOGUE = {
  "missing-column": ["表头缺少列：应有 {expected}，实为 {received}", "the header should name {expected} but is {received}"],
  "short-line": ["列数不足：应有 {expected}，实为 {received}；已忽略", "the line should hold {expected} but is {received}; left out"],
  "empty-id": ["{expected} 为空；已忽略", "{expected} is empty; left out"],
  "bad-grade": ["评分应为 {expected}，实为 {received}；已忽略", "the grade should be {expected} but is {received}; left out"],
  "bad-judge": ["评判者应为 {expected}，实为 {received}；已忽略", "the judge should be {expected} but is {received}; left out"],
  "bad-source": ["来源应为 {expected}，实为 {received}；已忽略", "the source should be {expected} but is {received}; left out"],
  "long-line": [
    "列数过多：应有 {expected}，实为 {received}；已忽略",
    "the line should hold {expected} and no more but is {received}; left out",
  ],
  "bad-json": ["不是合法的 JSON 对象：{received}；已忽略", "the line is no JSON object: {received}; left out"],
  "bad-score": ["得分应为 {expected}，实为 {received}；已忽略", "the score should be {expected} but is {received}; left out"],
  "bad-answer": ["答复应为 {expected}，实为 {received}；已忽略", "the answer should be {expected} but is {received}; left out"],
  "negative-grade": ["评分 {received} 为负，按 {expected} 计", "the grade {received} is below 0; taken as {expected}"],
  "repeated-judgement": ["{received} 重复，只计一次", "{received} is repeated; it counts once"],
  "contradicting-judgement": [
    "同一评判者对 {received} 给出不同评分，取平均 {expected}",
    "one judge grades {received} in several ways; their mean {expected} counts",
  ],
  "contradicting-choice": [
    "{received} 在一处被接受，在另一处被拒绝；已忽略",
    "{received} was accepted in one place and declined in another; left out",
  ],
  "repeated-outcome": [
    "{received} 在运行中重复；取最高得分 {expected}",
    "the run lists {received} again; its highest score {expected} counts",
  ],
  "not-asked": ["{received} 不在评分表中；已忽略", "{received} is not on the grading sheet; left out"],
  "unwritable-id": [
    "编号 {received} 含空白字符或为空，{expected} 无法容纳；已忽略",
    "the id {received} is empty or holds space, which {expected} cannot hold; left out",
  ],
  "unwritable-score": [
    "{received} 的得分不是有限数，{expected} 无法容纳；已忽略",
    "the score of {received} is not finite, which {expected} cannot hold; left out",
  ],
  "rounded-grade": [
    "TREC 文件只容整数评分：{received} 写作 {expected}",
    "a TREC file holds whole grades only: {received} is written as {expected}",
  ],
  "unknown-need": ["没有编号为 {received} 的需求；已忽略", "no need {received}; left out"],
  "unknown-outcome": ["没有编号为 {received} 的成果；已忽略", "no outcome {received}; left out"],
  // What cannot be tuned
  "one-need": [
    "可评的需求只有 {received} 条，至少要 {expected} 条",
    "only {received} need can be measured; at least {expected} are wanted",
  ],
  "too-many-folds": ["折数 {received} 多于可评的需求数 {expected}", "there are {received} folds for {expected} needs that can be measured"],
  "bad-folds": ["折数应为不小于 2 的整数，实为 {received}", "the number of folds should be a whole number ≥ 2 but is {received}"],
  "all-grades-equal": ["所有评分都是 {received}，无从区分优劣", "every grade is {received}: nothing is better than anything"],
  "signal-constant": [
    "信号“{received}”对每条需求的所有成果都相同，无法调权重，保持原值",
    "the signal “{received}” is the same for all outcomes of every need; its weight cannot be tuned and stays",
  ],
  "unknown-signal": ["没有信号“{received}”；可用：{expected}", "no signal “{received}”; known are {expected}"],
  "weight-out-of-range": ["权重应满足 {expected}，实为 {received}", "the weight should satisfy {expected} but is {received}"],
  "weights-exceed-one": ["固定权重之和应小于 1，实为 {received}", "fixed weights should add up to less than 1 but add up to {received}"],
  "no-free-signal": ["没有可调的权重：固定权重之和为 {received}", "no weight is left to tune: the fixed ones add up to {received}"],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type EvaluateIssueCode = keyof typeof EVALUATE_ISSUE_CATALOGUE;

/** One judgement that does not count, or one thing that cannot be tuned, and why. */
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

/** What cannot be evaluated or tuned as asked, with every issue at once. */
export class EvaluateError extends Error {
  override readonly name = "EvaluateError";

  constructor(readonly issues: readonly EvaluateIssue[]) {
    super(issues.map(({ code, message }) => `[${code}] ${message}`).join("\n"));
  }
}
