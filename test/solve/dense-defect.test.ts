import { describe, expect, it, vi } from "vitest";
import { InvariantError } from "../../src/index.js";
import type { BestColumns } from "../../src/solve/best-columns.js";
import { solve } from "../../src/solve/index.js";

/** What is taken for the worth of the best column outside a list; null: what it is. */
const defect = vi.hoisted(() => ({ rest: null as number | null }));

vi.mock("../../src/solve/best-columns.js", async (original) => {
  const real = await original<{ BestColumns: typeof BestColumns }>();
  class Defective extends real.BestColumns {
    override refill(row: number): void {
      super.refill(row);
      if (defect.rest !== null) this.rest[row] = defect.rest;
    }
  }
  return { BestColumns: Defective };
});

const size = 40;
const all = Array.from({ length: size * size }, (_, e) => e);
const table = {
  rowCount: size,
  columnCount: size,
  row: all.map((e) => Math.floor(e / size)),
  column: all.map((e) => e % size),
  score: all.map((e) => Math.floor(e / size) * 1000 - (e % size) * 7 + ((e * 7919) % 5)),
};
const totalWith = (rest: number | null): number => {
  defect.rest = rest;
  return solve(table, { rows: { min: 1, max: 1 } }).total;
};

describe("a full table with a wrong bound of what a list leaves out", () => {
  it("is looked at as a table as well where every column has to be taken", () => {
    defect.rest = Infinity;
    expect(() => solve(table, { rows: { min: 1, max: 1 }, columns: { min: 1, max: 1 } })).toThrow(InvariantError);
  });

  it.each([
    ["too high", Infinity],
    ["too low", -Infinity],
  ])("ends with an InvariantError where it is %s", (_, rest) => {
    expect(totalWith(null)).toBeGreaterThan(0);
    expect(() => totalWith(rest)).toThrow(InvariantError);
  });
});
