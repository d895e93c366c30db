import { markup, type Content, type Markup } from "./markup.js";

/** One part of the report. */
export interface Section {
  /** Where links lead; letters and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly body: Content;
}

export function sectionMarkup({ id, title, body }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section>
`;
}
