import { lineEncoding, REPLACEMENT, type LineEncoding } from "./line-encoding.js";
import type { Decoder } from "./text-encoding.js";
import type { TextPlan } from "./text-plan.js";

/** Where a text goes over to another encoding. */
export interface EncodingChange {
  /** From 1; the first line that is in `encoding`. */
  readonly line: number;
  readonly encoding: LineEncoding;
}

/**
 * Decodes a text piece by piece as it was planned. The pieces end with a line feed, but for the last; so do the texts that come out.
 */
export class PieceDecoder {
  /** Lines (from 1) where bytes did not fit the encoding and U+FFFD stands for them. */
  readonly damagedLines: number[] = [];
  /** Lines where the text goes over to another encoding. */
  readonly changes: EncodingChange[] = [];
  readonly #plan: TextPlan;
  readonly #decoders: Readonly<Record<LineEncoding, LineDecoder>> = {
    "utf-8": new LineDecoder("utf-8"),
    gb18030: new LineDecoder("gb18030"),
  };
  /** Of UTF-16, where a byte of a line feed may be half of a character: what is decoded but not yet a whole line. */
  readonly #utf16: { readonly decoder: Decoder; rest: string } | undefined;
  #current: LineEncoding;
  #lines = 0;

  constructor(plan: TextPlan) {
    const { encoding } = plan;
    this.#plan = plan;
    this.#current = encoding === "gb18030" ? "gb18030" : "utf-8";
    const isUtf16 = encoding === "utf-16le" || encoding === "utf-16be";
    this.#utf16 = isUtf16 ? { decoder: new TextDecoder(encoding), rest: "" } : undefined;
  }

  decode(piece: Uint8Array): string {
    if (this.#utf16 === undefined)
      return this.#noted(this.#plan.isMixed ? this.#chosen(piece) : this.#decoders[this.#current].decode(piece));
    const text = this.#utf16.rest + this.#utf16.decoder.decode(piece, { stream: true });
    const end = text.lastIndexOf("\n") + 1;
    this.#utf16.rest = text.slice(end);
    return this.#noted(text.slice(0, end));
  }

  /** What is left when all pieces have come. */
  end(): string {
    return this.#utf16 === undefined ? "" : this.#noted(this.#utf16.rest + this.#utf16.decoder.decode());
  }

  /** Each line in the encoding that it speaks for; one that says nothing goes with those above it. */
  #chosen(piece: Uint8Array): string {
    // Both decoders leave line feeds where they stand, so the two readings have the same lines.
    const utf8 = this.#decoders["utf-8"].decode(piece).split("\n");
    const gb18030 = this.#decoders.gb18030.decode(piece).split("\n");
    const lines = utf8.map((line, at) => {
      const readings = { "utf-8": line, gb18030: gb18030[at]! };
      const encoding = lineEncoding(readings) ?? this.#current;
      if (encoding !== this.#current) this.changes.push({ line: this.#lines + at + 1, encoding });
      this.#current = encoding;
      return readings[encoding];
    });
    return lines.join("\n");
  }

  #noted(text: string): string {
    if (!this.#plan.isDamaged) return text;
    const lines = text.split("\n");
    lines.forEach((line, at) => {
      if (line.includes(REPLACEMENT)) this.damagedLines.push(this.#lines + at + 1);
    });
    this.#lines += lines.length - 1;
    return text;
  }
}

/** Decodes pieces that end with a line feed, but for the last, each as a text of its own; a byte order mark before the first is taken off. */
export class LineDecoder {
  #decoder: Decoder;
  readonly #later: Decoder;

  constructor(encoding: LineEncoding) {
    this.#decoder = new TextDecoder(encoding);
    this.#later = new TextDecoder(encoding, { ignoreBOM: true });
  }

  decode(piece: Uint8Array): string {
    const text = this.#decoder.decode(piece);
    this.#decoder = this.#later;
    return text;
  }
}
