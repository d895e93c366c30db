import MiniSearch, { type Options, type Query, type SearchResult } from "minisearch";
import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { visibleNeed, type Need, type Organisation, type Outcome, type Visibility } from "../model/record.js";
import { createAnalyzer, type Analyzer } from "../text/analyzer.js";

export type SearchSide = "outcomes" | "needs";

export interface SearchOptions {
  /** Cuts texts and queries; give the corpus's own so that lexicon and stop words agree. Default: `createAnalyzer()`. */
  readonly analyzer?: Analyzer;
  /** Whose eyes the index is for: fields of needs marked for a narrower circle are not indexed. Default `public`. */
  readonly reader?: Visibility;
}

export interface FindOptions {
  /** Look on one side only. Default: both. */
  readonly side?: SearchSide;
  /** At most so many hits, ≥ 1. Default 10. */
  readonly limit?: number;
}

/** A record that a query found. */
export interface SearchHit {
  readonly side: SearchSide;
  readonly id: string;
  readonly title: string;
  /** Relevance by BM25+; comparable within one query only. */
  readonly score: number;
  /** The indexed terms that matched, in code unit order: what to highlight. */
  readonly terms: readonly string[];
}

/** What is kept of a record. */
interface IndexedDocument {
  readonly key: string;
  readonly side: SearchSide;
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly organisation: string;
}

/** What `toJSON` gives and `loadSearchIndex` takes. */
export interface SearchSnapshot {
  readonly format: "alliance-match/search";
  readonly version: 1;
  readonly analyzerId: string;
  readonly reader: Visibility;
  readonly index: ReturnType<MiniSearch["toJSON"]>;
}

/** Thrown for a snapshot that cannot be used: not one of ours, of another version, or cut by another analyzer. */
export class SearchSnapshotError extends Error {
  override readonly name = "SearchSnapshotError";

  constructor(
    readonly code: "snapshot-format" | "snapshot-version" | "snapshot-analyzer",
    readonly expected: string,
    readonly received: string,
  ) {
    super(`${code}: expected ${expected}, received ${received}`);
  }
}

const FORMAT = "alliance-match/search";
const VERSION = 1;
const DEFAULT_LIMIT = 10;
/** A title says in a line what the text says at length. */
const BOOST = { title: 3, organisation: 1.5, text: 1 } as const;
/** Share of a Latin word that may be mistyped, for words long enough that a slip does not make another word. */
const FUZZINESS = 0.2;
const FUZZY_LENGTH = 5;
const HAN = /\p{Script=Han}/u;

/**
 * A type-ahead index over both sides of a market, for people who look around; matching is `rankOutcomes` and `rankNeeds`.
 *
 * Chinese is found by exact characters and pairs, Latin words also by their beginning (the last word of a query, which is still
 * being typed) and with a typing slip. Records can be added and removed at any time. Owns its state: the one class with any.
 */
export class SearchIndex {
  private readonly analyzer: Analyzer;
  private readonly reader: Visibility;
  private readonly index: MiniSearch<IndexedDocument>;

  constructor(options: SearchOptions = {}, index?: (options: Options<IndexedDocument>) => MiniSearch<IndexedDocument>) {
    this.analyzer = options.analyzer ?? createAnalyzer();
    this.reader = options.reader ?? "public";
    const settings = indexOptions(this.analyzer);
    this.index = index === undefined ? new MiniSearch(settings) : index(settings);
  }

  /** How many records are indexed. */
  get size(): number {
    return this.index.documentCount;
  }

  /** Adds outcomes, or puts them in place of those with the same ids. */
  addOutcomes(outcomes: readonly Outcome[], organisations: ReadonlyMap<string, Organisation> = new Map()): void {
    for (const outcome of outcomes) {
      const text = [outcome.abstract, ...(outcome.keywords ?? [])].filter((part) => part !== undefined).join("\n");
      this.put({ side: "outcomes", id: outcome.id, title: outcome.title, text, organisation: nameOf(outcome.organisation, organisations) });
    }
  }

  /** Adds needs, or puts them in place of those with the same ids; only fields that the index's reader may see. */
  addNeeds(needs: readonly Need[], organisations: ReadonlyMap<string, Organisation> = new Map()): void {
    for (const need of needs) {
      const seen = visibleNeed(need, this.reader);
      const parts = (seen.parts ?? []).flatMap((part) => [part.title, part.description]);
      const text = [seen.description, ...parts].filter((part) => part !== undefined).join("\n");
      this.put({ side: "needs", id: need.id, title: seen.title ?? "", text, organisation: nameOf(seen.organisation, organisations) });
    }
  }

  /** Takes records out; ids that are not there are passed over. */
  remove(side: SearchSide, ids: readonly string[]): void {
    for (const id of ids) if (this.index.has(keyOf(side, id))) this.index.discard(keyOf(side, id));
  }

