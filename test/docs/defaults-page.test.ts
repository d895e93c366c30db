import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inChinese } from "../../benchmarks/experiments/defaults/chinese.js";
import { chineseBody } from "../../benchmarks/experiments/defaults/document.js";

/** What people wrote, above the marker. */
const written = (page: string): string => readFileSync(page, "utf8").split("<!--")[0]!;

describe("the Chinese page of defaults", () => {
  it("is as deep in what people wrote: as many paragraphs, items and rows, and the same numbers and names in code", () => {
    const shape = (page: string): Record<string, unknown> => {
      const text = written(page);
      const found = (pattern: RegExp): string[] => (text.match(pattern) ?? []).sort();
      return {
        paragraphs: text.trim().split(/\n\n+/).length,
        items: found(/^- /gm).length,
        rows: found(/^\|/gm).length,
        numbers: found(/(?<![\w@-])\d*\.\d+/g),
        code: found(/`[^`]+`/g),
      };
    };
    expect(shape("docs/zh/defaults.md")).toEqual(shape("docs/defaults.md"));
  });

  it("says what the English page says, to the last number", () => {
    const { text, kept } = chineseBody();
    expect(kept).toBe(text);
  });

  it("leaves no line of it in English", () => {
    expect(chineseBody().untranslated).toEqual([]);
  });

  it("keeps numbers, options and empty cells as they are, and names what it has no word for", () => {
    const { lines, untranslated } = inChinese([
      "| market | k1 1.2 | |",
      "| --- | --- | --- |",
      "| usual | -.005 ± .004 | brightness |",
      "",
      "New prose.",
    ]);
    expect(lines).toEqual(["| 市场 | k1 1.2 | |", "| --- | --- | --- |", "| 常规 | -.005 ± .004 | brightness |", "", "New prose."]);
    expect(untranslated).toEqual(["brightness", "New prose."]);
  });
});
