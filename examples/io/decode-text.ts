/** The encodings that exports come in. Detected in this order; the first that fits every byte wins. */
export type Encoding = "utf-8" | "utf-8-bom" | "gb18030";

export type DecodedText =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly encoding: Encoding;
      /** Lines (from 1) where bytes did not fit the encoding and U+FFFD stands for them. */
      readonly damagedLines: readonly number[];
    }
  | { readonly kind: "binary"; readonly reason: string };

/** Damage above this share of characters means that the encoding was guessed wrong, or that this is no text. */
const MAX_DAMAGE = 0.01;
const REPLACEMENT = "\uFFFD";

/**
 * Turns bytes into text: UTF-8 with or without BOM where every byte fits it, else GB18030 (which holds GBK and GB2312), else
 * whichever of the two is damaged less. A NUL, or damage all over, makes it binary: workbooks and UTF-16 are never read as noise.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.includes(0)) return { kind: "binary", reason: "NUL" };
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const utf8: Encoding = hasMark ? "utf-8-bom" : "utf-8";
  for (const encoding of [utf8, "gb18030"] as const) {
    const text = decodeExactly(bytes, encoding);
    if (text !== undefined) return { kind: "text", text, encoding, damagedLines: [] };
  }
  const attempts = ([utf8, "gb18030"] as const).map((encoding) => {
    const text = new TextDecoder(labelOf(encoding)).decode(bytes);
    return { text, encoding, damage: text.split(REPLACEMENT).length - 1 };
  });
  const best = attempts[1]!.damage < attempts[0]!.damage ? attempts[1]! : attempts[0]!;
  if (best.damage > best.text.length * MAX_DAMAGE + 1) return { kind: "binary", reason: "neither UTF-8 nor GB18030" };
  const damagedLines = best.text.split("\n").flatMap((line, at) => (line.includes(REPLACEMENT) ? [at + 1] : []));
  return { kind: "text", text: best.text, encoding: best.encoding, damagedLines };
}

function decodeExactly(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(labelOf(encoding), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

// TextDecoder takes a byte order mark off by itself.
function labelOf(encoding: Encoding): string {
  return encoding === "gb18030" ? "gb18030" : "utf-8";
}
