import { describe, expect, it } from "vitest";
import { DEFAULT_VIEW, fromHash, toHash, type View } from "../../../examples/portal/page/address.js";

describe("the address of a view", () => {
  it("is empty for the view that a first visit shows", () => {
    expect(toHash(DEFAULT_VIEW)).toBe("");
    expect(fromHash("")).toEqual(DEFAULT_VIEW);
  });

  it.each<View>([
    { ...DEFAULT_VIEW, language: "en", side: "needs", id: "n1", partner: "o7" },
    { ...DEFAULT_VIEW, side: "outcomes", id: "../../etc/passwd", partner: "a/b&need=n2#x" },
    { ...DEFAULT_VIEW, side: "needs", id: "需求 甲 + 乙?", partner: "<script>" },
    { ...DEFAULT_VIEW, weights: { text: 0, industry: 1, region: 0.37 }, minScore: 0 },
    { ...DEFAULT_VIEW, method: "consortium", shape: "many-to-many", objective: "fair", minScore: 1.25 },
  ])("leads back to it, whatever ids hold: %o", (view) => {
    expect(fromHash(toHash(view))).toEqual(view);
  });

  it.each([
    "#weights=1,2,3",
    "#weights=0.5,0.5",
    "#weights=a,b,c",
    "#weights=-1,0,0",
    "#minScore=NaN",
    "#minScore=-1",
    "#minScore=3",
    "#method=magic",
    "#shape=round",
    "#objective=most",
    "#lang=fr",
    "#partner",
    "#%",
    "#=&&=",
    "#__proto__=1&constructor=2",
  ])("that cannot be read is as if it were not there: %s", (hash) => {
    expect({ ...fromHash(hash), partner: null }).toEqual(DEFAULT_VIEW);
  });

  it("names one record: the need, where somebody typed both", () => {
    expect(fromHash("#outcome=o1&need=n1")).toMatchObject({ side: "needs", id: "n1" });
  });
});
