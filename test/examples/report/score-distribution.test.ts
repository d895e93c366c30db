import { describe, expect, it } from "vitest";
import { binScores } from "../../../examples/report/score-distribution.js";

describe("binScores", () => {
  it("counts each score once, in the bin that begins at or below it", () => {
    const bins = binScores([0.3, 0.349, 0.35, 1], [0.12, 1.02]);
    expect(bins.filter(({ planned, best }) => planned + best > 0)).toEqual([
      { from: 0.1, to: 0.15, planned: 0, best: 1 },
      { from: 0.3, to: 0.35, planned: 2, best: 0 },
      { from: 0.35, to: 0.4, planned: 1, best: 0 },
      { from: 1, to: 1.05, planned: 1, best: 1 },
    ]);
    expect(bins[0]).toEqual({ from: 0, to: 0.05, planned: 0, best: 0 });
  });

  it("takes scores below 0, as parties may state them, and none at all", () => {
    expect(binScores([-0.07], [])[0]).toEqual({ from: -0.1, to: -0.05, planned: 1, best: 0 });
    expect(binScores([], [])).toEqual([]);
  });

  it("takes more scores than a call has room for arguments", () => {
    const scores = Array.from({ length: 300_000 }, (_, at) => (at % 100) / 100);
    expect(binScores(scores, []).reduce((sum, { planned }) => sum + planned, 0)).toBe(scores.length);
  });
});
