import { describe, expect, it } from "vitest";
import { buildCorpus, defineConfig, explain, formatExplanation, rankOutcomes } from "../../src/index.js";

const market = {
  needs: [
    { id: "n1", title: "steel rolling", organisation: "e1" },
    { id: "n2", title: "steel rolling" },
  ],
  outcomes: [
    { id: "o1", title: "steel", organisation: "u1" },
    { id: "o2", title: "steel", organisation: "u2" },
    { id: "o3", title: "steel", organisation: "u3" },
    { id: "o4", title: "steel" },
  ],
  organisations: [
    { id: "e1", name: "E1", partners: ["u1", "u2"] },
    { id: "u1", name: "U1", partners: ["e1"] },
    { id: "u2", name: "U2" },
    { id: "u3", name: "U3", partners: ["e9"] },
  ],
};

describe("the cooperation signal", () => {
  const { corpus } = buildCorpus(market, defineConfig({ weights: { cooperation: 1 }, neutral: { cooperation: 0.125 } }));

  it("is 1 where both organisations name each other, a half where one does, neutral where one is unknown, otherwise 0", () => {
    const ranked = rankOutcomes(corpus, "n1");
    expect(ranked.map(({ id }) => id)).toEqual(["o1", "o2", "o4", "o3"]);
    [1, 0.5, 0.125, 0].forEach((score, at) => expect(ranked[at]!.score).toBeCloseTo(score, 6));
    expect(rankOutcomes(corpus, "n2").every(({ score }) => score === 0.125)).toBe(true);
  });

  it("says in an explanation whose word it is", () => {
    const text = formatExplanation(explain(corpus, "n1", "o1"), "en");
    expect(text).toContain("the outcome's side names e1 0.500");
    expect(text).toContain("the need's side names u1 0.500");
    expect(formatExplanation(explain(corpus, "n1", "o2"), "zh")).toContain("需求方曾与 u2 合作");
  });

  it("keeps apart an organisation that stands on both sides", () => {
    const both = buildCorpus(
      {
        needs: [{ id: "n", title: "steel", organisation: "x" }],
        outcomes: [{ id: "o", title: "steel", organisation: "x" }],
        organisations: [{ id: "x", name: "X" }],
      },
      defineConfig({ weights: { cooperation: 1 } }),
    ).corpus;
    expect(rankOutcomes(both, "n")[0]!.score).toBe(0);
  });
});
