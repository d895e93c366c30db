import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision, gradeRanking, ndcgAt, precisionAt, rankScored, recallAt, reciprocalRank } from "../../src/evaluate/index.js";
import { trecEval } from "../oracle/trec-eval.js";

const ID = fc.constantFrom(..."abcdefghijkl");
/** Few scores, so that ties are common, and two that only Float64 tells apart. */
const SCORE = fc.constantFrom(0, 1, 1 + 2 ** -40, 2, -1.5);
const documents = fc.uniqueArray(fc.record({ id: ID, score: SCORE }), { selector: ({ id }) => id, maxLength: 12 });
const qrels = fc.array(fc.tuple(ID, fc.integer({ min: 0, max: 3 })), { maxLength: 12 }).map((rows) => new Map(rows));
const options = fc.record({
  level: fc.integer({ min: 1, max: 3 }),
  k: fc.integer({ min: 1, max: 14 }),
  depth: fc.integer({ min: 1, max: 14 }),
  judgedOnly: fc.boolean(),
});

describe("the metrics", () => {
  it("are trec_eval's, option for option: -l, -M, -J, its gains and ties; undefined here is 0 there", () => {
    fc.assert(
      fc.property(documents, qrels, options, (scored, grades, { level, k, depth, judgedOnly }) => {
        const theirs = trecEval(scored, grades, { level, k, depth, judgedOnly });
        const ranking = rankScored(
          scored.map(({ id, score }) => ({ outcomeId: id, score })),
          "trec-eval",
        )
          .filter(({ outcomeId }) => !judgedOnly || grades.has(outcomeId))
          .slice(0, depth);
        const ranked = gradeRanking(ranking, grades);
        const cut = { k, relevantFrom: level };
        expect(averagePrecision(ranked, level) ?? 0).toBeCloseTo(theirs.map, 12);
        expect(reciprocalRank(ranked, level) ?? 0).toBeCloseTo(theirs.recipRank, 12);
        expect(precisionAt(ranked, cut)).toBeCloseTo(theirs.precision, 12);
        expect(recallAt(ranked, cut) ?? 0).toBeCloseTo(theirs.recall, 12);
        expect(ndcgAt(ranked, k, "linear") ?? 0).toBeCloseTo(theirs.ndcgCut, 12);
      }),
      { numRuns: 500 },
    );
  });

  it("are 0, not left out, for a need that the run lacks, as under -c", () => {
    const ranked = gradeRanking([], new Map([["a", 2]]));
    expect([
      averagePrecision(ranked, 1),
      reciprocalRank(ranked, 1),
      ndcgAt(ranked, 10),
      recallAt(ranked, { k: 10, relevantFrom: 1 }),
    ]).toEqual([0, 0, 0, 0]);
  });

  it("refuse a cut that is no rank, a grade that is none and a score that has no place, instead of giving NaN", () => {
    for (const k of [0, -1, 1.5, NaN, Infinity]) {
      expect(() => precisionAt([], { k, relevantFrom: 1 })).toThrow(RangeError);
      expect(() => recallAt([], { k, relevantFrom: 1 })).toThrow(RangeError);
      expect(() => ndcgAt([], k)).toThrow(RangeError);
    }
    expect(() => rankScored([{ outcomeId: "a", score: NaN }])).toThrow(RangeError);
  });
});
