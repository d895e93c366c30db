import { describe, expect, it } from "vitest";
import {
  averagePrecision,
  gradeRanking,
  measureNeed,
  measureRun,
  meanOverNeeds,
  METRICS,
  ndcgAt,
  pairAccuracy,
  precisionAt,
  rankScored,
  recallAt,
  reciprocalRank,
} from "../../src/evaluate/index.js";

/** A run that lists outcomes of these grades, best first; `null` is an outcome nobody judged. */
function run(...grades: Array<number | null>) {
  const ranking = grades.map((_, at) => ({ outcomeId: `o${String(at).padStart(3, "0")}`, score: grades.length - at }));
  const judged = new Map(grades.flatMap((grade, at) => (grade === null ? [] : [[ranking[at]!.outcomeId, grade] as const])));
  return gradeRanking(ranking, judged);
}

describe("a ranking", () => {
  it("goes by score descending, then id ascending by code unit", () => {
    const scored = [
      { outcomeId: "b", score: 1 },
      { outcomeId: "o2", score: 2 },
      { outcomeId: "a", score: -Infinity },
      { outcomeId: "o10", score: 2 },
      { outcomeId: "B", score: 1 },
    ];
    expect(rankScored(scored).map(({ outcomeId }) => outcomeId)).toEqual(["o10", "o2", "B", "b", "a"]);
    expect(scored[0]!.outcomeId).toBe("b");
  });

  it("gives each judged outcome its place, and the ones it lacks none", () => {
    const ranking = [
      { outcomeId: "x", score: 3 },
      { outcomeId: "b", score: 2 },
    ];
    expect(
      gradeRanking(
        ranking,
        new Map([
          ["a", 1],
          ["b", 2],
        ]),
      ),
    ).toEqual([
      { rank: 2, grade: 2, score: 2 },
      { rank: Infinity, grade: 1, score: -Infinity },
    ]);
  });
});

describe("nDCG", () => {
  it("of grades 3 2 3 0 1 2 is 0.949", () => {
    // gains 7 3 7 0 1 3, discounts log2(2…7) = 1, 1.58496, 2, 2.32193, 2.58496, 2.80735
    // DCG 7 + 1.89279 + 3.5 + 0 + 0.38685 + 1.06862 = 13.84826
    // best order 3 3 2 2 1 0: 7 + 4.41651 + 1.5 + 1.29203 + 0.38685 = 14.59539
    expect(ndcgAt(run(3, 2, 3, 0, 1, 2), 10)).toBeCloseTo(13.84826 / 14.59539, 5);
  });

  it("counts the first k ranks only, of the best order too", () => {
    // k = 2: DCG 0 + 3 / log2(3) = 1.89279; best 2 order 3, 2: 7 + 1.89279 = 8.89279
    expect(ndcgAt(run(0, 2, 3), 2)).toBeCloseTo(1.89279 / 8.89279, 5);
  });

  it("lets outcomes that nobody judged take ranks", () => {
    // the one good outcome stands on rank 3: 1 / log2(4) = 1/2
    expect(ndcgAt(run(null, null, 1), 10)).toBe(0.5);
  });

  it("takes fractional grades: 2^1.5 − 1 = 1.82843", () => {
    // 1.82843 / log2(3) against 1.82843
    expect(ndcgAt(run(0, 1.5), 10)).toBeCloseTo(1 / 1.5849625, 7);
  });

  it("takes its best order from all judged outcomes, ranked or not", () => {
    // ranked: grade 1 on rank 1 gains 1; best order 2, 1: 3 + 1 / 1.58496 = 3.63093
    const ranked = gradeRanking(
      [{ outcomeId: "a", score: 1 }],
      new Map([
        ["a", 1],
        ["b", 2],
      ]),
    );
    expect(ndcgAt(ranked, 10)).toBeCloseTo(1 / 3.63093, 5);
  });

  it("is not defined where no grade is above 0, or nothing is judged", () => {
    expect([ndcgAt(run(0, 0), 10), ndcgAt([], 10)]).toEqual([null, null]);
  });
});

