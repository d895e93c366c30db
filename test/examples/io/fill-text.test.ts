import { describe, expect, it } from "vitest";
import { counted, fillText, withPlainPlaces } from "../../../examples/io/fill-text.js";
import { createIoIssue, formatIoIssue, IO_ISSUE_CATALOGUE } from "../../../examples/io/io-issue.js";

describe("texts with places", () => {
  it("are filled by name, a number with the noun that agrees with it", () => {
    const text = "{file}: {n|row|rows} of {all|row|rows}";
    expect(fillText(text, { file: "a.csv", n: 1, all: 2 })).toBe("a.csv: 1 row of 2 rows");
    expect(fillText(text, { file: "b.csv", n: 0, all: "1" })).toBe("b.csv: 0 rows of 1 row");
  });

  it("count by themselves, too, also what takes no plain s", () => {
    expect([counted(1, "need"), counted(2, "need"), counted(0, "university", "universities")]).toEqual([
      "1 need",
      "2 needs",
      "0 universities",
    ]);
  });

  it("say “?” where a value is not given, and take nothing of a value for a place", () => {
    expect(fillText("{file}: {n|row|rows}", { file: "{n}" })).toBe("{n}: ? rows");
  });

  it("are shown before they are filled with every place by its name, and nouns as they go with most numbers", () => {
    expect(withPlainPlaces("{file}: {n|row|rows}")).toBe("{file}: {n} rows");
  });
});

describe("the texts of file issues", () => {
  it("say one cell, and several cells", () => {
    const text = (received: string, expected: string): string =>
      formatIoIssue(createIoIssue("column-count", { file: "a.csv", line: 2, received, expected }), "en");
    expect(text("1", "2")).toBe("a.csv line 2 has 1 cell under 2 headers; the row is left out");
    expect(text("3", "1")).toBe("a.csv line 2 has 3 cells under 1 header; the row is left out");
  });

  it("leave no count without its noun in both forms", () => {
    const loose = Object.entries(IO_ISSUE_CATALOGUE).filter(([, [, , en]]) =>
      /\{\w+\} (?:\w+ )?(?:cell|header|row|line|column|date|formula|character)s\b/.test(en),
    );
    expect(loose.map(([code]) => code)).toEqual([]);
  });
});
