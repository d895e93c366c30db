import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fair, stable } from "../../src/alliances.js";
import { buildCorpus, propose, SHAPES } from "../../src/index.js";
import { verifySolution } from "../../src/solve/index.js";
import { randomMarket } from "../support/random-market.js";

const shape = fc.constantFrom(...SHAPES);

describe("plans of records by other objectives", () => {
  it("leave no need and outcome under `stable` that would both rather have each other", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const plan = propose(buildCorpus(market).corpus, { shape, minScore: 0.05, objective: "stable" }, { stable });
        const { needs, outcomes, edges, options, solution } = plan.certificate;
        const pairs = plan.proposals.flatMap(({ pairs }) => pairs);
        const room = (key: "need" | "outcome", id: string) => {
          const bound = key === "need" ? options.rows!.max : options.columns!.max;
          const own = pairs.filter((pair) => pair[key] === id).map(({ score }) => score);
          return own.length < (bound as number) ? -Infinity : Math.min(...own);
        };
        for (let e = 0; e < edges.row.length; e++) {
          const need = needs[edges.row[e]!]!;
          const outcome = outcomes[edges.column[e]!]!;
          if (pairs.some((pair) => pair.need === need && pair.outcome === outcome)) continue;
          const blocks = edges.score[e]! > room("need", need) && edges.score[e]! > room("outcome", outcome);
          expect(blocks).toBe(false);
        }
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
      }),
    );
  });

  it("keep capacities under `fair`, carry a proof, and total no more than the plan of largest total", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const { corpus } = buildCorpus(market);
        const plan = propose(corpus, { shape, minScore: 0.05, objective: "fair" }, { fair });
        const { edges, options, solution } = plan.certificate;
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
        expect(plan.total).toBeLessThanOrEqual(propose(corpus, { shape, minScore: 0.05 }).total + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("are the same for shuffled records", () => {
    fc.assert(
      fc.property(randomMarket, shape, fc.constantFrom("stable" as const, "fair" as const), (market, shape, objective) => {
        const turned = { outcomes: [...market.outcomes].reverse(), needs: [...market.needs].reverse() };
        const planOf = (input: typeof turned) => propose(buildCorpus(input).corpus, { shape, objective }, { stable, fair });
        expect(planOf(turned)).toEqual(planOf({ outcomes: [...market.outcomes], needs: [...market.needs] }));
      }),
      { numRuns: 60 },
    );
  });
});
