import { ConfigError, createIssue, describeValue, type Issue, type IssueRecord } from "../model/issue.js";
import { isFuller, type MarketInput } from "../model/market.js";
import { createParser, MAX_DIMENSIONS, type ParsedRecord } from "../model/parse.js";
import type { Need, Outcome } from "../model/record.js";
import { needTexts, outcomeTexts } from "../score/text.js";
import { embedTexts, type EmbeddedTexts, type EmbedProgress } from "./embed-texts.js";
import type { Embedder, EmbeddingCache } from "./embedder.js";
import { createEmbeddingIssue, type EmbeddingIssue } from "./embedding-issue.js";
import { objectAt, readNumber } from "./read-option.js";

export interface EmbedOptions {
  /** Texts handed to the embedder at once, a whole number ≥ 1. Default 32. */
  readonly batchSize?: number;
  /** Vectors of earlier runs, and where those of this one go. Default: none. */
  readonly cache?: EmbeddingCache;
  /** What is embedded of a record, once it is cleaned: a model's prefixes, or less than all of it. "" for nothing. Default: all of its texts, a line each. */
  readonly needText?: (need: Need) => string;
  readonly outcomeText?: (outcome: Outcome) => string;
}

/** A market whose records carry vectors. */
export interface EmbeddedMarket {
  /** As given, in its order; records that got a vector are copies with `embedding`. For `buildCorpus`. */
  readonly market: MarketInput;
  /** By batch, then by record: outcomes, needs, each by place in the input. What `buildCorpus` says of a record it does not say again. */
  readonly issues: readonly EmbeddingIssue[];
  /** Outcomes and needs by where their vector comes from; they add up to all of them. */
  readonly counts: {
    /** Their own, left as it is. */
    readonly own: number;
    readonly cached: number;
    readonly embedded: number;
    /** No vector: no text, refused, unreadable, or one of several with an id, which `buildCorpus` leaves out. */
    readonly without: number;
  };
}

/** Texts at once: enough to fill a small model's batch, few enough that a refused batch costs little to ask for again. A guess, not measured. */
const BATCH_SIZE = 32;
const OPTIONS = ["batchSize", "cache", "needText", "outcomeText"];

/**
 * Gives the records of a market dense vectors by the caller's embedder, each different text once. Records with an `embedding` keep it.
 *
 * Texts are cleaned as `buildCorpus` cleans them. A text that cannot be embedded leaves its records without a vector, which then take the
 * neutral value of the signal; nothing else is lost, and each is an issue. Neither the order of records nor the batch size shows in the
 * vectors, unless the embedder's hang on what else is in a batch. Vectors are rounded to Float32.
 *
 * @param market as `buildCorpus` takes it, or what an update adds; sides that are absent are empty.
 * @throws ConfigError with all of `option-wrong-type`, `option-out-of-range`, `unknown-option`. The embedder and the cache may throw: see the issues.
 * O(records + texts · (log texts + length)) besides the embedder and the cache.
 * @example
 * import { embedMarket } from "alliance-match/embeddings";
 *
 * const lengths = { id: "lengths/1", dimensions: 2, embed: async (texts: readonly string[]) => texts.map((text) => [text.length, 1]) };
 * const given = { outcomes: [{ id: "o1", title: "余热回收" }], needs: [{ id: "n1", title: "余热" }] };
 * const { market, counts } = await embedMarket(given, lengths);
 * market.outcomes; // [{ id: "o1", title: "余热回收", embedding: [4, 1] }]
 * counts.embedded; // 2
 * const { corpus } = buildCorpus(market, defineConfig({ weights: { text: 0.5, embedding: 0.5 } }));
 */
