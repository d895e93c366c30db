import { countBeyondAscii, lineEncoding, type LineEncoding } from "./line-encoding.js";
import { LineDecoder, PieceDecoder } from "./piece-decoder.js";
import { ENCODING_NAMES, type Decoder, type Encoding } from "./text-encoding.js";

/** How a text is decoded. */
export interface TextPlan {
  readonly kind: "text";
  /** Of a text of lines in two encodings, that of its first lines. */
  readonly encoding: Encoding;
  /** Whether lines are in UTF-8 or in GB18030 as they please. */
  readonly isMixed: boolean;
  /** Whether there are bytes that do not fit the encoding. */
  readonly isDamaged: boolean;
}

export interface NoText {
  readonly kind: "binary";
  readonly reason: string;
}

/** Takes the pieces of a text one by one, each ending with a line feed but for the last, and says whether it has seen enough. */
export type Look = (piece: Uint8Array) => "more" | "enough";

/** Damage above this share of characters means that the encoding was guessed wrong, or that this is no text. */
const MAX_DAMAGE = 0.01;
/**
 * So many whole characters beyond ASCII for each damaged one, and a text is UTF-8 with a tear in it: Chinese in GB18030 gives
 * more damage than characters when read as UTF-8, while GB18030 itself accepts almost any UTF-8 as noise.
 */
const WHOLE_PER_DAMAGED = 8;

/**
 * Finds out how a text is decoded, by looks at all of its bytes: each look that comes out is to be shown the pieces from the first on,
 * before the next is asked for. UTF-16 where a byte order mark says so, else UTF-8, with or without BOM, where every byte fits it or
 * nearly all do, else GB18030 (which holds GBK and GB2312), or each line in its own of these two. A NUL, or damage all over, makes it
 * binary: workbooks, and UTF-16 without a mark, are never read as noise. How the text is cut into pieces makes no difference.
 */
export function* planText(): Generator<Look, TextPlan | NoText, void> {
  const first = firstLook();
  yield first.look;
  const { mark, hasNul, isUtf8, encoding } = first.seen;
  if (mark !== undefined) {
    const marked = new MarkedLook(mark);
    yield (piece) => marked.add(piece);
    return marked.plan();
  }
  if (hasNul) return NUL;
  if (isUtf8) return { kind: "text", encoding, isMixed: false, isDamaged: false };
  const closer = new CloserLook();
  yield (piece) => closer.add(piece);
  const plan = closer.plan(encoding);
  if (plan.kind === "binary" || !plan.isMixed) return plan;
  const trial = new PieceDecoder(plan);
  const found = { damaged: 0, length: 0 };
  yield (piece) => {
    const text = trial.decode(piece);
    found.damaged += countBeyondAscii(text).damaged;
    found.length += text.length;
    return "more";
  };
  return isNoise(found) ? NEITHER : plan;
}

const NUL: NoText = { kind: "binary", reason: "NUL" };
const NEITHER: NoText = { kind: "binary", reason: "neither UTF-8 nor GB18030" };

function isNoise({ damaged, length }: { readonly damaged: number; readonly length: number }): boolean {
  return damaged > 1 + length * MAX_DAMAGE;
}

interface FirstSight {
  mark: "utf-16le" | "utf-16be" | undefined;
  hasNul: boolean;
  isUtf8: boolean;
  encoding: "utf-8" | "utf-8-bom";
}

/** Nearly all files are settled by this: marked, or UTF-8 from beginning to end. */
function firstLook(): { readonly look: Look; readonly seen: Readonly<FirstSight> } {
  const seen: FirstSight = { mark: undefined, hasNul: false, isUtf8: true, encoding: "utf-8" };
  let isFirst = true;
  const look: Look = (piece) => {
    if (isFirst) {
      const starts = (...magic: readonly number[]): boolean => magic.every((byte, at) => piece[at] === byte);
      if (starts(0xff, 0xfe)) seen.mark = "utf-16le";
      else if (starts(0xfe, 0xff)) seen.mark = "utf-16be";
      else if (starts(0xef, 0xbb, 0xbf)) seen.encoding = "utf-8-bom";
      isFirst = false;
    }
    seen.hasNul = piece.includes(0);
    seen.isUtf8 = seen.mark === undefined && fits(new TextDecoder("utf-8", { fatal: true }), piece);
    return seen.mark === undefined && !seen.hasNul && seen.isUtf8 ? "more" : "enough";
  };
  return { look, seen };
}

