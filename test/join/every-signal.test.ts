import { describe, expect, it } from "vitest";
import { buildCorpus, defineConfig, matchAll, type Need, type Outcome } from "../../src/index.js";
import { specificationReader } from "../../src/specifications.js";
import { SIGNALS } from "../../src/score/signal.js";
import { oracleScore } from "../oracle/exhaustive-rank.js";
import { readCatalogue } from "../support/catalogue.js";

const K = 5;

describe("matchAll", () => {
  // A join that knows some signals only once gave scores without the others, and no test had weighted them.
  it.each([
    ...SIGNALS.filter((signal) => signal !== "embedding").map((signal) => ({ [signal]: 1 })),
    { text: 0.4, factors: 0.3, maturity: 0.3 },
  ])("lists the best outcomes of every need by the whole score, under weights %o", (weights) => {
    const own = { compare: (need: Need, outcome: Outcome) => (need.title.length + outcome.title.length) / 200 };
    const config = defineConfig({ weights, specifications: specificationReader, own });
    const { corpus } = buildCorpus(readCatalogue(), config);
    const { needs, outcomes } = corpus;
    const edges = matchAll(corpus, { k: K });
    const scoreByPair = new Map(Array.from(edges.score, (score, e) => [edges.need[e]! * outcomes.count + edges.outcome[e]!, score]));
    for (let n = 0; n < needs.count; n += 7) {
      if (needs.rows.text.rowStart[n + 1] === needs.rows.text.rowStart[n]) continue;
      const best = Array.from({ length: outcomes.count }, (_, o) => ({ o, score: oracleScore(corpus, needs, n, outcomes, o) }))
        .sort((a, b) => b.score - a.score || a.o - b.o)
        .slice(0, K);
      for (const { o, score } of best) expect(scoreByPair.get(n * outcomes.count + o)).toBe(score);
    }
  });
});
