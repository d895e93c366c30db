import type { Language } from "../model/issue.js";

/**
 * Every code of choices, sessions and constraints with its texts; `changed`: something given was left out or altered; `noted`: it
 * counts as given; `rejected`: the answer or session was not taken. The rest always goes on. Closed: a code that is not here does not exist.
 */
export const CHOICE_ISSUE_CATALOGUE = {
  "constraint-unreadable": [
    "changed",
    "{path} 应为 {expected}，实为 {received}；已忽略",
    "{path} should be {expected} but is {received}; left out",
  ],
  "constraint-unknown-record": [
    "changed",
    "{path} 指向不存在的记录 {received}；已忽略",
    "{path} names no record of the market: {received}; left out",
  ],
  "constraint-unknown-organisation": [
    "changed",
    "{path} 中的 {received} 名下没有记录；已忽略",
    "{path} names {received}, which stands behind no record; left out",
  ],
  "constraint-unknown-key": [
    "changed",
    "未知约束 {received}；可用：{expected}；已忽略",
    "unknown constraint {received}; known are {expected}; left out",
  ],
  "lock-barred": [
    "changed",
    "组合 {received} 要求保留（{path}），但已被{expected}；按不推荐处理",
    "the pair {received} is to stay ({path}) but was {expected}; it stays out",
  ],
  "lock-without-records": [
    "changed",
    "组合 {received} 要求保留（{path}），但双方已没有可用的记录组合；不再保留",
    "the pair {received} is to stay ({path}), yet no pair of their records is left for it; it is no longer kept",
  ],
  "lock-exceeds-capacity": [
    "changed",
    "组合 {received} 要求保留（{path}），但名额（{expected}）已被其他保留组合用完；不再保留",
    "the pair {received} is to stay ({path}), yet other pairs that stay fill the capacity ({expected}); it is no longer kept",
  ],
  "capacity-invalid": [
    "changed",
    "{path} 的名额应为 {expected}，实为 {received}；按默认名额处理",
    "the capacity {path} should be {expected} but is {received}; the default stands",
  ],
  "capacity-beyond-shape": [
    "changed",
    "{path} 的名额 {received} 超过联盟形式允许的 {expected}；按 {expected} 处理",
    "the capacity {path} of {received} is above the {expected} that the shape allows; taken as {expected}",
  ],
  "capacity-beyond-market": [
    "noted",
    "{path} 的名额 {received} 超过对方总数 {expected}，等同不限",
    "the capacity {path} of {received} is above all {expected} records of the other side: no limit",
  ],
  "accept-not-proposed": [
    "rejected",
    "组合 {received} 不在当前推荐之中，不能接受",
    "the pair {received} is not among the proposals, so it cannot be accepted",
  ],
  "accept-declined": [
    "rejected",
    "组合 {received} 已被谢绝，不能再接受",
    "the pair {received} was declined and cannot be accepted any more",
  ],
  "withdraw-not-accepted": [
    "rejected",
    "{expected}未曾接受组合 {received}，无可撤回",
    "{expected} never accepted the pair {received}: there is nothing to withdraw",
  ],
  "decline-not-proposed": [
    "noted",
    "组合 {received} 从未推荐过；谢绝已记下，今后也不会推荐",
    "the pair {received} was never proposed; the refusal is kept, so it never will be",
  ],
  "answer-unreadable": ["rejected", "答复应为 {expected}，实为 {received}", "the answer should be {expected} but is {received}"],
  "answer-repeated": ["noted", "{expected}对组合 {received} 的答复与此前相同", "{expected} has given the same answer on {received} before"],
} as const satisfies Record<string, readonly ["rejected" | "changed" | "noted", zh: string, en: string]>;

export type ChoiceIssueCode = keyof typeof CHOICE_ISSUE_CATALOGUE;

/** A word of an issue that reads otherwise in each language. */
const WORDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  need: { zh: "需求方", en: "the need's side" },
  outcome: { zh: "成果方", en: "the outcome's side" },
  enterprise: { zh: "企业", en: "the enterprise" },
  university: { zh: "高校", en: "the university" },
  forbidden: { zh: "禁止", en: "forbidden" },
  declined: { zh: "谢绝", en: "declined" },
};

/** One thing about an answer, a session or a constraint: the machine's part first, the reader's text last. */
export interface ChoiceIssue {
  readonly code: ChoiceIssueCode;
  readonly effect: "rejected" | "changed" | "noted";
  /** Where in the request or answers: keys and indices from the outside in. */
  readonly path: ReadonlyArray<string | number>;
  readonly expected?: string;
  readonly received?: string;
  /** The English text; `formatChoiceIssue` gives either language. */
  readonly message: string;
}

export type ChoiceIssueDetail = Partial<Pick<ChoiceIssue, "path" | "expected" | "received">>;

/** Makes an issue of a code; effect and message follow from the catalogue. */
export function createChoiceIssue(code: ChoiceIssueCode, detail: ChoiceIssueDetail = {}): ChoiceIssue {
  const bare = { code, effect: CHOICE_ISSUE_CATALOGUE[code][0], path: detail.path ?? [], ...detail };
  return { ...bare, message: formatChoiceIssue(bare, "en") };
}

/** One issue as one line of text, without its code. */
export function formatChoiceIssue(issue: Omit<ChoiceIssue, "message">, language: Language): string {
  const template = CHOICE_ISSUE_CATALOGUE[issue.code][language === "zh" ? 1 : 2];
  const expected = issue.expected ?? "?";
  const values: Record<string, string> = {
    path: issue.path.join("."),
    expected: WORDS[expected]?.[language] ?? expected,
    received: issue.received ?? "?",
  };
  return template.replace(/\{(path|expected|received)\}/g, (_, key: string) => values[key]!);
}

/** A pair as issues name it. */
export function pairLabel({ need, outcome }: { readonly need: string; readonly outcome: string }): string {
  return `${need} – ${outcome}`;
}

/** A pair of records, or of organisations, by the names of its two ends. */
export function endsLabel(pair: Readonly<Record<string, unknown>>, [first, second]: readonly [string, string]): string {
  return `${String(pair[first])} – ${String(pair[second])}`;
}
