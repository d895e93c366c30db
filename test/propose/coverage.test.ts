import { describe, expect, it } from "vitest";
import { consortium, coverage, formatCoverage } from "../../src/alliances.js";
import type { ConfigError } from "../../src/index.js";
import { buildCorpus, propose, type CoverageAlliancePlan, type ProposeRequest } from "../../src/index.js";
import { openSnapshot, saveSnapshot } from "../../src/snapshot.js";
import { intendedPairs, readCatalogue } from "../support/catalogue.js";

type Market = Parameters<typeof buildCorpus>[0];

const parts = [
  { id: "a", title: "烟气余热回收", weight: 2, factors: ["technology", "talent"] },
  { id: "b", title: "熔池温度检测", weight: 1 },
  { id: "c", title: "驻厂培训", weight: 1 },
];
const MARKET: Market = {
  outcomes: [
    { id: "o1", title: "烟气余热回收装置", organisation: "u1", factors: ["technology"] },
    { id: "o2", title: "熔池温度在线检测", organisation: "u2", factors: ["technology"] },
    { id: "o3", title: "水稻育种", organisation: "u3" },
  ],
  needs: [{ id: "n1", title: "窑炉烟气余热与熔池温度", parts, organisation: "e1", factors: ["funding"] }],
  organisations: [
    { id: "u1", name: "甲大学（虚构）", kind: "university" },
    { id: "u2", name: "乙大学（虚构）", kind: "university" },
    { id: "u3", name: "丁大学（虚构）", kind: "university" },
    { id: "e1", name: "丙公司（虚构）", kind: "enterprise" },
  ],
};

function planOf(market: Market, request: Partial<ProposeRequest> = {}): CoverageAlliancePlan {
  const options = { shape: "many-to-one", method: "coverage", ...request } as const;
  return propose(buildCorpus(market).corpus, options, { coverage }) as CoverageAlliancePlan;
}

function codesOf(market: Market, request: Partial<ProposeRequest>): string[] {
  try {
    planOf(market, request);
    return [];
  } catch (error) {
    return (error as ConfigError).issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  }
}

