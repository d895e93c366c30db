import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus, defineConfig, matchAll, SHAPES } from "../../src/index.js";
import {
  accept,
  CHOICE_ISSUE_CATALOGUE,
  decline,
  openSession,
  planChoice,
  resettle,
  reweigh,
  whatIf,
  withdraw,
  type ChoiceRequest,
  type OrganisationChoiceRequest,
  type Session,
} from "../../src/choice.js";
import { randomMarket } from "../support/random-market.js";

const shape = fc.constantFrom(...SHAPES);
const keyOf = ({ need, outcome }: { readonly need: string; readonly outcome: string }): string => `${need} ${outcome}`;

describe("a session", () => {
  it("never proposes a declined pair, keeps accepted ones, and changes no more pairs than a fresh solve", () => {
    fc.assert(
      fc.property(randomMarket, shape, fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 4 }), (market, shape, answers) => {
        const { corpus } = buildCorpus(market);
        let session: Session = openSession(corpus, { shape, minScore: 0.05 }).session;
        for (const [at, isYes] of answers) {
          const pair = session.pairs[at % Math.max(1, session.pairs.length)];
          if (pair !== undefined)
            session = (isYes ? accept : decline)(session, { by: "need", need: pair.need, outcome: pair.outcome }).session;
        }
        const table = JSON.parse(JSON.stringify(session)) as Session;
        const next = resettle(corpus, table);
        const pairs = new Set(next.session.pairs.map(keyOf));
        for (const pair of table.declined) expect(pairs).not.toContain(keyOf(pair));
        for (const pair of table.pairs) if (pair.acceptedBy.length > 0) expect(pairs).toContain(keyOf(pair));
        expect(next.diff.changes).toBeLessThanOrEqual(next.fresh!.changes);
        expect(next.diff.changes).toBe(next.diff.added.length + next.diff.dropped.length);
        expect(next.plan.total).toBeLessThanOrEqual(next.fresh!.total + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("a stable plan has no blocking pair under two views", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const { corpus } = buildCorpus(market);
        const views = { need: { text: 1 }, outcome: { text: 1, region: 2 } };
        expect(planChoice(corpus, { shape, objective: "stable", minScore: 0.05, views }).stability).toEqual({
          isStable: true,
          blocking: [],
        });
      }),
      { numRuns: 60 },
    );
  });

  it("totals the scores of a plan's pairs under two views too, so that no stable plan is worth more than the largest total", () => {
    fc.assert(
      fc.property(randomMarket, shape, (market, shape) => {
        const { corpus } = buildCorpus(market);
        const request = { shape, minScore: 0.05, views: { need: { text: 1 }, outcome: { text: 1, region: 2 } } };
        const stable = planChoice(corpus, { ...request, objective: "stable" }).plan;
        const pairs = stable.proposals.flatMap((proposal) => proposal.pairs);
        expect(stable.total).toBeCloseTo(
          pairs.reduce((sum, { score }) => sum + score, 0),
          12,
        );
        expect(stable.total).toBeLessThanOrEqual(planChoice(corpus, request).plan.total + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("a corpus reweighed scores as one built with the weights", () => {
    fc.assert(
      fc.property(randomMarket, (market) => {
        const { corpus } = buildCorpus(market);
        const weights = { text: 1, region: 3 };
        const built = buildCorpus(market, defineConfig({ weights }), { statistics: corpus.statistics }).corpus;
        expect(matchAll(reweigh(corpus, weights))).toEqual(matchAll(built));
      }),
      { numRuns: 60 },
    );
  });
});

describe("issues of a choice", () => {
  const { corpus } = buildCorpus({
    outcomes: [{ id: "o1", title: "烟气余热回收装置" }, { id: "o2", title: "余热锅炉" }],
    needs: [{ id: "n1", title: "窑炉烟气余热回收" }, { id: "n2", title: "烧结余热锅炉" }],
  }); // prettier-ignore
  const { corpus: organisationMarket } = buildCorpus({
    outcomes: [{ id: "o1", title: "烟气余热回收装置", organisation: "u1" }],
    needs: [{ id: "n1", title: "窑炉烟气余热回收", organisation: "e1" }, { id: "n2", title: "水稻育种", organisation: "e2" }],
  }); // prettier-ignore
  const n1o1 = { need: "n1", outcome: "o1" };
  const n1o2 = { need: "n1", outcome: "o2" };
  const base: ChoiceRequest = { shape: "one-to-one", minScore: 0.05 };
  const codes = (more: unknown): string[] => planChoice(corpus, { ...base, ...(more as object) }).issues.map(({ code }) => code);
  const { session } = openSession(corpus, base);
  const by = "need";
  const u1e1 = { enterprise: "e1", university: "u1" };
  const organisationCodes = (more: object): string[] =>
    openSession(organisationMarket, {
      shape: "one-to-one",
      minScore: 0.05,
      level: "organisations",
      ...more,
    } satisfies OrganisationChoiceRequest).issues.map(({ code }) => code);
  const told = (answer: typeof accept, pair: { need: string; outcome: string }, at = session): string[] =>
    answer(at, { by, ...pair }).issues.map(({ code }) => code);
  const EXAMPLES: Readonly<Record<string, () => string[]>> = {
    "constraint-unreadable": () => codes({ forced: "n1" }),
    "constraint-unknown-record": () => codes({ locked: [{ need: "n1", outcome: "o9" }] }),
    "constraint-unknown-organisation": () => organisationCodes({ locked: [{ ...u1e1, university: "u9" }] }),
    "lock-without-records": () => organisationCodes({ locked: [{ ...u1e1, enterprise: "e2" }] }),
    "constraint-unknown-key": () => codes({ capacities: { firms: {} } }),
    "lock-barred": () => codes({ locked: [n1o1], declined: [n1o1] }),
    "lock-exceeds-capacity": () => codes({ locked: [n1o1, n1o2] }),
    "capacity-invalid": () => codes({ capacities: { needs: { n1: -1 } } }),
    "capacity-beyond-shape": () => codes({ capacities: { needs: { n1: 5 } } }),
    "capacity-beyond-market": () => codes({ shape: "many-to-many", capacities: { needs: { n1: 1e9 } } }),
    "accept-not-proposed": () => told(accept, n1o2),
    "accept-declined": () => told(accept, n1o1, decline(session, { by, ...n1o1 }).session),
    "withdraw-not-accepted": () => told(withdraw, n1o1),
    "decline-not-proposed": () => told(decline, n1o2),
    "answer-unreadable": () => told(accept, { need: "n1" } as never),
    "answer-repeated": () => told(accept, n1o1, accept(session, { by, ...n1o1 }).session),
  };

  it.each(Object.keys(CHOICE_ISSUE_CATALOGUE))("%s has a case", (code) => {
    expect(EXAMPLES[code]!()).toContain(code);
  });

  it("a capacity of 0 keeps a record out, and what-if says what gave way", () => {
    expect(planChoice(corpus, { ...base, capacities: { outcomes: { o1: 0 } } }).plan.proposals.flatMap(({ outcomes }) => outcomes)).toEqual(
      ["o2"],
    );
    const { diff } = whatIf(corpus, base, { forbidden: [n1o1] });
    expect(diff.dropped.find(({ need, outcome }) => need === "n1" && outcome === "o1")!.reason).toBe("forbidden");
  });
});
