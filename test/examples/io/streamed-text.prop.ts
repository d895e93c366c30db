import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ByteSource } from "../../../examples/io/byte-source.js";
import type { IoIssue } from "../../../examples/io/io-issue.js";
import { QuotedRecords } from "../../../examples/io/quoted-records.js";
import type { RowReading } from "../../../examples/io/record-file.js";
import { readStreamedText, type StreamedTextOptions } from "../../../examples/io/streamed-text.js";
import { readWholeText } from "../../oracle/whole-text.js";
import { gbkBytes, utf16Bytes } from "../support/encoded-text.js";

const PIECE_SIZES = [1, 7, 64, 1_000_000];

function sourceOf(bytes: Uint8Array, pieceSize: number): ByteSource {
  return async function* (onRead = () => undefined) {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += pieceSize) {
      onRead(Math.min(bytes.length, at + pieceSize), bytes.length);
      yield bytes.subarray(at, at + pieceSize);
    }
  };
}

/** What the oracle says too: it gives the places of quotes and lines that are no JSON, not the words about them. */
function compared({ issues, ...reading }: RowReading): unknown {
  const isByOracle = ({ code }: IoIssue): boolean => code !== "quote-not-closed" && code !== "invalid-json";
  return { ...reading, issues: issues.filter(isByOracle) };
}

async function expectSame(bytes: Uint8Array, options: StreamedTextOptions): Promise<void> {
  const oracle = compared(readWholeText(bytes, options));
  const [first, ...others] = await Promise.all(PIECE_SIZES.map((size) => readStreamedText(sourceOf(bytes, size), options)));
  expect(compared(first!)).toEqual(oracle);
  for (const other of others) expect(other).toEqual(first);
}

