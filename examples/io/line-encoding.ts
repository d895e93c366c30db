/** The two encodings that lines of one text may have. */
export type LineEncoding = "utf-8" | "gb18030";

/** A line as either decoder reads it. */
export type LineReadings = Readonly<Record<LineEncoding, string>>;

/** Han characters that a line must have before it says in which encoding it was written. */
const MIN_HAN = 4;
export const REPLACEMENT = "\uFFFD";

/** The encoding that a line speaks for; `undefined` where it could be either, as one in ASCII. */
export function lineEncoding(readings: LineReadings): LineEncoding | undefined {
  if (isUtf8(readings["utf-8"])) return "utf-8";
  return isGb18030(readings) ? "gb18030" : undefined;
}

function isUtf8(utf8: string): boolean {
  return !utf8.includes(REPLACEMENT) && hasHan(utf8);
}

/** Chinese in GB18030 gives more damage than characters when read as UTF-8. */
function isGb18030({ "utf-8": utf8, gb18030 }: LineReadings): boolean {
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
