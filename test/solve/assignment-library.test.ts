import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { solve, verifySolution } from "../../src/solve/index.js";

/** OR-Library, J. Beasley, "OR-Library: distributing test problems by electronic mail", J. Oper. Res. Soc. 41 (1990). */
const folder = new URL("../../../shared/data/assignment/", import.meta.url);
const published = [
  ["assign100", 305],
  ["assign200", 475],
  ["assign300", 626],
  ["assign400", 804],
  ["assignp800", 2239],
] as const;
const everyRowOnce = { rows: { min: 1, max: 1 }, columns: { min: 1, max: 1 } };

/** Dense files hold n, then n × n costs; sparse ones n, then triples row, column, cost from 1. */
function readInstance(text: string) {
  const [size, ...numbers] = text.trim().split(/\s+/).map(Number);
  const isDense = numbers.length === size! * size!;
  const count = isDense ? numbers.length : numbers.length / 3;
  const at = (e: number, field: number) => numbers[3 * e + field]!;
  const all = Array.from({ length: count }, (_, e) => e);
  return {
    rowCount: size!,
    columnCount: size!,
    row: all.map((e) => (isDense ? Math.floor(e / size!) : at(e, 0) - 1)),
    column: all.map((e) => (isDense ? e % size! : at(e, 1) - 1)),
    score: all.map((e) => -(isDense ? numbers[e]! : at(e, 2))),
  };
}

describe("least cost assignment", () => {
  it("of a 4 × 4 table of costs is 13, as its 24 permutations show", () => {
    const edges = readInstance("4  9 2 7 8  6 4 3 7  5 8 1 8  7 6 9 4");
    expect(solve(edges, everyRowOnce)).toMatchObject({ total: -13, bound: -13, edges: Uint32Array.of(1, 4, 10, 15) });
  });

  for (const [name, optimum] of published) {
    const file = new URL(`${name}.txt`, folder);
    it.skipIf(!existsSync(file))(`of OR-Library's ${name} is the published ${optimum}`, () => {
      const edges = readInstance(readFileSync(file, "utf8"));
      const plan = solve(edges, everyRowOnce);
      expect([-plan.total, -plan.bound]).toEqual([optimum, optimum]);
      expect(verifySolution(edges, everyRowOnce, plan)).toEqual({ valid: true });
    });
  }
});
