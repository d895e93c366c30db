import { describe, expect, it } from "vitest";
import { readRegionCode, regionAncestors } from "../../src/model/region-code.js";

describe("readRegionCode", () => {
  it("reads a province, a prefecture and a county, and drops trailing zeros", () => {
    for (const [text, code] of [
      ["21", "21"],
      ["210000", "21"],
      ["2100", "21"],
      ["2101", "2101"],
      ["210100", "2101"],
      ["210102", "210102"],
      ["500000", "50"],
      [" ２１０１ ", "2101"],
      ["810000", "81"],
    ] as const) {
      expect([text, readRegionCode(text)]).toEqual([text, code]);
    }
  });

  it("refuses what cannot be a code", () => {
    for (const text of ["990000", "100000", "000000", "2", "210", "21010", "2101021", "210001", "辽宁", "", "21a1", "-21"]) {
      expect([text, readRegionCode(text)]).toEqual([text, undefined]);
    }
  });
});

describe("regionAncestors", () => {
  it("goes from the province down to the code itself", () => {
    expect(regionAncestors("210102")).toEqual(["21", "2101", "210102"]);
    expect(regionAncestors("21")).toEqual(["21"]);
  });
});
