import { timingSafeEqual } from "node:crypto";
import type { Visibility } from "alliance-match";
import { Refusal } from "./answer.js";

/** Whose tokens say what: a caller without a token is the public. */
export type Tokens = Readonly<Record<string, Exclude<Visibility, "public">>>;

/** Who asks, by the `Authorization: Bearer …` header; `undefined` for a token that nobody has. */
export function readerOf(header: string | undefined, tokens: Tokens): Visibility | undefined {
  if (header === undefined) return "public";
  // The scheme's name may be written in any case (RFC 9110, 11.1).
  const [, text] = /^bearer +(.+)$/i.exec(header) ?? [];
  if (text === undefined) return undefined;
  const given = Buffer.from(text);
  const known = Object.entries(tokens).find(([token]) => {
    const bytes = Buffer.from(token);
    // Equal lengths are compared in a time that does not tell how much of a token was guessed.
    return bytes.length === given.length && timingSafeEqual(bytes, given);
  });
  return known?.[1];
}

/** @throws Refusal `not-allowed` for whoever is not the authority. */
export function requireAuthority({ reader }: { readonly reader: Visibility }): void {
  if (reader !== "authority") throw new Refusal("not-allowed");
}
