import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inChinese } from "./chinese.js";

const DOCUMENT = join(import.meta.dirname, "../../../docs/defaults.md");
const CHINESE_DOCUMENT = join(import.meta.dirname, "../../../docs/zh/defaults.md");
const MARKER = "<!-- Below this line: written by benchmarks/experiments/defaults.ts. Do not edit. -->";
const CHINESE_MARKER = "<!-- 以下由 benchmarks/experiments/defaults.ts 写成，请勿修改。 -->";

/** Cuts lines before every `## ` heading; what stands before the first is left out. */
export function splitSections(lines: readonly string[]): string[][] {
  const sections: string[][] = [];
  for (const line of lines) {
    if (line.startsWith("## ")) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  return sections;
}

/** Puts sections in the place of those with the same heading, and new ones at the end; then the Chinese page says the same. */
export function replaceSections(written: ReadonlyArray<readonly string[]>): void {
  const [before = "", after = ""] = readFileSync(DOCUMENT, "utf8").split(MARKER);
  const byHeading = new Map([...splitSections(after.split("\n")), ...written].map((section) => [section[0]!, section]));
  const body = [...byHeading.values()].map((section) => section.join("\n").trim()).join("\n\n");
  writeFileSync(DOCUMENT, `${before}${MARKER}\n\n${body}\n`);
  const [chineseBefore = ""] = readFileSync(CHINESE_DOCUMENT, "utf8").split(CHINESE_MARKER);
  writeFileSync(CHINESE_DOCUMENT, `${chineseBefore}${CHINESE_MARKER}${chineseBody().text}`);
}

/** What the Chinese page has to say below its marker, from the English page as it is. */
export function chineseBody(): { readonly text: string; readonly kept: string; readonly untranslated: readonly string[] } {
  const [, after = ""] = readFileSync(DOCUMENT, "utf8").split(MARKER);
  const [, kept = ""] = readFileSync(CHINESE_DOCUMENT, "utf8").split(CHINESE_MARKER);
  const { lines, untranslated } = inChinese(after.split("\n"));
  return { text: lines.join("\n"), kept, untranslated };
}
