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
    const kept = await openNewestSnapshot(options, (file, codes) => options.onEvent?.({ event: "snapshot-refused", file, codes }));
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
    const file = await replaceSnapshot(this.options.folder, this.current, this.currentChange);
    this.options.onEvent?.({ event: "snapshot-written", file, change: this.currentChange });
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
function replay(corpus: Corpus, stored: readonly StoredRecord[]): Corpus {
  if (stored.length === 0) return corpus;
  const remove: Record<List, string[]> = { organisations: [], outcomes: [], needs: [] };
  for (const { list, id, body } of stored) if (body === null) remove[list].push(id);
  return corpus.update({ add: liveRecords(stored), remove }).corpus;
}
