import { describe, expect, it } from "vitest";
import { industryAncestors, readIndustry } from "../../src/model/industry-code.js";

/** GB/T 4754-2017, table of sections: first and last division of each. */
const SECTIONS = (
  "A 01 05,B 06 12,C 13 43,D 44 46,E 47 50,F 51 52,G 53 60,H 61 62,I 63 65,J 66 69,K 70 70,L 71 72,M 73 75,N 76 79," +
  "O 80 82,P 83 83,Q 84 85,R 86 90,S 91 96,T 97 97"
)
  .split(",")
  .map((line) => line.split(" ") as [string, string, string]);

describe("readIndustry", () => {
  it("finds the section of every division of GB/T 4754-2017", () => {
    expect(SECTIONS).toHaveLength(20);
    for (const [section, first, last] of SECTIONS) {
      expect(readIndustry(section)).toEqual({ kind: "code", code: section });
      for (let division = Number(first); division <= Number(last); division++) {
        const digits = String(division).padStart(2, "0");
        expect(readIndustry(digits)).toEqual({ kind: "code", code: section + digits });
        expect(readIndustry(section.toLowerCase() + digits)).toEqual({ kind: "code", code: section + digits });
      }
    }
  });

  it("reads a code at any depth, with or without its letter, in full width too", () => {
    for (const [entry, code] of [
      ["C3140", "C3140"],
      ["3140", "C3140"],
      ["314", "C314"],
      ["c31", "C31"],
      [" Ｃ３１ ", "C31"],
    ] as const) {
      expect(readIndustry(entry)).toEqual({ kind: "code", code });
    }
  });

  it("refuses a division that does not exist and a letter that is not its own", () => {
    for (const entry of ["00", "98", "99", "9", "C3", "A31", "C44", "U", "Z12", "C00"])
      expect([entry, readIndustry(entry).kind]).toEqual([entry, "unknown-code"]);
  });

  it("takes everything else for a free tag, in one spelling", () => {
    expect(readIndustry(" 新材料 ")).toEqual({ kind: "tag", tag: "新材料" });
    expect(readIndustry("ＩＴ Services")).toEqual({ kind: "tag", tag: "it services" });
    expect(readIndustry("C31400")).toEqual({ kind: "tag", tag: "c31400" });
    expect(readIndustry("")).toEqual({ kind: "tag", tag: "" });
  });
});

describe("industryAncestors", () => {
  it("goes from the section down to the code itself", () => {
    expect(industryAncestors("C3140")).toEqual(["C", "C31", "C314", "C3140"]);
    expect(industryAncestors("C31")).toEqual(["C", "C31"]);
    expect(industryAncestors("C")).toEqual(["C"]);
  });
});
