import { describe, expect, it } from "vitest";
import { regionTreeOfChina } from "../../src/data/regions-cn.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { resolveRegion } from "../../src/model/region-resolve.js";
import {
  checkRegionTree,
  indexRegions,
  isWithin,
  regionChain,
  zonesOf,
  type RegionIndex,
  type RegionTree,
} from "../../src/model/region-tree.js";

function indexed(tree: RegionTree): RegionIndex {
  const index = indexRegions(tree);
  if ("issues" in index) throw new Error(JSON.stringify(index.issues));
  return index;
}
const china = indexed(regionTreeOfChina);
const codesOf = (tree: RegionTree): string[] => checkRegionTree(tree).map(({ code }) => code);

describe("checkRegionTree", () => {
  it("accepts the trees that ship", () => {
    expect(checkRegionTree(regionTreeOfChina)).toEqual([]);
    expect(checkRegionTree(regionTreeOfChina)).toEqual([]);
  });

  it.each<[string, RegionTree, string[]]>([
    [
      "a repeated code",
      {
        id: "t",
        regions: [
          { code: "a", name: "A" },
          { code: "a", name: "B" },
        ],
      },
      ["taxonomy-code-duplicate"],
    ],
    ["an unknown parent", { id: "t", regions: [{ code: "a", name: "A", parent: "z" }] }, ["taxonomy-parent-unknown"]],
    ["its own parent", { id: "t", regions: [{ code: "a", name: "A", parent: "a" }] }, ["taxonomy-cycle"]],
    [
      "a cycle, once, however many hang on it",
      {
        id: "t",
        regions: [
          { code: "a", name: "A", parent: "b" },
          { code: "b", name: "B", parent: "c" },
          { code: "c", name: "C", parent: "a" },
          { code: "d", name: "D", parent: "a" },
        ],
      },
      ["taxonomy-cycle"],
    ],
    ["empty texts", { id: "t", regions: [{ code: "", name: " " }] }, ["taxonomy-code-empty", "taxonomy-name-empty"]],
    [
      "a zone of strangers",
      { id: "t", regions: [], zones: [{ id: "z", name: { zh: "", en: "" }, source: "", members: ["x"] }] },
      ["taxonomy-reference-unknown"],
    ],
    [
      "a retired code without a successor",
      { id: "t", regions: [], retired: [{ code: "x", name: "X", successors: [] }] },
      ["taxonomy-value-invalid"],
    ],
    [
      "a retired code that lives",
      { id: "t", regions: [{ code: "a", name: "A" }], retired: [{ code: "a", name: "X", successors: ["a"] }] },
      ["taxonomy-code-duplicate"],
    ],
    ["a centre that is nowhere", { id: "t", regions: [{ code: "a", name: "A", centre: [0, 91] }] }, ["taxonomy-value-invalid"]],
    ["no levels", { id: "t", regions: [{ code: "a", name: "A", levels: 0 }] }, ["taxonomy-value-invalid"]],
  ])("refuses %s", (_, tree, expected) => {
    expect(codesOf(tree)).toEqual(expected);
    expect(indexRegions(tree)).toHaveProperty("issues");
  });
});

describe("a region tree", () => {
  it("is plain data: JSON brings it back the same", () => expect(JSON.parse(JSON.stringify(regionTreeOfChina))).toEqual(regionTreeOfChina));

  it("answers the same whatever the order of its lists", () => {
    const random = createRandom(7);
    const inRandomOrder = <A>(items: readonly A[]): A[] => {
      const copy = [...items];
      shuffle(copy, random);
      return copy;
    };
    const tree = regionTreeOfChina;
    const shuffled = indexed({
      ...tree,
      regions: inRandomOrder(tree.regions),
      zones: inRandomOrder(tree.zones!),
      retired: inRandomOrder(tree.retired!),
      notPlaces: inRandomOrder(tree.notPlaces!),
    });
    const texts = [
      ...tree.regions.flatMap(({ name, shortNames = [] }) => [name, ...shortNames]),
      ...tree.retired!.flatMap(({ code, name }) => [code, name]),
    ];
    for (const text of texts) expect(resolveRegion(text, shuffled)).toEqual(resolveRegion(text, china));
    for (const { code } of tree.regions) expect(zonesOf(shuffled, code)).toEqual(zonesOf(china, code));
  });

  it("gives one code a level: municipalities and cities directly below a province fill two", () => {
    expect(regionChain(china, "210106")).toEqual(["21", "2101", "210106"]);
    expect(regionChain(china, "11")).toEqual(["11", "11"]);
    expect(regionChain(china, "110105")).toEqual(["11", "11", "110105"]);
    expect(regionChain(china, "429004")).toEqual(["42", "429004", "429004"]);
    expect(regionChain(china, "999999")).toEqual([]);
  });

  it("knows what lies within what, and the zones of each", () => {
    expect(isWithin(china, "210106", "21")).toBe(true);
    expect(isWithin(china, "21", "210106")).toBe(false);
    expect(zonesOf(china, "210106")).toEqual(["northeast", "shenyang"]);
    expect(zonesOf(china, "2108")).toEqual(["liaoning-coast", "northeast", "shenyang"]);
    expect(zonesOf(china, "6501")).toEqual([]);
  });

  it("may be another country's, in Latin letters", () => {
    const germany = indexed({
      id: "de",
      regions: [
        { code: "DE", name: "Germany" },
        { code: "DE-BY", name: "Bavaria", parent: "DE", shortNames: ["Bayern"] },
        { code: "DE-BY-M", name: "Munich", parent: "DE-BY" },
        { code: "DE-BE", name: "Berlin", parent: "DE", levels: 2 },
        { code: "DE-NW-ES", name: "Essen", parent: "DE" },
      ],
    });
    expect(resolveRegion("Technical University of Munich", germany)).toMatchObject({ code: "DE-BY-M" });
    expect(resolveRegion("munich, bavaria", germany)).toMatchObject({ code: "DE-BY-M" });
    expect(resolveRegion("de-by", germany)).toMatchObject({ code: "DE-BY", how: "code" });
    expect(resolveRegion("Essential Oils Ltd", germany).kind).toBe("unknown");
    expect(resolveRegion("Berliner Allee", germany).kind).toBe("unknown");
    expect(resolveRegion("沈阳", germany).kind).toBe("unknown");
  });
});
