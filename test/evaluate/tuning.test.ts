import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus, defineConfig, rankOutcomes } from "../../src/index.js";
import {
  bestOfGrid,
  bestOnLine,
  coordinateAscent,
  EvaluateError,
  gradesByNeed,
  mapGrid,
  measureSignals,
  objectiveAt,
  pairwiseWeights,
  prepareObjective,
  scoreColumns,
  selectNeeds,
  simplexGrid,
  weightSpace,
  weightsByName,
  weightsOf,
  type SignalColumns,
} from "../../src/evaluate/index.js";
import { plainAscent } from "../oracle/coordinate-ascent.js";
import { randomColumns } from "../support/random-columns.js";

/** Rows of one need or more: [a, b, grade]. */
function columnsOf(...needs: ReadonlyArray<ReadonlyArray<readonly [a: number, b: number, grade: number]>>): SignalColumns {
  const rows = needs.flat();
  const needStart = new Uint32Array(needs.length + 1);
  needs.forEach((pool, n) => (needStart[n + 1] = needStart[n]! + pool.length));
  return {
    signals: ["a", "b"],
    needIds: needs.map((_, n) => `n${n}`),
    needStart,
    outcomeIds: rows.map((_, row) => `o${row}`),
    grade: Float64Array.from(rows, ([, , grade]) => grade),
    isCandidate: new Uint8Array(rows.length).fill(1),
    columns: [Float64Array.from(rows, ([a]) => a), Float64Array.from(rows, ([, b]) => b)],
  };
}

const codesOf = (call: () => unknown): string[] => {
  try {
    call();
    return [];
  } catch (error) {
    if (error instanceof EvaluateError) return error.issues.map(({ code }) => code);
    throw error;
  }
};

describe("signals measured once", () => {
  const outcomes = [
    { id: "o1", title: "余热回收装置", region: "210100" },
    { id: "o2", title: "余热锅炉", region: "110101" },
    { id: "o3", title: "表面缺陷检测", industries: ["C35"] },
  ];
  const needs = [{ id: "n1", title: "窑炉余热回收", region: "210200", industries: ["C30"] }];
  const grades = gradesByNeed(outcomes.map(({ id }, grade) => ({ needId: "n1", outcomeId: id, grade })));

  it("score every pair as the corpus does, to the last bit, under any weights", () => {
    const { corpus } = buildCorpus({ outcomes, needs });
    const measured = measureSignals(corpus, grades);
    for (const weights of [undefined, { text: 1 }, { text: 0.3, region: 0.7 }, { industry: 0.5, text: 0.1, region: 0.1, maturity: 0.3 }]) {
      const weighted = weights === undefined ? corpus : buildCorpus({ outcomes, needs }, defineConfig({ weights })).corpus;
      const scores = scoreColumns(measured, weightsOf(measured, weighted.model.weights));
      const ranked = new Map(rankOutcomes(weighted, "n1").map(({ id, score }) => [id, score]));
      expect(measured.outcomeIds.map((id) => ranked.get(id))).toEqual([...scores]);
    }
  });

  it("for all outcomes mark those nobody judged, and leave out needs that are not there", () => {
    const { corpus } = buildCorpus({ outcomes, needs });
    const few = gradesByNeed([
      { needId: "n1", outcomeId: "o2", grade: 2 },
      { needId: "n9", outcomeId: "o2", grade: 2 },
    ]);
    const measured = measureSignals(corpus, few, "all");
    expect([measured.needIds, [...measured.grade]]).toEqual([["n1"], [-1, 2, -1]]);
  });

  it("of chosen needs are those needs' rows", () => {
    const measured = columnsOf([[1, 2, 3]], [[4, 5, 0]], [[6, 7, 1]]);
    expect(selectNeeds(measured, [2, 0, 2])).toEqual({
      ...columnsOf([[1, 2, 3]], [[6, 7, 1]]),
      needIds: ["n0", "n2"],
      outcomeIds: ["o0", "o2"],
    });
  });
});

describe("the weights that may move", () => {
  const measured = columnsOf([
    [1, 0, 1],
    [0, 1, 0],
  ]);
  const constant = columnsOf([
    [1, 5, 1],
    [0, 5, 0],
  ]);

  it("are all that change a ranking; a constant signal keeps its weight, with a note", () => {
    const { space, issues } = weightSpace(constant, { start: { a: 3, b: 1 } });
    expect([[...space.start], space.free, space.mass, issues.map(({ code }) => code)]).toEqual([
      [0.75, 0.25],
      [0],
      0.75,
      ["signal-constant"],
    ]);
  });

  it("share what fixed ones leave", () => {
    expect([...weightSpace(measured, { start: { a: 1 }, fixed: { b: 0.25 } }).space.start]).toEqual([0.75, 0.25]);
  });

  it.each([
    ["weight-out-of-range", { start: { a: 1 }, fixed: { b: 1.5 } }],
    ["weight-out-of-range", { start: { a: 1 }, fixed: { b: -0.1 } }],
    ["weight-out-of-range", { start: { a: NaN } }],
    ["weights-exceed-one", { start: { a: 1 }, fixed: { a: 0.5, b: 0.5 } }],
    ["unknown-signal", { start: { a: 1, other: 1 } }],
  ])("are refused as %s for %o", (code, options) => {
    expect(codesOf(() => weightSpace(measured, options))).toContain(code);
  });

  it("are refused where none is left", () => {
    expect(codesOf(() => weightSpace(columnsOf([[1, 1, 0]]), { start: { a: 1 } }))).toEqual(["no-free-signal"]);
  });
});

