import { utils, write, type BookType, type WorkSheet } from "@e965/xlsx";
import { parquetWriteBuffer, type ColumnSource } from "hyparquet-writer";

/** A workbook of one or more sheets as bytes. @param sheets rows by sheet name, or a sheet made by hand. */
export function workbookBytes(sheets: Readonly<Record<string, ReadonlyArray<readonly unknown[]> | WorkSheet>>, type: BookType): Uint8Array {
  const workbook = utils.book_new();
  for (const [name, content] of Object.entries(sheets)) {
    const sheet = Array.isArray(content) ? utils.aoa_to_sheet(content as unknown[][]) : (content as WorkSheet);
    utils.book_append_sheet(workbook, sheet, name);
  }
  return new Uint8Array(write(workbook, { type: "buffer", bookType: type, compression: true, cellStyles: true }) as Buffer);
}

/** Rows below a header as a Parquet file of texts. */
export function parquetBytes(header: readonly string[], rows: ReadonlyArray<readonly string[]>, codec: "SNAPPY" | "ZSTD"): Uint8Array {
  const columns = header.map((name, at) => ({ name, data: rows.map((row) => row[at] || undefined), type: "STRING" as const }));
  return parquetColumnBytes(columns, codec);
}

export function parquetColumnBytes(columnData: ColumnSource[], codec: "SNAPPY" | "ZSTD" = "SNAPPY"): Uint8Array {
  const compression = codec === "SNAPPY" ? {} : { codec, compressors: { ZSTD: zstdFrame } };
  return new Uint8Array(parquetWriteBuffer({ columnData, ...compression }));
}

/** Columns of any shape. @param schema as Parquet lists it: each element before its children. */
export function parquetSchemaBytes(schema: SchemaElement[], data: Readonly<Record<string, unknown[]>>): Uint8Array {
  const columnData = Object.entries(data).map(([name, values]) => ({ name, data: values }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema }));
}

type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]["schema"]>[number];

/** Largest block of a frame, in bytes. */
const MAX_BLOCK = 2 ** 17;

/** A ZSTD frame of blocks that hold their bytes as they are (RFC 8878, 3.1.1): what any decoder reads, without an encoder. */
function zstdFrame(input: Uint8Array): Uint8Array {
  // Descriptor 0xa0: a content size of four bytes, one segment, no checksum.
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...littleEndian(input.length, 4)];
  const blocks: number[] = [];
  for (let from = 0; from === 0 || from < input.length; from += MAX_BLOCK) {
    const piece = input.subarray(from, from + MAX_BLOCK);
    const isLast = from + MAX_BLOCK >= input.length ? 1 : 0;
    blocks.push(...littleEndian((piece.length << 3) | isLast, 3), ...piece);
  }
  return Uint8Array.from([...head, ...blocks]);
}

function littleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 0xff);
}
