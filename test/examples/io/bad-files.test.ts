import { utils, type WorkSheet } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { formatIoIssue, type IoIssue } from "../../../examples/io/io-issue.js";
import { readRecordFile } from "../../../examples/io/read-record-file.js";
import { MAX_CELL_LENGTH } from "../../../examples/io/table.js";
import { gbkBytes } from "../support/encoded-text.js";
import { scratchFolder } from "../support/scratch-folder.js";
import { parquetColumnBytes, parquetSchemaBytes, workbookBytes } from "../support/table-bytes.js";
import { zipBytes } from "../support/zip-bytes.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a file that is not as it should be", () => {
  const scratch = scratchFolder();
  const read = (name: string, bytes: Uint8Array) => readRecordFile(scratch.write(name, bytes), "outcome");
  const valuesOf = async (reading: ReturnType<typeof read>) => (await reading).rows.map(({ value }) => value);
  /** Issues as code, row and column, after a check that each of them names its file in both languages. */
  const told = async (reading: ReturnType<typeof read>): Promise<ReadonlyArray<readonly [string, number?, string?]>> => {
    const { file, issues } = await reading;
    for (const issue of issues)
      for (const language of ["zh", "en"] as const) {
        const text = formatIoIssue(issue, language);
        expect(text).toContain(file);
        expect(text).not.toContain("?");
      }
    return issues.map(({ code, line, column }: IoIssue) => [code, line, column] as [string, number?, string?]);
  };

  describe("a workbook", () => {
    const sheet = (rows: ReadonlyArray<readonly unknown[]>, more: Partial<WorkSheet> = {}): WorkSheet => ({
      ...utils.aoa_to_sheet(rows as unknown[][]),
      ...more,
    });
    const range = (text: string) => utils.decode_range(text);

    it("with a title above its header: passes it over, and says so", async () => {
      const rows = [["2024 年成果汇总表"], ["填报单位：示例大学"], ["编号", "成果名称"], ["o1", "余热回收"]];
      const reading = read("title.xlsx", workbookBytes({ s: sheet(rows, { "!merges": [range("A1:B1")] }) }, "xlsx"));
      expect(await told(reading)).toEqual([
        ["title-row", 1, undefined],
        ["title-row", 2, undefined],
      ]);
      expect(await valuesOf(reading)).toEqual([{ id: "o1", title: "余热回收" }]);
    });

    it("with a header merged over rows and columns: takes the lower names, and says where", async () => {
      const rows = [
        ["编号", "成果", "", "所属高校"],
        ["", "成果名称", "成果简介", ""],
        ["o1", "余热", "热管", "示例大学"],
      ];
      const merges = ["A1:A2", "B1:C1", "D1:D2"].map(range);
      const reading = read("head.xlsx", workbookBytes({ s: sheet(rows, { "!merges": merges }) }, "xlsx"));
      expect(await told(reading)).toEqual([["merged-header", 1, "成果名称"]]);
      expect((await reading).issues[0]).toMatchObject({ received: "B1:C1" });
      expect(await valuesOf(reading)).toEqual([{ id: "o1", title: "余热", abstract: "热管", organisation: "示例大学" }]);
    });

    it("with one header merged over two columns: reads the first, and names both", async () => {
      const rows = [
        ["编号", "成果名称", ""],
        ["o1", "余热", "甲"],
      ];
      const reading = read("wide.xls", workbookBytes({ s: sheet(rows, { "!merges": [range("B1:C1")] }) }, "biff8"));
      expect(await told(reading)).toEqual([
        ["duplicate-column", 1, "C"],
        ["merged-header", 1, "成果名称"],
      ]);
      expect(await valuesOf(reading)).toEqual([{ id: "o1", title: "余热" }]);
    });

    it("with values merged over rows: gives each of them to every row, and says from where", async () => {
      const rows = [
        ["编号", "成果名称", "所属高校"],
        ["o1", "甲", "示例大学"],
        ["o2", "乙", ""],
        ["o3", "丙", "示例学院"],
      ];
      const reading = read("down.xlsx", workbookBytes({ s: sheet(rows, { "!merges": [range("C2:C3")] }) }, "xlsx"));
      expect(await told(reading)).toEqual([["merged-cells", 2, "所属高校"]]);
      expect((await valuesOf(reading)).map((value) => (value as { organisation: string }).organisation)).toEqual([
        "示例大学",
        "示例大学",
        "示例学院",
      ]);
    });

    it("with formulas: takes what was saved with them; where nothing was, says so by column; an error is empty and named", async () => {
      const rows = sheet([
        ["编号", "成果名称", "成果简介", "所属高校"],
        ["o1", "", "", ""],
        ["o2", "", "", "示例大学"],
      ]);
      rows["B2"] = { t: "s", v: "余热", f: 'CONCATENATE("余","热")' };
      rows["B3"] = { t: "s", v: "水稻", f: 'CONCATENATE("水","稻")' };
      rows["C2"] = { t: "n", f: "B2" };
      rows["C3"] = { t: "n", f: "B3" };
      rows["D2"] = { t: "e", v: 0x2a, w: "#N/A" };
      const reading = read("formulas.xlsx", workbookBytes({ s: rows }, "xlsx"));
      expect(await told(reading)).toEqual([
        ["cell-error", 2, "所属高校"],
        ["formula-without-value", 2, "成果简介"],
      ]);
      expect(await valuesOf(reading)).toEqual([
        { id: "o1", title: "余热" },
        { id: "o2", title: "水稻", organisation: "示例大学" },
      ]);
    });

    it("whose formulas say nothing here and there is as it should be", async () => {
      const rows = sheet([
        ["编号", "成果名称"],
        ["o1", ""],
        ["o2", ""],
      ]);
      rows["B2"] = { t: "s", v: "余热", f: '"余热"' };
      rows["B3"] = { t: "s", v: "", f: '""' };
      expect(await told(read("empty-formula.xlsx", workbookBytes({ s: rows }, "xlsx")))).toEqual([]);
    });

    it("with dates kept as numbers: writes them as dates, and warns where codes may have become dates", async () => {
      const rows = sheet([
        ["编号", "成果名称", "发布日期"],
        ["", "甲", ""],
        ["", "乙", ""],
      ]);
      // 3-1 and 3-2, as somebody typed them.
      rows["A2"] = { t: "n", v: 45352, z: "m-d" };
      rows["A3"] = { t: "n", v: 45353.5, z: "yyyy-mm-dd hh:mm" };
      rows["C2"] = { t: "n", v: 45352, z: "yyyy/m/d" };
      for (const type of ["xlsx", "biff8"] as const) {
        const reading = read(`dates.${type === "xlsx" ? type : "xls"}`, workbookBytes({ s: rows }, type));
        expect(await told(reading)).toEqual([["date-cells", 2, "编号"]]);
        expect((await reading).issues[0]).toMatchObject({ received: "2" });
        expect(await valuesOf(reading)).toEqual([
          { id: "2024-03-01", title: "甲", 发布日期: "2024-03-01" },
          { id: "2024-03-02 12:00:00", title: "乙" },
        ]);
      }
    });

    it("with hidden rows and columns: reads them, and says how many from where", async () => {
      const rows = [
        ["编号", "成果名称"],
        ["o1", "甲"],
        ["o2", "乙"],
        ["o3", "丙"],
      ];
      const hidden = [{}, {}, { hidden: true }, { hidden: true }];
      const bytes = workbookBytes({ s: sheet(rows, { "!rows": hidden, "!cols": [{}, { hidden: true }] }) }, "xlsx");
      const reading = read("hidden.xlsx", bytes);
      expect(await told(reading)).toEqual([
        ["hidden-rows", 3, undefined],
        ["hidden-column", 1, "成果名称"],
      ]);
      expect((await reading).rows.length).toBe(3);
    });

    it("with something under no header: leaves it out, and says where", async () => {
      const rows = [
        ["编号", "成果名称"],
        ["o1", "甲"],
        ["o2", "乙", "", "备注"],
      ];
      const reading = read("beside.xlsx", workbookBytes({ s: sheet(rows) }, "xlsx"));
      expect(await told(reading)).toEqual([["column-without-header", 3, "D"]]);
      expect((await reading).rows.length).toBe(2);
    });

    it("that unpacks to more than is allowed, or to more than it says, is refused before it is opened", async () => {
      const bomb = zipBytes([{ name: "xl/workbook.xml", content: new Uint8Array(3_000_000), declaredBytes: 3_000_000_000 }]);
      expect(await told(read("bomb.xlsx", bomb))).toEqual([["unpacks-too-large", undefined, undefined]]);
      const liar = zipBytes([{ name: "xl/workbook.xml", content: new Uint8Array(3_000_000), declaredBytes: 3 }]);
      expect(await told(read("liar.xlsx", liar))).toEqual([["workbook-unreadable", undefined, undefined]]);
    });

    it("that claims cells merged over a million rows a hundred times is read in no time", async () => {
      const merges = Array.from({ length: 200 }, () => range("B2:B1048576"));
      const rows = [["编号", "成果名称"], ...Array.from({ length: 500 }, (_, at) => [`o${at}`, at === 0 ? "甲" : ""])];
      const reading = await read("merges.xlsx", workbookBytes({ s: sheet(rows, { "!merges": merges }) }, "xlsx"));
      expect(reading.rows.at(-1)?.value).toEqual({ id: "o499", title: "甲" });
      expect(reading.issues).toMatchObject([{ code: "merged-cells", received: "1" }]);
    });
  });

  describe("a CSV", () => {
    it("whose encoding changes half-way: reads each part as what it is, and says in which line it changes", async () => {
      const before = "编号,成果名称\no1,中低温余热回收\n";
      const after = "o2,耐盐碱水稻品种\no3,abc\no4,动力电池自加热\n";
      const all = [
        { id: "o1", title: "中低温余热回收" },
        { id: "o2", title: "耐盐碱水稻品种" },
        { id: "o3", title: "abc" },
        { id: "o4", title: "动力电池自加热" },
      ];
      const forward = read("forward.csv", Uint8Array.from([...utf8(before), ...gbkBytes(after)]));
      expect(await told(forward)).toEqual([["encoding-changes", 3, undefined]]);
      expect(await forward).toMatchObject({ encoding: "utf-8", issues: [{ received: "GB18030" }] });
      expect(await valuesOf(forward)).toEqual(all);
      const back = read("back.csv", Uint8Array.from([...gbkBytes(before), ...utf8(after)]));
      expect(await back).toMatchObject({ encoding: "gb18030", issues: [{ code: "encoding-changes", line: 3, received: "UTF-8" }] });
      expect(await valuesOf(back)).toEqual(all);
    });

    it("with quotes that do not balance: rejects the line with its column, keeps it, and reads on", async () => {
      const reading = read("quotes.csv", utf8('编号,成果名称,成果简介\no1,"甲""乙",丙\no2,"丁,戊\no3,己,"庚\n'));
      expect(await told(reading)).toEqual([
        ["quote-not-closed", 3, "成果名称"],
        ["quote-not-closed", 4, "成果简介"],
      ]);
      expect((await reading).rejected.map(({ original }) => original)).toEqual(['o2,"丁,戊', 'o3,己,"庚']);
      expect(await valuesOf(reading)).toEqual([{ id: "o1", title: '甲"乙', abstract: "丙" }]);
    });

    it("with a cell of 10 MB: rejects its row and keeps it whole; one at the limit is read", async () => {
      const long = "余".repeat(10_000_000 / 3);
      const most = "热".repeat(MAX_CELL_LENGTH);
      const reading = read("long.csv", utf8(`编号,成果名称,成果简介\no1,甲,${long}\no2,乙,丙\no3,丁,${most}\n`));
      expect(await told(reading)).toEqual([["cell-too-long", 2, "成果简介"]]);
      const { rows, rejected } = await reading;
      expect(rows.map(({ line }) => line)).toEqual([3, 4]);
      expect(rejected).toEqual([{ line: 2, code: "cell-too-long", original: `o1,甲,${long}` }]);
    });

    it("without a header is refused, with its first row", async () => {
      const reading = read("bare.csv", utf8("o1,余热回收,示例大学\no2,水稻,示例学院\n"));
      expect(await told(reading)).toEqual([["no-header", 1, undefined]]);
      expect(await reading).toMatchObject({ rows: [], issues: [{ effect: "refused", received: "o1, 余热回收, 示例大学" }] });
    });

    it("with two columns of one name: reads the first, names the other by its letter, known or not", async () => {
      const reading = read("twice.csv", utf8("编号,成果名称,成果名称,备注,备注\no1,甲,乙,丙,丁\n"));
      expect(await told(reading)).toEqual([
        ["duplicate-column", 1, "C"],
        ["duplicate-column", 1, "E"],
      ]);
      expect(await valuesOf(reading)).toEqual([{ id: "o1", title: "甲", 备注: "丙" }]);
    });

    it("with a title above its header, as a spreadsheet exports it, is read below it", async () => {
      const reading = read("title.csv", utf8("2024 年成果汇总表,\n编号,成果名称\no1,甲\n"));
      expect(await told(reading)).toEqual([["title-row", 1, undefined]]);
      expect((await reading).rows.map(({ line }) => line)).toEqual([3]);
    });
  });

  describe("a Parquet file", () => {
    it("with nested columns: leaves out one that is to be a text, and names it", async () => {
      const text = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;
      const list = { num_children: 1, converted_type: "LIST", repetition_type: "OPTIONAL" } as const;
      const items = { name: "list", num_children: 1, repetition_type: "REPEATED" } as const;
      const bytes = parquetSchemaBytes(
        [
          { name: "root", num_children: 4 },
          { name: "编号", ...text },
          { name: "成果名称", num_children: 2, repetition_type: "OPTIONAL" },
          { name: "zh", ...text },
          { name: "en", ...text },
          { name: "关键词", ...list },
          items,
          { name: "element", ...text, repetition_type: "OPTIONAL" },
          { name: "向量", ...list },
          items,
          { name: "element", type: "DOUBLE", repetition_type: "OPTIONAL" },
        ],
        { 编号: ["o1"], 成果名称: [{ zh: "余热", en: "waste heat" }], 关键词: [["余热", "热管"]], 向量: [[0.5, 1]] },
      );
      const reading = read("nested.parquet", bytes);
      expect(await told(reading)).toEqual([["nested-column", 1, "成果名称"]]);
      expect(await reading).toMatchObject({ issues: [{ received: "struct", expected: "title" }] });
      expect(await valuesOf(reading)).toEqual([{ id: "o1", keywords: ["余热", "热管"], embedding: [0.5, 1] }]);
    });

    it("without an id among its columns is refused", async () => {
      const reading = read("no-id.parquet", parquetColumnBytes([{ name: "成果名称", data: ["甲"], type: "STRING" }]));
      expect(await told(reading)).toEqual([["missing-column", 1, undefined]]);
    });
  });
});