describe("average precision", () => {
  it("of relevant outcomes on ranks 1, 3 and 6 is the mean of 1/1, 2/3 and 3/6", () => {
    expect(averagePrecision(run(2, 1, 3, null, 0, 2), 2)).toBeCloseTo((1 + 2 / 3 + 3 / 6) / 3, 12);
  });

  it("gives 0 for a relevant outcome that is not ranked", () => {
    // (1/1 + 0) / 2
    const ranked = gradeRanking(
      [{ outcomeId: "a", score: 1 }],
      new Map([
        ["a", 1],
        ["b", 1],
      ]),
    );
    expect(averagePrecision(ranked, 1)).toBe(0.5);
  });

  it("is not defined without a relevant outcome", () => {
    expect(averagePrecision(run(1, 1), 2)).toBeNull();
  });
});

describe("reciprocal rank", () => {
  it("is one over the rank of the first relevant outcome", () => {
    expect(reciprocalRank(run(0, null, 1, 3), 1)).toBe(1 / 3);
  });

  it("is 0 where no relevant outcome is ranked, and not defined where there is none", () => {
    expect(reciprocalRank(gradeRanking([], new Map([["a", 1]])), 1)).toBe(0);
    expect(reciprocalRank(run(0), 1)).toBeNull();
  });
});

describe("precision and recall", () => {
  const ranked = run(1, null, 1, 0, 1);

  it("at 3 are 2 of 3 ranks and 2 of 3 relevant outcomes", () => {
    expect(precisionAt(ranked, { k: 3, relevantFrom: 1 })).toBe(2 / 3);
    expect(recallAt(ranked, { k: 3, relevantFrom: 1 })).toBe(2 / 3);
  });

  it("at 10 divide by 10 ranks, though only 5 are listed, and by 3 relevant outcomes", () => {
    expect(precisionAt(ranked, { k: 10, relevantFrom: 1 })).toBe(0.3);
    expect(recallAt(ranked, { k: 10, relevantFrom: 1 })).toBe(1);
  });

  it("without a relevant outcome are 0 and not defined", () => {
    expect(precisionAt(ranked, { k: 10, relevantFrom: 2 })).toBe(0);
    expect(recallAt(ranked, { k: 10, relevantFrom: 2 })).toBeNull();
  });
});

describe("pair accuracy", () => {
  it("is the share of differently graded pairs in the right order", () => {
    // order 2 0 1: pairs 2>0 right, 2>1 right, 0<1 wrong
    expect(pairAccuracy(run(2, 0, 1))).toBe(2 / 3);
  });

  it("counts equal scores half, whatever their ids, and equal grades not at all", () => {
    const at = (grade: number, score: number) => ({ rank: 1, grade, score });
    // (2,7)–(0,5) right, (2,7)–(1,5) right, (0,5)–(1,5) half, (2,7)–(2,1) not counted, (0,5)–(2,1) wrong, (1,5)–(2,1) wrong
    expect(pairAccuracy([at(2, 7), at(0, 5), at(1, 5), at(2, 1)])).toBe(2.5 / 5);
  });

  it("lets two outcomes that a run lacks tie, below all others", () => {
    // a > b right, a > c right, b–c half
    const ranked = gradeRanking(
      [{ outcomeId: "a", score: -9 }],
      new Map([
        ["a", 2],
        ["b", 1],
        ["c", 0],
      ]),
    );
    expect(pairAccuracy(ranked)).toBe(2.5 / 3);
  });

  it("is not defined where all judged outcomes have one grade", () => {
    expect([pairAccuracy(run(1, 1)), pairAccuracy([])]).toEqual([null, null]);
  });
});

describe("a run's metrics", () => {
  it("come one value a need, in the order of the needs", () => {
    expect(measureRun([run(0, 1), run(1)], 1).mrr).toEqual([0.5, 1]);
  });

  it("are numbers or null, never NaN, for any need", () => {
    for (const ranked of [[], run(0), run(null), run(0, 0), run(3), run(1000, 1000)]) {
      const values = measureNeed(ranked, 1);
      for (const metric of METRICS) expect(Number.isNaN(values[metric])).toBe(false);
    }
  });

  it("average over the needs where they are defined, and are null where they are for none", () => {
    expect(meanOverNeeds([1, null, 0])).toBe(0.5);
    expect(meanOverNeeds([null])).toBeNull();
    expect(meanOverNeeds([])).toBeNull();
  });
});
