import { describeValue } from "../model/issue.js";
import { embeddingKey, readVector, type Embedder, type EmbeddingCache, type VectorFault } from "./embedder.js";
import { createEmbeddingIssue, type EmbeddingIssue, type EmbeddingIssueDetail, type EmbeddingIssueCode } from "./embedding-issue.js";

/** Why a text has no vector, as the parts of an issue. */
export type TextFault = VectorFault | ({ readonly code: EmbeddingIssueCode } & EmbeddingIssueDetail);

/** How far it has come: different texts that were found in the cache or asked for, of all. */
export interface EmbedProgress {
  readonly done: number;
  readonly total: number;
}

/** What came of each text. */
export interface EmbeddedTexts {
  readonly vectors: ReadonlyMap<string, readonly number[]>;
  readonly faults: ReadonlyMap<string, TextFault>;
  /** Texts whose vector came from the cache. */
  readonly cached: ReadonlySet<string>;
  /** What went wrong with batches and with the cache. */
  readonly issues: readonly EmbeddingIssue[];
}

export interface EmbedTextsOptions {
  readonly batchSize: number;
  readonly cache: EmbeddingCache | undefined;
}

/** After so many refused texts in a row, each asked for alone, the embedder counts as gone: more would be as many calls for nothing. */
const REFUSED_IN_A_ROW = 100;

/**
 * Asks for the vector of each text once: first the cache, then the embedder, batch by batch, one batch after the other.
 *
 * Batches are cut from the texts by length, then code unit: which texts share a batch depends neither on their order nor on repeats, and
 * texts of like length share one, which models compute fastest. A refused batch is asked for text by text; the result is the same for any
 * batch size as long as a text's vector does not hang on its batch.
 *
 * @param texts none empty; repeats count once. O(texts · (log texts + length)) besides the embedder and the cache.
 */
export async function* embedTexts(
  texts: Iterable<string>,
  embedder: Embedder,
  { batchSize, cache }: EmbedTextsOptions,
): AsyncGenerator<EmbedProgress, EmbeddedTexts, void> {
  const ordered = [...new Set(texts)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const state = new Embedding(embedder, cache);
  const missing: string[] = [];
  for (const text of ordered) if (!(await state.recall(text))) missing.push(text);
  let done = ordered.length - missing.length;
  const total = ordered.length;
  if (total > 0) yield { done, total };
  for (let from = 0; from < missing.length; from += batchSize) {
    const batch = missing.slice(from, from + batchSize);
    await state.request(batch);
    done += batch.length;
    yield { done, total };
  }
  return state;
}

/** The vectors found so far. Owns what changes on the way: the cache while it works, and how many texts were refused in a row. */
class Embedding implements EmbeddedTexts {
  readonly vectors = new Map<string, readonly number[]>();
  readonly faults = new Map<string, TextFault>();
  readonly cached = new Set<string>();
  readonly issues: EmbeddingIssue[] = [];
  private refusedInARow = 0;

  constructor(
    private readonly embedder: Embedder,
    private cache: EmbeddingCache | undefined,
  ) {}

  /** Whether the cache has a usable vector of the text, which then counts. */
  async recall(text: string): Promise<boolean> {
    const key = embeddingKey(this.embedder.id, text);
    const found = await this.guarded((cache) => cache.get(key));
    if (found === undefined || found === null) return false;
    const vector = readVector(found, this.embedder.dimensions);
    if ("code" in vector) {
      this.issues.push(createEmbeddingIssue("embedding-cache-unusable", { expected: key, received: vector.received }));
      return false;
    }
    this.vectors.set(text, vector);
    this.cached.add(text);
    return true;
  }

  /** Asks for a batch; where it is refused, for each of its texts alone. */
  async request(batch: readonly string[]): Promise<void> {
    if (this.refusedInARow < REFUSED_IN_A_ROW && batch.length > 1) {
      const answer = await this.ask(batch);
      if (typeof answer !== "string") return this.keep(batch, answer);
      this.issues.push(createEmbeddingIssue("embedding-batch-refused", { expected: String(batch.length), received: answer }));
    }
    for (const text of batch) await this.requestAlone(text);
  }

  private async requestAlone(text: string): Promise<void> {
    if (this.refusedInARow >= REFUSED_IN_A_ROW) {
      this.faults.set(text, { code: "embedding-given-up", received: String(REFUSED_IN_A_ROW) });
      return;
    }
    const answer = await this.ask([text]);
    if (typeof answer !== "string") return this.keep([text], answer);
    this.refusedInARow++;
    this.faults.set(text, { code: "embedding-refused", received: answer });
  }

  /** The vectors of some texts, not yet checked, or why there are none. */
  private async ask(texts: readonly string[]): Promise<readonly unknown[] | string> {
    try {
      const answer: unknown = await this.embedder.embed([...texts]);
      if (!Array.isArray(answer)) return describeValue(answer);
      return answer.length === texts.length ? Array.from<unknown>(answer) : `${answer.length} vectors for ${texts.length} texts`;
    } catch (error) {
      return messageOf(error);
    }
  }

  private async keep(texts: readonly string[], answer: readonly unknown[]): Promise<void> {
    this.refusedInARow = 0;
    for (const [at, text] of texts.entries()) {
      const vector = readVector(answer[at], this.embedder.dimensions);
      if ("code" in vector) {
        this.faults.set(text, vector);
        continue;
      }
      this.vectors.set(text, vector);
      await this.guarded((cache) => cache.set(embeddingKey(this.embedder.id, text), vector));
    }
  }

  /** Uses the cache while there is one; after its first failure there is none. */
  private async guarded(use: (cache: EmbeddingCache) => unknown): Promise<unknown> {
    if (this.cache === undefined) return undefined;
    try {
      return await use(this.cache);
    } catch (error) {
      this.cache = undefined;
      this.issues.push(createEmbeddingIssue("embedding-cache-failed", { received: messageOf(error) }));
      return undefined;
    }
  }
}

function messageOf(error: unknown): string {
  return describeValue(error instanceof Error ? error.message : error);
}
