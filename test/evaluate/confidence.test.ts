import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/index.js";
import {
  CONFIDENCE_LEVELS,
  confidenceAt,
  fitConfidence,
  fitIsotonic,
  formatConfidence,
  gradesByNeed,
  isotonicAt,
  scoreJudged,
} from "../../src/evaluate/index.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";

const judged = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 20 }).map((n) => n / 16), grade: fc.integer({ min: 0, max: 9 }).map((n) => n / 3) }),
  { maxLength: 40 },
);
const score = fc.double({ min: -0.5, max: 2, noNaN: true });

describe("a calibration of confidence", () => {
  it("never lowers a level, a share or the mean grade as the score rises, and nests the shares", () => {
    fc.assert(
      fc.property(judged, score, score, (pairs, a, b) => {
        fc.pre(pairs.length > 0);
        const calibration = fitConfidence(pairs, { minSupport: 1 });
        const low = confidenceAt(calibration, Math.min(a, b))!;
        const high = confidenceAt(calibration, Math.max(a, b))!;
        expect(CONFIDENCE_LEVELS.indexOf(low.level)).toBeLessThanOrEqual(CONFIDENCE_LEVELS.indexOf(high.level));
        for (const level of ["weak", "fairly-strong", "strong"] as const)
          expect(low.atLeast[level]).toBeLessThanOrEqual(high.atLeast[level]);
        expect(low.atLeast["fairly-strong"]).toBeLessThanOrEqual(low.atLeast.weak);
        expect(low.atLeast.strong).toBeLessThanOrEqual(low.atLeast["fairly-strong"]);
      }),
    );
  });

  it("has for whole grades the mean that isotonic regression of the grades has over the whole set", () => {
    fc.assert(
      fc.property(judged, (pairs) => {
        fc.pre(pairs.length > 0);
        const whole = pairs.map((pair) => ({ ...pair, grade: Math.round(pair.grade) }));
        const calibration = fitConfidence(whole, { minSupport: 1 });
        const mean = whole.reduce((sum, pair) => sum + confidenceAt(calibration, pair.score)!.meanGrade, 0);
        const blocks = fitIsotonic(whole.map((pair) => ({ score: pair.score, value: pair.grade })));
        expect(mean).toBeCloseTo(
          whole.reduce((sum, pair) => sum + isotonicAt(blocks, pair.score)!, 0),
          9,
        );
      }),
    );
  });

  it("is plain data, and the same for shuffled pairs", () => {
    fc.assert(
      fc.property(judged, fc.nat(), (pairs, seed) => {
        const calibration = fitConfidence(pairs, { minSupport: 1 });
        expect(fitConfidence(shuffle([...pairs], createRandom(seed)), { minSupport: 1 })).toEqual(calibration);
        expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
      }),
    );
  });

  it("gives the level that at least half of the judged pairs with such a score had", () => {
    const pairs = [0, 1, 2, 2, 3].map((grade) => ({ score: 0.5, grade }));
    const confidence = confidenceAt(fitConfidence(pairs, { minSupport: 1 }), 0.5)!;
    expect(confidence).toMatchObject({ level: "fairly-strong", atLeast: { weak: 0.8, "fairly-strong": 0.6, strong: 0.2 } });
    expect(confidence.meanGrade).toBeCloseTo(8 / 5, 12);
  });

  it("says where a score lies beyond what was judged", () => {
    const calibration = fitConfidence([{ score: 0.4, grade: 1 }, { score: 0.6, grade: 3 }], { minSupport: 1 }); // prettier-ignore
    expect([0.3, 0.4, 0.6, 0.7].map((at) => confidenceAt(calibration, at)!.isBeyondJudged)).toEqual([true, false, false, true]);
    expect(formatConfidence(confidenceAt(calibration, 0.7)!, "zh")).toContain("超出人工评判的范围");
    expect(formatConfidence(confidenceAt(calibration, 0.5)!, "en")).not.toContain("no pair of such a score");
  });

  it("lets the ends answer as one, so that one lucky pair at the top is no certainty", () => {
    const pairs = Array.from({ length: 128 }, (_, at) => ({ score: at / 128, grade: at === 127 ? 3 : 1 }));
    expect(confidenceAt(fitConfidence(pairs, { minSupport: 1 }), 127 / 128)!.atLeast.strong).toBe(1);
    expect(confidenceAt(fitConfidence(pairs), 127 / 128)!.atLeast.strong).toBe(1 / 50);
    // Fewer than twice the support: every score gets what all were given.
    const few = fitConfidence(pairs.slice(64));
    expect([0, 1].map((at) => confidenceAt(few, at)!.atLeast.strong)).toEqual([1 / 64, 1 / 64]);
    expect(few.range).toEqual([0.5, 127 / 128]);
  });

  it.each([0, 1.5, NaN])("refuses a support of %s", (minSupport) => {
    expect(() => fitConfidence([], { minSupport })).toThrow(RangeError);
  });

  it("without judgements answers nothing", () => {
    expect(confidenceAt(fitConfidence([]), 0.5)).toBeNull();
  });

  it.each([-1, 3.1, NaN])("refuses a grade of %s", (grade) => {
    expect(() => fitConfidence([{ score: 1, grade }])).toThrow(RangeError);
  });

  it("takes scores from a corpus, leaving out what is no candidate", () => {
    const { corpus } = buildCorpus({
      outcomes: [{ id: "o1", title: "烟气余热回收" }, { id: "o2", title: "" }],
      needs: [{ id: "n1", title: "窑炉余热回收" }],
    }); // prettier-ignore
    const grades = gradesByNeed(["o1", "o2", "o3"].map((outcomeId) => ({ needId: "n1", outcomeId, grade: 2 })));
    expect(scoreJudged(corpus, grades).map(({ outcomeId }) => outcomeId)).toEqual(["o1"]);
  });
});
