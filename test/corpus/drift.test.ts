import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { ConfigError } from "../../src/model/issue.js";

const market = {
  outcomes: [
    { id: "o1", title: "高温余热回收装置", region: "2101", industries: ["C31"] },
    { id: "o2", title: "轧制缺陷视觉检测", region: "2102", industries: ["C34"] },
  ],
  needs: [
    { id: "n1", title: "窑炉余热回收", region: "2101", industries: ["C31"] },
    { id: "n2", title: "钢板表面缺陷检测", region: "2101", industries: ["C34"] },
  ],
};

describe("drift", () => {
  it("is none where nothing has changed since the fit", () => {
    const drift = buildCorpus(market).corpus.drift();
    expect(drift).toMatchObject({ documents: { fitted: 4, present: 4 }, termDivergence: 0, unseenShare: 0, reasons: [] });
    for (const { fitted, present } of [drift.textScale, ...Object.values(drift.meanLength), ...Object.values(drift.neutral)])
      expect(present).toBe(fitted);
  });

  it("counts terms that no record had at fit, and advises a refit, after which there is none", () => {
    const { corpus } = buildCorpus(market);
    // 水, 稻, 水稻: three of a new record's terms, beside those of the four records that stay.
    const grown = corpus.update({ add: { outcomes: [{ id: "o3", title: "水稻" }] } }).corpus;
    const known = corpus.needs.rows.text.column.length + corpus.outcomes.rows.text.column.length;
    expect(grown.drift()).toMatchObject({ documents: { fitted: 4, present: 5 }, unseenShare: 3 / (known + 3) });
    const replaced = corpus.update({
      add: { outcomes: [{ id: "o3", title: "水稻育种" }], needs: [{ id: "n3", title: "水稻抗病品种" }] },
      remove: { outcomes: ["o1", "o2"], needs: ["n1", "n2"] },
    }).corpus;
    expect(replaced.drift().termDivergence).toBeCloseTo(1, 12);
    expect(replaced.drift().reasons).toEqual(expect.arrayContaining(["termDivergence", "unseenShare", "neutral"]));
    expect(replaced.refit().drift().reasons).toEqual([]);
  });
});

describe("frozen statistics", () => {
  it("are refused under other text parameters, each named", () => {
    const { statistics } = buildCorpus(market).corpus;
    try {
      buildCorpus(market, defineConfig({ text: { k1: 1, slope: 0.3 } }), { statistics });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).issues.map(({ code, path }) => [code, ...path])).toEqual([
        ["statistics-mismatch", "textParameters", "k1"],
        ["statistics-mismatch", "textParameters", "slope"],
      ]);
    }
  });
});

describe("update", () => {
  it("refuses what is no update, all at once", () => {
    const { corpus } = buildCorpus(market);
    const bad = { ad: {}, remove: { needs: "n1", things: [] } } as never;
    try {
      corpus.update(bad);
      expect.unreachable();
    } catch (error) {
      expect((error as ConfigError).issues.map(({ code, path }) => [code, ...path])).toEqual([
        ["unknown-option", "update", "ad"],
        ["unknown-option", "remove", "things"],
        ["option-wrong-type", "remove", "needs"],
      ]);
    }
  });

  it("works on a corpus that is a copy with another configuration", () => {
    const { corpus } = buildCorpus(market);
    const copy = { ...corpus, config: defineConfig({ weights: { text: 1 } }) };
    expect(copy.update({ remove: { needs: ["n1"] } }).corpus.config.weights.text).toBe(1);
    expect(copy.update({ remove: { needs: ["n1"] } }).corpus.needs.ids).toEqual(["n2"]);
  });
});
