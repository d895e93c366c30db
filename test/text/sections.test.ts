import { describe, expect, it } from "vitest";
import { askedText, splitSections } from "../../src/text/sections.js";

const TEXT =
  "需求内容：\n  回收烟气余热。\n预期目标：\n  节能 15% 以上。\n现有工作基础：\n  1、公司有厂房 3 栋。\n  2、公司 2018 年收入 2002 万元。";
const kinds = (text: string) => splitSections(text).map(({ kind, heading }) => `${kind}:${heading}`);

describe("splitSections", () => {
  it("tells what is asked, which targets are set, and what is background", () => {
    expect(splitSections(TEXT)).toEqual([
      { kind: "asked", heading: "需求内容", text: "回收烟气余热。" },
      { kind: "target", heading: "预期目标", text: "节能 15% 以上。" },
      { kind: "background", heading: "现有工作基础", text: "1、公司有厂房 3 栋。\n  2、公司 2018 年收入 2002 万元。" },
    ]);
  });

  it("takes text before the first heading as asked", () => {
    expect(kinds("把麸皮做成餐具。\n企业简介：面粉厂。")).toEqual(["asked:", "background:企业简介"]);
  });

  it("reads numbered, bracketed and English headings", () => {
    expect(kinds("一、技术需求：A\n（2）预期目标：B\n【企业概况】C\nBackground: D")).toEqual([
      "asked:技术需求",
      "target:预期目标",
      "background:企业概况",
      "background:Background",
    ]);
  });

  it("asks where a heading names both content and target, or both present state and need", () => {
    expect(kinds("需求内容及预期目标：A\n现有技术需求：B")).toEqual(["asked:需求内容及预期目标", "asked:现有技术需求"]);
  });

  it("leaves other lines that end in a colon where they are", () => {
    expect(kinds("需求内容：如下\n低温性能：-40 ℃ 可用\n高温性能：85 ℃ 可用")).toEqual(["asked:需求内容"]);
  });

  it("gives one section for a text without headings and none for an empty one", () => {
    expect(kinds("回收余热")).toEqual(["asked:"]);
    expect(kinds("")).toEqual([]);
  });
});

describe("askedText", () => {
  it("leaves the background out", () => {
    expect(askedText(TEXT)).toBe("回收烟气余热。\n节能 15% 以上。");
  });

  it("keeps everything where only background is told", () => {
    expect(askedText("企业简介：面粉厂。")).toBe("企业简介：面粉厂。");
  });
});
