import { countBeyondAscii, decodeMixed, type EncodingChange } from "./mixed-text.js";

/** The encodings that exports come in. A byte order mark decides; without one, the first of UTF-8 and GB18030 that fits every byte wins. */
export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "gb18030";

export type DecodedText =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly encoding: Encoding;
      /** Lines (from 1) where bytes did not fit the encoding and U+FFFD stands for them. */
      readonly damagedLines: readonly number[];
      /** Lines where the text goes over to another encoding; `encoding` is that of the first lines. */
      readonly changes: readonly EncodingChange[];
    }
  | { readonly kind: "binary"; readonly reason: string };

/** Damage above this share of characters means that the encoding was guessed wrong, or that this is no text. */
const MAX_DAMAGE = 0.01;
/**
 * So many whole characters beyond ASCII for each damaged one, and a text is UTF-8 with a tear in it: Chinese in GB18030 gives
 * more damage than characters when read as UTF-8, while GB18030 itself accepts almost any UTF-8 as noise.
 */
const WHOLE_PER_DAMAGED = 8;
const REPLACEMENT = "\uFFFD";

/**
 * Turns bytes into text: UTF-16 where a byte order mark says so, else UTF-8, with or without BOM, where every byte fits it or
 * nearly all do, else GB18030 (which holds GBK and GB2312), or each line in its own of these two. A NUL, or damage all over, makes it binary: workbooks, and UTF-16
 * without a mark, are never read as noise.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = utf16Mark(bytes);
  if (marked === undefined && bytes.includes(0)) return { kind: "binary", reason: "NUL" };
  const { text, encoding, damage, changes = [] } = marked === undefined ? decodeUnmarked(bytes) : decodeAs(bytes, marked);
  if (marked !== undefined && text.includes("\0")) return { kind: "binary", reason: "NUL" };
  if (damage > 1 + text.length * MAX_DAMAGE)
    return { kind: "binary", reason: marked === undefined ? "neither UTF-8 nor GB18030" : `not ${ENCODING_NAMES[encoding]}` };
  const damagedLines = damage === 0 ? [] : text.split("\n").flatMap((line, at) => (line.includes(REPLACEMENT) ? [at + 1] : []));
  return { kind: "text", text, encoding, damagedLines, changes };
}

/** What people call an encoding. */
export const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-8-bom": "UTF-8",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  gb18030: "GB18030",
};

function utf16Mark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function decodeUnmarked(bytes: Uint8Array): Attempt {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const utf8 = decodeAs(bytes, hasMark ? "utf-8-bom" : "utf-8");
  if (utf8.damage === 0) return utf8;
  const gb18030 = decodeAs(bytes, "gb18030");
  const mixed = decodeMixed(utf8.text, gb18030.text);
  if (mixed !== undefined) {
    const encoding = mixed.first === "utf-8" ? utf8.encoding : "gb18030";
    return { text: mixed.text, encoding, damage: countBeyondAscii(mixed.text).damaged, changes: mixed.changes };
  }
  const { whole } = countBeyondAscii(utf8.text);
  return whole >= WHOLE_PER_DAMAGED * utf8.damage ? utf8 : gb18030;
}

interface Attempt {
  readonly text: string;
  readonly encoding: Encoding;
  /** Characters that stand for bytes which do not fit. */
  readonly damage: number;
  readonly changes?: readonly EncodingChange[];
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): Attempt {
  // TextDecoder takes a byte order mark off by itself.
  const label = encoding === "utf-8-bom" ? "utf-8" : encoding;
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding, damage: 0 };
  } catch {
    const text = new TextDecoder(label).decode(bytes);
    return { text, encoding, damage: countBeyondAscii(text).damaged };
  }
}
