import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { markup, trustedMarkup, type Markup } from "./markup.js";

// Types of the browser are not loaded here; what is used of them is named.
interface Drawing {
  readonly outerHTML: string;
  querySelectorAll(selector: string): Iterable<{ removeAttribute(name: string): void }>;
}
const { document } = parseHTML("<html><body></body></html>") as unknown as { readonly document: unknown };
const plot = Plot.plot as unknown as (options: object) => Drawing;

/** One colour a meaning, told apart by readers who see no red or green, and dark enough on white. */
export const COLOURS = {
  need: "#c2570c",
  outcome: "#1f6fb2",
  faint: "#b9c4cf",
  ink: "#1d2733",
} as const;

export interface ChartText {
  /** What the figure shows, below it. */
  readonly caption: string;
  /** What it shows in words, for who cannot see it. */
  readonly label: string;
}

/** How far a figure shrinks on a narrow screen before it scrolls: its letters are then still read. On paper it fits the sheet. */
const LEAST_SCALE = 0.75;

/**
 * Draws a figure. Nothing in it depends on when or where it is drawn. Data go into texts of the figure, which the serialiser escapes, and
 * into no attribute of it, whose values it does not escape in full.
 */
export function chart({ caption, label }: ChartText, options: Omit<Plot.PlotOptions, "document">): Markup {
  const least = Math.round((options.width ?? 0) * LEAST_SCALE);
  const style = { fontFamily: "inherit", fontSize: "12px", background: "none" };
  const drawing = plot({ ...options, document, style });
  // Marks carry labels of their own, in English, on elements that may have none; the figure's label says what they show.
  for (const mark of drawing.querySelectorAll("[aria-label]")) mark.removeAttribute("aria-label");
  return markup`<figure>
    <div class="chart" tabindex="0" role="region" aria-label="${caption}"><div role="img" aria-label="${label}" style="min-width: ${least}px">${trustedMarkup(drawing.outerHTML)}</div></div>
    <figcaption>${caption}</figcaption>
  </figure>`;
}

export interface LegendEntry {
  readonly colour: string;
  readonly name: string;
}

/** What the colours of a figure mean. */
export function legend(entries: readonly LegendEntry[]): Markup {
  return markup`<ul class="legend">
    ${entries.map(
      ({ colour, name }) =>
        markup`<li>
          <svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="2" fill="${colour}"></rect></svg> ${name}
        </li>`,
    )}
  </ul>`;
}
