import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, randomInteger, shuffle } from "../../src/kernel/random.js";
import type { SolveError } from "../../src/solve/index.js";
import { solveCoverage, verifyCoverage, type CoverageEdges, type CoverageOptions } from "../../src/solve/index.js";
import { bruteForceCoverage, worthOf } from "../oracle/solve-coverage.js";

interface Shape {
  rows: number;
  columns: number;
  parts: number;
  edges: number;
  /** The most of each row and column; Infinity for no limit. */
  rowMax: number;
  columnMax: number;
}

/** Shares are eighths and weights integers, so that all sums are exact. */
function market(seed: number, shape: Shape) {
  const random = createRandom(seed);
  const pairs = shuffle([...Array(shape.rows * shape.columns).keys()], random).slice(0, shape.edges);
  const partRow = Array.from({ length: shape.parts }, () => randomInteger(random, shape.rows));
  const row = pairs.map((pair) => Math.floor(pair / shape.columns));
  const covers = row.map((r) =>
    partRow.flatMap((owner, p) => (owner === r && random() < 0.6 ? [{ p, share: randomInteger(random, 9) / 8 }] : [])),
  );
  const coverStart = [0];
  for (const cover of covers) coverStart.push(coverStart.at(-1)! + cover.length);
  const edges = {
    rowCount: shape.rows,
    columnCount: shape.columns,
    partRow,
    partWeight: partRow.map(() => randomInteger(random, 8)),
    row,
    column: pairs.map((pair) => pair % shape.columns),
    coverStart,
    coverPart: covers.flat().map(({ p }) => p),
    coverShare: covers.flat().map(({ share }) => share),
  };
  const limit = (max: number) => (max === Infinity ? Infinity : randomInteger(random, max) + 1);
  const options = {
    rows: { max: Array.from({ length: shape.rows }, () => limit(shape.rowMax)) },
    columns: { max: Array.from({ length: shape.columns }, () => limit(shape.columnMax)) },
  };
  return { edges, options };
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const cases = [
  ["one row", { rows: 1, columns: 9, parts: 5, edges: 9, rowMax: 4, columnMax: Infinity }, ["rows", "none"], 150],
  ["rows alone", { rows: 3, columns: 4, parts: 6, edges: 10, rowMax: 2, columnMax: Infinity }, ["rows", "none"], 150],
  ["shared columns", { rows: 3, columns: 4, parts: 6, edges: 10, rowMax: Infinity, columnMax: 2 }, ["columns", "none"], 150],
  ["both limited", { rows: 3, columns: 4, parts: 6, edges: 10, rowMax: 2, columnMax: 2 }, ["both", "rows", "columns", "none"], 150],
  ["both limited, 7 × 7", { rows: 7, columns: 7, parts: 14, edges: 13, rowMax: 3, columnMax: 2 }, ["both", "rows", "columns", "none"], 25],
] as const;

describe("coverage of small instances", () => {
  it.each(cases)("equals brute force and is verified by other code: %s", (_, shape, limits, numRuns) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = market(seed, shape);
        const plan = solveCoverage(edges, options);
        const best = bruteForceCoverage(edges, options);
        expect(plan).toMatchObject({ status: "optimal", total: best, bound: best });
        expect(worthOf(edges, [...plan.edges])).toBe(best);
        expect(limits).toContain(plan.guarantee.limits);
        expect(verifyCoverage(edges, options, plan)).toEqual({ valid: true });
      }),
      { numRuns },
    );
  });

  it("keeps forced edges", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = market(seed, cases[3][1]);
        const forced = { ...options, forced: [seed % edges.row.length] };
        const plan = solveCoverage(edges, forced);
        expect(plan.edges).toContain(forced.forced[0]);
        expect(plan.total).toBe(bruteForceCoverage(edges, forced));
        expect(verifyCoverage(edges, forced, plan)).toEqual({ valid: true });
      }),
      { numRuns: 100 },
    );
  });
});

describe("coverage of larger instances", () => {
  it.each([1, 2, 3])("stays within its guarantee of the bound, in practice near it, seed %i", (seed) => {
    const { edges, options } = market(seed, { rows: 60, columns: 80, parts: 240, edges: 1800, rowMax: 5, columnMax: 4 });
    const plan = solveCoverage(edges, options);
    expect(verifyCoverage(edges, options, plan)).toEqual({ valid: true });
    expect(plan.guarantee).toEqual({ limits: "both", ratio: 1 / 3 });
    expect(plan.total).toBeLessThanOrEqual(plan.bound);
    expect(plan.total).toBeGreaterThan(0.9 * plan.bound);
  });
});

