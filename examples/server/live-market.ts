import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  buildCorpus,
  ConfigError,
  parseNeed,
  parseOrganisation,
  parseOutcome,
  type Config,
  type Corpus,
  type Drift,
  type Issue,
} from "alliance-match";
import { readSnapshot, writeSnapshot } from "alliance-match/node";
import { LISTS, openRecordStore, type List, type RecordStore, type StoredRecord } from "./record-store.js";

/** Records to put in (in place of those with the same ids), and ids to take out. */
export interface MarketChange {
  readonly add?: Readonly<Partial<Record<List, readonly unknown[]>>>;
  readonly remove?: Readonly<Partial<Record<List, readonly string[]>>>;
}

/** What a change did. `change` is its number in the database, or `null` where nothing of it could be kept. */
export interface ChangeResult {
  readonly change: number | null;
  readonly kept: Readonly<Record<List, readonly string[]>>;
  readonly removed: Readonly<Record<List, readonly string[]>>;
  readonly issues: readonly Issue[];
}

/** What happens beside the answers, for the log. */
export type MarketEvent =
  | { readonly event: "market-opened"; readonly from: "snapshot" | "records"; readonly change: number; readonly replayed: number }
  | { readonly event: "snapshot-refused"; readonly file: string; readonly codes: readonly string[] }
  | { readonly event: "snapshot-written"; readonly file: string; readonly change: number };

export interface LiveMarketOptions {
  /** Holds the database and the snapshots. */
  readonly folder: string;
  readonly config: Config;
  /** Opens the database. Default `openRecordStore`. */
  readonly openStore?: (folder: string) => Promise<RecordStore>;
  readonly onEvent?: (event: MarketEvent) => void;
  /** Told of every change after it is in, to keep what hangs on the records up to date. */
  readonly onChange?: (corpus: Corpus, change: StoredRecord[]) => void;
}

const SNAPSHOT_NAME = /^market-(\d+)\.snapshot$/;
const PARSERS = { organisations: parseOrganisation, outcomes: parseOutcome, needs: parseNeed } as const;

/**
 * A market that changes while it is asked: records in a database, the corpus in memory.
 *
 * A change is acknowledged once it is in the database; the corpus follows by `corpus.update`, one change after the other. At start the newest
 * snapshot is opened and what was written since is added to it; where there is none that can be used, the corpus is built from the records.
 */
export class LiveMarket {
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly store: RecordStore,
    private readonly options: LiveMarketOptions,
    private current: Corpus,
    private currentChange: number,
  ) {}

  static async open(options: LiveMarketOptions): Promise<LiveMarket> {
    await mkdir(options.folder, { recursive: true });
    const store = await (options.openStore ?? openRecordStore)(join(options.folder, "database"));
    const kept = await openNewestSnapshot(options);
    const since = await store.readSince(kept?.change ?? 0);
    const change = await store.lastChange();
    const corpus = kept === undefined ? buildCorpus(liveRecords(since), options.config).corpus : replay(kept.corpus, since);
    const market = new LiveMarket(store, options, corpus, change);
    options.onEvent?.({ event: "market-opened", from: kept === undefined ? "records" : "snapshot", change, replayed: since.length });
    // With statistics on the disk, a process that is killed comes back with the same scores.
    if (kept === undefined) await market.writeSnapshot();
    return market;
  }

  get corpus(): Corpus {
    return this.current;
  }

  /** The number of the last change that is in the corpus. */
  get change(): number {
    return this.currentChange;
  }

  drift(): Drift {
    return this.current.drift();
  }

  /**
   * Applies a change: into the database first, then into the corpus. Records that the library refuses are left out and told in the issues.
   *
   * @throws DuplicateInChange where a list has one id twice. Rejects with what the database says; then nothing has changed.
   */
  apply(change: MarketChange): Promise<ChangeResult> {
    return this.inTurn(async () => {
      const { kept, records, removed } = readChange(change);
      const { corpus, issues } = this.current.update({
        ...(change.add && { add: change.add }),
        ...(change.remove && { remove: change.remove }),
      });
      if (records.length === 0) return { change: null, kept, removed, issues };
      const number = await this.store.write(records);
      // Statistics of an empty market say nothing of its first records.
      const isFirst = this.currentChange === 0;
      this.current = isFirst ? corpus.refit() : corpus;
      this.currentChange = number;
      this.options.onChange?.(this.current, records);
      if (isFirst) await this.writeSnapshot();
      return { change: number, kept, removed, issues };
    });
  }

  /** Fits the statistics to the records that are there now. Scores change; ids and records do not. */
  refit(): Promise<void> {
    return this.inTurn(async () => {
      this.current = this.current.refit();
      await this.writeSnapshot();
    });
  }

  /** Writes what is pending and a snapshot, and closes the database. */
  close(): Promise<void> {
    return this.inTurn(async () => {
      await this.writeSnapshot();
      await this.store.close();
    });
  }

  private async writeSnapshot(): Promise<void> {
    const file = `market-${this.currentChange}.snapshot`;
    await writeSnapshot(join(this.options.folder, file), this.current);
    for (const old of await snapshotFiles(this.options.folder))
      if (old.file !== file) await rm(join(this.options.folder, old.file), { force: true });
    this.options.onEvent?.({ event: "snapshot-written", file, change: this.currentChange });
  }

  /** One thing at a time: what fails does not hold up what waits. */
  private inTurn<A>(run: () => Promise<A>): Promise<A> {
    const turn = this.queue.then(run);
    this.queue = turn.catch(() => undefined);
    return turn;
  }
}

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

/** What of a change goes into the database: the senders' own bodies of the records that can be read, under the ids that the library reads. */
function readChange({ add = {}, remove = {} }: MarketChange) {
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
      removed[list].push(id);
      // What is removed and added again in one change is there afterwards.
      if (!seen.has(id)) records.push({ list, id, body: null });
    }
  }
  return { records, kept, removed };
}

function liveRecords(stored: readonly StoredRecord[]): Record<List, unknown[]> {
  const market: Record<List, unknown[]> = { organisations: [], outcomes: [], needs: [] };
  for (const { list, body } of stored) if (body !== null) market[list].push(body);
  return market;
}

/** A snapshot's corpus with what was written after it. The last word of each record counts, so one update does for all changes. */
function replay(corpus: Corpus, stored: readonly StoredRecord[]): Corpus {
  if (stored.length === 0) return corpus;
  const remove: Record<List, string[]> = { organisations: [], outcomes: [], needs: [] };
  for (const { list, id, body } of stored) if (body === null) remove[list].push(id);
  return corpus.update({ add: liveRecords(stored), remove }).corpus;
}

async function snapshotFiles(folder: string): Promise<Array<{ readonly file: string; readonly change: number }>> {
  const files = (await readdir(folder)).flatMap((file) => {
    const match = SNAPSHOT_NAME.exec(file);
    return match === null ? [] : [{ file, change: Number(match[1]) }];
  });
  return files.sort((a, b) => b.change - a.change);
}

/** The newest snapshot that can be used. One of an older version, or damaged, is told and passed over: the records are all in the database. */
async function openNewestSnapshot({ folder, config, onEvent }: LiveMarketOptions) {
  for (const { file, change } of await snapshotFiles(folder)) {
    try {
      return { corpus: await readSnapshot(join(folder, file), config), change };
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      onEvent?.({ event: "snapshot-refused", file, codes: error.issues.map(({ code }) => code) });
    }
  }
  return undefined;
}