describe("the best of a line", () => {
  const line = { breaks: Float64Array.of(0, 0.5, 0.6, 1), at: Float64Array.of(0, 9, 1, 0), between: Float64Array.of(0.8, 1, 0.2) };

  it("is the middle of the best piece, not a tie better than either side", () => {
    expect(bestOnLine(line, 0)).toEqual({ t: 0.55, value: 1 });
  });

  it("under a window is where the mean is largest: [0.4, 0.6] has (0.1 · 0.8 + 0.1 · 1) / 0.2", () => {
    const { t, value } = bestOnLine(line, 0, 0.1);
    expect([t, value]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.9, 12)]);
  });
});

/** The space of all weights from even ones; null where there is none. */
function evenSpace(columns: SignalColumns): ReturnType<typeof weightSpace>["space"] | null {
  const start = Object.fromEntries(columns.signals.map((signal) => [signal, 1]));
  return codesOf(() => weightSpace(columns, { start })).length > 0 ? null : weightSpace(columns, { start }).space;
}

describe("coordinate ascent", () => {
  it("never ends below its start, at a simplex point, the same for the same seed", () => {
    fc.assert(
      fc.property(randomColumns, (columns) => {
        const prepared = prepareObjective(columns, { metric: "ndcg", k: 3 });
        const space = evenSpace(columns);
        if (space === null) return;
        const found = coordinateAscent(prepared, space, { seed: 3, restarts: 2 });
        expect(found).toEqual(coordinateAscent(prepared, space, { seed: 3, restarts: 2 }));
        expect(found.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...found.weights)).toBeGreaterThanOrEqual(0);
        const before = objectiveAt(prepared, space.start);
        if (before === null) expect(found.value).toBeNull();
        else expect(found.value!).toBeGreaterThanOrEqual(before - 1e-9);
      }),
      { numRuns: 150 },
    );
  });

  it("ends where a search of every line in every round ends, to the last bit, with no line more", () => {
    let saved = 0;
    fc.assert(
      fc.property(randomColumns, (columns) => {
        const prepared = prepareObjective(columns, { metric: "ndcg", k: 3 });
        const space = evenSpace(columns);
        if (space === null) return;
        const [found, plain] = [coordinateAscent(prepared, space, { seed: 5, restarts: 1 }), plainAscent(prepared, space, 5)];
        expect([...found.weights]).toEqual([...plain.weights]);
        expect(found.lines).toBeLessThanOrEqual(plain.lines);
        saved += plain.lines - found.lines;
      }),
      { numRuns: 200 },
    );
    expect(saved).toBeGreaterThan(0);
  });

  it("of two weights finds at least what a grid of a hundred steps finds, away from ties", () => {
    fc.assert(
      fc.property(randomColumns, (columns) => {
        const two = { ...columns, signals: columns.signals.slice(0, 2), columns: columns.columns.slice(0, 2) };
        const prepared = prepareObjective(two, { metric: "ndcg", k: 3 });
        if (codesOf(() => weightSpace(two, { start: { signal0: 1, signal1: 1 } })).length > 0) return;
        const { space } = weightSpace(two, { start: { signal0: 1, signal1: 1 } });
        if (space.free.length < 2) return;
        const found = coordinateAscent(prepared, space, { restarts: 1 });
        // Irrational points: no crossing of small whole numbers lies on them, so no order of ids decides.
        for (let step = 0; step < 100; step++) {
          const share = (step + 1 / Math.PI) / 100;
          expect(found.value ?? 0).toBeGreaterThanOrEqual((objectiveAt(prepared, [1 - share, share]) ?? 0) - 1e-9);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("the grid", () => {
  const measured = columnsOf([
    [1, 0, 1],
    [0, 1, 0],
  ]);
  const { space } = weightSpace(measured, { start: { a: 1, b: 1 } });

  it("has every multiple of a step, in order", () => {
    expect(Array.from(simplexGrid(space, 2), (weights) => weightsByName(measured, weights))).toEqual([
      { a: 0, b: 1 },
      { a: 0.5, b: 0.5 },
      { a: 1, b: 0 },
    ]);
  });

  it("has 5,151 points for three weights in steps of 0.01, and none where nothing is defined is best", () => {
    expect([...simplexGrid({ start: new Float64Array(3), free: [0, 1, 2], mass: 1 }, 100)]).toHaveLength(5_151);
    expect(
      bestOfGrid(
        mapGrid(
          prepareObjective(
            columnsOf([
              [1, 0, 0],
              [0, 1, 0],
            ]),
          ),
          space,
          2,
        ),
      ),
    ).toBeUndefined();
  });
});

describe("the pairwise model", () => {
  it("gives the weight to the signal that tells good from bad", () => {
    const measured = columnsOf(
      [
        [1, 0.2, 2],
        [0, 0.4, 0],
        [0.1, 0.9, 0],
      ],
      [
        [0.9, 0.5, 3],
        [0.2, 0.4, 1],
        [0.3, 0.8, 0],
      ],
    );
    const { space } = weightSpace(measured, { start: { a: 1, b: 1 } });
    const [a, b] = pairwiseWeights(measured, space);
    expect(a!).toBeGreaterThan(0.8);
    expect(a! + b!).toBeCloseTo(1, 12);
  });

  it("keeps the start where no pair differs in grade", () => {
    const measured = columnsOf([
      [1, 0, 1],
      [0, 1, 1],
    ]);
    const { space } = weightSpace(measured, { start: { a: 3, b: 1 } });
    expect([...pairwiseWeights(measured, space)]).toEqual([0.75, 0.25]);
  });
});
