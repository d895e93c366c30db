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

  it("ends with the reason where there is no plan", () => {
    expect(run({ rows: { min: 1 } }).solution.status).toBe("infeasible");
  });

  it("refuses a bad request at the first step", () => {
    expect(() => solveSteps(edges, { rows: { min: 2 } }).next()).toThrow(SolveError);
  });
});
