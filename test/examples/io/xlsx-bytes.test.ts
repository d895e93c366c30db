import { read } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { COUNT_FORMAT, xlsxBytes, type Sheet } from "../../../examples/io/xlsx-bytes.js";
import { fixZipTimes } from "../../../examples/io/zip-times.js";
import { zipParts } from "../support/zip-parts.js";

const SHEETS: readonly Sheet[] = [
  {
    name: "甲's",
    columns: [
      { header: "编号", width: 10 },
      { header: "得分", width: 8, format: "0.00" },
    ],
    rows: [
      [{ value: "n1", link: { sheet: "乙", row: 3 } }, 0.123456],
      ["=1+1", -2],
      [undefined, undefined],
      ["constructor", 0],
      ["a<b>&\"'", 1e-7],
    ],
  },
  {
    name: "乙",
    columns: [{ header: { value: "id", link: { sheet: "甲's", row: 1 } }, width: 10, wraps: true }],
    rows: [["x"], ["y".repeat(40_000)]],
  },
];

describe("xlsxBytes", () => {
  it("keeps texts texts and numbers numbers, whatever they begin with", async () => {
    const { Sheets } = read(await xlsxBytes(SHEETS));
    const sheet = Sheets["甲's"]!;
    expect(sheet["B2"]).toMatchObject({ t: "n", v: 0.123456, w: "0.12" });
    expect(sheet["A3"]).toMatchObject({ t: "s", v: "=1+1" });
    expect(sheet["A3"]).not.toHaveProperty("f");
    expect(sheet["B3"]).toMatchObject({ t: "n", v: -2 });
    expect(sheet["A4"]).toBeUndefined();
    expect((sheet["A5"] as { v: string }).v.trimEnd()).toBe("constructor");
    expect(sheet["A6"]).toMatchObject({ t: "s", v: "a<b>&\"'" });
    expect((Sheets["乙"]!["A3"] as { v: string }).v).toHaveLength(32_767);
  });

  it("filters every column, keeps the header in sight and leads from sheet to sheet", async () => {
    const bytes = await xlsxBytes(SHEETS);
    const { Sheets, SheetNames } = read(bytes);
    expect(SheetNames).toEqual(["甲's", "乙"]);
    expect(Sheets["甲's"]!["!autofilter"]).toEqual({ ref: "A1:B6" });
    expect(Sheets["乙"]!["!autofilter"]).toEqual({ ref: "A1:A3" });
    expect(Sheets["甲's"]!["A2"]).toMatchObject({ l: { Target: "#'乙'!A3" } });
    expect(Sheets["乙"]!["A1"]).toMatchObject({ l: { Target: "#'甲''s'!A1" } });
    for (const part of ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"])
      expect((await zipParts(bytes)).get(part)!.text).toMatch(/<pane ySplit="1" [^>]*topLeftCell="A2"[^>]*state="frozen"/);
  });

  it("has its elements in the order that Excel asks for", async () => {
    const { text } = (await zipParts(await xlsxBytes(SHEETS))).get("xl/worksheets/sheet1.xml")!;
    const tags = ["<sheetPr", "<sheetViews", "<sheetFormatPr", "<cols", "<sheetData", "<autoFilter", "<hyperlinks", "<pageSetup"];
    const places = tags.map((tag) => text.indexOf(tag));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("puts the header of numbers over them, and numbers among texts where the texts stand", async () => {
    const columns = [
      { header: "n", width: 9, format: COUNT_FORMAT },
      { header: "text", width: 9 },
      { header: "n or text", width: 9, align: "left" as const },
    ];
    const parts = await zipParts(
      await xlsxBytes([
        {
          name: "a",
          columns,
          rows: [
            [1, "x", 2],
            [3, "y", "none"],
          ],
        },
      ]),
    );
    const { text } = parts.get("xl/worksheets/sheet1.xml")!;
    const styles = [
      ...parts
        .get("xl/styles.xml")!
        .text.split("<cellXfs")[1]!
        .matchAll(/<xf .*?(?=<xf |<\/cellXfs>)/g),
    ].map(([style]) => style);
    const alignmentOf = (cell: string): string | undefined =>
      /horizontal="(\w+)"/.exec(styles[Number(new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(text)?.[1] ?? 0)]!)?.[1];
    expect(["A1", "B1", "C1", "A2", "C2", "C3"].map(alignmentOf)).toEqual(["right", undefined, undefined, undefined, "left", "left"]);
  });

  it("is printed as wide as the page with its header on each, and on several pages across where it is wide, with the first column on each", async () => {
    const wide = {
      name: "a&b",
      columns: [{ header: "id", width: 10 }, ...Array.from({ length: 4 }, () => ({ header: "h", width: 50 }))],
      rows: [],
    };
    const parts = await zipParts(await xlsxBytes([...SHEETS, wide]));
    const setups = [1, 2, 3].map((sheet) => /<pageSetup [^>]*>/.exec(parts.get(`xl/worksheets/sheet${sheet}.xml`)!.text)![0]);
    expect(setups.map((setup) => /fitToWidth="(\d)" fitToHeight="0"/.exec(setup)?.[1])).toEqual(["1", "1", "2"]);
    expect(parts.get("xl/worksheets/sheet1.xml")!.text).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
    expect(
      [...parts.get("xl/workbook.xml")!.text.matchAll(/<definedName name="_xlnm.Print_Titles" localSheetId="(\d)">(.*?)<\//g)].map(
        (found) => found.slice(1),
      ),
    ).toEqual([
      ["0", "'甲''s'!$1:$1"],
      ["1", "'乙'!$1:$1"],
      ["2", "'a&amp;b'!$A:$A,'a&amp;b'!$1:$1"],
    ]);
  });

  it("makes room for texts of several lines, up to a height that a screen has", async () => {
    const rows = [["一行"], ["一\n二\n三"], ["字".repeat(25)], ["行\n".repeat(500)]];
    const bytes = await xlsxBytes([{ name: "a", columns: [{ header: "h", width: 20, wraps: true }], rows }]);
    const { text } = (await zipParts(bytes)).get("xl/worksheets/sheet1.xml")!;
    const heights = [...text.matchAll(/<row r="(\d+)"(?: ht="(\d+)")?/g)].map(([, row, height]) => [Number(row), Number(height ?? 0)]);
    expect(heights).toEqual([
      [1, 0],
      [2, 0],
      [3, 45],
      [4, 45],
      [5, 300],
    ]);
  });

  it("makes room for headers of several lines", async () => {
    const columns = [
      { header: "one", width: 20 },
      { header: "unmatched outcomes", width: 13 },
    ];
    const { text } = (await zipParts(await xlsxBytes([{ name: "a", columns, rows: [["x", 1]] }]))).get("xl/worksheets/sheet1.xml")!;
    expect(text).toMatch(/<row r="1" ht="30"/);
    expect(text).toMatch(/<row r="2">/);
  });

  it("names one font for all cells, styled or not", async () => {
    const { text } = (await zipParts(await xlsxBytes(SHEETS))).get("xl/styles.xml")!;
    expect(text.split("<font>").length - 1).toBeGreaterThan(1);
    expect(text.split('<name val="Calibri"/><sz val="11"/>').length).toBe(text.split("<font>").length);
    // What has no style has that of the workbook.
    expect(text).toMatch(
      /<cellStyleXfs count="1"><xf fontId="0"\/><\/cellStyleXfs><cellXfs.*<\/cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"/,
    );
  });

  it("holds no date: neither the document nor the parts of its zip file, which are of 1980", async () => {
    const parts = await zipParts(await xlsxBytes(SHEETS));
    expect([...parts.keys()].filter((name) => name.startsWith("docProps"))).toEqual([]);
    for (const [name, { date, time }] of parts) expect({ name, date, time }).toEqual({ name, date: 0x21, time: 0 });
  });

  it("gives the same bytes two seconds later, which is as exact as times of zip files are", async () => {
    const before = await xlsxBytes(SHEETS);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(Buffer.from(await xlsxBytes(SHEETS)).equals(Buffer.from(before))).toBe(true);
  });

  it("leaves out links beyond what Excel opens, and keeps the cells", async () => {
    const rows = Array.from({ length: 65_540 }, (_, at) => [{ value: at, link: { sheet: "a", row: 1 } }]);
    const { text } = (await zipParts(await xlsxBytes([{ name: "a", columns: [{ header: "n", width: 5 }], rows }]))).get(
      "xl/worksheets/sheet1.xml",
    )!;
    expect(text.split("<hyperlink ").length - 1).toBe(65_530);
    expect(text.split("<row ").length - 1).toBe(65_541);
  });
});

describe("fixZipTimes", () => {
  it("throws on what is no zip file", () => {
    expect(() => fixZipTimes(new Uint8Array(30))).toThrow(RangeError);
    expect(() => fixZipTimes(new Uint8Array(3))).toThrow(RangeError);
  });
});
