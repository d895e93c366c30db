import { markup, type Content, type Markup } from "./markup.js";

/** Rows of a table that is kept on one sheet. */
const SHORT_ROWS = 12;

export interface TableColumn {
  readonly header: string;
  /** Numbers stand at the right; `long` texts get room on a narrow screen, where the table then scrolls. */
  readonly kind?: "words" | "long" | "number";
}

/** A table with a caption; it scrolls on a narrow screen, and on paper a short one stays whole, of a long one the rows do, under a head on every sheet. */
export function dataTable(caption: string, columns: readonly TableColumn[], rows: ReadonlyArray<readonly Content[]>): Markup {
  const kindOf = (at: number): string => columns[at]?.kind ?? "words";
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="${rows.length > SHORT_ROWS ? "tall" : "short"}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ header }, at) => markup`<th scope="col" class="${kindOf(at)}">${header}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              ${row.map((cell, at) => markup`<td class="${kindOf(at)}">${cell}</td>`)}
            </tr>
`,
        )}
      </tbody>
    </table>
  </div>`;
}
