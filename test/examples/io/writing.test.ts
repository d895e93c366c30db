import { describe, expect, it } from "vitest";
import { csvText } from "../../../examples/io/csv-text.js";
import { fitText, textTable, textWidth } from "../../../examples/io/text-table.js";

describe("csvText", () => {
  it("opens with a BOM, ends lines with CRLF and quotes where needed", () => {
    expect(csvText([["a,b", 'c"d', undefined, -0.5]])).toBe('\uFEFF"a,b","c""d",,-0.5\r\n');
  });

  it("keeps our own numbers numbers, however they begin", () => {
    expect(csvText([[-1, 1e-7, 0, 12.5]])).toBe("\uFEFF-1,1e-7,0,12.5\r\n");
  });

  it.each(["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＠x"])("puts an apostrophe before %j", (cell) => {
    expect(csvText([[cell]]).replace(/^\uFEFF"?/, "")).toMatch(/^'/);
  });
});

describe("csvText of somebody's text", () => {
  it("can be read back: one apostrophe goes where a cell would start a formula behind apostrophes", () => {
    const read = (cell: string): string =>
      csvText([[cell]])
        .slice(1, -2)
        .replace(/^'(?='*[=+\-@])/, "");
    for (const cell of ["=1", "'=1", "''=1", "'quoted", "plain"]) expect(read(cell)).toBe(cell);
    expect(csvText([["'=1"]])).toBe("\uFEFF''=1\r\n");
  });
});

describe("textTable", () => {
  it("counts Han characters as two columns, and cuts by columns", () => {
    expect(textWidth("高校ab")).toBe(6);
    expect(fitText("余热回收技术", 7)).toBe("余热回…");
    expect(fitText("a\u001b[31m\nb", 20)).toBe("a [31m b");
  });

  it("aligns columns by terminal width", () => {
    const table = textTable(
      [
        { header: "名", align: "left", width: 10 },
        { header: "n", align: "right", width: 5 },
      ],
      [
        ["高校", "1"],
        ["abc", "22"],
      ],
    );
    expect(table.split("\n")).toEqual(["  名     n", "  ────  ──", "  高校   1", "  abc   22"]);
  });
});
