import { describe, expect, it } from "vitest";
import { industryTreeOfChina } from "../../src/data/industries-cn.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { resolveIndustry } from "../../src/model/industry-resolve.js";
import {
  checkIndustryTree,
  indexIndustries,
  industryChain,
  industryKey,
  industryStem,
  type IndustryTree,
} from "../../src/model/industry-tree.js";

const tag = (id: string, codes: readonly string[]) => ({ id, name: { zh: id, en: id }, synonyms: [], codes });

describe("checkIndustryTree", () => {
  it("accepts the tree that ships", () => expect(checkIndustryTree(industryTreeOfChina)).toEqual([]));

  it.each<[string, IndustryTree, string]>([
    [
      "a repeated code",
      {
        id: "t",
        industries: [
          { code: "a", name: "A" },
          { code: "a", name: "B" },
        ],
      },
      "taxonomy-code-duplicate",
    ],
    ["an unknown parent", { id: "t", industries: [{ code: "a", name: "A", parent: "z" }] }, "taxonomy-parent-unknown"],
    [
      "a cycle",
      {
        id: "t",
        industries: [
          { code: "a", name: "A", parent: "b" },
          { code: "b", name: "B", parent: "a" },
        ],
      },
      "taxonomy-cycle",
    ],
    ["an empty name", { id: "t", industries: [{ code: "a", name: "" }] }, "taxonomy-name-empty"],
    ["a tag of strangers", { id: "t", industries: [], tags: [tag("x", ["C31"])] }, "taxonomy-reference-unknown"],
    ["a repeated tag", { id: "t", industries: [], tags: [tag("x", []), tag("x", [])] }, "taxonomy-code-duplicate"],
    ["half a digit", { id: "t", industries: [], digits: 0.5 }, "taxonomy-value-invalid"],
  ])("refuses %s", (_, tree, expected) => {
    expect(checkIndustryTree(tree).map(({ code }) => code)).toEqual([expected]);
    expect(indexIndustries(tree)).toHaveProperty("issues");
  });
});

describe("an industry tree", () => {
  it("is plain data: JSON brings it back the same", () =>
    expect(JSON.parse(JSON.stringify(industryTreeOfChina))).toEqual(industryTreeOfChina));

  it("answers the same whatever the order of its lists", () => {
    const random = createRandom(3);
    const industries = [...industryTreeOfChina.industries];
    const tags = [...industryTreeOfChina.tags!];
    shuffle(industries, random);
    shuffle(tags, random);
    const [one, other] = [indexIndustries(industryTreeOfChina), indexIndustries({ ...industryTreeOfChina, industries, tags })];
    if ("issues" in one || "issues" in other) throw new Error("refused");
    const texts = [
      ...industries.flatMap(({ code, name, nameEn }) => [code, name, nameEn!]),
      ...tags.flatMap(({ id, synonyms }) => [id, ...synonyms]),
    ];
    for (const text of texts) expect(resolveIndustry(text, other)).toEqual(resolveIndustry(text, one));
  });

  it("gives the chain from the section down", () => {
    const index = indexIndustries(industryTreeOfChina);
    if ("issues" in index) throw new Error("refused");
    expect(industryChain(index, "C31")).toEqual(["C", "C31"]);
    expect(industryChain(index, "C3140")).toEqual([]);
  });

  it("compares names without punctuation, width, case and words that say only industry", () => {
    expect(industryKey("农、林、牧、渔业")).toBe("农林牧渔业");
    expect(industryKey(" ＩＴ ")).toBe("it");
    expect(industryStem("先进装备制造业")).toBe("装备制造");
    expect(industryStem("产业")).toBe("产业");
  });
});
