import { PieceDecoder, type EncodingChange } from "./piece-decoder.js";
import type { Encoding } from "./text-encoding.js";
import { planText, type NoText } from "./text-plan.js";

export interface DecodedText {
  readonly kind: "text";
  readonly text: string;
  readonly encoding: Encoding;
  /** Lines (from 1) where bytes did not fit the encoding and U+FFFD stands for them. */
  readonly damagedLines: readonly number[];
  /** Lines where the text goes over to another encoding; `encoding` is that of the first lines. */
  readonly changes: readonly EncodingChange[];
}

/** Turns bytes into text, in the encoding that `planText` finds. */
export function decodeText(bytes: Uint8Array): DecodedText | NoText {
  const looks = planText();
  let step = looks.next();
  while (step.done !== true) {
    if (bytes.length > 0) step.value(bytes);
    step = looks.next();
  }
  const plan = step.value;
  if (plan.kind === "binary") return plan;
  const decoder = new PieceDecoder(plan);
  const text = decoder.decode(bytes) + decoder.end();
  return { kind: "text", text, encoding: plan.encoding, damagedLines: decoder.damagedLines, changes: decoder.changes };
}
