const MARKUP = Symbol("markup");

/** Text that is HTML already. Only `markup` and `trustedMarkup` make it, and no data can pretend to be it. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What may stand in a template: text and numbers are escaped, markup stays, lists are joined, `undefined` is nothing. */
export type Content = string | number | undefined | Markup | readonly Content[];

/**
 * Makes HTML of a template; whatever is put into it is escaped unless it is markup. Attributes are to be quoted: a value that
 * follows `=` at once throws, as it could bring attributes of its own.
 */
export function markup(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const pieces = literals.map((literal, at) => {
    if (at < contents.length && literal.endsWith("=")) throw new Error(`an unquoted attribute: ${literal}`);
    return at < contents.length ? literal + textOf(contents[at]) : literal;
  });
  return trustedMarkup(pieces.join(""));
}

/** Takes a text for HTML as it is. For what this project or a serialiser wrote, never for data. */
export function trustedMarkup(text: string): Markup {
  return { [MARKUP]: text };
}

/** The HTML of some content. */
export function textOf(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "string") return escapeText(content);
  if (typeof content === "number") return String(content);
  if (MARKUP in content) return content[MARKUP];
  return content.map(textOf).join("");
}

/** Characters that no HTML may hold: control characters but tab and line end, and halves of surrogate pairs. */
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Surrogate}]/gu;

/** A text as HTML shows it, inside elements and quoted attributes alike. */
export function escapeText(text: string): string {
  return text.replace(FORBIDDEN, "\uFFFD").replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
