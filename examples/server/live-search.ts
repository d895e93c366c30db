import { parseNeed, parseOutcome, type Corpus, type Need, type Organisation, type Outcome, type Visibility } from "alliance-match";
import { SearchIndex, type FindOptions, type SearchHit } from "alliance-match/search";
import type { StoredRecord } from "./record-store.js";

/** Records indexed between two looks at other work. */
const CHUNK = 200;

/** An index, or one in the making with the changes that wait for it. */
type Entry = { readonly index: SearchIndex } | { readonly waiting: StoredRecord[] };

/**
 * Type-ahead search, an index a kind of reader, each made when first asked for and kept up to date from then on.
 *
 * An index is made in pieces, so that the server goes on answering; until it is whole, searching answers `undefined`.
 */
export class LiveSearch {
  private readonly entries = new Map<Visibility, Entry>();
  private isClosed = false;

  constructor(private readonly corpus: () => Corpus) {}

  find(query: string, reader: Visibility, options: FindOptions): SearchHit[] | undefined {
    const entry = this.entries.get(reader);
    if (entry === undefined) void this.build(reader);
    return entry !== undefined && "index" in entry ? entry.index.find(query, options) : undefined;
  }

  /** Makes the index of a reader, unless it is there or being made. */
  async build(reader: Visibility): Promise<void> {
    if (this.entries.has(reader)) return;
    const waiting: StoredRecord[] = [];
    this.entries.set(reader, { waiting });
    const { analyzer, organisations, outcomes, needs } = this.corpus();
    const index = new SearchIndex({ analyzer, reader });
    await this.inPieces(outcomes.records, (piece: readonly Outcome[]) => index.addOutcomes(piece, organisations));
    await this.inPieces(needs.records, (piece: readonly Need[]) => index.addNeeds(piece, organisations));
    if (this.isClosed) return;
    applyChanges(index, waiting, this.corpus().organisations);
    this.entries.set(reader, { index });
  }

  /** Brings the indexes up to date with a change that is in the corpus. */
  follow(corpus: Corpus, changes: readonly StoredRecord[]): void {
    for (const [reader, entry] of this.entries) {
      // An organisation's name stands with each of its records: such a change is rare, and the index is made anew.
      if (changes.some(({ list }) => list === "organisations")) this.entries.delete(reader);
      else if ("waiting" in entry) entry.waiting.push(...changes);
      else applyChanges(entry.index, changes, corpus.organisations);
    }
  }

  close(): void {
    this.isClosed = true;
  }

  private async inPieces<A>(records: readonly A[], add: (piece: readonly A[]) => void): Promise<void> {
    for (let from = 0; from < records.length && !this.isClosed; from += CHUNK) {
      add(records.slice(from, from + CHUNK));
      await new Promise(setImmediate);
    }
  }
}

function applyChanges(index: SearchIndex, changes: readonly StoredRecord[], organisations: ReadonlyMap<string, Organisation>): void {
  for (const { list, id, body } of changes) {
    if (list === "organisations") continue;
    const record = body === null ? undefined : list === "outcomes" ? parseOutcome(body).record : parseNeed(body).record;
    if (record === undefined) index.remove(list, [id]);
    else if (list === "outcomes") index.addOutcomes([record], organisations);
    else index.addNeeds([record], organisations);
  }
}
