import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig, type ConfigInput } from "../../src/corpus/config.js";
import { matchAll, matchSteps } from "../../src/join/match-all.js";
import { rankNeeds, rankOutcomes, type RankOptions } from "../../src/join/rank.js";
import { ConfigError } from "../../src/model/issue.js";
import { explain } from "../../src/propose/explain.js";

const market = {
  outcomes: [
    { id: "o1", title: "高温余热回收装置", industries: ["C34"], region: "2101" },
    { id: "o2", title: "高温余热回收装置", industries: ["C34"], region: "2101" },
    { id: "o3", title: "maize breeding", industries: ["A01"], region: "2102" },
    { id: "o4", title: "未提供", industries: ["C34"], region: "2101" },
  ],
  needs: [
    { id: "n1", title: "窑炉余热回收", industries: ["C34"], region: "2101" },
    { id: "n2", title: "!!", region: "2101" },
  ],
};
const build = (config: ConfigInput = {}) => buildCorpus(market, defineConfig(config)).corpus;

function codesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  }
  return [];
}

describe("rankOutcomes", () => {
  it("puts records alike in id order", () => {
    expect(rankOutcomes(build(), "n1").map(({ id }) => id)).toEqual(["o1", "o2", "o3"]);
  });

  it("leaves out records without a term on either side, unless the configuration matches them", () => {
    expect(rankOutcomes(build(), "n2")).toEqual([]);
    const open = build({ withoutText: "match" });
    expect(rankOutcomes(open, "n1").map(({ id }) => id)).toContain("o4");
    expect(rankOutcomes(open, "n2")).toHaveLength(4);
  });

  it("names the signals for which a neutral value stands in", () => {
    expect(rankNeeds(build({ withoutText: "match" }), "o1").find(({ id }) => id === "n2")!.unknown).toEqual(["text", "industry"]);
    expect(rankOutcomes(build(), "n1")[0]!.unknown).not.toContain("region");
  });

  it("leaves out what scores below minScore and keeps what equals it", () => {
    const [best] = rankOutcomes(build(), "n1");
    expect(rankOutcomes(build(), "n1", { minScore: best!.score }).map(({ id }) => id)).toEqual(["o1", "o2"]);
    expect(rankOutcomes(build(), "n1", { minScore: Infinity })).toEqual([]);
  });

  it("answers an empty list where the other side is empty", () => {
    const { corpus } = buildCorpus({ outcomes: [], needs: market.needs });
    expect(rankOutcomes(corpus, "n1")).toEqual([]);
    expect(matchAll(corpus).score).toHaveLength(0);
  });

  it("refuses a bad request by code, all options at once", () => {
    const corpus = build();
    expect(codesOf(() => rankOutcomes(corpus, "nobody"))).toEqual(["unknown-record needs"]);
    expect(codesOf(() => rankNeeds(corpus, "n1"))).toEqual(["unknown-record outcomes"]);
    expect(codesOf(() => rankOutcomes(corpus, { title: "x" } as never))).toEqual(["missing-id id"]);
    expect(codesOf(() => rankOutcomes(corpus, undefined as never))).toEqual(["record-not-object "]);
    expect(codesOf(() => rankOutcomes(corpus, "n1", { k: 0, minScore: NaN, top: 3 } as RankOptions))).toEqual([
      "unknown-option top",
      "option-out-of-range k",
      "option-wrong-type minScore",
    ]);
    expect(codesOf(() => rankOutcomes(corpus, "n1", { k: 1.5 }))).toEqual(["option-out-of-range k"]);
    expect(codesOf(() => rankOutcomes(corpus, "n1", { k: "3" as never }))).toEqual(["option-wrong-type k"]);
    expect(codesOf(() => matchAll(corpus, { k: NaN }))).toEqual(["option-out-of-range k"]);
  });

  it("defect: options that are no object were taken for none, and null was a TypeError", () => {
    for (const options of [3, null, [3], "k"]) {
      expect(codesOf(() => rankOutcomes(build(), "n1", options as never))).toEqual(["option-wrong-type options"]);
      if (options !== undefined) expect(codesOf(() => matchAll(build(), options as never))).toEqual(["option-wrong-type options"]);
    }
  });

  it("defect: a stranger whose terms are all unseen had no partners, and its unseen codes counted as unknown", () => {
    const stranger = { id: "s", title: "zirconium", industries: ["Q85"], region: "44" };
    const [first] = rankOutcomes(build(), stranger);
    expect(first).toMatchObject({ id: "o1", score: 0, signals: { text: 0, industry: 0, region: 0 } });
  });

  it("defect: two strangers shared no terms that the corpus had not seen", () => {
    const need = { id: "s", title: "zirconium alloy" };
    const outcome = { id: "t", title: "alloy of zirconium" };
    const corpus = build();
    const grown = buildCorpus({ outcomes: [...market.outcomes, outcome], needs: [...market.needs, need] }, defineConfig(), {
      statistics: corpus.statistics,
    }).corpus;
    expect(explain(corpus, need, outcome)).toEqual(explain(grown, "s", "t"));
    expect(explain(corpus, need, outcome).signals[0]!.value).toBeGreaterThan(0.5);
  });

  it("defect: vectors of unequal lengths took the neutral value without saying so", () => {
    const vectors = {
      outcomes: [
        { id: "o1", title: "steel", embedding: [1, 0] },
        { id: "o2", title: "steel", embedding: [1, 0, 0] },
      ],
      needs: [{ id: "n1", title: "steel", embedding: [1, 0] }],
    };
    const { corpus } = buildCorpus(vectors, defineConfig({ weights: { embedding: 1 }, neutral: { embedding: 0.25 } }));
    expect(rankOutcomes(corpus, "n1").map(({ id, score, unknown }) => [id, score, unknown.includes("embedding")])).toEqual([
      ["o1", 1, false],
      ["o2", 0.25, true],
    ]);
    expect(explain(corpus, "n1", "o2").signals[0]).toMatchObject({ reason: "unknown", unknownOn: ["need", "outcome"] });
  });
});

describe("matchAll", () => {
  it("keeps the best of every need and of every outcome, no pair twice", () => {
    const edges = matchAll(build(), { k: 1 });
    expect([...edges.need]).toEqual([0, 0, 0]);
    expect([...edges.outcome]).toEqual([0, 1, 2]);
    expect(edges).toMatchObject({ needCount: 2, outcomeCount: 4 });
  });

  it("reports records done of all records, to the last, for both sides", () => {
    const steps = [...matchSteps(build())];
    expect(steps).toEqual([
      { done: 2, total: 6 },
      { done: 6, total: 6 },
    ]);
    const many = buildCorpus({
      outcomes: [{ id: "o", title: "steel" }],
      needs: Array.from({ length: 600 }, (_, n) => ({ id: `n${n}`, title: "steel" })),
    });
    expect([...matchSteps(many.corpus)].map(({ done }) => done)).toEqual([256, 512, 600, 601]);
  });
});
