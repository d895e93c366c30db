import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { organisations } from "../../src/alliances.js";
import { explainAlliance, formatAlliance } from "../../src/choice.js";
import { buildCorpus, LEVELS, propose, SHAPES } from "../../src/index.js";
import { randomMarket } from "../support/random-market.js";

describe("an alliance explained", () => {
  it("adds up: shares of pairs, of universities and of enterprises are its score; every member contributes", () => {
    fc.assert(
      fc.property(randomMarket, fc.constantFrom(...SHAPES), fc.constantFrom(...LEVELS), (market, shape, level) => {
        const { corpus } = buildCorpus(market);
        for (const proposal of propose(corpus, { shape, level, minScore: 0.05 }, { organisations }).proposals) {
          const { members, evidence, score } = explainAlliance(corpus, proposal);
          const sum = (parts: ReadonlyArray<{ readonly share: number }>) => parts.reduce((total, { share }) => total + share, 0);
          expect(sum(evidence)).toBeCloseTo(score, 9);
          for (const role of ["university", "enterprise"] as const)
            expect(sum(members.filter((member) => member.role === role))).toBeCloseTo(score, 9);
          for (const { share, records } of members) {
            expect(share).toBeGreaterThan(0);
            expect(records.length).toBeGreaterThan(0);
          }
          const named = members.flatMap(({ role, organisation }) => (organisation === undefined ? [] : [`${role} ${organisation}`]));
          expect(named.sort()).toEqual(
            [...proposal.universities.map((id) => `university ${id}`), ...proposal.enterprises.map((id) => `enterprise ${id}`)].sort(),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it("reads in both languages: who brings what, by which words, industry and place", () => {
    const { corpus } = buildCorpus({
      outcomes: [{ id: "o1", title: "窑炉余热回收装置", organisation: "u1", region: "210102", industries: ["C31"] }],
      needs: [{ id: "n1", title: "窑炉余热回收", organisation: "e1", region: "2102", industries: ["C313"] }],
      organisations: [
        { id: "u1", name: "甲大学（虚构）", kind: "university" },
        { id: "e1", name: "丙公司（虚构）", kind: "enterprise" },
      ],
    });
    const [proposal] = propose(corpus, { shape: "one-to-one" }).proposals;
    const zh = formatAlliance(explainAlliance(corpus, proposal!), "zh");
    for (const part of ["甲大学（虚构）", "提供成果 o1《窑炉余热回收装置》", "丙公司（虚构）", "“窑炉余热回收”", "行业", "同省"])
      expect(zh).toContain(part);
    expect(formatAlliance(explainAlliance(corpus, proposal!))).toContain("university u1 甲大学（虚构） offers o1");
  });
});
