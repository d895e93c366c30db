import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { industryTreeOfChina } from "../../src/data/industries-cn.js";
import { resolveIndustry } from "../../src/model/industry-resolve.js";
import { industryKey, indexIndustries, type IndustryIndex } from "../../src/model/industry-tree.js";

const built = indexIndustries(industryTreeOfChina);
if ("issues" in built) throw new Error(JSON.stringify(built.issues));
const index: IndustryIndex = built;
/** Sections that have one division of the same name; the name means the division. */
const SAME_NAME: Readonly<Record<string, string>> = { K: "K70", P: "P83", T: "T97" };

describe("industries of China", () => {
  it("has 20 sections and 97 divisions", () => {
    expect(industryTreeOfChina.industries.filter(({ parent }) => parent === undefined)).toHaveLength(20);
    expect(industryTreeOfChina.industries.filter(({ parent }) => parent !== undefined)).toHaveLength(97);
  });

  it("leads every code to a name and both names back to the code", () => {
    for (const { code, name, nameEn } of industryTreeOfChina.industries)
      for (const text of [code, code.toLowerCase(), name, nameEn!, nameEn!.toUpperCase()])
        expect([text, resolveIndustry(text, index)]).toMatchObject([
          text,
          { kind: "code", code: text.toUpperCase() === code ? code : (SAME_NAME[code] ?? code) },
        ]);
  });

  it("reads every division without its letter", () => {
    for (const { code, parent } of industryTreeOfChina.industries)
      if (parent !== undefined) expect(resolveIndustry(code.slice(1), index)).toMatchObject({ kind: "code", code, issues: [] });
  });

  it("leads every tag's names and synonyms to the tag, none to two", () => {
    for (const { id, name, synonyms, codes } of industryTreeOfChina.tags!)
      for (const text of [id, name.zh, name.en, ...synonyms])
        expect([text, resolveIndustry(text, index)]).toEqual([text, { kind: "tag", tag: id, codes, issues: [] }]);
  });

  it("has the nine strategic emerging industries and the industries of the policy", () => {
    const sources = industryTreeOfChina.tags!.map(({ source }) => source!);
    expect(sources.filter((source) => source.startsWith("战略性新兴产业分类（2018）"))).toHaveLength(9);
    for (const word of "钢铁 石化 装备制造 信息技术 生物 新材料 能源 环保 新能源汽车 玉米水稻育种 设施农业 海水养殖 食品加工 物流 金融 旅游".split(
      " ",
    ))
      expect([word, resolveIndustry(word, index).kind]).toEqual([word, "tag"]);
  });
});

const reference = new URL("../../../shared/data/reference/gbt4754-2017.tsv", import.meta.url);

describe.skipIf(!existsSync(reference))("industries of China beside ../shared/data/reference", () => {
  const rows = readFileSync(existsSync(reference) ? reference : new URL(import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  const names = new Map(rows.map(([code, name]) => [code!, name!]));

  it("has the same names, punctuation and joining words apart, or a synonym that is", () => {
    for (const { code, name, synonyms = [] } of industryTreeOfChina.industries) {
      const own = [name, name.replace(/业$/, ""), ...synonyms].map(industryKey);
      expect(own).toContain(industryKey(names.get(code)!));
    }
  });

  it("tags only codes of the standard", () => {
    for (const { codes } of industryTreeOfChina.tags!) for (const code of codes) expect([code, names.has(code)]).toEqual([code, true]);
  });

  it("reads every code of the standard, to the class", () => {
    for (const [code] of rows.slice(1)) expect([code, resolveIndustry(code!, index)]).toMatchObject([code, { kind: "code", code }]);
  });
});
