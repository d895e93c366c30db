import { markup, type Content, type Markup } from "./markup.js";

export interface TableColumn {
  readonly header: string;
  /** Numbers stand at the right. */
  readonly align?: "left" | "right";
}

/** A table with a caption; it scrolls on a narrow screen, and on paper its rows stay whole and its head is repeated. */
export function dataTable(caption: string, columns: readonly TableColumn[], rows: ReadonlyArray<readonly Content[]>): Markup {
  const alignOf = (at: number): string => (columns[at]?.align === "right" ? "number" : "words");
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ header }, at) => markup`<th scope="col" class="${alignOf(at)}">${header}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              ${row.map((cell, at) => markup`<td class="${alignOf(at)}">${cell}</td>`)}
            </tr>
`,
        )}
      </tbody>
    </table>
  </div>`;
}
