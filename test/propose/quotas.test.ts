import { describe, expect, it } from "vitest";
import { allPairs, fair, quotas, stable } from "../../src/alliances.js";
import { formatWhyNot, planAlternates, whyNot } from "../../src/choice.js";
import type { ConfigError } from "../../src/index.js";
import { buildCorpus, propose, type ProposeRequest } from "../../src/index.js";

const { corpus } = buildCorpus({
  outcomes: [
    { id: "o1", title: "窑炉烟气余热回收装置", organisation: "u1" },
    { id: "o2", title: "锅炉余热回收换热器", organisation: "u1" },
    { id: "o3", title: "烧结余热发电机组", organisation: "u2" },
  ],
  needs: [
    { id: "n1", title: "窑炉烟气余热回收", organisation: "e1" },
    { id: "n2", title: "锅炉余热回收", organisation: "e1" },
    { id: "n3", title: "烧结余热发电", organisation: "e2" },
    { id: "n4", title: "余热回收" },
  ],
});
const planOf = (request: Partial<ProposeRequest>) =>
  propose(corpus, { shape: "one-to-one", minScore: 0.05, ...request } as { readonly shape: "one-to-one" }, {
    quotas,
    stable,
    fair,
    allPairs,
  });
const pairsOf = (request: Partial<ProposeRequest>) =>
  planOf(request).proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome }) => `${need} ${outcome}`));

describe("capacities of organisations, where records are paired", () => {
  it("count all records of an organisation together", () => {
    expect(pairsOf({}).sort()).toEqual(["n1 o1", "n2 o2", "n3 o3"]);
    expect(pairsOf({ perUniversity: 1 })).toHaveLength(2);
    expect(pairsOf({ perUniversity: 0 })).toEqual([]);
    expect(pairsOf({ objective: "stable", perUniversity: 1 }).filter((pair) => /o[12]$/u.test(pair))).toHaveLength(1);
  });

  it("leave records that name no organisation without limit", () => {
    expect(pairsOf({ perEnterprise: 0 })).toEqual([expect.stringMatching(/^n4 /u)]);
  });

  it("name organisations in the certificate, group by group", () => {
    const { enterprises, universities, options } = planOf({ perEnterprise: 1, perUniversity: 2 }).certificate;
    expect(enterprises).toEqual(["e1", "e2"]);
    expect(universities).toEqual(["u1", "u2"]);
    expect(options.columns?.groups?.map(({ members }) => Array.from(members))).toEqual([[0, 1], [2]]);
    expect(planOf({}).certificate).not.toHaveProperty("enterprises");
  });

  it("keep minimums, and name the organisations in the way of them", () => {
    expect(pairsOf({ perEnterprise: { min: 2, max: 2 }, forbidden: [{ need: "n3", outcome: "o3" }] }).length).toBe(0);
    const { status, infeasibility } = planOf({ perEnterprise: { min: 2, max: 2 } });
    expect(status).toBe("infeasible");
    expect(infeasibility).toMatchObject({ conflicts: [], lowerMinimums: [], shortfall: 1 });
    expect(infeasibility!.quotas!.asking).toContainEqual({ side: "enterprises", id: "e2" });
    expect(infeasibility!.quotas!.changes).toHaveLength(1);
    expect(pairsOf({ perEnterprise: { min: 1, max: 1 } })).toHaveLength(3);
  });

  it("take forced pairs into account", () => {
    const forced = [{ need: "n4", outcome: "o2" }];
    expect(pairsOf({ perUniversity: 1, forced })).toContain("n4 o2");
    expect(pairsOf({ perUniversity: 1, forced })).not.toContain("n1 o1");
  });

  it("are the answer to why a pair is absent", () => {
    const request = { shape: "one-to-one", minScore: 0.05, perUniversity: 1 } as const;
    const plan = propose(corpus, request, { quotas });
    const kept = plan.proposals.flatMap(({ outcomes }) => outcomes);
    const [need, outcome] = kept.includes("o1") ? ["n2", "o2"] : ["n1", "o1"];
    const answer = whyNot(corpus, { plan, request }, { need, outcome });
    expect(answer.reason).toBe("capacity");
    expect(answer.sides).toContain("university");
    expect(answer.rivals.length).toBeGreaterThan(0);
    expect(formatWhyNot(answer, "zh")).toContain("高校");
    const none = { ...request, perUniversity: 0 };
    const excluded = whyNot(corpus, { plan: propose(corpus, none, { quotas }), request: none }, { need: "n1", outcome: "o1" });
    expect([excluded.reason, excluded.sides]).toEqual(["excluded", ["university"]]);
    expect(formatWhyNot(excluded)).toContain("the university");
    expect(planAlternates(plan, 3).some((pair) => pair.need === need && pair.outcome === outcome)).toBe(true);
  });

  it.each<[string, Partial<ProposeRequest>, string[]]>([
    ["of enterprises under stable", { objective: "stable", perEnterprise: 1 }, ["option-conflict perEnterprise"]],
    ["of universities under fair", { objective: "fair", perUniversity: 1 }, ["option-conflict perUniversity"]],
    ["under a proof over all pairs", { certify: "all pairs", perUniversity: 1 }, ["option-conflict certify"]],
    ["as minimums under stable", { objective: "stable", perUniversity: { min: 1 } }, ["option-conflict perUniversity.min"]],
    ["of text", { perUniversity: "2" as unknown as number }, ["option-wrong-type perUniversity.max"]],
    [
      "that forced pairs exceed",
      { perUniversity: 1, forced: ["1", "2"].map((at) => ({ need: `n${at}`, outcome: `o${at}` })) },
      ["forced-exceeds-capacity perUniversity.u1"],
    ],
  ])("are refused %s", (_, request, codes) => {
    expect(codesOf(() => planOf(request))).toEqual(codes);
  });

  it("ask for the method that keeps them", () => {
    expect(codesOf(() => propose(corpus, { shape: "one-to-one", perUniversity: 1 }))).toEqual(["method-not-given perUniversity"]);
    expect(propose(corpus, { shape: "one-to-one", perUniversity: { min: 0 } }).proposals).toHaveLength(3);
  });
});

function codesOf(run: () => unknown): string[] {
  try {
    run();
    return [];
  } catch (error) {
    return (error as ConfigError).issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  }
}
