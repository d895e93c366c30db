import { describe, expect, it } from "vitest";
import {
  buildCorpus,
  ConfigError,
  defineConfig,
  explain,
  formatExplanation,
  matchAll,
  matchSteps,
  rankNeeds,
  rankOutcomes,
} from "../../src/index.js";
import { missingPairs } from "../../src/join/missing-pairs.js";
import type { OwnSignal } from "../../src/index.js";
import { codesOf } from "../support/snapshots.js";

const market = {
  needs: [{ id: "n1", title: "steel rolling" }],
  outcomes: ["o1", "o2", "o3"].map((id) => ({ id, title: "steel" })),
};
const corpusWith = (own: OwnSignal) => buildCorpus(market, defineConfig({ weights: { text: 0.5, own: 0.5 }, own })).corpus;

describe("a caller's own signal", () => {
  it("ranks by what the function says, the need always first", () => {
    const corpus = corpusWith({ compare: (need, outcome) => (need.id === "n1" && outcome.id === "o2" ? 1 : 0.25) });
    expect(rankOutcomes(corpus, "n1").map(({ id }) => id)).toEqual(["o2", "o1", "o3"]);
    expect(rankNeeds(corpus, "o2")[0]!.signals.own).toBe(1);
  });

  it("takes the mean of what the function can say where it cannot", () => {
    const corpus = corpusWith({ compare: (_, { id }) => (id === "o1" ? undefined : 0.5) });
    expect(corpus.statistics.neutral.own).toBe(0.5);
    expect(rankOutcomes(corpus, "n1")[0]).toMatchObject({ id: "o1", unknown: ["own"] });
  });

  it.each([NaN, -0.1, 1.01, Infinity, "1"])("refuses %o, and names the pair", (value) => {
    try {
      matchAll(corpusWith({ compare: () => value as number }));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).issues[0]).toMatchObject({ code: "own-signal-out-of-range" });
      expect((error as ConfigError).message).toContain("n1, o");
    }
  });

  it("may go as far as its bound", () => {
    expect(rankOutcomes(corpusWith({ bound: 3, compare: () => 3 }), "n1")[0]!.signals.own).toBe(3);
  });

  it("may not rank or join, which would overwrite what the pair it is asked for came from", () => {
    const other = buildCorpus(market).corpus;
    const begun = missingPairs(other, {
      needPrice: Float64Array.of(-Infinity),
      outcomePrice: new Float64Array(3),
      minScore: -Infinity,
      perRecord: 1,
      isClosed: () => false,
    });
    begun.next();
    for (const rank of [
      () => rankOutcomes(other, "n1"),
      () => rankNeeds(other, "o1"),
      () => matchAll(other),
      () => matchSteps(other).next(),
      () => begun.next(),
    ]) {
      let isAsked = false;
      // Asked for a sample while the corpus is built, when nothing is ranked.
      const corpus = corpusWith({
        compare: () => {
          if (isAsked) rank();
          return 0.5;
        },
      });
      isAsked = true;
      expect(codesOf(() => matchAll(corpus))).toEqual(["own-signal-ranks"]);
      isAsked = false;
      expect(matchAll(corpus).score.length).toBe(3);
    }
  });

  it("is explained in the caller's words", () => {
    const corpus = corpusWith({ compare: () => 0.5, describe: (need, outcome, language) => `${language} ${need.id} ${outcome.id}` });
    expect(formatExplanation(explain(corpus, "n1", "o1"), "zh")).toContain("自定义信号 0.250 = 0.500 × 0.500：zh n1 o1 0.250");
    expect(formatExplanation(explain(corpus, "n1", "o1"), "en")).toContain("en n1 o1");
  });

  it.each([{}, { compare: 1 }, { compare: () => 1, bound: 0 }, { compare: () => 1, bound: 1e9 }, { compare: () => 1, other: 1 }, 7])(
    "is checked before it is used: %o",
    (own) => {
      expect(() => defineConfig({ own: own as never })).toThrow(ConfigError);
    },
  );
});
