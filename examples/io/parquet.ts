import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer, type FileMetaData, type SchemaTree } from "hyparquet";
import { compressors, type Compressors } from "hyparquet-compressors";
import { dateText } from "./date-text.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import type { Table, TableRow } from "./table.js";

/** What a Parquet file may unpack to, in bytes: by its own account, and page by page. */
export const MAX_UNPACKED_BYTES = 2 ** 30;

export interface ParquetOptions {
  readonly file: string;
  /** Hears how many rows have been unpacked. */
  readonly onRow?: ((done: number, total: number) => void) | undefined;
}

export type ParquetReading =
  { readonly kind: "table"; readonly table: Table | undefined } | { readonly kind: "refused"; readonly issue: IoIssue };

/**
 * Reads a Parquet file, plain or compressed by snappy, gzip, Brotli, LZ4 or ZSTD. Numbers, dates and truth values come as text;
 * lists and structs as they are. Rows count from 1.
 */
export async function readParquet(source: AsyncBuffer, { file, onRow }: ParquetOptions): Promise<ParquetReading> {
  const refused = (code: Parameters<typeof createIoIssue>[0], received: string): ParquetReading => ({
    kind: "refused",
    issue: createIoIssue(code, { file, received }),
  });
  try {
    const metadata = await parquetMetadataAsync(source);
    const unpacked = unpackedBytes(metadata);
    if (unpacked > MAX_UNPACKED_BYTES) return refused("unpacks-too-large", `${Math.ceil(unpacked / 2 ** 20)} MB`);
    const schema = parquetSchema(metadata).children;
    const header = schema.map(({ element }) => element.name);
    const rows: TableRow[] = [];
    for await (const record of readGroups(source, metadata, onRow)) {
      const cells = header.map((name) => cellOf(record[name]));
      const original = (): string => JSON.stringify(Object.fromEntries(header.map((name, column) => [name, cells[column]])));
      rows.push({ cells, line: rows.length + 1, original });
    }
    return { kind: "table", table: rows.length === 0 ? undefined : { header, headerLine: 1, rows, nested: nestedColumns(schema) } };
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== undefined) return refused("file-unreadable", code ?? syscall);
    return refused("parquet-unreadable", error instanceof Error ? error.message : String(error));
  }
}

/** Rows of all groups, one group unpacked after another. */
async function* readGroups(
  file: AsyncBuffer,
  metadata: FileMetaData,
  onRow: ParquetOptions["onRow"],
): AsyncGenerator<Record<string, unknown>, void> {
  const total = Number(metadata.num_rows);
  const options = { file, metadata, compressors: limited(compressors), parsers: PARSERS };
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    yield* await parquetReadObjects({ ...options, rowStart, rowEnd });
    rowStart = rowEnd;
    onRow?.(rowEnd, total);
  }
}

/** Columns of structs, maps and lists of either. A list of scalars is what a list field takes, and a variant may be a text. */
function nestedColumns(schema: readonly SchemaTree[]): ReadonlyMap<number, string> {
  return new Map(
    schema.flatMap(({ element, children }, column): Array<[number, string]> => {
      const kind = element.converted_type ?? element.logical_type?.type ?? "struct";
      const isListOfScalars = kind === "LIST" && children[0]?.children.every((item) => item.children.length === 0) === true;
      return children.length === 0 || isListOfScalars || kind === "VARIANT" ? [] : [[column, kind.toLowerCase()]];
    }),
  );
}

function unpackedBytes({ row_groups: groups }: FileMetaData): number {
  return groups.reduce(
    (sum, { columns }) => columns.reduce((ofGroup, { meta_data: data }) => ofGroup + Number(data?.total_uncompressed_size ?? 0), sum),
    0,
  );
}

/** The decompressors, of which each gives up where a page says that it is larger than a whole file may be. */
function limited(all: Compressors): Compressors {
  return Object.fromEntries(
    Object.entries(all).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, outputLength: number): Uint8Array => {
        if (outputLength > MAX_UNPACKED_BYTES) throw new RangeError(`a page of ${outputLength} bytes`);
        return unpack(input, outputLength);
      },
    ]),
  );
}

const UTF8 = new TextDecoder();
const PARSERS = {
  // Text, and read as JSON only where a field is to hold it: one bad cell must not fail the file.
  jsonFromBytes: (bytes: Uint8Array | undefined): unknown => bytes && UTF8.decode(bytes),
};

/** A value as a cell: scalars as text, lists and structs with scalars of JSON inside. */
function cellOf(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Date) return dateText(value.getTime());
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return value.toString();
  return typeof value === "object" ? plain(value) : value;
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return dateText(value.getTime());
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
