import { describe, expect, it } from "vitest";
import { NOT_JUDGED, selectNeeds, weightSpace, type SignalColumns } from "../../src/evaluate/index.js";
import { gradeModelWeights } from "../../src/evaluate/grade-model.js";
import { createRandom } from "../../src/kernel/random.js";

const PER_NEED = 20;
const NEEDS = 60;

/** Rows whose grade is cut from truth · signals + a logistic error of a judge: the very model. */
function planted(truth: readonly number[], seed: number): SignalColumns {
  const random = createRandom(seed);
  const columns = truth.map(() => Float64Array.from({ length: NEEDS * PER_NEED }, () => random()));
  const grade = Float64Array.from({ length: NEEDS * PER_NEED }, (_, row) => {
    const score = truth.reduce((sum, weight, s) => sum + weight * columns[s]![row]!, 0);
    const draw = random();
    const seen = score + 0.08 * Math.log(draw / (1 - draw));
    return seen > 0.9 ? 3 : seen > 0.7 ? 2 : seen > 0.5 ? 1 : 0;
  });
  return {
    signals: truth.map((_, s) => `s${s}`),
    needIds: Array.from({ length: NEEDS }, (_, need) => `n${String(need).padStart(3, "0")}`),
    needStart: Uint32Array.from({ length: NEEDS + 1 }, (_, need) => need * PER_NEED),
    outcomeIds: Array.from({ length: NEEDS * PER_NEED }, (_, row) => `o${row}`),
    grade,
    isCandidate: new Uint8Array(NEEDS * PER_NEED).fill(1),
    columns,
  };
}

const spaceOf = (columns: SignalColumns) =>
  weightSpace(columns, { start: Object.fromEntries(columns.signals.map((signal) => [signal, 1])) }).space;

describe("the model of grades", () => {
  it("finds the weights that grades were cut from, from worlds of several seeds", () => {
    for (const seed of [1, 2, 3, 4]) {
      const columns = planted([0.2, 0.3, 0.5], seed);
      const weights = gradeModelWeights(columns, spaceOf(columns));
      [0.2, 0.3, 0.5].forEach((weight, s) => expect(Math.abs(weights[s]! - weight)).toBeLessThan(0.05));
    }
  });

  it("gives a signal that goes against grades nothing, and fits the others without it", () => {
    const against = planted([0.5, 0.7, -0.2], 5);
    const weights = gradeModelWeights(against, spaceOf(against));
    expect(weights[2]).toBe(0);
    const alone = gradeModelWeights(
      { ...against, signals: ["s0", "s1"], columns: against.columns.slice(0, 2) },
      {
        start: Float64Array.of(0.5, 0.5),
        free: [0, 1],
        mass: 1,
      },
    );
    expect([weights[0], weights[1]]).toEqual([...alone]);
  });

  it("keeps the start where all grades are equal or every signal goes against them, and leaves fixed weights alone", () => {
    const columns = planted([0.4, 0.6], 6);
    const space = { start: Float64Array.of(0.9, 0.1), free: [0, 1], mass: 1 };
    expect([...gradeModelWeights({ ...columns, grade: columns.grade.map(() => 2) }, space)]).toEqual([0.9, 0.1]);
    expect([...gradeModelWeights({ ...columns, grade: columns.grade.map((grade) => 3 - grade) }, space)]).toEqual([0.9, 0.1]);
    const three = planted([0.2, 0.3, 0.5], 7);
    const fixed = gradeModelWeights(three, weightSpace(three, { start: { s1: 1, s2: 1 }, fixed: { s0: 0.25 } }).space);
    expect(fixed[0]).toBe(0.25);
    expect(fixed[1]! + fixed[2]!).toBeCloseTo(0.75, 12);
  });

  it("is settled where grades are told apart without error, and looks at judged candidates alone", () => {
    const columns = planted([0.4, 0.6], 8);
    const exact = columns.grade.map((_, row) => Number(columns.columns[0]![row]! > 0.5));
    const weights = gradeModelWeights({ ...columns, grade: exact }, spaceOf(columns));
    expect(weights[0]).toBeGreaterThan(0.9);
    const some = { ...columns, grade: columns.grade.map((grade, row) => (row % PER_NEED < 10 ? grade : NOT_JUDGED)) };
    const others = { ...columns, isCandidate: columns.isCandidate.map((_, row) => Number(row % PER_NEED < 10)) };
    expect([...gradeModelWeights(some, spaceOf(columns))]).toEqual([...gradeModelWeights(others, spaceOf(columns))]);
    expect([...gradeModelWeights(some, spaceOf(columns))]).not.toEqual([...gradeModelWeights(columns, spaceOf(columns))]);
  });

  it("learns from needs without a relevant outcome too", () => {
    const columns = planted([0.2, 0.3, 0.5], 9);
    const poor = Array.from({ length: NEEDS }, (_, need) => need).filter((need) => need < 30);
    const grade = columns.grade.map((value, row) => (row < 30 * PER_NEED ? Math.min(value, 0) : value));
    const mixed = { ...columns, grade };
    expect([...gradeModelWeights(mixed, spaceOf(columns))]).not.toEqual([
      ...gradeModelWeights(
        selectNeeds(
          mixed,
          Array.from({ length: NEEDS }, (_, need) => need).filter((need) => !poor.includes(need)),
        ),
        spaceOf(columns),
      ),
    ]);
  });

  it("fits best where rankings are looked at: among the first twenty of a need", () => {
    // Above a middling score grades follow the first signal, below it the second; a need's pool is cut so that half of it is above.
    const random = createRandom(10);
    const rows = 2_400;
    const columns = [0, 1].map(() => Float64Array.from({ length: rows }, () => random()));
    const grade = Float64Array.from({ length: rows }, (_, row) => {
      const [a, b] = [columns[0]![row]!, columns[1]![row]!];
      const seen = a + b + (a + b > 1 ? 0.6 : -0.6) * (a - b) + 0.2 * (random() - 0.5);
      return seen > 1.4 ? 3 : seen > 1 ? 2 : seen > 0.6 ? 1 : 0;
    });
    const pooled = (perNeed: number): SignalColumns => ({
      signals: ["s0", "s1"],
      needIds: Array.from({ length: rows / perNeed }, (_, need) => `n${String(need).padStart(3, "0")}`),
      needStart: Uint32Array.from({ length: rows / perNeed + 1 }, (_, need) => need * perNeed),
      outcomeIds: Array.from({ length: rows }, (_, row) => `o${row}`),
      grade,
      isCandidate: new Uint8Array(rows).fill(1),
      columns,
    });
    const [near, whole] = [pooled(40), pooled(20)].map((pool) => gradeModelWeights(pool, spaceOf(pool))[0]!);
    expect(near).toBeGreaterThan(whole! + 0.05);
  });
});
