/** Where a text goes over to another encoding. */
export interface EncodingChange {
  /** From 1; the first line that is in `encoding`. */
  readonly line: number;
  readonly encoding: "utf-8" | "gb18030";
}

export interface MixedText {
  readonly text: string;
  /** The encoding of its first lines. */
  readonly first: "utf-8" | "gb18030";
  readonly changes: readonly EncodingChange[];
}

/** Han characters that a line must have before it says in which encoding it was written. */
const MIN_HAN = 4;
const REPLACEMENT = "\uFFFD";

/**
 * Puts a text together that is UTF-8 in some lines and GB18030 in others, as when exports of two programs were joined. Both decoders
 * leave line feeds where they stand, so the two readings have the same lines; a line that says nothing goes with the lines above it.
 *
 * @returns `undefined` where no line speaks for a second encoding.
 */
export function decodeMixed(utf8: string, gb18030: string): MixedText | undefined {
  const lines = { "utf-8": utf8.split("\n"), gb18030: gb18030.split("\n") };
  const count = lines["utf-8"].length;
  if (lines.gb18030.length !== count) return undefined;
  // Most texts have one encoding: one cheap look at each line for the rarer evidence, before all of it is gathered.
  if (!lines["utf-8"].some(isUtf8) || !lines["utf-8"].some((line, at) => isGb18030(line, lines.gb18030[at]!))) return undefined;
  const evidence = lines["utf-8"].map((line, at) => (isUtf8(line) ? "utf-8" : isGb18030(line, lines.gb18030[at]!) ? "gb18030" : undefined));
  const first = evidence.find((encoding) => encoding !== undefined)!;
  const changes: EncodingChange[] = [];
  let current = first;
  const text = evidence.map((encoding, at) => {
    if (encoding !== undefined && encoding !== current) {
      current = encoding;
      changes.push({ line: at + 1, encoding });
    }
    return lines[current][at]!;
  });
  return { text: text.join("\n"), first, changes };
}

function isUtf8(utf8: string): boolean {
  return !utf8.includes(REPLACEMENT) && hasHan(utf8);
}

/** Chinese in GB18030 gives more damage than characters when read as UTF-8. */
function isGb18030(utf8: string, gb18030: string): boolean {
  if (!utf8.includes(REPLACEMENT) || gb18030.includes(REPLACEMENT)) return false;
  const { damaged, whole } = countBeyondAscii(utf8);
  return damaged > whole && hasHan(gb18030);
}

/** Whether a line has enough Han characters to speak for an encoding. */
function hasHan(text: string): boolean {
  return HAN.test(text);
}

const HAN = new RegExp(`(?:\\p{Script=Han}.*?){${MIN_HAN}}`, "u");

/** Characters beyond ASCII that a decoder found whole, and those it put U+FFFD for. One pass without a copy: the text may be large. */
export function countBeyondAscii(text: string): { readonly damaged: number; readonly whole: number } {
  let damaged = 0;
  let whole = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === REPLACEMENT_UNIT) damaged++;
    // The second half of a pair belongs to the first.
    else if (unit >= 0x80 && (unit & 0xfc00) !== 0xdc00) whole++;
  }
  return { damaged, whole };
}

const REPLACEMENT_UNIT = REPLACEMENT.charCodeAt(0);