describe("a coverage plan", () => {
  it("does not depend on the order of the edges", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { edges, options } = market(seed, { rows: 8, columns: 9, parts: 20, edges: 50, rowMax: 3, columnMax: 2 });
        const order = shuffle([...edges.row.keys()], createRandom(seed));
        const other = reorder(edges, order);
        const plan = solveCoverage(edges, options);
        const otherPlan = solveCoverage(other, options);
        expect(Array.from(otherPlan.edges, (e) => order[e]!).sort((a, b) => a - b)).toEqual([...plan.edges]);
        expect([otherPlan.total, otherPlan.bound]).toEqual([plan.total, plan.bound]);
      }),
      { numRuns: 30 },
    );
  });

  it("prefers two halves that complete each other to the best single edge twice", () => {
    const edges = {
      rowCount: 1,
      columnCount: 3,
      partRow: [0, 0],
      partWeight: [1, 1],
      row: [0, 0, 0],
      column: [0, 1, 2],
      coverStart: [0, 2, 3, 4],
      coverPart: [0, 1, 0, 1],
      coverShare: [0.75, 0.5, 1, 1],
    };
    const plan = solveCoverage(edges, { rows: { max: 2 } });
    expect(plan).toMatchObject({ status: "optimal", total: 2, partCoverage: Float64Array.of(1, 1) });
    expect([...plan.edges]).toEqual([1, 2]);
  });
});

function reorder(edges: CoverageEdges, order: readonly number[]): CoverageEdges {
  const entries = order.map((e) =>
    Array.from({ length: edges.coverStart[e + 1]! - edges.coverStart[e]! }, (_, at) => edges.coverStart[e]! + at),
  );
  const coverStart = [0];
  for (const own of entries) coverStart.push(coverStart.at(-1)! + own.length);
  return {
    ...edges,
    row: order.map((e) => edges.row[e]!),
    column: order.map((e) => edges.column[e]!),
    coverStart,
    coverPart: entries.flat().map((entry) => edges.coverPart[entry]!),
    coverShare: entries.flat().map((entry) => edges.coverShare[entry]!),
  };
}

describe("a coverage request is refused by code", () => {
  const { edges } = market(1, cases[0][1]);
  const codesOf = (request: unknown, options: unknown = {}) => {
    try {
      solveCoverage(request as CoverageEdges, options as CoverageOptions);
    } catch (error) {
      return (error as SolveError).issues.map((issue) => issue.code);
    }
    return [];
  };
  it.each<[string, unknown, unknown, string]>([
    ["no request", null, {}, "type-invalid"],
    ["a minimum", edges, { rows: { min: 1 } }, "option-not-for-objective"],
    ["a missing list", { ...edges, partRow: null }, {}, "type-invalid"],
    ["a part of no row", { ...edges, partRow: edges.partRow.map(() => 7) }, {}, "part-row-out-of-range"],
    ["a negative weight", { ...edges, partWeight: edges.partWeight.map(() => -1) }, {}, "part-weight-invalid"],
    ["starts that fall", { ...edges, coverStart: [1] }, {}, "cover-start-invalid"],
    ["a part that is none", { ...edges, coverPart: edges.coverPart.map(() => 99) }, {}, "cover-part-invalid"],
    ["a share above 1", { ...edges, coverShare: edges.coverShare.map(() => 1.5) }, {}, "cover-share-invalid"],
    ["an end that is none", { ...edges, row: edges.row.map(() => 5) }, {}, "row-out-of-range"],
  ])("%s", (_, request, options, code) => {
    expect(codesOf(request, options)).toContain(code);
  });
});

describe("verifyCoverage refuses", () => {
  const { edges, options } = market(7, cases[3][1]);
  const plan = solveCoverage(edges, options);
  const refused = (change: object) => !verifyCoverage(edges, options, { ...plan, ...change }).valid;
  it("nothing of the true plan, and any number changed", () => {
    expect(refused({})).toBe(false);
    expect(refused({ edges: plan.edges.subarray(1) })).toBe(true);
    expect(refused({ total: plan.total + 1 })).toBe(true);
    expect(refused({ bound: plan.bound + 1 })).toBe(true);
    expect(refused({ bound: plan.bound * (1 + 1e-6), status: "feasible" })).toBe(true);
    expect(refused({ bound: plan.bound - 1 })).toBe(true);
    expect(refused({ status: "feasible" })).toBe(true);
    expect(refused({ guarantee: { limits: "none", ratio: 1 } })).toBe(true);
    expect(refused({ partCoverage: plan.partCoverage.map(() => 1) })).toBe(true);
    expect(refused({ certificate: null })).toBe(true);
    expect(refused({ certificate: { ...plan.certificate, partPrice: plan.partCoverage.map(() => 2) } })).toBe(true);
  });
});
