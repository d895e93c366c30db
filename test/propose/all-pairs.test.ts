import { describe, expect, it } from "vitest";
import { allPairs, openPairScore } from "../../src/alliances.js";
import { buildCorpus, ConfigError, propose, proposeSteps, type ProposeRequest, type RecordRequest } from "../../src/index.js";
import { verifySolution } from "../../src/solve/index.js";

/** Four of each, all alike: as the best of each record they all name the same partner. */
const alike = ["1", "2", "3", "4"].map((id) => ({ id, title: "窑炉余热回收" }));
const market = {
  outcomes: alike.map(({ id, title }) => ({ id: `o${id}`, title })),
  needs: alike.map(({ id, title }) => ({ id: `n${id}`, title })),
};
const { corpus } = buildCorpus(market);
const provedBy = (request: RecordRequest) => propose(corpus, { ...request, certify: "all pairs" }, { allPairs });
const pairCount = (plan: ReturnType<typeof provedBy>) => plan.proposals.flatMap(({ pairs }) => pairs).length;

function codesOf(request: unknown, methods = { allPairs }): string[] {
  try {
    propose(corpus, request as ProposeRequest, methods);
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ code, path }) => `${code} ${path.join(".")}`).sort();
    throw error;
  }
  return [];
}

describe('certify: "all pairs"', () => {
  it("finds the partners that the candidates lack", () => {
    expect(pairCount(propose(corpus, { shape: "one-to-one", k: 1 }))).toBe(2);
    const plan = provedBy({ shape: "one-to-one", k: 1 });
    expect([plan.certificate.scope, pairCount(plan), plan.unmatched.needs, plan.issues]).toEqual(["all pairs", 4, [], []]);
  });

  it("is a claim that other code checks pair by pair, and refuses once a pair is allowed that the plan did not know", () => {
    const forbidden = market.needs.flatMap(({ id }) => (id === "n1" ? [] : [{ need: id, outcome: "o4" }]));
    const request: RecordRequest = { shape: "one-to-one", k: 1, forbidden: [...forbidden, { need: "n1", outcome: "o4" }] };
    const plan = provedBy(request);
    const { edges, options, solution } = plan.certificate;
    expect(pairCount(plan)).toBe(3);
    expect(verifySolution(edges, options, solution, { pairScore: openPairScore(corpus, request) })).toEqual({ valid: true });
    expect(verifySolution(edges, options, solution)).toMatchObject({ valid: false, problems: [{ code: "scope-unproved" }] });
    expect(verifySolution(edges, options, solution, { pairScore: openPairScore(corpus, { ...request, forbidden }) })).toMatchObject({
      valid: false,
      problems: [{ code: "better-pair-missing", path: "row 0, column 3" }],
    });
  });

  it("makes a plan possible whose minimums the candidates cannot keep", () => {
    const request: RecordRequest = { shape: "one-to-one", k: 1, perNeed: { min: 1, max: 1 } };
    expect(propose(corpus, request).status).toBe("infeasible");
    expect([provedBy(request).status, pairCount(provedBy(request))]).toEqual(["optimal", 4]);
  });

  it("proves that no pairs at all keep the minimums, and says so as the certificate's scope", () => {
    const plan = provedBy({ shape: "many-to-one", k: 1, perNeed: { min: 2, max: 3 } });
    expect([plan.status, plan.certificate.scope, plan.infeasibility?.shortfall]).toEqual(["infeasible", "all pairs", 4]);
  });

  it("says where rounds ran out, and then claims no more than its candidates", () => {
    const plan = provedBy({ shape: "one-to-one", k: 1, maxRounds: 1 });
    expect([plan.certificate.scope, plan.status]).toEqual(["candidates", "optimal"]);
    expect(plan.issues.map(({ code, effect, expected }) => [code, effect, expected])).toEqual([["proof-unfinished", "noted", "1"]]);
    const { edges, options, solution } = plan.certificate;
    expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
  });

  it("changes nothing where nothing was missing but the scope", () => {
    const plain = propose(corpus, { shape: "one-to-one" });
    const proved = provedBy({ shape: "one-to-one" });
    const solution = { ...plain.certificate.solution, certificate: { ...plain.certificate.solution.certificate, scope: "all pairs" } };
    expect(proved).toEqual({ ...plain, certificate: { ...plain.certificate, scope: "all pairs", solution } });
  });

  it("reports each round by needs between the solver's start and end", () => {
    const steps = proposeSteps(corpus, { shape: "one-to-one", k: 1, certify: "all pairs" }, { allPairs });
    const stages = Array.from(steps, (step) => `${step.stage}${step.stage === "prove" ? ` ${step.round}` : ""} ${step.done}/${step.total}`);
    expect(stages.slice(stages.indexOf("solve 0/1"))).toEqual(["solve 0/1", "prove 1 0/4", "prove 2 0/4", "solve 1/1"]);
  });

  it("holds for a corpus that was updated as for one that was built so", () => {
    const [outcomes, needs] = [market.outcomes.slice(0, 2), market.needs.slice(0, 2)];
    const { corpus: small } = buildCorpus({ outcomes, needs });
    const { corpus: updated } = small.update({ add: { outcomes: market.outcomes.slice(2), needs: market.needs.slice(2) } });
    const { corpus: rebuilt } = buildCorpus(market, small.config, { statistics: small.statistics });
    const request = { shape: "one-to-one", k: 1, certify: "all pairs" } as const;
    expect(propose(updated, request, { allPairs })).toEqual(propose(rebuilt, request, { allPairs }));
  });

  it.each<[string, object, string[]]>([
    ["a scope that is none", { certify: "everything" }, ["option-out-of-range certify"]],
    ["another objective", { certify: "all pairs", objective: "fair" }, ["method-not-given objective", "option-conflict certify"]],
    ["organisations", { certify: "all pairs", level: "organisations" }, ["method-not-given level", "option-conflict certify"]],
    [
      "another method",
      { certify: "all pairs", shape: "many-to-one", method: "coverage" },
      ["method-not-given method", "option-conflict certify"],
    ],
    ["no round at all", { certify: "all pairs", maxRounds: 0 }, ["option-out-of-range maxRounds"]],
    ["rounds in words", { certify: "all pairs", maxRounds: "many" }, ["option-wrong-type maxRounds"]],
    ["rounds without a proof", { maxRounds: 3 }, ["option-conflict maxRounds"]],
  ])("refuses %s", (_, request, codes) => {
    expect(codesOf({ shape: "one-to-one", ...request })).toEqual(codes);
  });

  it("refuses a proof that was not brought along, and openPairScore a request that is wrong", () => {
    expect(codesOf({ shape: "one-to-one", certify: "all pairs" }, {} as { allPairs: typeof allPairs })).toEqual([
      "method-not-given certify",
    ]);
    expect(() => openPairScore(corpus, { shape: "x" } as unknown as RecordRequest)).toThrow(ConfigError);
  });
});
