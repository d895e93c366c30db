import { parseNeed, parseOrganisation, parseOutcome, type Corpus, type Issue } from "alliance-match";
import { LISTS, type List, type StoredRecord } from "./record-store.js";

/** Records to put in (in place of those with the same ids), and ids to take out. */
export interface MarketChange {
  readonly add?: Readonly<Partial<Record<List, readonly unknown[]>>>;
  readonly remove?: Readonly<Partial<Record<List, readonly string[]>>>;
}

const PARSERS = { organisations: parseOrganisation, outcomes: parseOutcome, needs: parseNeed } as const;

/** One id twice in one list of one change: which of the two is meant cannot be told. Nothing of the change is kept. */
export class DuplicateInChange extends Error {
  override readonly name = "DuplicateInChange";

  constructor(
    readonly list: List,
    readonly id: string,
  ) {
    super(`${list} has the id ${id} twice`);
  }
}

/** The id under which the library keeps a record, or why it cannot. */
export function readId(list: List, body: unknown): { readonly id: string | undefined; readonly issues: readonly Issue[] } {
  const { record, issues } = PARSERS[list](body);
  return { id: record?.id, issues };
}

/**
 * What of a change goes into the database: the senders' own bodies of the records that can be read, under the ids that the library reads, and what is
 * taken out of those that are there. An id of nobody leaves no trace: it would stay for good.
 */
export function readChange({ add = {}, remove = {} }: MarketChange, corpus: Corpus) {
  const records: StoredRecord[] = [];
  const kept: Record<List, string[]> = { organisations: [], outcomes: [], needs: [] };
  const removed: Record<List, string[]> = { organisations: [], outcomes: [], needs: [] };
  for (const list of LISTS) {
    const seen = new Set<string>();
    for (const body of add[list] ?? []) {
      const { id } = readId(list, body);
      if (id === undefined) continue;
      if (seen.has(id)) throw new DuplicateInChange(list, id);
      seen.add(id);
      kept[list].push(id);
      records.push({ list, id, body });
    }
    for (const id of new Set(remove[list] ?? [])) {
      if (!holds(corpus, list, id)) continue;
      removed[list].push(id);
      // What is removed and added again in one change is there afterwards.
      if (!seen.has(id)) records.push({ list, id, body: null });
    }
  }
  return { records, kept, removed };
}

function holds(corpus: Corpus, list: List, id: string): boolean {
  return list === "organisations" ? corpus.organisations.has(id) : corpus[list].indexOf.has(id);
}
