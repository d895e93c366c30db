import { describe, expect, it } from "vitest";
import { buildCorpus, createAnalyzer } from "../../src/index.js";
import { createSearchIndex, loadSearchIndex, SearchIndex, SearchSnapshotError } from "../../src/search/index.js";

const { corpus } = buildCorpus({
  outcomes: [
    { id: "o1", title: "烟气余热回收装置", abstract: "热管换热", organisation: "u1" },
    { id: "o2", title: "Permanent magnet recycling", keywords: ["rare earth"] },
  ],
  needs: [
    { id: "n1", title: "窑炉余热利用", description: "机密配方", visibility: { description: "parties" } },
    { id: "n2", title: "余额宝结算" },
  ],
  organisations: [{ id: "u1", name: "北陵理工大学（示例）", kind: "university" }],
});
const index = createSearchIndex(corpus);
const idsOf = (query: string, from = index) => from.find(query).map(({ id }) => id);

describe("type-ahead", () => {
  it("finds Chinese by exact neighbouring characters, not by single ones", () => {
    expect(idsOf("余热").sort()).toEqual(["n1", "o1"]);
  });

  it("finds a single character while nothing more is typed", () => {
    expect(idsOf("余").sort()).toEqual(["n1", "n2", "o1"]);
  });

  it("finds a Latin word by its beginning while it is typed", () => {
    expect(idsOf("magn")).toEqual(["o2"]);
  });

  it("forgives a slip in a long Latin word", () => {
    expect(idsOf("permenent")).toEqual(["o2"]);
  });

  it("finds a record by the name of its organisation", () => {
    expect(idsOf("北陵")).toEqual(["o1"]);
  });

  it("asks for all terms, and for any only where no record has all", () => {
    expect(idsOf("余热 回收")).toEqual(["o1"]);
    expect(idsOf("余热 xyzzy").sort()).toEqual(["n1", "o1"]);
  });

  it("looks on one side where asked to, and gives no more than the limit", () => {
    expect(index.find("余热", { side: "needs" }).map(({ side }) => side)).toEqual(["needs"]);
    expect(index.find("余热", { limit: 1 })).toHaveLength(1);
  });

  it("says which terms matched, for highlighting", () => {
    expect(index.find("余热")[0]!.terms).toEqual(["余热"]);
  });

  it("answers nothing to a query without terms", () => {
    expect(idsOf("，。 the")).toEqual([]);
  });
});

describe("visibility", () => {
  it("a public index does not find what a need shows to its parties only", () => {
    expect(idsOf("机密")).toEqual([]);
    expect(idsOf("机密", createSearchIndex(corpus, { reader: "parties" }))).toEqual(["n1"]);
  });
});

describe("changes", () => {
  it("adds, replaces and removes records", () => {
    const live = new SearchIndex();
    live.addOutcomes([{ id: "o1", title: "旧题目" }]);
    live.addOutcomes([{ id: "o1", title: "新题目" }]);
    expect(live.size).toBe(1);
    expect(idsOf("旧题", live)).toEqual([]);
    expect(idsOf("新题", live)).toEqual(["o1"]);
    live.remove("outcomes", ["o1", "not there"]);
    expect(idsOf("新题", live)).toEqual([]);
  });

  it("keeps an outcome and a need of one id apart", () => {
    const live = new SearchIndex();
    live.addOutcomes([{ id: "x", title: "余热" }]);
    live.addNeeds([{ id: "x", title: "余热" }]);
    expect(live.find("余热").map(({ side }) => side)).toEqual(["needs", "outcomes"]);
  });
});

describe("snapshots", () => {
  const snapshot = JSON.parse(JSON.stringify(index)) as ReturnType<typeof index.toJSON>;

  it("a snapshot read back answers the same", () => {
    const back = loadSearchIndex(snapshot, corpus.analyzer);
    for (const query of ["余热", "magn", "北陵"]) expect(back.find(query)).toEqual(index.find(query));
  });

  it.each([
    ["snapshot-format", { ...snapshot, format: "other" }],
    ["snapshot-format", null],
    ["snapshot-format", { ...snapshot, index: { documentCount: 3 } }],
    ["snapshot-version", { ...snapshot, version: 9 }],
    ["snapshot-analyzer", { ...snapshot, analyzerId: "jieba" }],
  ])("is refused by name: %s", (code, broken) => {
    const load = () => loadSearchIndex(broken as typeof snapshot, createAnalyzer());
    expect(load).toThrow(SearchSnapshotError);
    expect(load).toThrow(code);
  });
});