export async function embedMarket(market: Partial<MarketInput>, embedder: Embedder, options: EmbedOptions = {}): Promise<EmbeddedMarket> {
  const steps = embedSteps(market, embedder, options);
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `embedMarket`, in steps: yields after the cache was asked and after every batch, so that a caller can show progress or stop. */
export async function* embedSteps(
  market: Partial<MarketInput>,
  embedder: Embedder,
  options: EmbedOptions = {},
): AsyncGenerator<EmbedProgress, EmbeddedMarket, void> {
  const { batchSize, cache, needText, outcomeText } = readOptions(embedder, options);
  const parser = createParser();
  const outcomes = placeRecords("outcome", market.outcomes, parser.outcome, outcomeText);
  const needs = placeRecords("need", market.needs, parser.need, needText);
  const placed = [...outcomes, ...needs];
  const found = yield* embedTexts(
    placed.flatMap(({ text }) => (text === "" ? [] : [text])),
    embedder,
    { batchSize, cache },
  );
  const seen = placed.map((record) => sourceOf(record, found));
  const count = (source: VectorSource): number => seen.filter((one) => one === source).length;
  return {
    market: {
      ...market,
      outcomes: withVectors(market.outcomes, outcomes, found),
      needs: withVectors(market.needs, needs, found),
    },
    issues: [...found.issues, ...placed.flatMap((record) => issueOf(record, found, embedder))],
    counts: { own: count("own"), cached: count("cached"), embedded: count("embedded"), without: count("without") },
  };
}

type VectorSource = keyof EmbeddedMarket["counts"];

/** A record as far as its vector is concerned. */
interface PlacedRecord {
  readonly place: IssueRecord;
  readonly input: unknown;
  /** Length of the vector that it came with; `undefined` where it came with none. */
  readonly ownLength: number | undefined;
  readonly hasOwn: boolean;
  /** Whether `buildCorpus` will keep it. */
  readonly isKept: boolean;
  /** What to embed; "" for nothing. */
  readonly text: string;
}

function placeRecords<A extends Outcome | Need>(
  kind: IssueRecord["kind"],
  inputs: unknown,
  parse: (input: unknown, index: number) => ParsedRecord<A>,
  textOf: (record: A) => string,
): PlacedRecord[] {
  if (!Array.isArray(inputs)) return [];
  const parsed = Array.from<unknown, { readonly input: unknown; readonly record: A | undefined }>(inputs, (input: unknown, index) => ({
    input,
    record: parse(input, index).record,
  }));
  // Of records with one id the fullest is kept, and a vector makes a record fuller: only the one that is kept anyhow gets one.
  const kept = new Map<string, A>();
  for (const { record } of parsed) {
    if (record === undefined) continue;
    const rival = kept.get(record.id);
    if (rival === undefined || isFuller(record, rival)) kept.set(record.id, record);
  }
  return parsed.map(({ input, record }, index) => {
    const isKept = record !== undefined && kept.get(record.id) === record;
    const own = isKept ? (input as { readonly embedding?: unknown }).embedding : undefined;
    const hasOwn = own !== undefined && own !== null;
    return {
      place: { kind, index, ...(record === undefined ? {} : { id: record.id }) },
      input,
      hasOwn,
      ownLength: record?.embedding?.length,
      isKept,
      text: isKept && !hasOwn ? checkedText(textOf(record), record.id) : "",
    };
  });
}

function checkedText(text: unknown, id: string): string {
  if (typeof text === "string") return text.trim();
  throw new ConfigError([createIssue("option-wrong-type", { path: ["text of", id], expected: "string", received: describeValue(text) })]);
}

function sourceOf({ hasOwn, text }: PlacedRecord, { vectors, cached }: EmbeddedTexts): VectorSource {
  if (hasOwn) return "own";
  return !vectors.has(text) ? "without" : cached.has(text) ? "cached" : "embedded";
}

function issueOf(
  { place, hasOwn, ownLength, isKept, text }: PlacedRecord,
  { faults }: EmbeddedTexts,
  { dimensions }: Embedder,
): EmbeddingIssue[] {
  if (!isKept) return [];
  if (hasOwn) {
    if (ownLength === undefined || ownLength === dimensions) return [];
    const lengths = { expected: String(dimensions), received: String(ownLength) };
    return [createEmbeddingIssue("embedding-own-length", { record: place, ...lengths })];
  }
  if (text === "") return [createEmbeddingIssue("embedding-no-text", { record: place })];
  const fault = faults.get(text);
  if (fault === undefined) return [];
  const { code, ...detail } = fault;
  return [createEmbeddingIssue(code, { record: place, ...detail })];
}

/** The records of a side, those that got a vector with it. What is no list is left for `buildCorpus` to name. */
function withVectors(given: unknown, placed: readonly PlacedRecord[], { vectors }: EmbeddedTexts): readonly unknown[] {
  if (!Array.isArray(given)) return (given ?? []) as readonly unknown[];
  return placed.map(({ input, text }) => {
    const embedding = vectors.get(text);
    return embedding === undefined ? input : { ...(input as object), embedding };
  });
}

interface CheckedOptions {
  readonly batchSize: number;
  readonly cache: EmbeddingCache | undefined;
  readonly needText: (need: Need) => string;
  readonly outcomeText: (outcome: Outcome) => string;
}

function readOptions(embedder: Embedder, options: EmbedOptions): CheckedOptions {
  const issues: Issue[] = [];
  const wrong = (path: string[], expected: string, received: unknown): void =>
    void issues.push(createIssue("option-wrong-type", { path, expected, received: describeValue(received) }));
  const given = objectAt(options, ["options"], OPTIONS, issues);
  const model: Partial<Record<keyof Embedder, unknown>> = typeof embedder === "object" && embedder !== null ? embedder : {};
  if (typeof model.id !== "string" || model.id === "") wrong(["embedder", "id"], "a name", model.id);
  if (typeof model.embed !== "function") wrong(["embedder", "embed"], "function", model.embed);
  readWhole(model.dimensions ?? null, ["embedder", "dimensions"], MAX_DIMENSIONS, issues);
  const batchSize = readWhole(given["batchSize"] ?? BATCH_SIZE, ["batchSize"], Number.MAX_SAFE_INTEGER, issues);
  const { cache, needText, outcomeText } = options ?? {};
  if (cache !== undefined && (typeof cache?.get !== "function" || typeof cache.set !== "function")) wrong(["cache"], "{ get, set }", cache);
  for (const [key, value] of [
    ["needText", needText],
    ["outcomeText", outcomeText],
  ] as const)
    if (value !== undefined && typeof value !== "function") wrong([key], "function", value);
  if (issues.length > 0) throw new ConfigError(issues);
  return {
    batchSize,
    cache,
    needText: needText ?? ((need) => needTexts(need).join("\n")),
    outcomeText: outcomeText ?? ((outcome) => outcomeTexts(outcome).join("\n")),
  };
}

function readWhole(value: unknown, path: string[], max: number, issues: Issue[]): number {
  const number = readNumber(value, path, [1, max], issues) ?? NaN;
  if (!Number.isNaN(number) && !Number.isInteger(number))
    issues.push(createIssue("option-out-of-range", { path, expected: "a whole number", received: describeValue(number) }));
  return number;
}