describe("an alliance by coverage", () => {
  it("names who covers which part, the lead, what each adds, and what is missing by part and factor", () => {
    const [proposal] = planOf(MARKET).proposals;
    const { lead, members, parts: covered, factors } = proposal!.coverage!;
    expect(lead).toBe("u1");
    expect(members.map(({ university, outcomes }) => [university, outcomes])).toEqual([
      ["u1", ["o1"]],
      ["u2", ["o2"]],
    ]);
    expect(covered.map(({ id, weight, by, missing }) => [id, weight, by[0]?.outcome, missing])).toEqual([
      ["a", 0.5, "o1", null],
      ["b", 0.25, "o2", null],
      ["c", 0.25, undefined, "nothing-fits"],
    ]);
    expect(factors.map(({ factor, status, by }) => [factor, status, by])).toEqual([
      ["technology", "brought", ["o1", "o2"]],
      ["funding", "missing", []],
      ["talent", "missing", []],
    ]);
  });

  it("reads in both languages", () => {
    const { corpus } = buildCorpus(MARKET);
    const [proposal] = planOf(MARKET).proposals;
    const zh = formatCoverage(corpus, proposal!, "zh");
    for (const words of ["牵头 u1 甲大学（虚构）", "o2《熔池温度在线检测》", "仍缺 c“驻厂培训”：没有成果达到要求", "仍缺要素：资金"])
      expect(zh).toContain(words);
    const en = formatCoverage(corpus, proposal!);
    for (const words of ["led by u1", "part a “烟气余热回收” (0.500 of the need)", "still missing factor: talent"])
      expect(en).toContain(words);
    expect(formatCoverage(corpus, { rank: 1, enterprises: [] })).toBe("");
  });

  it("finds parts as numbered points of the description, unless only given parts are wanted", () => {
    const need = {
      id: "n1",
      title: "窑炉节能",
      description: "需求内容：1、烟气余热回收；2、熔池温度检测。\n企业简介：1、水稻育种；2、员工百人。",
      organisation: "e1",
    };
    const market = { ...MARKET, needs: [need] };
    expect(planOf(market).proposals[0]!.coverage!.parts.map(({ id, title }) => [id, title])).toEqual([
      ["1", "烟气余热回收"],
      ["2", "熔池温度检测"],
    ]);
    expect(planOf(market, { coverage: { parts: "given" } }).unmatched.needs).toEqual([{ id: "n1", reason: "no-parts" }]);
  });

  it("does not add up what several bring by the same words", () => {
    const twin = { id: "o9", title: "烟气余热回收装置", organisation: "u9" };
    const market = { ...MARKET, outcomes: [...MARKET.outcomes, twin] };
    expect(planOf(market).proposals[0]!.universities).toEqual(["u1", "u2"]);
  });

  it("covers no long part by one general word of a short title, unless nothing has to be held", () => {
    const long = { id: "a", title: "高架桥节段箱梁预制与架设成套装备，市政道路工业化建造的全过程信息化管理与远程诊断系统" };
    const needs = [{ id: "n1", title: "高架桥箱梁架设系统", parts: [long, parts[1]!], organisation: "e1" }];
    const general = { id: "o4", title: "教务系统", organisation: "u4" };
    const market = { ...MARKET, outcomes: [...MARKET.outcomes, general], needs };
    const coveredBy = (minHeld?: number) => {
      const options = { minScore: 0.05, coverage: minHeld === undefined ? {} : { minHeld } };
      return planOf(market, options).proposals[0]!.coverage!.parts.map(({ by }) => by[0]?.outcome);
    };
    expect(coveredBy()).toEqual([undefined, "o2"]);
    expect(coveredBy(0)).toEqual(["o4", "o2"]);
  });

  it("says `taken` of a part whose outcome has no room", () => {
    const [proposal] = planOf(MARKET, { perNeed: 1 }).proposals;
    expect(proposal!.universities).toEqual(["u1"]);
    expect(proposal!.coverage!.parts[1]!.missing).toBe("taken");
  });
});

describe("any corpus of the same records", () => {
  const methods = { coverage, consortium };
  const requests: readonly ProposeRequest[] = [
    { shape: "many-to-one", method: "coverage" },
    { shape: "many-to-many", method: "consortium" },
  ];
  const { corpus } = buildCorpus(readCatalogue());

  it.each(requests)("gives the same plan under $method: opened from a snapshot, and brought up to date", (request) => {
    const plan = propose(corpus, request, methods);
    expect(propose(openSnapshot(saveSnapshot(corpus)), request, methods)).toEqual(plan);
    const [need, outcome] = [corpus.needs.records[2]!, corpus.outcomes.records[5]!];
    const without = corpus.update({ remove: { needs: [need.id], outcomes: [outcome.id] } }).corpus;
    expect(propose(without.update({ add: { needs: [need], outcomes: [outcome] } }).corpus, request, methods)).toEqual(plan);
  });
});