/** Cells as exports have them and as they should not be: quotes open, closed, doubled and in the middle, line ends of all kinds inside. */
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", "o1", "o2", "余热回收技术", "动力电池自加热", "abc", "一") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '"',
      '"甲',
      '"甲,乙"',
      '"甲\n乙"',
      '"甲\r\n\r\n乙"',
      '甲"',
      '"甲""乙"',
      '5" 管',
      '"甲"乙',
      "\r",
      "\uFFFD",
      "\uFEFF甲",
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 4, unit: fc.constantFrom("a", "余", '"', ",", "\n", "\r", " ", "\t") }) },
);
const row = fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(","));
const lineEnd = fc.constantFrom("\n", "\n", "\r\n", "\n\n", "\r");
const lines = (line: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.array(fc.tuple(line, lineEnd), { maxLength: 12 }).map((all) => all.map(([text, end]) => text + end));
const header = fc.constantFrom(
  "编号,成果名称,简介\n",
  "id,title\r\n",
  "2024 年成果汇总表\n编号,成果名称\n",
  "编号,成果名称,,\n",
  "名称\n",
  "",
);
const csv = fc.tuple(header, lines(row)).map(([first, rest]) => [first, ...rest]);

const NOT_GBK = /[\uFFFD\uFEFF]/g;

/** Encodes lines: each kind of file, one whose lines change, and one with bytes torn out. */
const encoders: Readonly<Record<string, (parts: readonly string[], at: number) => Uint8Array>> = {
  utf8: (parts) => Buffer.from(parts.join("")),
  bom: (parts) => Buffer.from(`\uFEFF${parts.join("")}`),
  gbk: (parts) => gbkBytes(parts.join("").replace(NOT_GBK, "?")),
  utf16le: (parts) => utf16Bytes(parts.join(""), "le"),
  utf16be: (parts) => utf16Bytes(parts.join(""), "be"),
  changing: (parts, at) =>
    Buffer.concat(parts.map((part, line) => ((line + at) % 5 < 2 ? gbkBytes(part.replace(NOT_GBK, "?")) : Buffer.from(part)))),
  markedChanging: (parts, at) => Buffer.concat([Buffer.from("\uFEFF"), encoders["changing"]!(parts, at)]),
  torn: (parts, at) => {
    const bytes = Buffer.from(parts.join("") + "余热回收技术".repeat(40));
    return Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray((at % bytes.length) + 1)]);
  },
  cut: (parts, at) => encoders[at % 2 === 0 ? "gbk" : "utf16le"]!(parts, at).slice(0, -1 - (at % 3)),
  noise: (parts, at) => Buffer.concat([Buffer.from(parts.join("")), Uint8Array.of(0xff, 0x20, at % 256)]),
};
const encoded = (parts: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(parts, fc.constantFrom(...Object.keys(encoders)), fc.nat(200)).map(([all, name, at]) => encoders[name]!(all, at));

describe("readStreamedText", () => {
  it("reads the same of CSV and TSV in pieces of any size as of the whole", async () => {
    await fc.assert(
      fc.asyncProperty(encoded(csv), fc.constantFrom("csv", "tsv"), (bytes, format) =>
        expectSame(bytes, { format, kind: "outcome", file: "f" }),
      ),
      { numRuns: 400 },
    );
  });

  it("reads the same of JSON lines in pieces of any size as of the whole", async () => {
    const line = fc.oneof(
      fc.record({ id: fc.constantFrom("o1", "o2"), title: cell }).map((record) => JSON.stringify(record)),
      fc.constantFrom("", " ", "{", '{"id":', "null", "余热回收技术"),
    );
    await fc.assert(
      fc.asyncProperty(encoded(lines(line)), (bytes) => expectSame(bytes, { format: "json-lines", kind: "outcome", file: "f" })),
      { numRuns: 200 },
    );
  });

  it("reads the same of more open quotes than are looked below one by one", async () => {
    for (const step of [2, 3, 7]) {
      const body = Array.from({ length: 200 }, (_, at) =>
        at % step === 0 ? `o${at},"甲` : at % 5 === 0 ? `o${at},"乙\n丙"` : `o${at},丁`,
      );
      await expectSame(Buffer.from(`id,title\n${body.join("\n")}\n`), { format: "csv", kind: "outcome", file: "f" });
    }
  });
});

describe("QuotedRecords", () => {
  const recordsOf = (text: string, cuts: readonly number[], maxOpenLength: number): unknown[] => {
    const told: unknown[] = [];
    const taker = { onRecord: (record: unknown) => told.push(record), onOpen: (open: unknown) => told.push(open) };
    const records = new QuotedRecords(taker, { delimiter: ",", maxOpenLength });
    const lineEnds = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
    const places = [0, ...lineEnds.filter((_, at) => cuts[at % cuts.length] === 1), text.length];
    for (const [at, place] of places.slice(1).entries()) records.add(text.slice(places[at], place));
    records.end();
    return told;
  };

  it("waits for the end of a quote no longer than it is told, however the text is cut", () => {
    const cuts = fc.array(fc.nat(1), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lines(row), cuts, fc.integer({ min: 1, max: 30 }), (parts, places, maxOpenLength) => {
        const text = parts.join("");
        expect(recordsOf(text, places, maxOpenLength)).toEqual(recordsOf(text, [0], maxOpenLength));
      }),
      { numRuns: 400 },
    );
  });

  it("takes a quote that is closed beyond what is waited for as never closed, and reads on in the next line", () => {
    const text = 'a,"1\n2\n3"\nb,c\n';
    expect(recordsOf(text, [1], 9)).toMatchObject([{ line: 1, original: 'a,"1\n2\n3"' }, { line: 4 }]);
    expect(recordsOf(text, [1], 8)).toEqual([
      { line: 1, original: 'a,"1' },
      { cells: ["2"], line: 2, original: "2" },
      { cells: ['3"'], line: 3, original: '3"' },
      { cells: ["b", "c"], line: 4, original: "b,c" },
    ]);
  });
});
