import { describe, expect, it } from "vitest";
import { solve, solveSteps, SolveError } from "../../src/solve/index.js";
import { sparseInstance } from "./support/instances.js";

const edges = sparseInstance({ rowCount: 300, columnCount: 200, degree: 6 }, 5);

function run(options: Parameters<typeof solveSteps>[1]) {
  const steps = solveSteps(edges, options);
  const seen: number[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return { seen, solution: value };
    seen.push(value.step);
  }
}

describe("solveSteps", () => {
  it("returns what solve returns, after the same steps every time, counted from 1", () => {
    const first = run({ rows: { max: 2 } });
    expect(first.solution).toEqual(solve(edges, { rows: { max: 2 } }));
    expect(first.seen.length).toBeGreaterThan(1);
    expect(first.seen).toEqual(first.seen.map((_, at) => at + 1));
    expect(run({ rows: { max: 2 } }).seen).toEqual(first.seen);
  });

  it("works on what it was given, whatever the caller does with its arrays between steps", () => {
    const row = Uint32Array.from(edges.row);
    const column = Uint32Array.from(edges.column);
    const score = Float64Array.from(edges.score);
    const given = { ...edges, row, column, score };
    const expected = solve(given, { rows: { max: 2 } });
    const steps = solveSteps(given, { rows: { max: 2 } });
    let next = steps.next();
    for (const own of [row, column, score]) own.fill(0);
    while (next.done !== true) next = steps.next();
    expect(next.value).toEqual(expected);
  });

  it("ends with the reason where there is no plan", () => {
    expect(run({ rows: { min: 1 } }).solution.status).toBe("infeasible");
  });

  it("refuses a bad request at the first step", () => {
    expect(() => solveSteps(edges, { rows: { min: 2 } }).next()).toThrow(SolveError);
  });
});
