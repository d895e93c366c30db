import { describe, expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { readRecordFile } from "../../../examples/io/read-record-file.js";
import { gbkBytes, utf16Bytes } from "../support/encoded-text.js";
import { scratchFolder } from "../support/scratch-folder.js";
import { parquetBytes, parquetColumnBytes, workbookBytes } from "../support/table-bytes.js";

const HEADER = ["成果编号", "成果名称", "所属高校", "技术领域", "成果简介", "成熟度"];
const ROWS = [
  ["o1", "中低温余热回收", "示例大学", "C35；C34", "热管换热，回收“窑炉”烟气", "8"],
  ["o2", "动力电池自加热", "示例学院", "", "低温 -20℃ 下自加热", "6"],
  ["o3", "耐盐碱水稻", "", "A01", "", ""],
];
const CSV = [HEADER, ...ROWS].map((row) => row.join(",") + "\r\n").join("");

describe("readRecordFile", () => {
  const scratch = scratchFolder();
  const read = (name: string, bytes: Uint8Array, options = {}) => readRecordFile(scratch.write(name, bytes), "outcome", options);

  const forms: ReadonlyArray<readonly [name: string, bytes: Uint8Array | (() => Promise<Uint8Array>), told: object]> = [
    ["gbk.csv", gbkBytes(CSV), { format: "csv", encoding: "gb18030" }],
    ["utf16le.csv", utf16Bytes(CSV, "le"), { format: "csv", encoding: "utf-16le" }],
    ["utf16be.tsv", utf16Bytes(CSV.replaceAll(",", "\t"), "be"), { format: "tsv", encoding: "utf-16be" }],
    ["sheet.xlsx", workbookBytes({ 成果: [HEADER, ...ROWS] }, "xlsx"), { format: "xlsx", sheet: "成果" }],
    ["old.xls", workbookBytes({ 成果: [HEADER, ...ROWS] }, "biff8"), { format: "xls", sheet: "成果" }],
    ["renamed.xls", workbookBytes({ 成果: [HEADER, ...ROWS] }, "xlsx"), { format: "xlsx", sheet: "成果" }],
    [
      "by-another-library.xlsx",
      async () =>
        new Uint8Array(
          await writeExcelFile(
            [HEADER, ...ROWS].map((row) => row.map((value) => ({ value }))),
            { sheet: "成果" },
          ).toBuffer(),
        ),
      { format: "xlsx", sheet: "成果" },
    ],
    ["snappy.parquet", parquetBytes(HEADER, ROWS, "SNAPPY"), { format: "parquet" }],
    ["zstd.parquet", parquetBytes(HEADER, ROWS, "ZSTD"), { format: "parquet" }],
  ];
  it.each(forms)("reads the same records from %s, and tells what it was", async (name, bytes, told) => {
    const file = await read(name, typeof bytes === "function" ? await bytes() : bytes);
    expect(file).toMatchObject({ ...told, issues: [], rejected: [] });
    expect(file.rows.map(({ value }) => value)).toEqual([
      {
        id: "o1",
        title: "中低温余热回收",
        organisation: "示例大学",
        industries: ["C35", "C34"],
        abstract: "热管换热，回收“窑炉”烟气",
        maturity: 8,
      },
      { id: "o2", title: "动力电池自加热", organisation: "示例学院", abstract: "低温 -20℃ 下自加热", maturity: 6 },
      { id: "o3", title: "耐盐碱水稻", industries: ["A01"] },
    ]);
  });

  it("keeps the row of a sheet as a line of CSV, under the number that the sheet shows", async () => {
    const bytes = workbookBytes({ s: [[], ["id", "title"], [], ["o1", '5" 管, 直']] }, "xlsx");
    const { rows } = await read("lines.xlsx", bytes);
    expect(rows.map(({ line, original }) => [line, original])).toEqual([[4, 'o1,"5"" 管, 直"']]);
  });

  it("writes numbers of a sheet with the digits that it keeps, and codes with their zeros", async () => {
    const sheet = {
      "!ref": "A1:C2",
      A1: { t: "s", v: "id" },
      B1: { t: "s", v: "title" },
      C1: { t: "s", v: "内部码" },
      A2: { t: "n", v: 210000000000123 },
      B2: { t: "n", v: 0.1 + 0.2 },
      C2: { t: "n", v: 123, z: "000000" },
    } as const;
    const { rows } = await read("numbers.xlsx", workbookBytes({ s: sheet }, "xlsx"));
    expect(rows[0]?.value).toEqual({ id: "210000000000123", title: "0.3", 内部码: "000123" });
  });

  it("takes numbers, dates, truth values and lists of a Parquet file", async () => {
    const bytes = parquetColumnBytes([
      { name: "id", data: [9007199254740993n], type: "INT64" },
      { name: "maturity", data: [7], type: "INT32" },
      { name: "title", data: [new Date("2024-03-01T00:00:00Z")], type: "TIMESTAMP" },
      { name: "已签约", data: [true], type: "BOOLEAN" },
    ]);
    const { rows, issues } = await read("types.parquet", bytes);
    expect(issues).toEqual([]);
    expect(rows[0]).toMatchObject({ line: 1, value: { id: "9007199254740993", maturity: 7, title: "2024-03-01", 已签约: "true" } });
    expect(JSON.parse(rows[0]!.original)).toEqual({ id: "9007199254740993", maturity: "7", title: "2024-03-01", 已签约: "true" });
  });

  it("reads the first sheet that is not hidden, or the one named", async () => {
    const sheets = { 说明: [["id"], ["a"]], 二: [["id"], ["b"]] };
    expect(await read("two.xlsx", workbookBytes(sheets, "xlsx"))).toMatchObject({ sheet: "说明", rows: [{ value: { id: "a" } }] });
    expect(await read("two.xlsx", workbookBytes(sheets, "xlsx"), { sheet: "二" })).toMatchObject({ rows: [{ value: { id: "b" } }] });
    expect(await read("two.xls", workbookBytes(sheets, "biff8"), { sheet: "二" })).toMatchObject({ rows: [{ value: { id: "b" } }] });
  });

  const refused: ReadonlyArray<readonly [name: string, bytes: Uint8Array, code: string]> = [
    ["text.xlsx", gbkBytes(CSV), "workbook-unreadable"],
    ["torn.xlsx", workbookBytes({ s: [HEADER] }, "xlsx").slice(0, 900), "workbook-unreadable"],
    ["torn.xls", workbookBytes({ s: [HEADER] }, "biff8").slice(0, 1000), "workbook-unreadable"],
    ["text.parquet", gbkBytes(CSV), "parquet-unreadable"],
    ["torn.parquet", parquetBytes(HEADER, ROWS, "SNAPPY").slice(50), "parquet-unreadable"],
    ["no-id.parquet", parquetBytes(["成果名称"], [["甲"]], "SNAPPY"), "missing-column"],
  ];
  it.each(refused)("refuses %s, naming it", async (name, bytes, code) => {
    const file = await read(name, bytes);
    expect(file).toMatchObject({ rows: [], issues: [{ code, effect: "refused", file: scratch.path(name) }] });
  });

  it("says which sheets there are where the one named is not", async () => {
    const file = await read("sheets.xlsx", workbookBytes({ 甲: [["id"]], 乙: [["id"]] }, "xlsx"), { sheet: "丙" });
    expect(file.issues).toMatchObject([{ code: "sheet-not-found", effect: "refused", received: "丙", expected: "甲, 乙" }]);
  });

  it.each(["empty.csv", "empty.xlsx", "empty.xls", "empty.parquet", "empty.jsonl"])("says of %s that it is empty", async (name) => {
    expect(await read(name, new Uint8Array())).toMatchObject({ rows: [], issues: [{ code: "empty-file", effect: "noted" }] });
  });

  it("says of a sheet without a cell that it is empty", async () => {
    expect((await read("blank.xlsx", workbookBytes({ s: [] }, "xlsx"))).issues).toMatchObject([{ code: "empty-file" }]);
  });
});

describe("the progress of readRecordFile", () => {
  const scratch = scratchFolder();

  const stepsOf = async (name: string, bytes: Uint8Array) => {
    const heard: Array<readonly [stage: string, done: number, total: number]> = [];
    await readRecordFile(scratch.write(name, bytes), "outcome", { onProgress: (...step) => heard.push(step) });
    return heard;
  };

  it("of a text goes through its bytes once to find the encoding and once to take the rows", async () => {
    const bytes = new TextEncoder().encode(`${CSV}${",".repeat(2 ** 21)}\n`);
    const heard = await stepsOf("p.csv", bytes);
    for (const stage of ["read", "parse"]) {
      const done = heard.filter(([name]) => name === stage).map(([, bytesDone]) => bytesDone);
      expect(done).toEqual([2 ** 20, 2 ** 21, bytes.length]);
    }
    expect(heard.every(([, , total]) => total === bytes.length)).toBe(true);
    expect(heard.map(([stage]) => stage)).toEqual([...heard.map(([stage]) => stage)].sort().reverse());
  });

  it("of a Parquet file goes by rows, of a workbook by bytes before it is taken apart", async () => {
    expect(await stepsOf("p.parquet", parquetBytes(HEADER, ROWS, "SNAPPY"))).toEqual([["parse", 3, 3]]);
    const workbook = workbookBytes({ s: [HEADER, ...ROWS] }, "xlsx");
    expect(await stepsOf("p.xlsx", workbook)).toEqual([
      ["read", workbook.length, workbook.length],
      ["parse", 0, 0],
    ]);
  });
});
