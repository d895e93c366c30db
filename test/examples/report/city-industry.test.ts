import { buildCorpus } from "alliance-match";
import { describe, expect, it } from "vitest";
import { configForChina } from "../../../examples/job/china.js";
import { countMatrix } from "../../../examples/report/city-industry.js";

describe("countMatrix", () => {
  it("counts by prefecture and division, a record in each of its divisions, places and industries of the organisation where it has none", () => {
    const { corpus } = buildCorpus(
      {
        outcomes: [
          { id: "o1", title: "轧钢", region: "210106", industries: ["C3130", "C34"] },
          { id: "o2", title: "冶炼", organisation: "u1" },
          { id: "o3", title: "没有地区", industries: ["C31"] },
        ],
        needs: [{ id: "n1", title: "钢材", region: "沈阳", industries: ["C31", "C3120"] }],
        organisations: [{ id: "u1", name: "示例大学", region: "110105", industries: ["C31"] }],
      },
      configForChina(),
    );
    expect(countMatrix(corpus)).toEqual({
      cities: ["2101", "11"],
      industries: ["C31", "C34"],
      cells: [
        { city: "2101", industry: "C31", needs: 1, outcomes: 1 },
        { city: "2101", industry: "C34", needs: 0, outcomes: 1 },
        { city: "11", industry: "C31", needs: 0, outcomes: 1 },
      ],
      elsewhere: 1,
    });
  });

  it("adds up the rest of many cities and industries, and loses no record", () => {
    const cities = [
      "2101",
      "2102",
      "2103",
      "2104",
      "2105",
      "2106",
      "2107",
      "2108",
      "2109",
      "2110",
      "2111",
      "2112",
      "2113",
      "2114",
      "1101",
      "1201",
      "3101",
      "5001",
      "2201",
      "2301",
    ];
    const needs = cities.flatMap((region, at) =>
      Array.from({ length: 2 }, (_, copy) => ({ id: `n${at}-${copy}`, title: `需求${at}`, region, industries: [`C${13 + at}`] })),
    );
    const { cells, cities: shown } = countMatrix(buildCorpus({ outcomes: [], needs }, configForChina()).corpus);
    expect(shown).toHaveLength(17);
    expect(shown.at(-1)).toBe("…");
    expect(cells.reduce((sum, cell) => sum + cell.needs, 0)).toBe(needs.length);
    expect(cells.filter(({ city }) => city === "…").reduce((sum, cell) => sum + cell.needs, 0)).toBe(8);
  });

  it("takes nothing that a need withholds, and does not tell it by the organisation", () => {
    const organisations = [{ id: "e1", name: "示例公司", region: "2102", industries: ["C36"] }];
    const open = { id: "n1", title: "电池", organisation: "e1" };
    const cellsOf = (need: object): readonly object[] =>
      countMatrix(buildCorpus({ outcomes: [], needs: [need], organisations }, configForChina()).corpus).cells;
    expect(cellsOf(open)).toHaveLength(1);
    expect(cellsOf({ ...open, visibility: { organisation: "authority" } })).toEqual([]);
    expect(cellsOf({ ...open, region: "2101", visibility: { region: "authority" } })).toEqual([]);
  });
});
