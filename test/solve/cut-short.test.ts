import { describe, expect, it } from "vitest";
import { exchangeLoss, solve, solveSteps, SolveError, verifySolution, type Plan, type SolveOptions } from "../../src/solve/index.js";
import { sparseInstance } from "./support/instances.js";

// More places a row than an auction takes, so that shortest paths have all the work, some hundred a step.
const edges = sparseInstance({ rowCount: 400, columnCount: 300, degree: 14 }, 7);
const options: SolveOptions = { rows: { max: 9 }, columns: { max: 6 } };

function stepsOf(options: SolveOptions): number {
  let steps = 0;
  for (const work = solveSteps(edges, options); work.next().done !== true;) steps++;
  return steps;
}

function planOf(options: SolveOptions): Plan {
  const plan = solve(edges, options);
  if (plan.status === "infeasible") throw new Error("no plan");
  return plan;
}

describe("a search for the largest total that is cut short", () => {
  const best = planOf(options);
  const steps = stepsOf(options);

  it("gives a plan after any number of steps, with a bound that holds, both checked by other code", () => {
    expect(steps).toBeGreaterThan(3);
    for (let maxSteps = 1; maxSteps < steps; maxSteps++) {
      const plan = planOf({ ...options, maxSteps });
      expect(plan.status).toBe("feasible");
      expect(verifySolution(edges, options, plan)).toEqual({ valid: true });
      expect(plan.total).toBeLessThanOrEqual(best.total);
      expect(plan.bound).toBeGreaterThanOrEqual(best.total);
    }
  });

  it("fills up what the search has not come to: after one step it has more than nine tenths of the largest total", () => {
    expect(planOf({ ...options, maxSteps: 1 }).total).toBeGreaterThan(0.9 * best.total);
  });

  it("comes closer with more steps, and is the best plan once there are enough", () => {
    const gaps = [1, steps - 1].map((maxSteps) => {
      const plan = planOf({ ...options, maxSteps });
      return plan.bound - plan.total;
    });
    expect(gaps[1]).toBeLessThan(gaps[0]!);
    expect(planOf({ ...options, maxSteps: steps + 1 })).toEqual(best);
  });

  it("gives the same plan for edges in another order", () => {
    const order = [...edges.row.keys()].reverse();
    const reversed = {
      ...edges,
      row: order.map((e) => edges.row[e]!),
      column: order.map((e) => edges.column[e]!),
      score: order.map((e) => edges.score[e]!),
    };
    const plan = planOf({ ...options, maxSteps: 2 });
    const other = solve(reversed, { ...options, maxSteps: 2 });
    expect([other.total, other.bound]).toEqual([plan.total, plan.bound]);
    expect(Array.from(other.edges, (e) => order[e]!).sort((a, b) => a - b)).toEqual([...plan.edges]);
  });

  it("keeps minimums and forced edges, going on until they are met", () => {
    const bounds = { rows: { min: 2, max: 9 }, columns: { min: 1, max: 12 }, forced: [0, 17, 400] };
    const plan = planOf({ ...bounds, maxSteps: 1 });
    expect(verifySolution(edges, bounds, plan)).toEqual({ valid: true });
    for (const forced of bounds.forced) expect(plan.edges).toContain(forced);
    expect(planOf(bounds).total).toBeLessThanOrEqual(plan.bound);
  });

  it("counts the bonus of edges to keep in its bound", () => {
    const keep = { edges: planOf({ rows: { max: 2 } }).edges, bonus: 0.3 };
    const plan = planOf({ ...options, keep, maxSteps: 2 });
    expect(verifySolution(edges, { ...options, keep }, plan)).toEqual({ valid: true });
    expect(planOf({ ...options, keep }).value).toBeLessThanOrEqual(plan.bound);
  });

  it("is compared with the best plan that has an edge, not with another one cut short: the loss is exact, and below 0 where the edge is in a better plan", () => {
    const short = { ...options, maxSteps: 1 };
    const plan = planOf(short);
    const coming = [...best.edges].find((edge) => !plan.edges.includes(edge))!;
    const going = [...plan.edges].find((edge) => !best.edges.includes(edge))!;
    expect(exchangeLoss(edges, short, { plan, edge: coming }).loss).toBeCloseTo(plan.total - best.total, 9);
    expect(plan.total).toBeLessThan(best.total);
    for (const edge of [coming, going, 0]) {
      const { loss, added, dropped } = exchangeLoss(edges, short, { plan, edge });
      const bestWith = planOf({ ...options, forced: [edge] });
      expect(loss).toBe(plan.value - bestWith.value);
      expect(
        [...plan.edges]
          .filter((e) => !dropped.includes(e))
          .concat([...added])
          .sort((a, b) => a - b),
      ).toEqual([...bestWith.edges]);
    }
  });

  it("is refused where its bound, its prices or its claim are wrong", () => {
    const plan = planOf({ ...options, maxSteps: 2 });
    const codes = (claim: object): string[] => {
      const verdict = verifySolution(edges, options, { ...plan, ...claim });
      return verdict.valid ? [] : [...new Set(verdict.problems.map(({ code }) => code))];
    };
    expect(codes({ bound: plan.total })).toEqual(["bound-wrong"]);
    expect(codes({ bound: plan.bound * 1.01 })).toEqual(["bound-wrong"]);
    expect(codes({ certificate: { ...plan.certificate, rowDual: plan.certificate.rowDual.map((price) => price / 2 ** 10) } })).not.toEqual(
      [],
    );
    expect(codes({ certificate: { ...plan.certificate, columnDual: new Float64Array(3) } })).toEqual(["column-dual-invalid"]);
    expect(codes({ certificate: { ...plan.certificate, scope: "all pairs" } })).toEqual(["scope-unproved"]);
    expect(codes({ status: "optimal" })).not.toEqual([]);
    expect(codes({ edges: plan.edges.slice(1) })).toContain("total-wrong");
  });
});

describe("maxSteps under fair", () => {
  it("ends after as many flows with a plan that its bounds prove", () => {
    const fair = { rows: { min: 1, max: 3 }, columns: { max: 5 }, objective: "fair" } as const;
    const small = sparseInstance({ rowCount: 30, columnCount: 20, degree: 8 }, 3);
    const plan = solve(small, { ...fair, maxSteps: 2 });
    expect(plan.status).not.toBe("infeasible");
    expect(verifySolution(small, fair, plan)).toEqual({ valid: true });
    expect(plan.bound).toBeGreaterThanOrEqual(solve(small, fair).minRow);
  });
});

describe("maxSteps", () => {
  const codeOf = (options: object): string[] => {
    try {
      solve(edges, options);
    } catch (error) {
      if (error instanceof SolveError) return error.issues.map(({ code, path }) => `${code} ${path}`);
      throw error;
    }
    return [];
  };

  it.each([0, -1, 1.5, Number.NaN, "2", null])("%j is refused", (maxSteps) => {
    expect(codeOf({ maxSteps })).toEqual(["max-steps-invalid options.maxSteps"]);
  });

  it("is refused where a search has no plan before its end", () => {
    const refused = ["option-not-for-objective options.maxSteps"];
    expect(codeOf({ maxSteps: 2, objective: "stable" })).toEqual(refused);
    expect(codeOf({ maxSteps: 2, columns: { max: 3, groups: [{ members: [0, 1], max: 1 }] } })).toEqual(refused);
    expect(codeOf({ maxSteps: 2, rows: { max: 3, loadCosts: [0, 1] } })).toEqual(refused);
  });
});
