import type { Need, Outcome } from "../../src/index.js";

/** All of a need's text, as every peer is given it: the same pieces that our own text signal reads. */
export function needText(need: Need): string {
  const parts = (need.parts ?? []).flatMap((part) => [part.title, part.description]);
  return [need.title, need.description, ...parts].filter((text) => text !== undefined).join(" ");
}

/** All of an outcome's text. */
export function outcomeText({ title, abstract, keywords }: Outcome): string {
  return [title, abstract, ...(keywords ?? [])].filter((text) => text !== undefined).join(" ");
}
