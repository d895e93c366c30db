import { beforeAll, describe, expect, it } from "vitest";
import { CUT, currentWeights, GradedNeeds, prepareSignals, rankTop } from "../../benchmarks/experiments/defaults/ranking.js";
import { industryProducts, regionProducts } from "../../benchmarks/experiments/defaults/rows.js";
import { plantSetting, regrade, TRUTHS, type Setting } from "../../benchmarks/experiments/defaults/setting.js";
import { halfWidth, meanOf } from "../../benchmarks/experiments/defaults/summary.js";
import { createWorld } from "../../benchmarks/world.js";
import { gradeRanking, ndcgAt, rankScored } from "../../src/evaluate/index.js";
import { rankOutcomes } from "../../src/index.js";

const NEEDS = 12;
let setting: Setting;
beforeAll(() => {
  setting = plantSetting("small", 5, NEEDS);
});

describe("the experiments on defaults", () => {
  it("rank as the library does", () => {
    const top = rankTop(prepareSignals(setting), currentWeights(setting), setting.outcomeCount);
    for (let need = 0; need < NEEDS; need++) {
      const ids = rankOutcomes(setting.corpus, setting.corpus.needs.ids[need]!, { k: CUT }).map(({ id }) => id);
      expect([...top.subarray(need * CUT, (need + 1) * CUT)].map((outcome) => setting.corpus.outcomes.ids[outcome])).toEqual(ids);
    }
  });

  it("measure nDCG@10 as the library does, over needs with an outcome of grade 2 or more", () => {
    const { outcomeCount, corpus, grades } = setting;
    const top = rankTop(prepareSignals(setting), currentWeights(setting), outcomeCount);
    const expected: number[] = [];
    for (let need = 0; need < NEEDS; need++) {
      const ofNeed = new Map(corpus.outcomes.ids.map((id, outcome) => [id, grades.balanced[need * outcomeCount + outcome]!]));
      if (Math.max(...ofNeed.values()) < 2) continue;
      const ranking = rankScored(
        [...top.subarray(need * CUT, (need + 1) * CUT)].map((outcome, rank) => ({
          outcomeId: corpus.outcomes.ids[outcome]!,
          score: -rank,
        })),
      );
      expected.push(ndcgAt(gradeRanking(ranking, ofNeed), CUT)!);
    }
    expect(expected.length).toBeGreaterThan(0);
    expect(new GradedNeeds(grades.balanced, outcomeCount).ndcg(top)).toBeCloseTo(meanOf(expected), 12);
  });

  it("grade every pair as the named world does", () => {
    for (const name of TRUTHS) {
      const world = createWorld({ seed: 5 }, name);
      for (let need = 0; need < NEEDS; need++) {
        for (let outcome = 0; outcome < 600; outcome += 50)
          expect(setting.grades[name][need * 600 + outcome]).toBe(world.grade(need, outcome));
      }
    }
    expect(regrade(setting, {})).toEqual(setting.grades.balanced);
  });

  it("know from their own rows what the library's signals are, but for Float32", () => {
    const industry = industryProducts(setting, [0.1, 0.4, 0.25, 0.25], "cosine of the union (current)");
    const region = regionProducts(setting, [0.4, 0.55, 0.05, 0.1]);
    const furthest = (a: Float32Array, b: Float32Array): number =>
      Math.max(...a.map((value, at) => (Number.isNaN(value) && Number.isNaN(b[at]!) ? 0 : Math.abs(value - b[at]!))));
    expect(furthest(industry, setting.industry)).toBeLessThan(1e-6);
    expect(furthest(region, setting.region)).toBeLessThan(1e-6);
  });

  it("give intervals by Student's t: of 1, 2, 3 it is 2 ± 4.303 / √3", () => {
    expect(halfWidth([1, 2, 3])).toBeCloseTo(4.303 / Math.sqrt(3), 12);
    expect(halfWidth([1])).toBeNaN();
  });
});
