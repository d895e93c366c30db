import type { IssueEffect, IssueRecord, Language } from "../model/issue.js";

/**
 * Every code of embedding with its effect and its texts; `changed`: the record goes without a vector; `noted`: it lost nothing.
 * Closed: a code that is not here does not exist.
 */
export const EMBEDDING_ISSUE_CATALOGUE = {
  "embedding-batch-refused": [
    "noted",
    "一批 {expected} 段文本未能得到向量（{received}）；逐段重试",
    "a batch of {expected} texts was refused ({received}); each is asked for alone",
  ],
  "embedding-refused": ["changed", "文本未能得到向量（{received}）", "the text was refused ({received})"],
  "embedding-given-up": [
    "changed",
    "此前连续 {received} 段文本均未能得到向量，其余不再请求",
    "the {received} texts before it were all refused, so it was not asked for",
  ],
  "embedding-not-list": ["changed", "向量应为 {expected}，实为 {received}", "the vector should be {expected} but is {received}"],
  "embedding-length": [
    "changed",
    "向量长度应为 {expected}，实为 {received}",
    "the vector should have {expected} numbers but has {received}",
  ],
  "embedding-not-finite": ["changed", "向量应为 {expected}，实有 {received}", "the vector should be {expected} but holds {received}"],
  "embedding-all-zero": ["changed", "向量全为零", "the vector is all zero"],
  "embedding-no-text": ["noted", "没有文本，不求向量", "there is no text to embed"],
  "embedding-own-length": [
    "noted",
    "自带向量的长度为 {received}，而嵌入模型的为 {expected}；二者不可比",
    "its own vector has {received} numbers, the embedder's have {expected}: the two cannot be compared",
  ],
  "embedding-cache-unusable": [
    "noted",
    "缓存中 {expected} 的向量不可用（{received}）；重新计算",
    "the cached vector of {expected} cannot be used ({received}); the text is embedded anew",
  ],
  "embedding-cache-failed": [
    "noted",
    "缓存出错（{received}）；其余不再使用缓存",
    "the cache failed ({received}); the rest goes on without it",
  ],
} as const satisfies Record<string, readonly [IssueEffect, zh: string, en: string]>;

export type EmbeddingIssueCode = keyof typeof EMBEDDING_ISSUE_CATALOGUE;

/** One record without a vector, or one thing that went wrong on the way to them all. */
export interface EmbeddingIssue {
  readonly code: EmbeddingIssueCode;
  readonly effect: IssueEffect;
  /** Absent where it is about a batch or the cache. */
  readonly record?: IssueRecord;
  readonly expected?: string;
  readonly received?: string;
  /** The English text; `formatEmbeddingIssue` gives either language. */
  readonly message: string;
}

/** The parts of an issue that the code does not already say. */
export type EmbeddingIssueDetail = Partial<Pick<EmbeddingIssue, "record" | "expected" | "received">>;

/** Makes an issue of a code; effect and message follow from the catalogue. */
export function createEmbeddingIssue(code: EmbeddingIssueCode, detail: EmbeddingIssueDetail = {}): EmbeddingIssue {
  const bare = { code, effect: EMBEDDING_ISSUE_CATALOGUE[code][0], ...detail };
  return { ...bare, message: formatEmbeddingIssue(bare, "en") };
}

/** One issue as one line of text, without its code and the record it speaks of. */
export function formatEmbeddingIssue(issue: Omit<EmbeddingIssue, "message">, language: Language): string {
  const template = EMBEDDING_ISSUE_CATALOGUE[issue.code][language === "zh" ? 1 : 2];
  const values: Record<string, string> = { expected: issue.expected ?? "?", received: issue.received ?? "?" };
  return template.replace(/\{(expected|received)\}/g, (_, key: string) => values[key]!);
}
