import { describe, expect, it } from "vitest";
import { organisations, stable } from "../../src/alliances.js";
import { buildCorpus, ConfigError, formatIssue, propose, type OrganisationPlan, type ProposeRequest } from "../../src/index.js";

const market = {
  outcomes: [
    { id: "o1", title: "烟气余热回收装置", organisation: "u1" },
    { id: "o2", title: "表面缺陷机器视觉检测", organisation: "u2" },
    { id: "o3", title: "余热锅炉", organisation: "u1" },
    { id: "o4", title: "轴承热处理", organisation: "both" },
    { id: "o5", title: "烟气脱硫" },
  ],
  needs: [
    { id: "n1", title: "窑炉烟气余热回收", organisation: "e1" },
    { id: "n2", title: "轴承表面缺陷检测", organisation: "e2" },
    { id: "n3", title: "烧结余热锅炉发电", organisation: "e1" },
    { id: "n4", title: "轴承热处理变形", organisation: "both" },
    { id: "n5", title: "岫玉雕刻", organisation: "e4" },
    { id: "n6", title: "烟气脱硫" },
  ],
  organisations: [
    { id: "u1", name: "甲大学（虚构）", kind: "university" },
    { id: "u2", name: "乙大学（虚构）", kind: "university" },
    { id: "u3", name: "乙大学（虚构）", kind: "university" },
    { id: "e1", name: "丙公司（虚构）", kind: "enterprise" },
    { id: "e2", name: "丁公司（虚构）", kind: "enterprise" },
    { id: "e3", name: "戊公司（虚构）", kind: "enterprise" },
    { id: "e4", name: "己公司（虚构）", kind: "enterprise" },
    { id: "both", name: "庚研究院（虚构）" },
  ],
};
const { corpus } = buildCorpus(market);
const planOf = (request: Partial<ProposeRequest> = {}) =>
  propose(
    corpus,
    { shape: "one-to-one", minScore: 0.05, ...request, level: "organisations" },
    { organisations, stable },
  ) as OrganisationPlan;

function codesOf(request: object): string[] {
  try {
    propose(corpus, { shape: "many-to-many", level: "organisations", ...request } as ProposeRequest, { organisations, stable });
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ code }) => code);
    throw error;
  }
  return [];
}

describe("organisations", () => {
  it("are paired by all their records, each of which counts once", () => {
    const first = planOf().proposals.find(({ enterprises }) => enterprises[0] === "e1")!;
    expect(first).toMatchObject({ universities: ["u1"], needs: ["n1", "n3"], outcomes: ["o1", "o3"] });
    expect(first.score).toBeLessThan(first.pairs[0]!.score * Math.SQRT2);
  });

  it("that offer and ask may do both, but never with themselves, and are named", () => {
    const plan = planOf({ shape: "many-to-many" });
    for (const { links } of plan.proposals) for (const { enterprise, university } of links!) expect(enterprise).not.toBe(university);
    const issue = plan.issues.find(({ code }) => code === "organisation-on-both-sides")!;
    expect(issue).toMatchObject({ received: "both", effect: "noted" });
    expect(formatIssue(issue, "zh")).toContain("both");
  });

  it("of one name stay two, and are named", () => {
    expect(planOf().issues.find(({ code }) => code === "organisation-same-name")).toMatchObject({
      expected: "u2, u3",
      received: "乙大学（虚构）",
    });
  });

  it("left over say why: no record, no partner above the threshold", () => {
    const { unmatched } = planOf();
    expect(unmatched.universities).toContainEqual({ id: "u3", reason: "no-record" });
    expect(unmatched.enterprises).toContainEqual({ id: "e3", reason: "no-record" });
    expect(unmatched.enterprises).toContainEqual({ id: "e4", reason: "below-threshold" });
    expect(unmatched.needs).toContainEqual({ id: "n6", reason: "no-organisation" });
    expect(unmatched.outcomes).toContainEqual({ id: "o5", reason: "no-organisation" });
  });

  it("give up an alliance for which no record is left, and find another", () => {
    const tight = planOf({ shape: "one-to-many", perOutcome: 1, perNeed: 1, perUniversity: 3 });
    const outcomes = tight.proposals.flatMap(({ pairs }) => pairs.map(({ outcome }) => outcome));
    expect(new Set(outcomes).size).toBe(outcomes.length);
  });
});

