import { describe, expect, it } from "vitest";
import {
  averagedWeights,
  nestedValidation,
  objectiveAt,
  prepareObjective,
  repeatNeeds,
  selectNeeds,
  weightSpace,
  type SignalColumns,
} from "../../src/evaluate/index.js";
import { createRandom } from "../../src/kernel/random.js";

/** Pools whose grades follow 0.3 · a + 0.7 · b, with judges' noise. */
function planted(needs: number, seed: number): SignalColumns {
  const random = createRandom(seed);
  const perNeed = 20;
  const rows = needs * perNeed;
  const columns = [0, 1].map(() => Float64Array.from({ length: rows }, () => random()));
  const grade = Float64Array.from({ length: rows }, (_, row) => {
    const utility = 0.3 * columns[0]![row]! + 0.7 * columns[1]![row]! + 0.5 * (random() - 0.5);
    return utility > 0.8 ? 3 : utility > 0.65 ? 2 : utility > 0.5 ? 1 : 0;
  });
  return {
    signals: ["a", "b"],
    needIds: Array.from({ length: needs }, (_, need) => `n${String(need).padStart(3, "0")}`),
    needStart: Uint32Array.from({ length: needs + 1 }, (_, need) => need * perNeed),
    outcomeIds: Array.from({ length: rows }, (_, row) => `o${row}`),
    grade,
    isCandidate: new Uint8Array(rows).fill(1),
    columns,
  };
}

describe("averaged weights", () => {
  const columns = planted(40, 3);
  const { space } = weightSpace(columns, { start: { a: 0.8, b: 0.2 } });

  it("come near a planted weighting through judges' noise, at a simplex point, the same for the same seed", () => {
    const [a, b] = averagedWeights(columns, space);
    expect(a! + b!).toBeCloseTo(1, 9);
    expect(Math.abs(b! - 0.7)).toBeLessThan(0.12);
    expect([...averagedWeights(columns, space)]).toEqual([a, b]);
    expect([...averagedWeights(columns, space, { seed: 9 })]).not.toEqual([a, b]);
    const fresh = prepareObjective(planted(200, 4));
    expect(objectiveAt(fresh, [a!, b!])!).toBeGreaterThan(objectiveAt(fresh, space.start)! + 0.03);
  });

  it("can be chosen by a nested validation", () => {
    const result = nestedValidation(columns, space, { folds: 2, methods: ["averaged"] });
    expect([result.verdict, result.method]).toEqual(["gain", "averaged"]);
  });

  it("rest on resamples in which a need stands as often as it was drawn", () => {
    const drawn = repeatNeeds(columns, [2, 0, 2]);
    expect(drawn.needIds).toEqual(["n002", "n000", "n002"]);
    expect([...drawn.needStart]).toEqual([0, 20, 40, 60]);
    expect(drawn.grade.subarray(0, 20)).toEqual(drawn.grade.subarray(40, 60));
    expect(selectNeeds(columns, [2, 0, 2]).needIds).toEqual(["n000", "n002"]);
  });
});
