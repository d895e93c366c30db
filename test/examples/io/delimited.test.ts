import { describe, expect, it } from "vitest";
import { readDelimited } from "../../../examples/io/delimited.js";

const read = (text: string, kind: "outcome" | "need" | "organisation" = "outcome") =>
  readDelimited(text, { kind, file: "f.csv", delimiter: "," });

describe("readDelimited", () => {
  it("maps Chinese headers to fields, splits lists, leaves empty cells out", () => {
    const text = "成果编号,成果名称,关键词,技术领域,成熟度,要素,成果简介\no1,甲,余热；热泵、换热,C341,8,技术；人才,\n";
    expect(read(text).rows.map(({ value }) => value)).toEqual([
      {
        id: "o1",
        title: "甲",
        keywords: ["余热", "热泵", "换热"],
        industries: ["C341"],
        maturity: 8,
        factors: ["technology", "talent"],
      },
    ]);
  });

  it("reads factors both ways and past partners", () => {
    expect(read("编号,名称,所求要素\no1,甲,资金；人才\n").rows[0]?.value).toMatchObject({ seeks: ["funding", "talent"] });
    expect(read("编号,名称,可提供要素\nn1,甲,资金\n", "need").rows[0]?.value).toMatchObject({ brings: ["funding"] });
    expect(read("编号,名称,合作单位\nu1,甲,e1；e2\n", "organisation").rows[0]?.value).toMatchObject({ partners: ["e1", "e2"] });
  });

  it("forgives width, case, spaces and remarks in headers", () => {
    expect(read(" ＩＤ ,成果名称（必填）\no1,甲\n").rows[0]?.value).toEqual({ id: "o1", title: "甲" });
  });

  it("names the line where a row starts, past cells of several lines and blank lines, in either line end", () => {
    const text = 'id,title\r\no1,"甲\r\n乙"\r\n\r\no2,丙\r\n';
    expect(read(text).rows.map(({ line, original }) => [line, original])).toEqual([
      [2, 'o1,"甲\n乙"'],
      [5, "o2,丙"],
    ]);
  });

  it("rejects a row of the wrong length, with its line and text, and uses the others", () => {
    const { rows, rejected, issues } = read("id,title\no1,甲\no2\no3,丙,丁\no4,戊,,\n");
    expect(rows.map(({ line }) => line)).toEqual([2, 5]);
    expect(rejected).toEqual([
      { line: 3, code: "column-count", original: "o2" },
      { line: 4, code: "column-count", original: "o3,丙,丁" },
    ]);
    expect(issues.map(({ code, line }) => [code, line])).toEqual([
      ["column-count", 3],
      ["column-count", 4],
    ]);
  });

  it("rejects only the line whose quote is never closed, and reads on below it", () => {
    const { rows, rejected } = read('id,title\no1,甲\no2,"乙\no3,丙\no4,"丁\no5,5"管\n');
    expect(rejected).toEqual([
      { line: 3, code: "quote-not-closed", original: 'o2,"乙' },
      { line: 5, code: "quote-not-closed", original: 'o4,"丁' },
    ]);
    expect(rows.map(({ line, original }) => [line, original])).toEqual([
      [2, "o1,甲"],
      [4, "o3,丙"],
      [6, 'o5,5"管'],
    ]);
  });

  it("loses no line where hundreds of quotes stand open", () => {
    const body = Array.from({ length: 300 }, (_, at) => (at % 2 === 0 ? `o${at},"甲` : `o${at},乙`));
    const { rows, rejected } = read(`id,title\n${body.join("\n")}\n`);
    const lines = [...rows, ...rejected].flatMap(({ original }) => original.trim().split("\n"));
    expect(lines.sort()).toEqual(body.sort());
  });

  it("reads more rows than fit the arguments of one call", () => {
    const { rows } = read(`id,title\n${"o1,甲\n".repeat(200_000)}`);
    expect([rows.length, rows.at(-1)?.line]).toEqual([200_000, 200_001]);
  });

  it("keeps a quote inside an unquoted cell", () => {
    expect(read('id,title\no1,5" 管\n').rows[0]?.value).toEqual({ id: "o1", title: '5" 管' });
  });

  it("passes columns it does not know on under their headers, __proto__ among them, safely", () => {
    const value = read("id,内部代码,__proto__\no1,x,y\n").rows[0]!.value as object;
    expect(Object.entries(value)).toEqual([
      ["id", "o1"],
      ["内部代码", "x"],
      ["__proto__", "y"],
    ]);
  });

  it("takes the more telling of two columns for one field, and notes the other", () => {
    const { rows, issues } = read("编号,名称,成果名称\no1,旧,新\n");
    expect(rows[0]?.value).toEqual({ id: "o1", title: "新" });
    expect(issues).toMatchObject([{ code: "duplicate-column", received: "名称", expected: "title" }]);
  });

  it("refuses a file without an id column", () => {
    expect(read("成果名称\n甲\n")).toMatchObject({ rows: [], issues: [{ code: "missing-column", effect: "refused" }] });
  });
});
