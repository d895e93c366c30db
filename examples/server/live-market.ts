import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildCorpus, type Config, type Corpus, type Drift, type Issue } from "alliance-match";
import { readChange, type MarketChange } from "./market-change.js";
import { openNewestSnapshot, replaceSnapshot } from "./market-snapshots.js";
import { openRecordStore, type List, type RecordStore, type StoredRecord } from "./record-store.js";

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
  | { readonly event: "snapshot-written"; readonly file: string; readonly change: number }
  | { readonly event: "snapshot-failed"; readonly change: number; readonly reason: string };

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
    const change = await store.lastChange();
    const onRefused = (file: string, codes: readonly string[]): void => options.onEvent?.({ event: "snapshot-refused", file, codes });
    const kept = await openNewestSnapshot({ ...options, change }, onRefused);
    const since = await store.readSince(kept?.change ?? 0);
    const corpus = kept === undefined ? buildCorpus(liveRecords(since), options.config).corpus : await replay(kept.corpus, since, store);
    const market = new LiveMarket(store, options, corpus, change);
    options.onEvent?.({ event: "market-opened", from: kept === undefined ? "records" : "snapshot", change, replayed: since.length });
    // With statistics on the disk, a process that is killed comes back with the same scores.
    if (kept === undefined) await market.tryToWriteSnapshot();
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
      const before = this.current;
      const { kept, records, removed } = readChange(change, before);
      const { corpus, issues } = before.update({
        ...(change.add && { add: change.add }),
        ...(change.remove && { remove: change.remove }),
      });
      if (records.length === 0) return { change: null, kept, removed, issues };
      const next = await rereadMembers({ before, after: corpus, given: records }, this.store);
      const number = await this.store.write(records);
      // Statistics of an empty market say nothing of its first records.
      const isFirst = this.currentChange === 0;
      this.current = isFirst ? next.refit() : next;
      this.currentChange = number;
      this.options.onChange?.(this.current, records);
      if (isFirst) await this.tryToWriteSnapshot();
      return { change: number, kept, removed, issues };
    });
  }

  /**
   * Fits the statistics to the records that are there now. Scores change; ids and records do not.
   *
   * Rejects where the snapshot cannot be written; then nothing has changed: statistics that are on no disk would be gone with the process.
   */
  refit(): Promise<void> {
    return this.inTurn(async () => {
      const corpus = this.current.refit();
      await this.writeSnapshot(corpus);
      this.current = corpus;
    });
  }

  /** Writes what is pending and a snapshot, and closes the database. */
  close(): Promise<void> {
    return this.inTurn(async () => {
      await this.tryToWriteSnapshot();
      await this.store.close();
    });
  }

  private async writeSnapshot(corpus: Corpus): Promise<void> {
    const file = await replaceSnapshot(this.options.folder, corpus, this.currentChange);
    this.options.onEvent?.({ event: "snapshot-written", file, change: this.currentChange });
  }

  /** A snapshot saves time at the next start, and no record hangs on it: where it cannot be written, the log says so and the work goes on. */
  private async tryToWriteSnapshot(): Promise<void> {
    await this.writeSnapshot(this.current).catch((error: unknown) => {
      this.options.onEvent?.({ event: "snapshot-failed", change: this.currentChange, reason: String(error) });
    });
  }

  /** One thing at a time: what fails does not hold up what waits. */
  private inTurn<A>(run: () => Promise<A>): Promise<A> {
    const turn = this.queue.then(run);
    this.queue = turn.catch(() => undefined);
    return turn;
  }
}

function liveRecords(stored: readonly StoredRecord[]): Record<List, unknown[]> {
  const market: Record<List, unknown[]> = { organisations: [], outcomes: [], needs: [] };
  for (const { list, body } of stored) if (body !== null) market[list].push(body);
  return market;
}

/** A snapshot's corpus with what was written after it. The last word of each record counts, so one update does for all changes. */
async function replay(corpus: Corpus, stored: readonly StoredRecord[], store: RecordStore): Promise<Corpus> {
  if (stored.length === 0) return corpus;
  const remove: Record<List, string[]> = { organisations: [], outcomes: [], needs: [] };
  for (const { list, id, body } of stored) if (body === null) remove[list].push(id);
  return rereadMembers({ before: corpus, after: corpus.update({ add: liveRecords(stored), remove }).corpus, given: stored }, store);
}

interface Step {
  readonly before: Corpus;
  readonly after: Corpus;
  /** What `after` has read already, by the organisations that it has now. */
  readonly given: readonly StoredRecord[];
}

/**
 * Where an organisation lies decides what a region that several places bear means (鼓楼区). Once it moved, its records are read again as their senders
 * wrote them, so that a market that runs and one that is built from its records say the same.
 */
async function rereadMembers({ before, after, given }: Step, store: RecordStore): Promise<Corpus> {
  if (before.organisations === after.organisations) return after;
  const moved = new Set<string>();
  for (const id of new Set([...before.organisations.keys(), ...after.organisations.keys()]))
    if (before.organisations.get(id)?.region !== after.organisations.get(id)?.region) moved.add(id);
  if (moved.size === 0) return after;
  const idsOf = (list: "outcomes" | "needs"): string[] => {
    const isRead = new Set(given.flatMap((record) => (record.list === list ? [record.id] : [])));
    return after[list].records.flatMap(({ id, organisation = "" }) => (moved.has(organisation) && !isRead.has(id) ? [id] : []));
  };
  const [outcomes, needs] = await Promise.all([store.read("outcomes", idsOf("outcomes")), store.read("needs", idsOf("needs"))]);
  return after.update({ add: { outcomes, needs } }).corpus;
}