function fits(decoder: Decoder, piece: Uint8Array): boolean {
  try {
    decoder.decode(piece);
    return true;
  } catch {
    return false;
  }
}

/** A text in UTF-16. */
class MarkedLook {
  readonly #encoding: "utf-16le" | "utf-16be";
  readonly #decoder: Decoder;
  readonly #strict: Decoder;
  #hasNul = false;
  #fits = true;
  #damaged = 0;
  #length = 0;

  constructor(encoding: "utf-16le" | "utf-16be") {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding);
    this.#strict = new TextDecoder(encoding, { fatal: true });
  }

  add(piece: Uint8Array): "more" | "enough" {
    this.#count(this.#decoder.decode(piece, { stream: true }));
    this.#fits = this.#fits && this.#fitsOn(piece);
    return this.#hasNul ? "enough" : "more";
  }

  plan(): TextPlan | NoText {
    this.#count(this.#decoder.decode());
    const isDamaged = !(this.#fits && this.#fitsOn(undefined));
    if (this.#hasNul) return NUL;
    if (isDamaged && isNoise({ damaged: this.#damaged, length: this.#length }))
      return { kind: "binary", reason: `not ${ENCODING_NAMES[this.#encoding]}` };
    return { kind: "text", encoding: this.#encoding, isMixed: false, isDamaged };
  }

  #count(text: string): void {
    this.#hasNul ||= text.includes("\0");
    this.#damaged += countBeyondAscii(text).damaged;
    this.#length += text.length;
  }

  #fitsOn(piece: Uint8Array | undefined): boolean {
    try {
      this.#strict.decode(piece, { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  }
}

/** What a text comes to in one encoding. */
class Trial {
  damaged = 0;
  whole = 0;
  length = 0;
  #fits = true;
  readonly #decoder: LineDecoder;
  readonly #strict: Decoder;

  constructor(encoding: LineEncoding) {
    this.#decoder = new LineDecoder(encoding);
    this.#strict = new TextDecoder(encoding, { fatal: true });
  }

  add(piece: Uint8Array): string {
    const text = this.#decoder.decode(piece);
    const { damaged, whole } = countBeyondAscii(text);
    this.damaged += damaged;
    this.whole += whole;
    this.length += text.length;
    // U+FFFD may well be what stands there.
    if (damaged > 0) this.#fits = this.#fits && fits(this.#strict, piece);
    return text;
  }

  get isDamaged(): boolean {
    return !this.#fits && this.damaged > 0;
  }
}

/** A text that is no UTF-8 from beginning to end. */
class CloserLook {
  readonly #utf8 = new Trial("utf-8");
  readonly #gb18030 = new Trial("gb18030");
  #hasNul = false;
  #first: LineEncoding | undefined;
  readonly #spokenFor = new Set<LineEncoding>();

  add(piece: Uint8Array): "more" | "enough" {
    this.#hasNul = piece.includes(0);
    const utf8 = this.#utf8.add(piece);
    const gb18030 = this.#gb18030.add(piece);
    if (this.#spokenFor.size < 2) this.#listen(utf8.split("\n"), gb18030.split("\n"));
    return this.#hasNul ? "enough" : "more";
  }

  plan(utf8Name: "utf-8" | "utf-8-bom"): TextPlan | NoText {
    if (this.#hasNul) return NUL;
    const isMixed = this.#spokenFor.size === 2;
    if (isMixed) return { kind: "text", encoding: this.#first === "gb18030" ? "gb18030" : utf8Name, isMixed, isDamaged: true };
    const isTornUtf8 = this.#utf8.whole >= WHOLE_PER_DAMAGED * this.#utf8.damaged;
    const trial = isTornUtf8 ? this.#utf8 : this.#gb18030;
    if (trial.isDamaged && isNoise(trial)) return NEITHER;
    return { kind: "text", encoding: isTornUtf8 ? utf8Name : "gb18030", isMixed, isDamaged: trial.isDamaged };
  }

  #listen(utf8: readonly string[], gb18030: readonly string[]): void {
    utf8.forEach((line, at) => {
      const encoding = lineEncoding({ "utf-8": line, gb18030: gb18030[at]! });
      if (encoding === undefined) return;
      this.#first ??= encoding;
      this.#spokenFor.add(encoding);
    });
  }
}