  /**
   * Records for what somebody has typed so far: those with every term first; only where there are none, those with any.
   *
   * @returns score descending, then side and id by code unit; empty for a query without terms.
   */
  find(query: string, options: FindOptions = {}): SearchHit[] {
    const terms = queryTerms(this.analyzer, query);
    if (terms.length === 0) return [];
    const all = this.hits(terms, "AND", options);
    return (all.length > 0 ? all : this.hits(terms, "OR", options)).slice(0, options.limit ?? DEFAULT_LIMIT);
  }

  /** The whole index as plain data, for `JSON.stringify`. */
  toJSON(): SearchSnapshot {
    return { format: FORMAT, version: VERSION, analyzerId: this.analyzer.id, reader: this.reader, index: this.index.toJSON() };
  }

  private put(fields: Omit<IndexedDocument, "key">): void {
    const document = { key: keyOf(fields.side, fields.id), ...fields };
    if (this.index.has(document.key)) this.index.replace(document);
    else this.index.add(document);
  }

  private hits(terms: readonly string[], combineWith: "AND" | "OR", { side }: FindOptions): SearchHit[] {
    const query: Query = {
      combineWith,
      queries: terms.map((term, at) => ({ queries: [term], prefix: !HAN.test(term) && at === terms.length - 1, fuzzy: fuzziness(term) })),
    };
    return this.index
      .search(query, { filter: (hit) => side === undefined || hit["side"] === side, boost: BOOST })
      .map(toHit)
      .sort((a, b) => b.score - a.score || compareIds(a.side, b.side) || compareIds(a.id, b.id));
  }
}

/** An index over both sides of a corpus, cut by the corpus's own analyzer. O(tokens). */
export function createSearchIndex(corpus: Corpus, options: Omit<SearchOptions, "analyzer"> = {}): SearchIndex {
  const index = new SearchIndex({ ...options, analyzer: corpus.analyzer });
  index.addOutcomes(corpus.outcomes.records, corpus.organisations);
  index.addNeeds(corpus.needs.records, corpus.organisations);
  return index;
}

/**
 * An index from what `toJSON` gave.
 *
 * @param analyzer of the same id as when it was made; the default one where absent.
 * @throws SearchSnapshotError `snapshot-format`, `snapshot-version`, `snapshot-analyzer`.
 */
export function loadSearchIndex(snapshot: SearchSnapshot, analyzer: Analyzer = createAnalyzer()): SearchIndex {
  const given = snapshot as Partial<Record<keyof SearchSnapshot, unknown>> | null;
  if (given?.format !== FORMAT) throw new SearchSnapshotError("snapshot-format", FORMAT, String(given?.format));
  if (given.version !== VERSION) throw new SearchSnapshotError("snapshot-version", String(VERSION), String(given.version));
  if (snapshot.analyzerId !== analyzer.id) throw new SearchSnapshotError("snapshot-analyzer", analyzer.id, String(snapshot.analyzerId));
  return new SearchIndex({ analyzer, reader: snapshot.reader }, (options) => {
    try {
      return MiniSearch.loadJS(snapshot.index, options);
    } catch (error) {
      throw new SearchSnapshotError("snapshot-format", FORMAT, error instanceof Error ? error.message : "unreadable index");
    }
  });
}

function indexOptions(analyzer: Analyzer): Options<IndexedDocument> {
  return {
    idField: "key",
    fields: ["title", "text", "organisation"],
    storeFields: ["side", "title"],
    tokenize: (text) => analyzer.analyze(text),
    // The analyzer has done all there is to do to a term.
    processTerm: (term) => term,
    searchOptions: { tokenize: (term) => [term], processTerm: (term) => term },
  };
}

/** Distinct terms of a query; where Chinese pairs say more, its single characters are left out. */
function queryTerms(analyzer: Analyzer, query: string): string[] {
  const terms = [...new Set(analyzer.analyze(query))];
  const hasPair = terms.some((term) => HAN.test(term) && [...term].length > 1);
  return hasPair ? terms.filter((term) => !HAN.test(term) || [...term].length > 1) : terms;
}

function fuzziness(term: string): number | false {
  return !HAN.test(term) && term.length >= FUZZY_LENGTH ? FUZZINESS : false;
}

function keyOf(side: SearchSide, id: string): string {
  return `${side}/${id}`;
}

function nameOf(organisation: string | undefined, organisations: ReadonlyMap<string, Organisation>): string {
  return organisation === undefined ? "" : (organisations.get(organisation)?.name ?? organisation);
}

function toHit(result: SearchResult): SearchHit {
  const { side, title } = result as unknown as Pick<IndexedDocument, "side" | "title">;
  const id = (result.id as string).slice(keyOf(side, "").length);
  return { side, id, title, score: result.score, terms: [...new Set(result.terms)].sort(compareIds) };
}
