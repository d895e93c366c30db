import { beforeAll, describe, expect, it } from "vitest";
import { solve, verifySolution } from "../../src/solve/index.js";
import { createLpTotal, type LpTotal } from "../oracle/solve-lp.js";
import { sparseInstance } from "./support/instances.js";

describe("plans that start from an auction", () => {
  let lpTotal: LpTotal;
  beforeAll(async () => {
    lpTotal = await createLpTotal();
  });

  it.each(Array.from({ length: 24 }, (_, seed) => seed))(
    "reach the total of linear programming with several places a row and a column, seed %i",
    (seed) => {
      const edges = sparseInstance({ rowCount: 60, columnCount: 40 + seed, degree: 7 }, seed);
      const options = { rows: { max: 1 + (seed % 4) }, columns: { min: seed % 2, max: 1 + (seed % 5) } };
      const plan = solve(edges, options);
      const best = lpTotal(edges, options);
      expect(verifySolution(edges, options, plan)).toEqual({ valid: true });
      if (best === null) expect(plan.status).toBe("infeasible");
      else expect(plan.total).toBeCloseTo(best, 6);
    },
  );

  it("meet column minimums that force edges of negative score, searching backward from the columns", () => {
    const edges = sparseInstance({ rowCount: 3000, columnCount: 1000, degree: 8 }, 3);
    const score = edges.score.map((value) => value - 1);
    const options = { rows: { max: 1 }, columns: { min: 2, max: 4 } };
    const plan = solve({ ...edges, score }, options);
    expect(plan.status).toBe("optimal");
    expect(verifySolution({ ...edges, score }, options, plan)).toEqual({ valid: true });
  });
});
