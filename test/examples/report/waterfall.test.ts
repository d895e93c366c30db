import { buildCorpus, defineConfig, propose } from "alliance-match";
import { describe, expect, it } from "vitest";
import { waterfallSteps } from "../../../examples/report/waterfall.js";

const { corpus } = buildCorpus(
  {
    outcomes: [
      { id: "o1", title: "动力电池低温自加热", industries: ["C384"], region: "210211" },
      { id: "o2", title: "耐盐碱水稻品种", industries: ["A01"] },
    ],
    needs: [
      { id: "n1", title: "客车动力电池低温自加热", industries: ["C361"], region: "210106" },
      { id: "n2", title: "滨海水稻品种" },
    ],
  },
  defineConfig(),
);
const { weights } = corpus.config;
const pairs = propose(corpus, { shape: "one-to-one", minScore: 0 }).proposals.flatMap((proposal) =>
  proposal.pairs.map((pair) => ({ ...pair, reason: "" })),
);

describe("waterfallSteps", () => {
  it("begins each bar where the one before ends, from 0 up to the score", () => {
    expect(pairs).toHaveLength(2);
    for (const pair of pairs) {
      const steps = waterfallSteps(pair, weights);
      expect(steps.map(({ part }) => part)).toEqual(["text", "industry", "region", "score"]);
      const parts = steps.slice(0, -1);
      expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
      expect(Math.abs(parts.at(-1)!.to - pair.score)).toBeLessThan(1e-12);
      expect(steps.at(-1)).toEqual({ part: "score", from: 0, to: pair.score, isUnknown: false });
    }
  });

  it("marks the signals whose neutral value stands in", () => {
    const unknown = pairs.find(({ need }) => need === "n2")!;
    expect(waterfallSteps(unknown, weights).flatMap(({ part, isUnknown }) => (isUnknown ? [part] : []))).toEqual(["industry", "region"]);
  });

  it("shows as a bar of its own what the weighted signals do not tell, such as a stated score", () => {
    const steps = waterfallSteps({ ...pairs[0]!, score: 0.9 }, weights);
    expect(steps.at(-2)).toMatchObject({ part: "case", to: 0.9 });
    expect(steps.at(-2)!.from).toBe(steps.at(-3)!.to);
  });
});
