import { createIoIssue } from "../../examples/io/io-issue.js";
import { countBeyondAscii, lineEncoding, type LineEncoding } from "../../examples/io/line-encoding.js";
import type { EncodingChange } from "../../examples/io/piece-decoder.js";
import { refusedReading, type RecordFile, type RowReading } from "../../examples/io/record-file.js";
import type { StreamedTextOptions } from "../../examples/io/streamed-text.js";
import { ENCODING_NAMES, type Encoding } from "../../examples/io/text-encoding.js";
import { textIssues } from "../../examples/io/text-issues.js";
import { readWholeDelimited } from "./whole-delimited.js";

/** Rows of a text the plain way: all bytes become one text, which is then taken apart. */
export function readWholeText(bytes: Uint8Array, { format, ...options }: StreamedTextOptions): RowReading & Pick<RecordFile, "encoding"> {
  const { file } = options;
  const empty: RowReading = { rows: [], rejected: [], issues: [createIoIssue("empty-file", { file })] };
  if (bytes.length === 0) return empty;
  const decoded = decodeWhole(bytes);
  if (typeof decoded === "string") return refusedReading(createIoIssue("not-text", { file, received: decoded }));
  const { text, encoding, changes = [] } = decoded;
  const reading =
    text.trim() === "" ? empty : format === "json-lines" ? jsonLines(text, file) : readWholeDelimited(text, { format, ...options });
  const damagedLines = decoded.damage === 0 ? [] : text.split("\n").flatMap((line, at) => (line.includes("\uFFFD") ? [at + 1] : []));
  return { encoding, ...reading, issues: [...textIssues({ encoding, changes, damagedLines }, file), ...reading.issues] };
}

function jsonLines(text: string, file: string): RowReading {
  const lines = text.split("\n").map((raw, at) => ({ line: at + 1, original: raw.replace(/\r$/, "") }));
  const read = lines
    .filter(({ original }) => original.trim() !== "")
    .map((row) => {
      try {
        return { ...row, value: JSON.parse(row.original) as unknown };
      } catch {
        return row;
      }
    });
  const bad = read.filter((row) => !("value" in row));
  return {
    rows: read.filter((row) => "value" in row),
    rejected: bad.map((row) => ({ ...row, code: "invalid-json" })),
    issues: bad.map(({ line }) => createIoIssue("invalid-json", { file, line })),
  };
}

interface Attempt {
  readonly text: string;
  readonly encoding: Encoding;
  readonly damage: number;
  readonly changes?: readonly EncodingChange[];
}

/** @returns why it is no text where it is none. */
function decodeWhole(bytes: Uint8Array): Attempt | string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
  if (marked === undefined && bytes.includes(0)) return "NUL";
  const decoded = marked === undefined ? decodeUnmarked(bytes) : decodeAs(bytes, marked);
  if (decoded.text.includes("\0")) return "NUL";
  if (decoded.damage > 1 + decoded.text.length / 100)
    return marked === undefined ? "neither UTF-8 nor GB18030" : `not ${ENCODING_NAMES[marked]}`;
  return decoded;
}

function decodeUnmarked(bytes: Uint8Array): Attempt {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const utf8 = decodeAs(bytes, hasMark ? "utf-8-bom" : "utf-8");
  if (utf8.damage === 0) return utf8;
  const gb18030 = decodeAs(bytes, "gb18030");
  const mixed = decodeMixed(utf8, gb18030);
  if (mixed !== undefined) return mixed;
  return countBeyondAscii(utf8.text).whole >= 8 * utf8.damage ? utf8 : gb18030;
}

function decodeMixed(utf8: Attempt, gb18030: Attempt): Attempt | undefined {
  const gbLines = gb18030.text.split("\n");
  const lines = utf8.text.split("\n").map((line, at) => ({ "utf-8": line, gb18030: gbLines[at]! }));
  const spokenFor = lines.map(lineEncoding);
  if (!spokenFor.includes("utf-8") || !spokenFor.includes("gb18030")) return undefined;
  const first = spokenFor.find((encoding) => encoding !== undefined)!;
  const encodings: LineEncoding[] = [];
  for (const encoding of spokenFor) encodings.push(encoding ?? encodings.at(-1) ?? first);
  const text = lines.map((line, at) => line[encodings[at]!]).join("\n");
  const changes = encodings.flatMap((encoding, at) => (at > 0 && encoding !== encodings[at - 1] ? [{ line: at + 1, encoding }] : []));
  return { text, encoding: first === "utf-8" ? utf8.encoding : "gb18030", damage: countBeyondAscii(text).damaged, changes };
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): Attempt {
  const label = encoding === "utf-8-bom" ? "utf-8" : encoding;
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding, damage: 0 };
  } catch {
    const text = new TextDecoder(label).decode(bytes);
    return { text, encoding, damage: countBeyondAscii(text).damaged };
  }
}
