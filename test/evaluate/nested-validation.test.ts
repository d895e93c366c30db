import { describe, expect, it } from "vitest";
import {
  calibrationReport,
  EvaluateError,
  needFolds,
  nestedValidation,
  pairwiseWeights,
  selectNeeds,
  weightSpace,
  type SignalColumns,
} from "../../src/evaluate/index.js";
import { createRandom } from "../../src/kernel/random.js";

const codesOf = (call: () => unknown): string[] => {
  try {
    call();
    return [];
  } catch (error) {
    if (error instanceof EvaluateError) return error.issues.map(({ code }) => code);
    throw error;
  }
};

/** Pools whose grades follow truth · signals, with a little noise. */
function planted(needs: number, truth: readonly number[], noise = 0.02): SignalColumns {
  const random = createRandom(7);
  const perNeed = 20;
  const rows = needs * perNeed;
  const columns = truth.map(() => Float64Array.from({ length: rows }, () => random()));
  const grade = Float64Array.from({ length: rows }, (_, row) => {
    const utility = truth.reduce((sum, weight, s) => sum + weight * columns[s]![row]!, 0) + noise * (random() - 0.5);
    return utility > 0.75 ? 3 : utility > 0.6 ? 2 : utility > 0.5 ? 1 : 0;
  });
  return {
    signals: truth.map((_, s) => `s${s}`),
    needIds: Array.from({ length: needs }, (_, need) => `n${String(need).padStart(3, "0")}`),
    needStart: Uint32Array.from({ length: needs + 1 }, (_, need) => need * perNeed),
    outcomeIds: Array.from({ length: rows }, (_, row) => `o${row}`),
    grade,
    isCandidate: new Uint8Array(rows).fill(1),
    columns,
  };
}

describe("folds of needs", () => {
  it("are of like size, and a function of the set of needs and the seed", () => {
    const ids = Array.from({ length: 23 }, (_, at) => `n${at}`);
    const folds = needFolds(ids, { folds: 5 });
    const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((of) => of === fold).length);
    expect(sizes.sort()).toEqual([4, 4, 5, 5, 5]);
    expect(needFolds([...ids].reverse(), { folds: 5 }).reverse()).toEqual(folds);
    expect(needFolds(ids, { folds: 5, seed: 2 })).not.toEqual(folds);
  });

  it("refuse one need, more folds than needs, and what is no number of folds", () => {
    expect(codesOf(() => needFolds(["n1"], { folds: 2 }))).toEqual(["one-need"]);
    expect(codesOf(() => needFolds(["n1", "n2"], { folds: 3 }))).toEqual(["too-many-folds"]);
    for (const folds of [1, 0, 2.5, NaN]) expect(codesOf(() => needFolds(["n1", "n2"], { folds }))).toEqual(["bad-folds"]);
  });
});

