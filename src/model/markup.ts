// Tags that pages and editors leave in exports. Only these: a bare `<` compares (粒径<5 μm) far more often than it opens a tag.
const TAG_NAMES =
  "a|abbr|article|b|big|blockquote|body|br|center|code|col|dd|div|dl|dt|em|figure|font|footer|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|meta|nav|o:p|ol|option|p|pre|s|script|section|select|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul|video|svg";
// Attributes need a value: `a<b and c>d` is a comparison.
const ATTRIBUTES = "(?:\\s+[\\w:@.-]+\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'<>]+))*";
const TAG = new RegExp(`</?(?:${TAG_NAMES})${ATTRIBUTES}\\s*/?>`, "gi");
/** Tags that end a line for the reader. */
const LINE_TAG = /^<\/?(?:br|p|div|li|tr|h[1-6]|table|ul|ol|section|article|blockquote|dd|dt|hr)\b/i;
/** Elements whose content is no text: how they begin and how they end, in lower case. */
const HIDDEN: ReadonlyArray<readonly [opening: string, closing: string]> = [
  ["<script", "</script>"],
  ["<style", "</style>"],
  ["<!--", "-->"],
];

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  middot: "·",
  bull: "•",
  deg: "°",
  plusmn: "±",
  times: "×",
  divide: "÷",
  le: "≤",
  ge: "≥",
  ne: "≠",
  asymp: "≈",
  micro: "µ",
  mu: "μ",
  Omega: "Ω",
  alpha: "α",
  beta: "β",
  gamma: "γ",
  permil: "‰",
  sup2: "²",
  sup3: "³",
  copy: "©",
  reg: "®",
  trade: "™",
};
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));/g;
/** Escapes that a serialiser wrote out: a backslash and a letter where a line break or tab was. */
const WRITTEN_ESCAPE = /\\r\\n|\\[nrt]/g;

/**
 * Takes a page's leavings out of a text: known tags, entities, line breaks written as `\n`.
 *
 * Comparisons such as `<5 μm` stay, and so does a backslash before `n` inside a path-like word (`C:\new`). Entities are decoded once.
 *
 * @returns the text itself where there is nothing to take out. O(length).
 */
export function stripMarkup(text: string): string {
  let plain = text;
  if (plain.includes("<")) plain = HIDDEN.reduce(withoutElement, plain).replace(TAG, (tag) => (LINE_TAG.test(tag) ? "\n" : ""));
  if (plain.includes("&")) plain = plain.replace(ENTITY, decodeEntity);
  if (plain.includes("\\"))
    plain = plain.replace(WRITTEN_ESCAPE, (escape, at: number) => (isPathLike(plain, at) ? escape : escape === "\\t" ? " " : "\n"));
  return plain;
}

/** Searches by hand: a pattern would start over at every opening of a text that never closes. */
function withoutElement(text: string, [opening, closing]: readonly [string, string]): string {
  const lower = text.toLowerCase();
  // Folding case may change the length of exotic text; then places in one are not places in the other.
  if (lower.length !== text.length) return text;
  let kept = "";
  let from = 0;
  for (let at = lower.indexOf(opening); at >= 0; at = lower.indexOf(opening, from)) {
    const end = lower.indexOf(closing, at);
    if (end < 0) break;
    kept += `${text.slice(from, at)} `;
    from = end + closing.length;
  }
  return kept + text.slice(from);
}

/** Whether the backslash at this place follows a drive or goes on into a Latin word, as in a file path. */
function isPathLike(text: string, at: number): boolean {
  return (
    /[A-Za-z]:$/.test(text.slice(Math.max(0, at - 2), at)) ||
    (/\w$/.test(text.slice(0, at).slice(-1)) && /^\\[nrt][a-z]/.test(text.slice(at, at + 3)))
  );
}

function decodeEntity(entity: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return Object.hasOwn(NAMED_ENTITIES, name) ? NAMED_ENTITIES[name]! : entity;
  const point = decimal === undefined ? parseInt(hexadecimal!, 16) : Number(decimal);
  // Control characters and surrogates are no text; the rest of Unicode is.
  const isText = point >= 0x20 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) && !(point >= 0x7f && point < 0xa0);
  return isText ? String.fromCodePoint(point) : point === 9 || point === 10 || point === 13 ? "\n" : entity;
}