describe("capacities of organisations", () => {
  it("of 0 leave everybody over; huge ones change nothing", () => {
    expect(planOf({ perUniversity: 0 }).proposals).toEqual([]);
    const huge = Number.MAX_SAFE_INTEGER;
    const all = planOf({ shape: "many-to-many", perUniversity: huge, perEnterprise: huge, perNeed: huge, perOutcome: huge });
    expect(all.proposals.length).toBeGreaterThan(planOf().proposals.length);
    expect(all.proposals).toEqual(planOf({ shape: "many-to-many", perUniversity: 1000, perEnterprise: 1000 }).proposals);
  });

  it("that cannot be kept are a value with the enterprises in the way", () => {
    const plan = planOf({ perEnterprise: { min: 1, max: 1 } });
    expect(plan.status).toBe("infeasible");
    expect(plan.infeasibility!.lowerMinimums).toContainEqual({ side: "enterprises", id: "e3", from: 1, to: 0 });
  });

  it.each<[string, object, string[]]>([
    ["negative", { perUniversity: -1 }, ["option-out-of-range"]],
    ["beyond whole numbers", { perEnterprise: 1e300 }, ["option-out-of-range"]],
    ["of text", { perEnterprise: "3" }, ["option-wrong-type"]],
    ["crossed", { perEnterprise: { min: 3, max: 2 } }, ["bounds-crossed"]],
    ["above one where the shape allows one", { shape: "one-to-many", perEnterprise: 2 }, ["option-out-of-range"]],
    ["with a minimum under stability", { objective: "stable", perEnterprise: { min: 1, max: 2 } }, ["option-conflict"]],
    ["with a minimum on records", { perNeed: { min: 1, max: 2 } }, ["option-conflict"]],
    ["with forced pairs of records", { forced: [{ need: "n1", outcome: "o1" }] }, ["option-conflict"]],
  ])("that are %s are refused", (_, request, codes) => {
    expect(codesOf(request)).toEqual(codes);
  });
});

describe("a market without organisations", () => {
  it("has no plan of organisations, and says so record by record", () => {
    const { corpus } = buildCorpus({ outcomes: [{ id: "o", title: "余热回收" }], needs: [{ id: "n", title: "余热回收" }] });
    const plan = propose(corpus, { shape: "one-to-one", level: "organisations" }, { organisations }) as OrganisationPlan;
    expect(plan.proposals).toEqual([]);
    expect(plan.unmatched).toEqual({
      needs: [{ id: "n", reason: "no-organisation" }],
      outcomes: [{ id: "o", reason: "no-organisation" }],
      enterprises: [],
      universities: [],
    });
  });
});

describe("an organisation id that the market does not list", () => {
  it("is named in the plan where there is a list, and is no fault where there is none", () => {
    const records = {
      outcomes: [{ id: "o1", title: "高温余热回收装置", organisation: "u9" }],
      needs: [{ id: "n1", title: "窑炉余热回收", organisation: "e1" }],
    };
    const issuesOf = (organisationList: readonly object[]) =>
      propose(
        buildCorpus({ ...records, organisations: organisationList }).corpus,
        { shape: "one-to-one", level: "organisations" },
        { organisations },
      ).issues.map(({ code, received }) => [code, received]);
    expect(issuesOf([{ id: "e1", name: "丙公司（虚构）", kind: "enterprise" }])).toEqual([["unknown-organisation", "u9"]]);
    expect(issuesOf([])).toEqual([]);
  });
});
