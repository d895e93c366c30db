import { describe, expect, it } from "vitest";
import { cleanText, isPlaceholder, isThin } from "../../src/model/clean-text.js";

describe("cleanText", () => {
  it("leaves a clean text as it came, without its outer spaces", () => {
    expect(cleanText("  ＭＰａ ①\n钢 ", 100)).toEqual({ text: "ＭＰａ ①\n钢", codes: [] });
  });

  it("takes out byte order marks of either byte order, wherever they stand", () => {
    expect(cleanText("\uFEFF钢\uFFFE铁\uFEFF", 100)).toEqual({ text: "钢铁", codes: ["byte-order-mark"] });
    expect(cleanText("\uFEFF", 100)).toEqual({ text: undefined, codes: ["byte-order-mark", "empty-text"] });
  });

  it("replaces half characters and keeps whole ones", () => {
    expect(cleanText("a\uD83Db😀\uDE00", 100)).toEqual({ text: "a\uFFFDb😀\uFFFD", codes: ["lone-surrogate"] });
    expect(cleanText("钢\uD83D\uD83D\uDE00", 100)).toEqual({ text: "钢\uFFFD😀", codes: ["lone-surrogate"] });
  });

  it("cuts at the limit, never through a character of two halves", () => {
    expect(cleanText("abcd", 3)).toEqual({ text: "abc", codes: ["oversized-field"] });
    expect(cleanText("ab😀d", 3)).toEqual({ text: "ab", codes: ["oversized-field"] });
    expect(cleanText("ab😀", 4)).toEqual({ text: "ab😀", codes: [] });
  });

  it("tells an empty text and a placeholder from content", () => {
    expect(cleanText(" \t\n", 10)).toEqual({ text: undefined, codes: ["empty-text"] });
    expect(cleanText("（未提供）", 10)).toEqual({ text: undefined, codes: ["placeholder-text"] });
  });
});

describe("isPlaceholder", () => {
  it("knows words that say nothing, in any case, width and punctuation", () => {
    for (const text of ["无", "暂无。", "Ｎ／Ａ", "n/a", "——", "NULL", "【见附件】", "???", "TBD"])
      expect([text, isPlaceholder(text)]).toEqual([text, true]);
    for (const text of ["无人机", "不详细", "test bench", "钢", "0"]) expect([text, isPlaceholder(text)]).toEqual([text, false]);
  });
});

describe("isThin", () => {
  it("asks for two different Han characters, or three letters or digits of other scripts", () => {
    for (const text of ["钢", "钢 5G", "5G", "!!"]) expect([text, isThin(text)]).toEqual([text, true]);
    for (const text of ["钢铁", "PVC", "3D打印", "сталь"]) expect([text, isThin(text)]).toEqual([text, false]);
  });
});
