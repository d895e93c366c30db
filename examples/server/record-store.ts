import { PGlite } from "@electric-sql/pglite";

/** The three lists of a market, as the library names them. */
export const LISTS = ["organisations", "outcomes", "needs"] as const;
export type List = (typeof LISTS)[number];

/** A record as its sender wrote it, or `null` where it was removed. */
export interface StoredRecord {
  readonly list: List;
  readonly id: string;
  readonly body: unknown;
}

/** Where records are kept: a database on the disk, so that what was acknowledged is there after the process was killed. */
export interface RecordStore {
  /** Keeps all of it or nothing. @returns the number of this change; later changes have larger ones. */
  readonly write: (records: readonly StoredRecord[]) => Promise<number>;
  /** The bodies of records by their ids, in any order; ids that are not there are left out. */
  readonly read: (list: List, ids: readonly string[]) => Promise<unknown[]>;
  /** What was written after a change, removed records with `null`, by change, list and id. */
  readonly readSince: (change: number) => Promise<StoredRecord[]>;
  /** The number of the last change; 0 before the first. */
  readonly lastChange: () => Promise<number>;
  readonly close: () => Promise<void>;
}

interface Row {
  readonly list: List;
  readonly id: string;
  readonly body: string | null;
}

/**
 * Opens the database in a folder, or makes it. Bodies are JSON in a column of text, which, unlike `jsonb`, takes every string that JSON can write.
 * PostgreSQL's text has no character 0, which ids may have; U+FFFE, which the library reads out of every id, stands for it.
 *
 * A removed record leaves its id and the change behind, so that a snapshot taken before can be brought up to date.
 */
export async function openRecordStore(folder: string): Promise<RecordStore> {
  const database = await PGlite.create(folder);
  await database.exec(`
    create table if not exists record (
      list text not null,
      id text not null,
      change bigint not null,
      body text,
      primary key (list, id)
    );
    create index if not exists record_change on record (change);
    create table if not exists last_change (only_row boolean primary key default true check (only_row), change bigint not null);
    insert into last_change (change) values (0) on conflict do nothing;
  `);

  const lastChange = async (): Promise<number> => {
    const { rows } = await database.query<{ change: number }>("select change::float8 as change from last_change");
    return rows[0]!.change;
  };
  return {
    lastChange,
    write: (records) =>
      database.transaction(async (transaction) => {
        const { rows } = await transaction.query<{ change: number }>(
          "update last_change set change = change + 1 returning change::float8 as change",
        );
        const { change } = rows[0]!;
        await transaction.query(
          `insert into record (list, id, change, body)
           select list, id, $4, body from unnest($1::text[], $2::text[], $3::text[]) as given (list, id, body)
           on conflict (list, id) do update set change = excluded.change, body = excluded.body`,
          [
            records.map(({ list }) => list),
            records.map(({ id }) => toKey(id)),
            records.map(({ body }) => (body === null ? null : JSON.stringify(body))),
            change,
          ],
        );
        return change;
      }),
    async read(list, ids) {
      const { rows } = await database.query<Pick<Row, "body">>("select body from record where list = $1 and id = any($2::text[])", [
        list,
        ids.map(toKey),
      ]);
      return rows.flatMap(({ body }) => (body === null ? [] : [JSON.parse(body) as unknown]));
    },
    async readSince(change) {
      const { rows } = await database.query<Row>("select list, id, body from record where change > $1 order by change, list, id", [change]);
      return rows.map(({ list, id, body }) => ({ list, id: fromKey(id), body: body === null ? null : (JSON.parse(body) as unknown) }));
    },
    close: () => database.close(),
  };
}

function toKey(id: string): string {
  return id.replaceAll("\0", "\uFFFE");
}

function fromKey(key: string): string {
  return key.replaceAll("\uFFFE", "\0");
}
