import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve, verifySolution } from "../../src/solve/index.js";
import { bruteForceTotal } from "../oracle/solve-brute-force.js";

const everyRowOnce = { rows: { min: 1, max: 1 } };
const tables = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom(1, 9, 1000))
  .chain(([rows, more, top]) => {
    const columns = Math.min(6, rows + more);
    const all = Array.from({ length: rows * columns }, (_, e) => e);
    return fc.array(fc.integer({ min: -top, max: top }), { minLength: all.length, maxLength: all.length }).map((score) => ({
      rowCount: rows,
      columnCount: columns,
      row: all.map((e) => Math.floor(e / columns)),
      column: all.map((e) => e % columns),
      score,
    }));
  });

describe("a full table in which every row is matched (Jonker–Volgenant)", () => {
  it("gets the total of brute force, with prices that other code accepts, ties and all", () => {
    fc.assert(
      fc.property(tables, (edges) => {
        const plan = solve(edges, everyRowOnce);
        expect(plan.total).toBe(bruteForceTotal(edges, everyRowOnce));
        expect(verifySolution(edges, everyRowOnce, plan)).toEqual({ valid: true });
        if (edges.rowCount !== edges.columnCount) return;
        // The same plans, though the columns say it too.
        const everyColumnToo = { ...everyRowOnce, columns: { min: 1, max: 1 } };
        const same = solve(edges, everyColumnToo);
        expect(same.edges).toEqual(plan.edges);
        expect(verifySolution(edges, everyColumnToo, same)).toEqual({ valid: true });
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["scores alike in rows and columns, so that lists run out", (r: number, c: number, noise: number) => r * 1000 - c * 7 + (noise % 5)],
    ["few distinct scores", (_r: number, _c: number, noise: number) => noise % 3],
    ["scores of a product, where every row wants the same columns", (r: number, c: number) => r * c],
    ["random scores", (_r: number, _c: number, noise: number) => noise],
    ["all scores equal", () => 1],
  ])("is proved best by other code beyond what a row lists: %s", (_, scoreOf) => {
    for (const [rowCount, columnCount] of [
      [90, 90],
      [70, 130],
      [25, 25],
      [24, 49],
      [60, 48 + 60],
    ] as const) {
      const edges = fullTable(rowCount, columnCount, scoreOf);
      const plan = solve(edges, everyRowOnce);
      expect(plan.edges.length).toBe(rowCount);
      expect(plan.bound).toBe(plan.total);
      expect(verifySolution(edges, everyRowOnce, plan)).toEqual({ valid: true });
    }
  });

  it("has the total that the search without full tables finds, for rows and columns in another order as well", () => {
    const edges = fullTable(60, 60, (r, c, noise) => ((r * 31 + c * 17) % 101) * 50 + (noise % 97));
    const plan = solve(edges, everyRowOnce);
    const turned = { ...edges, row: edges.row.map((r) => 59 - r), column: edges.column.map((c) => (c + 20) % 60) };
    expect(solve(turned, everyRowOnce).total).toBe(plan.total);
    // An edge that no plan of a full assignment wants keeps the table from being full.
    const sparse = {
      ...edges,
      rowCount: 61,
      columnCount: 61,
      row: [...edges.row, 60],
      column: [...edges.column, 60],
      score: [...edges.score, 0],
    };
    expect(solve(sparse, everyRowOnce).total).toBe(plan.total);
  });
});

/** Every pair, row by row; scores by row, column and a number that looks random. */
function fullTable(rowCount: number, columnCount: number, scoreOf: (row: number, column: number, noise: number) => number) {
  const all = Array.from({ length: rowCount * columnCount }, (_, e) => e);
  const row = all.map((e) => Math.floor(e / columnCount));
  const column = all.map((e) => e % columnCount);
  return {
    rowCount,
    columnCount,
    row,
    column,
    score: all.map((e) => scoreOf(row[e]!, column[e]!, (e * 7919 + ((e * e) % 10_007)) % 9973)),
  };
}
