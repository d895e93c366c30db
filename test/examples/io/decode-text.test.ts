import { describe, expect, it } from "vitest";
import { decodeText } from "../../../examples/io/decode-text.js";
import { gbkBytes, utf16Bytes } from "../support/encoded-text.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** 编号,名称 in GB18030. */
const GB18030 = Uint8Array.of(0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6);

describe("decodeText", () => {
  it("reads UTF-8, and takes a byte order mark off", () => {
    expect(decodeText(utf8("编号,名称"))).toEqual({ kind: "text", text: "编号,名称", encoding: "utf-8", damagedLines: [], changes: [] });
    expect(decodeText(utf8("\uFEFF编号"))).toEqual({ kind: "text", text: "编号", encoding: "utf-8-bom", damagedLines: [], changes: [] });
  });

  it("reads as GB18030 what is no UTF-8", () => {
    expect(decodeText(GB18030)).toEqual({ kind: "text", text: "编号,名称", encoding: "gb18030", damagedLines: [], changes: [] });
  });

  it("reads UTF-16 of either byte order behind its mark", () => {
    const told = { kind: "text", text: "编号,𠮷\n", damagedLines: [], changes: [] };
    expect(decodeText(utf16Bytes("编号,𠮷\n", "le"))).toEqual({ ...told, encoding: "utf-16le" });
    expect(decodeText(utf16Bytes("编号,𠮷\n", "be"))).toEqual({ ...told, encoding: "utf-16be" });
  });

  it("names the line where a UTF-16 text breaks off in a character", () => {
    const bytes = utf16Bytes("编号\n余热回收", "le");
    expect(decodeText(bytes.slice(0, -1))).toMatchObject({ kind: "text", encoding: "utf-16le", damagedLines: [2] });
  });

  it("keeps one encoding where a line could be either: one Han character of GB18030 is two bytes of UTF-8", () => {
    expect(decodeText(gbkBytes("编号,成果名称\n一\n余热回收\n"))).toMatchObject({
      encoding: "gb18030",
      text: "编号,成果名称\n一\n余热回收\n",
      changes: [],
    });
  });

  it("finds every line where joined exports go over to another encoding, and keeps the mark's name", () => {
    const bytes = [...utf8("\uFEFF编号,名称,简介\n"), ...gbkBytes("o1,余热回收\n1,2\n"), ...utf8("o2,动力电池\n")];
    expect(decodeText(Uint8Array.from(bytes))).toEqual({
      kind: "text",
      text: "编号,名称,简介\no1,余热回收\n1,2\no2,动力电池\n",
      encoding: "utf-8-bom",
      damagedLines: [],
      changes: [
        { line: 2, encoding: "gb18030" },
        { line: 4, encoding: "utf-8" },
      ],
    });
  });

  it("keeps UTF-8 with a torn character as UTF-8, and names the line", () => {
    const torn = utf8(`${"余热回收技术，".repeat(60)}\n"x","a`);
    const bytes = Uint8Array.from([...torn, 0xe6, 0x9c, 0x22, 0x0a]);
    expect(decodeText(bytes)).toMatchObject({ kind: "text", encoding: "utf-8", damagedLines: [2] });
  });

  it("takes NUL and noise for no text: workbooks, UTF-16 without a mark, UTF-32", () => {
    expect(decodeText(Uint8Array.of(0x41, 0x00, 0x42, 0x00)).kind).toBe("binary");
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00)).kind).toBe("binary");
    expect(decodeText(Uint8Array.from({ length: 500 }, (_, at) => [0xff, 0x20][at % 2]!)).kind).toBe("binary");
  });

  it("reads nothing as nothing", () => {
    expect(decodeText(new Uint8Array())).toMatchObject({ kind: "text", text: "" });
  });
});
