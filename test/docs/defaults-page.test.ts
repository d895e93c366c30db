import { describe, expect, it } from "vitest";
import { inChinese } from "../../benchmarks/experiments/defaults/chinese.js";
import { chineseBody } from "../../benchmarks/experiments/defaults/document.js";

describe("the Chinese page of defaults", () => {
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