describe("bad input to coverage", () => {
  it("is refused by code", () => {
    expect(codesOf(MARKET, { shape: "one-to-one" })).toEqual(["option-conflict shape"]);
    expect(codesOf(MARKET, { perNeed: -1 })).toEqual(["option-out-of-range perNeed.max"]);
    expect(codesOf(MARKET, { perNeed: { min: 1 } })).toEqual(["option-conflict perNeed.min"]);
    expect(codesOf(MARKET, { objective: "fair" })).toContain("option-conflict objective");
    expect(codesOf(MARKET, { coverage: { minCover: 0, minHeld: -1, minGain: 2, parts: "all" } as never })).toEqual([
      "option-out-of-range coverage.parts",
      "option-out-of-range coverage.minCover",
      "option-out-of-range coverage.minHeld",
      "option-out-of-range coverage.minGain",
    ]);
    expect(codesOf(MARKET, { coverage: { typo: 1 } as never })).toEqual(["unknown-option coverage.typo"]);
    expect(codesOf(MARKET, { coverage: 3 as never })).toEqual(["option-wrong-type coverage"]);
    expect(codesOf(MARKET, { consortium: {} })).toEqual(["option-conflict consortium"]);
  });

  it("contradicting locks are refused: forced and forbidden, more than a capacity holds", () => {
    const pair = (outcome: string) => ({ need: "n1", outcome });
    expect(codesOf(MARKET, { forced: [pair("o1")], forbidden: [pair("o1")] })).toEqual(["pair-contradiction forced"]);
    expect(codesOf(MARKET, { forced: [pair("o1"), pair("o2")], perNeed: 1 })).toEqual(["forced-exceeds-capacity perNeed.n1"]);
    expect(codesOf(MARKET, { forced: [pair("o1")], perUniversity: 0 })).toEqual(["forced-exceeds-capacity perUniversity.u1"]);
  });

  it("of single records is passed over with a reason, and the rest goes on", () => {
    const market: Market = {
      ...MARKET,
      outcomes: [...MARKET.outcomes, { id: "o4", title: "烟气余热回收", organisation: "e1" }, { id: "o5", title: "烟气余热回收" }],
      needs: [
        ...MARKET.needs,
        { id: "n2", title: "无子需求", organisation: "e2" },
        { id: "n3", title: "没有单位", parts },
        { id: "n4", title: "", organisation: "e2" },
      ],
    };
    const plan = planOf(market, { forced: [{ need: "n2", outcome: "o1" }] });
    expect(plan.proposals.map(({ needs }) => needs)).toEqual([["n1"]]);
    expect(plan.unmatched.needs).toEqual([
      { id: "n2", reason: "no-parts" },
      { id: "n3", reason: "no-organisation" },
      { id: "n4", reason: "no-text" },
    ]);
    expect(plan.unmatched.outcomes.find(({ id }) => id === "o5")!.reason).toBe("no-organisation");
    expect(plan.issues.map(({ code }) => code)).toEqual(["organisation-on-both-sides", "unknown-organisation", "forced-unusable"]);
  });

  it("capacities of zero leave everyone out, huge ones no one", () => {
    expect(planOf(MARKET, { perUniversity: 0 }).proposals).toEqual([]);
    const huge = Number.MAX_SAFE_INTEGER;
    const plan = planOf(MARKET, { perNeed: huge, perOutcome: huge, perEnterprise: huge, perUniversity: huge });
    expect(plan.proposals[0]!.universities).toEqual(["u1", "u2"]);
  });
});

describe("the example catalogue by coverage", () => {
  it("covers needs by outcomes that its authors meant for them, but for a traffic sensor at a forest fire and a fish farm for the training of farmers", () => {
    const intended = intendedPairs();
    const { proposals } = planOf(readCatalogue());
    const pairs = proposals.flatMap((proposal) => proposal.pairs.map(({ need, outcome }) => `${need} ${outcome}`));
    expect(proposals).toHaveLength(28);
    expect(pairs.filter((pair) => !intended.has(pair))).toEqual(["n117 o142", "n139 o058"]);
  });

  it.each([
    ["n051", ["u04", "u13"], "one flies and measures, the other traces by infrared fingerprints"],
    ["n014", ["u02", "u17"], "ice loads from one, paint and shafts from the other; steel is elsewhere"],
    ["n028", ["u01", "u18"], "hydrostatics from one, calibration from the other"],
  ])("%s is covered by %j: %s", (need, universities) => {
    const proposal = planOf(readCatalogue()).proposals.find(({ needs }) => needs[0] === need)!;
    expect(proposal.universities).toEqual(universities);
  });
});
