import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve, verifySolution, type Edges, type SolveOptions, type Verdict } from "../../src/solve/index.js";
import { groupInstance } from "./support/group-instances.js";
import { instances, reorderEdges } from "./support/instances.js";
import { chosenPairs, cutToBest, proveFromBest, scoreIn } from "./support/pair-finder.js";

const anyBounds = instances({ size: 6, capacity: 3, maxEdges: 36 });
const oneToOne = instances({ size: 7, capacity: 1, maxEdges: 49 });
const perRow = fc.integer({ min: 1, max: 3 });

function expectProved(full: Edges, options: SolveOptions, most: number): void {
  const dense = solve(full, options);
  const proved = proveFromBest(full, options, { perRow: most, maxRounds: full.row.length + 1 });
  const { solution, edges, scope, rounds, added } = proved;
  expect(scope).toBe("all pairs");
  expect(rounds).toBeLessThanOrEqual(added + 1);
  expect(verifySolution(edges, proved.options, solution, { pairScore: scoreIn(full) })).toEqual({ valid: true });
  expect([solution.status, solution.value, solution.bound]).toEqual([dense.status, dense.value, dense.bound]);
  expect(solution.reason?.shortfall).toBe(dense.reason?.shortfall);
  expect(solution.status === "infeasible" ? solution.scope : solution.certificate.scope).toBe("all pairs");
}

function codesOf(verdict: Verdict): string[] {
  return verdict.valid ? [] : [...new Set(verdict.problems.map(({ code }) => code))];
}

describe("a plan found from the best edge of each row and column", () => {
  it.each([
    ["every bound up to 3, forced edges, forbidden pairs", anyBounds, 1000],
    ["one to one up to 7 × 7", oneToOne, 400],
  ])("has the total, or the shortfall, of the plan over the full table: %s", (_, arbitrary, numRuns) => {
    fc.assert(
      fc.property(arbitrary, perRow, ({ edges, options }, most) => expectProved(edges, options, most)),
      { numRuns },
    );
  });

  it.each(["mild", "harsh"])("has it with nested groups and costs of loads too, %s", (kind) => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), perRow, (seed, loads, most) => {
        const shape = { size: 6, maxEdges: 36, capacity: 3, mild: kind === "mild", loads, groups: true };
        const { edges, options } = groupInstance(seed, shape);
        expectProved(edges, options, most);
      }),
      { numRuns: 600 },
    );
  });

  it("is within the bound of either plan where scores are no whole units", () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), fc.integer({ min: 1, max: 1e9 }), (seed, loads, noise) => {
        const shape = { size: 6, maxEdges: 36, capacity: 3, mild: true, loads, groups: true };
        const { edges, options } = groupInstance(seed, shape);
        const full = { ...edges, score: edges.score.map((score, e) => score / 7 + ((noise * (e + 1)) % 1009) / 1e18) };
        const dense = solve(full, options);
        const proved = proveFromBest(full, options);
        expect(verifySolution(proved.edges, proved.options, proved.solution, { pairScore: scoreIn(full) })).toEqual({ valid: true });
        if (dense.status === "infeasible") return;
        expect(proved.solution.bound).toBeGreaterThanOrEqual(dense.value);
        expect(dense.bound).toBeGreaterThanOrEqual(proved.solution.value);
      }),
      { numRuns: 400 },
    );
  });

  it("is the plan over the full table, pair for pair, where only one plan has the largest total", () => {
    fc.assert(
      fc.property(anyBounds, perRow, ({ edges, options }, most) => {
        // Distinct powers of two: no two sets of edges have the same sum.
        const full = { ...edges, score: edges.score.map((_, e) => 2 ** e * (e % 5 === 4 ? -1 : 1)) };
        const proved = proveFromBest(full, options, { perRow: most });
        expect(chosenPairs(proved)).toEqual(chosenPairs({ edges: full, solution: solve(full, options) }));
      }),
      { numRuns: 400 },
    );
  });

  it("does not depend on the order of edges and of answers", () => {
    fc.assert(
      fc.property(anyBounds, fc.integer(), ({ edges, options }, seed) => {
        const other = reorderEdges(edges, seed);
        const one = proveFromBest(edges, options);
        // Ties between edges of a row are settled by their order here, so the finder gives all that it finds.
        const all = { perRow: Infinity };
        const [a, b] = [
          proveFromBest(edges, options, all),
          proveFromBest(other.edges, { ...options, forced: options.forced.map((e) => other.order.indexOf(e)) }, all),
        ];
        expect(b.solution.total).toBe(one.solution.total);
        if (new Set(edges.score).size === edges.score.length) expect(chosenPairs(b)).toEqual(chosenPairs(a));
      }),
    );
  });
});

describe("verifySolution over all pairs", () => {
  const grouped = fc
    .integer()
    .map((seed) => groupInstance(seed, { size: 6, maxEdges: 36, capacity: 3, mild: false, loads: false, groups: true }));
  it.each([
    ["bounds", anyBounds, 1000],
    ["nested groups", grouped, 1000],
  ])(
    "refuses a claim of all pairs over some edges, wherever the full table has a better plan, or one at all: %s",
    (_, arbitrary, numRuns) => {
      const refused = { worse: 0, infeasible: 0 };
      fc.assert(
        fc.property(arbitrary, ({ edges: full, options }) => {
          const cut = cutToBest(full, options, 1);
          const solution = solve(cut.edges, cut.options);
          const dense = solve(full, options);
          const claim =
            solution.status === "infeasible"
              ? { ...solution, scope: "all pairs" as const }
              : { ...solution, certificate: { ...solution.certificate, scope: "all pairs" as const } };
          const verdict = verifySolution(cut.edges, cut.options, claim, { pairScore: scoreIn(full) });
          if (dense.value === solution.value && dense.status === solution.status) return;
          expect(codesOf(verdict)).toEqual(["better-pair-missing"]);
          refused[dense.status === solution.status ? "worse" : "infeasible"]++;
        }),
        { numRuns },
      );
      // Both kinds are met often enough to mean something.
      expect(Math.min(refused.worse, refused.infeasible)).toBeGreaterThan(10);
    },
  );

  it("refuses a proved plan once any pair that is no edge scores above its prices", () => {
    fc.assert(
      fc.property(anyBounds, fc.nat(), ({ edges: full, options }, pick) => {
        const { edges, options: given, solution } = proveFromBest(full, options);
        fc.pre(solution.status !== "infeasible" && edges.row.length < full.rowCount * full.columnCount);
        const isEdge = new Set(Array.from(edges.row, (row, e) => `${row},${edges.column[e]!}`));
        const missing = Array.from({ length: full.rowCount * full.columnCount }, (_, pair) => [
          Math.floor(pair / full.columnCount),
          pair % full.columnCount,
        ]).filter(([row, column]) => !isEdge.has(`${row},${column}`));
        const [row, column] = missing[pick % missing.length]!;
        const { unit, rowDual, columnDual } = solution.certificate;
        const price = (rowDual[row!]! + columnDual[column!]!) * unit;
        const withScore = (score: number) => (r: number, c: number) => (r === row && c === column ? score : null);
        expect(verifySolution(edges, given, solution, { pairScore: withScore(price) })).toEqual({ valid: true });
        const verdict = verifySolution(edges, given, solution, { pairScore: withScore(price + 0.25) });
        expect(verdict).toMatchObject({ problems: [{ code: "better-pair-missing", path: `row ${row}, column ${column}` }] });
      }),
    );
  });
});
