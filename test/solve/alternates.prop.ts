import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alternates, exchangeLoss, solve, whyNot, type Plan } from "../../src/solve/index.js";
import { bruteForceTotal } from "../oracle/solve-brute-force.js";
import { instances } from "./support/instances.js";

const arbitrary = instances({ size: 4, capacity: 3, maxEdges: 12 });

describe("alternates", () => {
  it("lists for each row all edges not chosen, best first, and no others", () => {
    fc.assert(
      fc.property(arbitrary, ({ edges, options }) => {
        const plan = solve(edges, options);
        fc.pre(plan.status !== "infeasible");
        const lists = alternates(edges, options, plan, Infinity);
        const open = edges.row.map((_, e) => e).filter((e) => !plan.edges.includes(e));
        expect(
          lists
            .flat()
            .map((alternate) => alternate.edge)
            .sort((a, b) => a - b),
        ).toEqual(open);
        lists.forEach((list, row) => {
          const scores = list.map((alternate) => alternate.score);
          expect(list.every((alternate) => alternate.row === row && alternate.blocks.length > 0)).toBe(true);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        });
        expect(alternates(edges, options, plan, 1).map((list) => list[0])).toEqual(lists.map((list) => list[0]));
      }),
    );
  });

  it("states a loss that is never above the exact one, which is the one of brute force", () => {
    fc.assert(
      fc.property(arbitrary, ({ edges, options }) => {
        const plan = solve(edges, options);
        fc.pre(plan.status !== "infeasible");
        for (const { edge, lossAtLeast } of alternates(edges, options, plan, Infinity).flat()) {
          const exact = exchangeLoss(edges, options, { plan, edge });
          const best = bruteForceTotal(edges, { ...options, forced: [...options.forced, edge] });
          expect(exact.loss).toBe(best === null ? Infinity : plan.total - best);
          expect(lossAtLeast).toBeLessThanOrEqual(exact.loss);
          if (exact.loss === Infinity) continue;
          expect(exact.added).toContain(edge);
          const after = [...plan.edges].filter((e) => !exact.dropped.includes(e)).concat([...exact.added]);
          expect(after.reduce((sum, e) => sum + edges.score[e]!, 0)).toBe(plan.total - exact.loss);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("names as rivals the chosen edges of a full end", () => {
    fc.assert(
      fc.property(arbitrary, ({ edges, options }) => {
        const plan = solve(edges, options);
        fc.pre(plan.status !== "infeasible");
        for (const { row, column, blocks } of alternates(edges, options, plan, Infinity).flat()) {
          for (const { kind, rivals } of blocks) {
            const ofRow = [...plan.edges].filter((e) => edges.row[e] === row);
            const ofColumn = [...plan.edges].filter((e) => edges.column[e] === column);
            if (kind === "row-full") expect([...rivals].sort()).toEqual(ofRow.sort());
            if (kind === "column-full") expect([...rivals].sort()).toEqual(ofColumn.sort());
            if (kind === "row-full") expect(ofRow).toHaveLength(options.rows.max[row]!);
          }
        }
      }),
    );
  });
});

describe("whyNot", () => {
  const edges = { rowCount: 2, columnCount: 2, row: [0, 0, 1], column: [0, 1, 0], score: [9, 7, 8] };
  const plan = solve(edges) as Plan;

  it("says forbidden of a pair without edge, chosen of one in the plan, and of the rest what is in the way and what it costs", () => {
    expect(whyNot(edges, {}, { plan, row: 1, column: 1 })).toEqual({ kind: "forbidden", row: 1, column: 1 });
    expect(whyNot(edges, {}, { plan, row: 0, column: 1 })).toEqual({ kind: "chosen", edge: 1 });
    expect(whyNot(edges, {}, { plan, row: 0, column: 0 })).toMatchObject({
      kind: "alternate",
      edge: 0,
      blocks: [
        { kind: "row-full", rivals: [1] },
        { kind: "column-full", rivals: [2] },
      ],
    });
    expect(exchangeLoss(edges, {}, { plan, edge: 0 })).toEqual({
      edge: 0,
      loss: 6,
      added: Uint32Array.of(0),
      dropped: Uint32Array.of(1, 2),
    });
  });

  it("names rivals by score, lowest first, equal ones by index", () => {
    const crowd = { rowCount: 5, columnCount: 1, row: [0, 1, 2, 3, 4], column: [0, 0, 0, 0, 0], score: [5, 3, 4, 3, 1] };
    const options = { columns: { max: 4 } };
    const { blocks } = whyNot(crowd, options, { plan: solve(crowd, options) as Plan, row: 4, column: 0 }) as Extract<
      ReturnType<typeof whyNot>,
      { kind: "alternate" }
    >;
    expect(blocks).toEqual([{ kind: "column-full", rivals: [1, 3, 2, 0], at: "column" }]);
  });

  it("knows a university that is full, and a loss without end", () => {
    const options = { objective: "stable", columns: { groups: [{ members: [0, 1], max: 1 }] } } as const;
    const stable = solve(edges, options) as Plan<"stable">;
    expect(whyNot(edges, options, { plan: stable, row: 0, column: 1 })).toMatchObject({
      blocks: [{ kind: "row-full" }, { kind: "group-full", rivals: [0] }],
      lossAtLeast: null,
    });
    const forced = { forced: [0] };
    const fixed = solve(edges, forced) as Plan;
    expect(exchangeLoss(edges, forced, { plan: fixed, edge: 2 }).loss).toBe(Infinity);
  });
});
