import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { csvText } from "../../../examples/io/csv-text.js";
import { checkOutputFolder, writeOutputFolder } from "../../../examples/io/output-folder.js";
import { fitText, textTable, textWidth } from "../../../examples/io/text-table.js";
import { scratchFolder } from "../support/scratch-folder.js";

describe("csvText", () => {
  it("opens with a BOM, ends lines with CRLF and quotes where needed", () => {
    expect(csvText([["a,b", 'c"d', undefined, -0.5]])).toBe('\uFEFF"a,b","c""d",,-0.5\r\n');
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

describe("writeOutputFolder", () => {
  const scratch = scratchFolder();

  it("writes all, takes stale results away, leaves strangers alone", async () => {
    const folder = scratch.path("a");
    await writeOutputFolder(folder, [{ name: "old.csv", content: "old" }], []);
    scratch.write("a/mine.txt", "mine");
    expect(await writeOutputFolder(folder, [{ name: "new.csv", content: "new" }], ["old.csv", "new.csv"])).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(["mine.txt", "new.csv"]);
  });

  it("leaves the folder as it was where one file cannot be written, and no temporary folder behind", async () => {
    const folder = scratch.path("b");
    await writeOutputFolder(folder, [{ name: "x.csv", content: "before" }], []);
    const files = [
      { name: "x.csv", content: "after" },
      { name: "no/such/folder.csv", content: "" },
    ];
    expect(await writeOutputFolder(folder, files, ["x.csv"])).toMatchObject({ code: "out-unwritable" });
    expect(readFileSync(scratch.path("b/x.csv"), "utf8")).toBe("before");
    expect(readdirSync(scratch.path(".")).filter((name) => name.includes(".tmp-"))).toEqual([]);
  });

  it("refuses a folder below a file", async () => {
    const file = scratch.write("file", "mine");
    expect(await writeOutputFolder(`${file}/out`, [{ name: "x", content: "" }], [])).toMatchObject({ code: "out-unwritable" });
    expect(existsSync(file)).toBe(true);
  });

  it("sees a file in the folder's place", async () => {
    mkdirSync(scratch.path("c"));
    expect(await checkOutputFolder(scratch.path("c"), [], [])).toEqual([]);
    expect(await checkOutputFolder(scratch.write("d", ""), [], [])).toMatchObject([{ code: "out-is-file" }]);
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
