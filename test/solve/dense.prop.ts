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
      }),
      { numRuns: 500 },
    );
  });
});
