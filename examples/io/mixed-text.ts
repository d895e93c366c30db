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
  const evidence = lines["utf-8"].map((line, at) => encodingOf(line, lines.gb18030[at]!));
  const first = evidence.find((encoding) => encoding !== undefined);
  if (first === undefined || !evidence.includes(first === "utf-8" ? "gb18030" : "utf-8")) return undefined;
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

/** What a line was written in, where it leaves no doubt: Chinese in GB18030 gives more damage than characters when read as UTF-8. */
function encodingOf(utf8: string, gb18030: string): "utf-8" | "gb18030" | undefined {
  const damage = utf8.split(REPLACEMENT).length - 1;
  if (damage === 0) return countHan(utf8) >= MIN_HAN ? "utf-8" : undefined;
  const whole = utf8.match(/[^\0-\x7f\uFFFD]/gu)?.length ?? 0;
  return damage > whole && !gb18030.includes(REPLACEMENT) && countHan(gb18030) >= MIN_HAN ? "gb18030" : undefined;
}

function countHan(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}
