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

  it.each([0, 0.01, 1])(
    "are optimal where columns have twice the places of the rows, and differ by %d beside what all think of them",
    (spread) => {
      // Where all want the same columns, bids without surplus run out, and the phases follow.
      const edges = sparseInstance({ rowCount: 400, columnCount: 300, degree: 8 }, 5);
      const score = edges.score.map((value, e) => (edges.column[e]! % 17) / 17 + spread * value);
      for (const options of [
        { columns: { max: 3 } },
        { rows: { min: 1 }, columns: { max: 3 } },
        { rows: { max: 2 }, columns: { max: 6 } },
      ]) {
        const plan = solve({ ...edges, score }, options);
        expect(plan.status).toBe("optimal");
        expect(verifySolution({ ...edges, score }, options, plan)).toEqual({ valid: true });
        expect(plan.total).toBeCloseTo(lpTotal({ ...edges, score }, options)!, 6);
      }
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

  it.each(Array.from({ length: 30 }, (_, seed) => seed))(
    "reach it with one place each, few different scores, rows of more edges than are kept in sight, and with room or without, seed %i",
    (seed) => {
      const edges = sparseInstance({ rowCount: 50, columnCount: 45 + seed, degree: 4 + (seed % 12) }, seed);
      const levels = 2 + (seed % 7);
      const score = edges.score.map((value) => Math.round(value * levels) / levels - (seed % 3) / 4);
      const instance = { ...edges, score };
      const options =
        seed % 2 === 0 ? { columns: { min: seed % 4 === 0 ? 0 : [1, ...Array<number>(44 + seed).fill(0)] } } : { rows: { min: 1 } };
      const plan = solve(instance, options);
      const best = lpTotal(instance, options);
      expect(verifySolution(instance, options, plan)).toEqual({ valid: true });
      if (best === null) expect(plan.status).toBe("infeasible");
      else expect(plan.total).toBeCloseTo(best, 6);
    },
  );
});
