import { textHash } from "../kernel/text-hash.js";
import { describeValue } from "../model/issue.js";
import type { EmbeddingIssueCode } from "./embedding-issue.js";

/** Makes dense vectors of texts: the caller's model or service. The library itself does no input or output. */
export interface Embedder {
  /** Names the model and its edition. It is part of every key of the cache: what gives other vectors needs another id. */
  readonly id: string;
  /** Numbers of each vector, 1 to 8,192. */
  readonly dimensions: number;
  /**
   * One vector a text, in the texts' order. May throw or reject: then each text of the batch is asked for alone.
   *
   * @param texts at most a batch of them, all different, none empty.
   */
  readonly embed: (texts: readonly string[]) => Promise<ReadonlyArray<ArrayLike<number>>>;
}

/** Keeps vectors from run to run; a `Map` is one. Either may be asynchronous. What cannot be used is embedded anew. */
export interface EmbeddingCache {
  get(key: string): unknown;
  set(key: string, vector: readonly number[]): unknown;
}

/**
 * The key of a text's vector in the cache: the embedder's id, then the FNV-1a hash (64 bits, over UTF-8) of the text.
 *
 * @example
 * import { embeddingKey } from "alliance-match/embeddings";
 *
 * embeddingKey("my-model/2", "余热回收"); // "my-model/2 b6c3b7a00b7c4c28"
 */
export function embeddingKey(embedderId: string, text: string): string {
  return `${embedderId} ${textHash(text)}`;
}

/** Why something is no vector, as the parts of an issue. */
export interface VectorFault {
  readonly code: Extract<EmbeddingIssueCode, "embedding-not-list" | "embedding-length" | "embedding-not-finite" | "embedding-all-zero">;
  readonly expected: string;
  readonly received: string;
}

/** A vector rounded to Float32 once, so that what went through a cache of either precision is the same, or why it is none. */
export function readVector(value: unknown, dimensions: number): readonly number[] | VectorFault {
  const expected = `${dimensions} finite numbers`;
  const isTyped = ArrayBuffer.isView(value) && !(value instanceof DataView);
  if (!Array.isArray(value) && !isTyped) return { code: "embedding-not-list", expected, received: describeValue(value) };
  const numbers: readonly unknown[] = Array.from(value as ArrayLike<unknown>);
  if (numbers.length !== dimensions) return { code: "embedding-length", expected: String(dimensions), received: String(numbers.length) };
  const at = numbers.findIndex((entry) => typeof entry !== "number" || !Number.isFinite(Math.fround(entry)));
  if (at >= 0) return { code: "embedding-not-finite", expected, received: `${describeValue(numbers[at])} at ${at}` };
  const rounded = (numbers as readonly number[]).map(Math.fround);
  return rounded.every((entry) => entry === 0) ? { code: "embedding-all-zero", expected, received: "all zero" } : rounded;
}
