/** Builders of elements. Text always goes in as text, never as markup: what a record says cannot become part of the page. */

type Child = Node | string | null;

export interface Attributes {
  readonly [name: string]: string | number | boolean | ((event: Event) => void) | undefined;
}

/** An element with attributes (`on…` are listeners, `true` is an empty attribute, `false` and `undefined` are none) and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  fill(made, attributes, children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(SVG, tag);
  fill(made, attributes, children);
  return made;
}

function fill(made: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null));
}

/** The element of the page with an id that is in `index.html`. */
export function byId<E extends HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found as E;
}

/**
 * Puts other children into an element, and the focus back on what stands for the button that had it: the same `data-key`, or else the one at its
 * place. Without that, who works by keyboard would be thrown to the top of the page by every answer.
 */
export function replaceKeepingFocus(place: HTMLElement, children: readonly Node[]): void {
  const buttons = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>("button")];
  const focused = document.activeElement as HTMLElement | null;
  const at = focused === null ? -1 : buttons().indexOf(focused);
  const key = focused?.dataset["key"];
  place.replaceChildren(...children);
  if (at === -1) return;
  const after = buttons();
  (after.find((button) => key !== undefined && button.dataset["key"] === key) ?? after[Math.min(at, after.length - 1)])?.focus();
}

/** A text with its terms marked, longest first. Terms are the analyzer's: in lower case. */
export function highlighted(text: string, terms: readonly string[]): Array<Node | string> {
  const lower = text.toLowerCase();
  const parts: Array<Node | string> = [];
  const sorted = [...terms].filter((term) => term !== "").sort((a, b) => b.length - a.length);
  let plain = "";
  for (let at = 0; at < text.length;) {
    // Lower case may be longer than what it was made of; then nothing is marked.
    const term = lower.length === text.length ? sorted.find((each) => lower.startsWith(each, at)) : undefined;
    if (term === undefined) {
      plain += text[at++]!;
      continue;
    }
    if (plain !== "") parts.push(plain);
    plain = "";
    parts.push(element("mark", {}, [text.slice(at, at + term.length)]));
    at += term.length;
  }
  return plain === "" ? parts : [...parts, plain];
}
