import { describe, expect, it } from "vitest";
import { numberedPoints } from "../../src/text/points.js";

const titles = (text: string): string[] => numberedPoints(text).map(({ title }) => title);

describe("numbered points", () => {
  it.each([
    ["1、余热回收装置。2、漏风密封。", ["余热回收装置", "漏风密封"]],
    ["1.余热回收装置\n2.漏风密封装置", ["余热回收装置", "漏风密封装置"]],
    ["1）余热回收装置；2）漏风密封装置", ["余热回收装置", "漏风密封装置"]],
    ["（1）余热回收装置；\n（2）漏风密封装置", ["余热回收装置", "漏风密封装置"]],
    ["①余热回收装置；②漏风密封装置；③联动控制", ["余热回收装置", "漏风密封装置", "联动控制"]],
    ["一、余热回收装置\n二、漏风密封装置", ["余热回收装置", "漏风密封装置"]],
    ["（一）余热回收装置\n（二）漏风密封装置", ["余热回收装置", "漏风密封装置"]],
    ["第一，余热回收装置。第二，漏风密封装置。", ["余热回收装置", "漏风密封装置"]],
    ["需要：一是余热回收装置，二是漏风密封装置。", ["余热回收装置", "漏风密封装置"]],
    ["1. heat recovery unit\n2. seal of the cooler", ["heat recovery unit", "seal of the cooler"]],
  ])("are found in %s", (text, expected) => expect(titles(text)).toEqual(expected));

  it("come only from asking sections, never from targets and what is told about the asker", () => {
    const text =
      "需求内容：1、余热回收装置；2、漏风密封装置。\n预期目标：1、漏风率低于10%；2、停机不超过15天。\n现有工作基础：1、厂房三栋；2、专利五项。";
    expect(titles(text)).toEqual(["余热回收装置", "漏风密封装置"]);
    expect(titles("企业简介：\n1、成立于2011年；\n2、员工160人。")).toEqual([]);
  });

  it("take numbered headings without a colon for headings, and look through what they head", () => {
    const text =
      "1.需求内容\n①豆科植物花茶研究技术；②种油提取技术\n2.预期目标\n①建成生产线；②评价体系\n3.现有工作基础\n①园林基地；②研发平台";
    expect(titles(text)).toEqual(["豆科植物花茶研究技术", "种油提取技术"]);
  });

  it("keep points within points together, and what follows a title as the rest", () => {
    const points = numberedPoints("1、图像拼接软件：1）预处理；2）配准。\n2、系统设计：1）定义；2）选型。");
    expect(points).toEqual([
      { title: "图像拼接软件", rest: "1）预处理；2）配准" },
      { title: "系统设计", rest: "1）定义；2）选型" },
    ]);
  });

  it("end the last point with its line where the others are one line each", () => {
    expect(numberedPoints("1、余热回收装置\n2、漏风密封装置\n希望与高校长期合作。")[1]).toEqual({ title: "漏风密封装置", rest: "" });
  });

  it("are none where there is one only, where numbers do not run from 1, and where they are decimals", () => {
    for (const text of ["", "余热回收", "1、余热回收装置", "2、余热回收装置；3、漏风密封装置", "厚度\n0.5毫米以下\n1.5毫米以上\n2.5毫米"])
      expect(numberedPoints(text)).toEqual([]);
  });

  it("leave out an outline's points about the project, and points of too few letters", () => {
    expect(titles("1、余热回收装置；2、项目的目的、意义；3、漏风密封装置；4、国内外发展现状")).toEqual(["余热回收装置", "漏风密封装置"]);
    expect(titles("1、余热回收装置\n2、密封\n3、联动控制系统")).toEqual(["余热回收装置", "联动控制系统"]);
  });
});