describe("nested validation", () => {
  const columns = planted(24, [0.2, 0.8]);

  it("finds a planted weighting that the start misses, and says how stable that is", () => {
    const { space } = weightSpace(columns, { start: { s0: 0.8, s1: 0.2 } });
    const result = nestedValidation(columns, space, { folds: 3 });
    expect(result.verdict).toBe("gain");
    expect(result.comparison.difference).toBeGreaterThan(0.05);
    expect(result.weights[1]).toBeGreaterThan(0.7);
    expect(result.folds.map(({ testNeeds }) => testNeeds)).toEqual([8, 8, 8]);
    expect(result.instability).toBeLessThan(0.15);
    expect(result.spread[1]![0]).toBeGreaterThan(0.65);
  });

  it("keeps the start where it is already the truth", () => {
    const { space } = weightSpace(columns, { start: { s0: 0.2, s1: 0.8 } });
    const result = nestedValidation(columns, space, { folds: 3 });
    expect([result.verdict, result.method]).toEqual(["no-gain", "default"]);
    expect([...result.weights]).toEqual([...space.start]);
  });

  it("takes the pairwise model where it gains on needs it has not seen, and nowhere else", () => {
    const { space } = weightSpace(columns, { start: { s0: 0.8, s1: 0.2 } });
    const good = nestedValidation(columns, space, { folds: 3, methods: ["pairwise"] });
    expect([good.verdict, good.method]).toEqual(["gain", "pairwise"]);
    expect([...good.weights]).toEqual([...good.found]);
    // Judges who roll dice: the model finds something all the same, and it is not used.
    const dice = planted(24, [0.5, 0.5], 50);
    const kept = nestedValidation(dice, weightSpace(dice, { start: { s0: 0.8, s1: 0.2 } }).space, { folds: 3, methods: ["pairwise"] });
    expect([kept.verdict, kept.method]).toEqual(["no-gain", "default"]);
    expect([...kept.weights]).toEqual([0.8, 0.2]);
    expect([...pairwiseWeights(dice, { start: Float64Array.of(0.8, 0.2), free: [0, 1], mass: 1 })]).not.toEqual([0.8, 0.2]);
  });

  it("never lets a fold see its own needs: what they are graded does not change what it chose", () => {
    const { space } = weightSpace(columns, { start: { s0: 0.8, s1: 0.2 } });
    const options = { folds: 3, methods: ["exact"] } as const;
    const folds = needFolds(columns.needIds, options);
    // Turned upside down in the first fold alone; the top grade stays above 0, so the need still counts.
    const turned = Float64Array.from(columns.grade, (grade, row) => (folds[Math.floor(row / 20)] === 0 ? 3 - grade : grade));
    const [before, after] = [columns, { ...columns, grade: turned }].map((set) => nestedValidation(set, space, options).folds);
    expect([...after![0]!.weights]).toEqual([...before![0]!.weights]);
    expect(after![0]!.tunedValue).not.toBe(before![0]!.tunedValue);
  });

  it("refuses one need, equal grades, and more folds than needs that can be measured", () => {
    const { space } = weightSpace(columns, { start: { s0: 0.5, s1: 0.5 } });
    const flat = { ...columns, grade: new Float64Array(columns.grade.length).fill(2) };
    expect(codesOf(() => nestedValidation(flat, space))).toEqual(["all-grades-equal"]);
    expect(codesOf(() => nestedValidation(selectNeeds(columns, [0]), space))).toEqual(["one-need"]);
    expect(codesOf(() => nestedValidation(selectNeeds(columns, [0, 1, 2]), space))).toEqual(["too-many-folds"]);
  });
});

describe("a calibration report", () => {
  it("equals the worked example: two folds that foretell each other", () => {
    const pairs = ["n1", "n2"].flatMap((needId) => [
      { needId, score: 0.1, grade: 0 },
      { needId, score: 0.1, grade: 2 },
      { needId, score: 0.9, grade: 2 },
      { needId, score: 0.9, grade: 3 },
    ]);
    // Half of the low pairs are relevant and all of the high ones: (0.5² · 4 + 0 · 4) / 8; the plain share is 3/4: (6 · 1/16 + 2 · 9/16) / 8.
    expect(calibrationReport(pairs, { relevantFrom: 2, folds: 2 })).toEqual({
      pairs: 8,
      brier: 0.125,
      brierOfShare: 0.1875,
      calibrationError: 0,
      bins: [
        { pairs: 4, predicted: 0.5, observed: 0.5 },
        { pairs: 4, predicted: 1, observed: 1 },
      ],
    });
  });

  it("does not depend on the order of pairs, and refuses one need", () => {
    const random = createRandom(3);
    const pairs = Array.from({ length: 60 }, (_, at) => ({ needId: `n${at % 12}`, score: random(), grade: at % 4 }));
    expect(calibrationReport([...pairs].reverse(), { relevantFrom: 2 }).brier).toBeCloseTo(
      calibrationReport(pairs, { relevantFrom: 2 }).brier!,
      12,
    );
    expect(codesOf(() => calibrationReport(pairs.slice(0, 1), { relevantFrom: 2 }))).toEqual(["one-need"]);
  });
});
