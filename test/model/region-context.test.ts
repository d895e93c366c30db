import { describe, expect, it } from "vitest";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import { buildCorpus, defineConfig, rankNeeds } from "../../src/index.js";
import { parseMarket } from "../../src/model/market.js";

const organisations = [
  { id: "nanjing", name: "A", region: "320102" },
  { id: "jiangsu", name: "B", region: "32" },
  { id: "shenyang", name: "C", region: "2101" },
  { id: "nowhere", name: "D" },
];
/** The region and the issue codes of an outcome whose region is said as `region`. */
function readPlace(region: unknown, organisation?: string): readonly [region: string | undefined, codes: readonly string[]] {
  const outcome = { id: "o", title: "steel rolling mill", region, ...(organisation === undefined ? {} : { organisation }) };
  const { market, issues } = parseMarket(
    { outcomes: [outcome], needs: [{ id: "n", title: "steel rolling" }], organisations },
    { regions: regionsOfChina },
  );
  return [market.outcomes[0]!.region, issues.map(({ code }) => code)];
}

describe("a place whose name several places share", () => {
  it("is the one where the record's organisation is, and that is noted", () => {
    expect(readPlace("鼓楼区", "jiangsu")).toEqual([undefined, ["region-ambiguous"]]); // Nanjing and Xuzhou both have one
    expect(readPlace("鼓楼区", "nanjing")).toEqual(["320106", ["region-by-context"]]); // another district of the same city
  });

  it("stays open where the organisation is elsewhere, has no place, or is not known", () => {
    for (const organisation of ["shenyang", "nowhere", undefined])
      expect(readPlace("鼓楼区", organisation)).toEqual([undefined, ["region-ambiguous"]]);
  });

  it("is never overruled where the text itself is plain", () => {
    expect(readPlace("福州市鼓楼区", "nanjing")).toEqual(["350102", []]);
  });

  it("is settled for a record that is not in the corpus as well", () => {
    const config = defineConfig({ weights: { text: 0.1, region: 0.9 }, regions: regionsOfChina });
    const needs = [
      { id: "n1", title: "steel rolling", region: "350102" },
      { id: "n2", title: "steel rolling", region: "320106" },
    ];
    const { corpus } = buildCorpus({ outcomes: [{ id: "o", title: "steel rolling" }], needs, organisations }, config);
    const stranger = { id: "x", title: "steel rolling", region: "鼓楼区", organisation: "nanjing" };
    expect(rankNeeds(corpus, stranger)[0]).toMatchObject({ id: "n2", unknown: [] });
  });
});
