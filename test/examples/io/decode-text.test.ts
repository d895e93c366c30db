import { describe, expect, it } from "vitest";
import { decodeText } from "../../../examples/io/decode-text.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** 编号,名称 in GB18030. */
const GB18030 = Uint8Array.of(0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6);

describe("decodeText", () => {
  it("reads UTF-8, and takes a byte order mark off", () => {
    expect(decodeText(utf8("编号,名称"))).toEqual({ kind: "text", text: "编号,名称", encoding: "utf-8", damagedLines: [] });
    expect(decodeText(utf8("\uFEFF编号"))).toEqual({ kind: "text", text: "编号", encoding: "utf-8-bom", damagedLines: [] });
  });

  it("reads as GB18030 what is no UTF-8", () => {
    expect(decodeText(GB18030)).toEqual({ kind: "text", text: "编号,名称", encoding: "gb18030", damagedLines: [] });
  });

  it("keeps UTF-8 with a torn character as UTF-8, and names the line", () => {
    const torn = utf8(`${"余热回收技术，".repeat(60)}\n"x","a`);
    const bytes = Uint8Array.from([...torn, 0xe6, 0x9c, 0x22, 0x0a]);
    expect(decodeText(bytes)).toMatchObject({ kind: "text", encoding: "utf-8", damagedLines: [2] });
  });

  it("takes NUL and noise for no text: workbooks and UTF-16", () => {
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x41, 0x00)).kind).toBe("binary");
    expect(decodeText(Uint8Array.from({ length: 500 }, (_, at) => [0xff, 0x20][at % 2]!)).kind).toBe("binary");
  });

  it("reads nothing as nothing", () => {
    expect(decodeText(new Uint8Array())).toMatchObject({ kind: "text", text: "" });
  });
});
