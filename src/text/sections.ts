/** What a section of a need is for: what is asked, which targets are set, or what is only told about the asker. */
export type SectionKind = "asked" | "target" | "background";

/** A stretch of a need's description under one heading. */
export interface Section {
  readonly kind: SectionKind;
  /** The heading as it stands in the text, without its number and colon; empty for text before the first heading. */
  readonly heading: string;
  /** The text below the heading, the heading itself left out. */
  readonly text: string;
}

// Words that settle what a heading is for; tried in this order, since 现有技术需求 asks although it says 现有, and the targets of a
// need are named by words that also end headings of content (需求内容及预期目标 asks).
const KIND_BY_WORD: ReadonlyArray<readonly [SectionKind, RegExp]> = [
  [
    "asked",
    /需求|难题|问题|(?:研究|研发|项目|主要|合作|攻关|开发)内容|关键技术|拟解决|技术要求|challenge|problem|requirement|needs?\b|scope|request/i,
  ],
  ["target", /目标|目的|指标|要求|预期|成效|效果|target|goal|objective|expected|specification|deliverable/i],
  [
    "background",
    /基础|简介|介绍|概况|现状|背景|条件|优势|资质|荣誉|投入|预算|资金|经费|合作方式|合作意向|联系|团队|市场前景|市场分析|background|about us|company profile|introduction|budget|contact|existing|current work|market/i,
  ],
];

/** Longest heading, in characters: longer lines that end in a colon are sentences. */
const MAX_HEADING = 20;
// A heading is a short line start that ends in a colon, or stands alone in brackets; a number may go before it.
const HEADING =
  /(?:^|\n)[ \t\u3000]*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]?[、.．\s]?[ \t]*)?(?:[【[]([^\n【】[\]：:。；，,]{2,20})[】\]]|([^\n：:。；，,0-9]{2,20})[：:])/gu;

/**
 * Takes a need's description apart at its headings (需求内容：, 【预期目标】, "Background:").
 *
 * A line start is a heading only where its words say what it is for; other short lines that end in a colon stay text. What stands
 * before the first heading is asked. Nothing is lost: headings and texts together are the description.
 *
 * @returns in their order; one section for a text without headings, none for an empty one. O(length).
 */
export function splitSections(description: string): Section[] {
  const sections: Section[] = [];
  let heading = "";
  let kind: SectionKind = "asked";
  let from = 0;
  const close = (to: number): void => {
    const text = description.slice(from, to).trim();
    if (text !== "" || heading !== "") sections.push({ kind, heading, text });
  };
  for (const match of description.matchAll(HEADING)) {
    const words = (match[1] ?? match[2]!).trim();
    const found = headingKind(words);
    if (found === undefined) continue;
    close(match.index);
    heading = words;
    kind = found;
    from = match.index + match[0].length;
  }
  close(description.length);
  return sections;
}

/** What a section under these words is for; `undefined` where they are no heading. @param words without number and colon. */
export function headingKind(words: string): SectionKind | undefined {
  return words.length > MAX_HEADING ? undefined : KIND_BY_WORD.find(([, pattern]) => pattern.test(words))?.[0];
}

/** A description without what is only told about the asker; the whole of it where nothing else would be left. */
export function askedText(description: string): string {
  const asked = splitSections(description).filter(({ kind, text }) => kind !== "background" && text !== "");
  return asked.length === 0 ? description : asked.map(({ text }) => text).join("\n");
}
