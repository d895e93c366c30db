import { describe, expect, it } from "vitest";
import { industryTreeOfChina } from "../../src/data/industries-cn.js";
import { resolveIndustry } from "../../src/model/industry-resolve.js";
import { indexIndustries, type IndustryIndex, type IndustryTree } from "../../src/model/industry-tree.js";

function indexed(tree: IndustryTree): IndustryIndex {
  const index = indexIndustries(tree);
  if ("issues" in index) throw new Error(JSON.stringify(index.issues));
  return index;
}
const china = indexed(industryTreeOfChina);

describe("resolveIndustry", () => {
  it.each<[string | number, string, string[]]>([
    ["C3140", "C3140", ["industry-unchecked"]],
    ["3140", "C3140", ["industry-unchecked"]],
    ["Ｃ３１４", "C314", ["industry-unchecked"]],
    ["c31", "C31", []],
    ["31", "C31", []],
    ["C", "C", []],
    [3140, "C3140", ["industry-unchecked"]],
    ["0111", "A0111", ["industry-unchecked"]],
    ["A111", "A0111", ["industry-code-repaired", "industry-unchecked"]],
    ["B610", "B0610", ["industry-code-repaired", "industry-unchecked"]],
    [1, "A01", ["industry-code-repaired"]],
    ["3140.0", "C3140", ["industry-code-repaired", "industry-unchecked"]],
    ["3.14E+03", "C3140", ["industry-code-repaired", "industry-unchecked"]],
  ])("reads the code %s", (text, code, issues) =>
    expect(resolveIndustry(text, china)).toMatchObject({ kind: "code", code, how: "code", issues }),
  );

  it("does not guess whether a number lost its zero, unless the column's width is known", () => {
    expect(resolveIndustry(111, china)).toEqual({ kind: "ambiguous", candidates: ["A0111", "B111"], issues: [] });
    expect(resolveIndustry(111, china, { digits: 4 })).toMatchObject({
      code: "A0111",
      issues: ["industry-code-repaired", "industry-unchecked"],
    });
    expect(resolveIndustry(111, china, { digits: 3 })).toMatchObject({ code: "B111" });
    expect(resolveIndustry("111", china)).toMatchObject({ code: "B111" });
  });

  it.each([
    ["汽车制造", "C36"],
    ["汽车制造业", "C36"],
    ["医药制造", "C27"],
    ["软件和信息技术服务业", "I65"],
    ["软件与信息技术服务", "I65"],
    ["农林牧渔业", "A"],
    ["Manufacture of automobiles", "C36"],
    ["制造业", "C"],
    ["教育", "P83"],
  ])("reads the name %s", (text, code) => expect(resolveIndustry(text, china)).toMatchObject({ kind: "code", code, how: "name" }));

  it.each([
    ["先进装备", "equipment-manufacturing"],
    ["先进装备制造业", "equipment-manufacturing"],
    ["高端装备制造产业", "high-end-equipment"],
    ["IT", "next-generation-information-technology"],
    ["新一代信息技术", "next-generation-information-technology"],
    ["新材料产业集群", "new-materials"],
    ["钢铁行业", "steel"],
    ["石油化工", "petrochemicals"],
    ["现代物流业", "logistics"],
  ])("reads the tag %s", (text, tag) => expect(resolveIndustry(text, china)).toMatchObject({ kind: "tag", tag }));

  it.each<[string | number, string]>([
    ["", "industry-empty"],
    ["  ", "industry-empty"],
    ["D3140", "industry-letter-mismatch"],
    ["9901", "industry-unknown-code"],
    ["00", "industry-unknown-code"],
    ["0", "industry-unknown-code"],
    ["C99", "industry-unknown-code"],
    ["Z", "industry-unknown-code"],
    ["31400", "industry-unknown-code"],
    [NaN, "industry-unknown-name"],
    ["-31", "industry-unknown-name"],
    ["养生咸鱼", "industry-unknown-name"],
    ["业", "industry-unknown-name"],
    ["，、", "industry-unknown-name"],
  ])("answers %j with a reason", (text, reason) => expect(resolveIndustry(text, china)).toEqual({ kind: "unknown", reason }));

  it("takes a caller's own taxonomy, of any shape of code", () => {
    const own = indexed({
      id: "own",
      industries: [
        { code: "steel", name: "钢铁" },
        { code: "steel/flat", name: "板材", parent: "steel", synonyms: ["Flat steel"] },
        { code: "10-20", name: "其他" },
      ],
    });
    expect(resolveIndustry("steel/flat", own)).toMatchObject({ code: "steel/flat" });
    expect(resolveIndustry("flat STEEL", own)).toMatchObject({ code: "steel/flat", how: "name" });
    expect(resolveIndustry("10-20", own)).toMatchObject({ code: "10-20", how: "code" });
    expect(resolveIndustry("C31", own)).toEqual({ kind: "unknown", reason: "industry-unknown-name" });
  });

  it("checks the classes of a tree that lists them", () => {
    const deep = indexed({
      id: "deep",
      digits: 4,
      industries: [
        { code: "A", name: "农" },
        { code: "A01", name: "农业", parent: "A" },
        { code: "A011", name: "谷物", parent: "A01" },
        { code: "A0111", name: "稻谷", parent: "A011" },
        { code: "B", name: "采矿" },
        { code: "B11", name: "辅助", parent: "B" },
        { code: "B112", name: "煤炭辅助", parent: "B11" },
      ],
    });
    expect(resolveIndustry("A0112", deep)).toEqual({ kind: "unknown", reason: "industry-unknown-code" });
    expect(resolveIndustry(111, deep)).toMatchObject({ kind: "code", code: "A0111", issues: ["industry-code-repaired"] });
    expect(resolveIndustry(112, deep)).toMatchObject({ kind: "code", code: "B112" });
  });
});
