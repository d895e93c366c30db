import { describe, expect, it } from "vitest";
import { readSheetChoices } from "../../../examples/io/sheet-choices.js";

const read = (...texts: string[]) => readSheetChoices(texts, "--sheet");

describe("readSheetChoices", () => {
  it("takes a plain name for the workbooks of all kinds, and the name of a kind before it, in any order", () => {
    expect(read()).toEqual({ sheets: {}, issues: [] });
    expect(read("数据")).toEqual({ sheets: { outcome: "数据", need: "数据", organisation: "数据" }, issues: [] });
    const sheets = { outcome: "成果", need: "数据", organisation: "数据" };
    expect(read("outcomes=成果", "数据")).toEqual({ sheets, issues: [] });
    expect(read("数据", "outcomes=成果")).toEqual({ sheets, issues: [] });
    expect(read("needs=需求", "organisations=a=b").sheets).toEqual({ need: "需求", organisation: "a=b" });
  });

  it("takes an equals sign behind anything else for a part of the name", () => {
    expect(read("a=b").sheets.need).toBe("a=b");
    expect(read("outcome=成果").sheets.need).toBe("outcome=成果");
  });

  it("names what is said twice, and a kind without a sheet", () => {
    expect(read("甲", "乙").issues).toMatchObject([{ code: "repeated-flag", option: "--sheet" }]);
    expect(read("needs=甲", "needs=乙").issues).toMatchObject([{ code: "repeated-flag", option: "--sheet needs=" }]);
    expect(read("needs=").issues).toMatchObject([{ code: "missing-value", option: "--sheet", expected: "needs=NAME" }]);
  });
});
