import { describe, expect, it } from "vitest";
import { consortium, formatConsortium, verifyConsortia } from "../../src/alliances.js";
import {
  buildCorpus,
  propose,
  type ConfigError,
  type ConsortiumPlan,
  type ConsortiumRequest,
  type ProposeRequest,
} from "../../src/index.js";
import { intendedPairs, readCatalogue } from "../support/catalogue.js";

type Market = Parameters<typeof buildCorpus>[0];

const MARKET = {
  outcomes: [
    { id: "o1", title: "烟气余热回收热管", organisation: "u1" },
    { id: "o2", title: "烟气余热发电机组", organisation: "u2" },
    { id: "o3", title: "水稻育种", organisation: "u3" },
  ],
  needs: [
    { id: "n1", title: "烟气余热回收", organisation: "e1" },
    { id: "n2", title: "烟气余热发电", organisation: "e2" },
    { id: "n3", title: "水稻盐碱地育种", organisation: "e3" },
  ],
  organisations: [
    { id: "u1", name: "甲大学（虚构）", kind: "university", region: "210100" },
    { id: "u2", name: "乙大学（虚构）", kind: "university", region: "210200" },
    { id: "u3", name: "丁大学（虚构）", kind: "university", region: "210100" },
    { id: "e1", name: "丙公司（虚构）", kind: "enterprise", region: "210100", sector: "industry" },
    { id: "e2", name: "戊公司（虚构）", kind: "enterprise", region: "2102", sector: "services" },
    { id: "e3", name: "己公司（虚构）", kind: "enterprise", region: "2101", sector: "agriculture" },
  ],
} satisfies Market;

function planOf(market: Market, request: Partial<ProposeRequest> = {}): ConsortiumPlan {
  const options = { shape: "many-to-many", method: "consortium", ...request } as const;
  return propose(buildCorpus(market).corpus, options, { consortium }) as ConsortiumPlan;
}

function codesOf(request: Partial<ProposeRequest>): string[] {
  try {
    planOf(MARKET, request);
    return [];
  } catch (error) {
    return (error as ConfigError).issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  }
}

describe("a consortium", () => {
  it("joins needs of one technology with universities that complement each other, and leaves the rest with a reason", () => {
    const plan = planOf(MARKET);
    const [proposal] = plan.proposals;
    expect([proposal!.universities, proposal!.enterprises, plan.proposals.length]).toEqual([["u1", "u2"], ["e1", "e2"], 1]);
    expect(proposal!.consortium!.technology[0]).toBe("烟气余热");
    expect(proposal!.consortium!.parts.map(({ part }) => part)).toEqual(["coverage", "fit", "complementarity", "size"]);
    expect(plan.unmatched.needs).toEqual([{ id: "n3", reason: "no-cluster" }]);
    expect(plan.unmatched.enterprises).toEqual([{ id: "e3", reason: "no-cluster" }]);
    expect([plan.status, plan.certificate.isExhausted]).toEqual(["optimal", true]);
  });

  it("is not called by words of form at which the needs' texts part", () => {
    const needs = [
      { id: "n1", title: "基于烟气余热的回收", organisation: "e1" },
      { id: "n2", title: "基于烟气余热的发电", organisation: "e2" },
    ];
    const { technology } = planOf({ ...MARKET, needs }).proposals[0]!.consortium!;
    expect(technology[0]).toBe("烟气余热");
    for (const word of technology) expect(word).not.toMatch(/^(?:基于|[的及与或了])|[的及与或了]$/u);
  });

  it.each([
    ["低温污泥干化处理工艺", "含油污泥无害化处理工艺", /^化/u, "干化 and 无害化 share 化, which begins no word"],
    ["污泥无线传感网络", "污泥无线传动机构", /传$/u, "传感 and 传动 share 传, which ends no word"],
    ["污泥ADAS控制", "污泥ADAS标定", /^(?!adas$)[a-z]+$/iu, "a Latin word stays whole"],
  ])("of %s and %s has no name like %s: %s", (a, b, cut) => {
    const needs = [
      { id: "n1", title: a, organisation: "e1" },
      { id: "n2", title: b, organisation: "e2" },
    ];
    const words = ["干化", "无害化", "处理", "传感器", "传动", "传感", "传动轴", "无线", "无线电", "处理厂", "干化机", "无害化堆肥"];
    const outcomes = [
      { id: "o1", title: a, organisation: "u1" },
      { id: "o2", title: b, organisation: "u2" },
      // Other records show which characters belong together.
      ...words.flatMap((title, at) => Array.from({ length: 8 }, (_, nth) => ({ id: `w${at}-${nth}`, title: `${title}，第${nth}号` }))),
    ];
    const { technology } = planOf({ outcomes, needs }, { consortium: { likeness: 0.01 }, minScore: 0.01 }).proposals[0]!.consortium!;
    expect(technology.length).toBeGreaterThan(0);
    for (const word of technology) expect(word).not.toMatch(cut);
  });

  it("keeps the first character of a word whose second one is in many others", () => {
    const needs = [
      { id: "n1", title: "玉米杂种优势", organisation: "e1" },
      { id: "n2", title: "辣椒杂种优势", organisation: "e2" },
    ];
    const outcomes = [
      { id: "o1", title: "玉米杂种优势预测", organisation: "u1" },
      { id: "o2", title: "辣椒杂种优势群", organisation: "u2" },
      ...Array.from({ length: 40 }, (_, nth) => ({ id: `w${nth}`, title: `一种播种机，第${nth}号` })),
    ];
    const { technology } = planOf({ outcomes, needs }, { consortium: { likeness: 0.01 }, minScore: 0.01 }).proposals[0]!.consortium!;
    expect(technology[0]).toBe("杂种优势");
  });

  it("is not called by a word that says little beside the others", () => {
    const needs = [
      { id: "n1", title: "污泥干化项目", organisation: "e1" },
      { id: "n2", title: "污泥脱水项目", organisation: "e2" },
    ];
    const outcomes = [
      { id: "o1", title: "污泥干化", organisation: "u1" },
      { id: "o2", title: "污泥脱水", organisation: "u2" },
      ...Array.from({ length: 200 }, (_, nth) => ({ id: `w${nth}`, title: `项目，第${nth}号` })),
    ];
    const { technology } = planOf({ outcomes, needs }, { consortium: { likeness: 0.01 }, minScore: 0.01 }).proposals[0]!.consortium!;
    expect(technology).toEqual(["污泥"]);
  });

  it("is led by the university that brings most, or by the enterprise for which most is brought", () => {
    const [by] = planOf(MARKET).proposals;
    const { lead, universities, enterprises } = by!.consortium!;
    expect(lead).toBe(universities[0]!.organisation);
    expect(planOf(MARKET, { consortium: { lead: "enterprise" } }).proposals[0]!.consortium!.lead).toBe(enterprises[0]!.organisation);
  });

  it("keeps rules of place and sector, and says `rules` of whom they keep out", () => {
    expect(planOf(MARKET, { consortium: { within: "province" } }).proposals).toHaveLength(1);
    const byCity = planOf(MARKET, { consortium: { within: "prefecture" } });
    expect(byCity.proposals).toEqual([]);
    expect(byCity.unmatched.needs.slice(0, 2)).toEqual([
      { id: "n1", reason: "rules" },
      { id: "n2", reason: "rules" },
    ]);
    expect(planOf(MARKET, { consortium: { regions: ["2101"] } }).proposals).toEqual([]);
    expect(planOf(MARKET, { consortium: { sectors: ["industry"] } }).unmatched.needs[1]).toEqual({ id: "n2", reason: "rules" });
  });

  it("has no member for a word that has nothing to do with the technology, unless it fits its need well", () => {
    const needs = [
      { id: "n1", title: "起重机防摇摆控制", organisation: "e1" },
      { id: "n2", title: "起重机远程监控", organisation: "e2" },
    ];
    const outcomes = [
      { id: "o1", title: "起重机远程监控终端", organisation: "u1" },
      { id: "o2", title: "防摇摆木马", organisation: "u2" },
      { id: "o3", title: "水稻育种", organisation: "u3" },
    ];
    const membersAt = (minScore: number, rules: ConsortiumRequest = {}) =>
      planOf({ outcomes, needs }, { minScore, consortium: { likeness: 0.05, minGain: 0, ...rules } }).proposals.flatMap(
        ({ universities }) => universities,
      );
    expect(membersAt(0.2)).toEqual([]);
    expect(membersAt(0.2, { minCommon: 0 })).toEqual(["u1", "u2"]);
    const strict = { shape: "many-to-many", method: "consortium", minScore: 0.2, consortium: { likeness: 0.05, minGain: 0 } } as const;
    const loose = planOf({ outcomes, needs }, { ...strict, consortium: { ...strict.consortium, minCommon: 0 } });
    expect(verifyConsortia(buildCorpus({ outcomes, needs }).corpus, strict, loose)).toMatchObject([
      { code: "rule-broken", expected: "o2 holds 0.1 of what the needs share", received: "0" },
    ]);
    // The same outcome, where half as much again as is asked is less than it reaches.
    expect(membersAt(0.05)).toEqual(["u1", "u2"]);
  });

  it("is none where one university alone would do as well", () => {
    const both = MARKET.needs.slice(0, 2).map(({ title }, at) => ({ id: `o9${at}`, title, organisation: "u9" }));
    const market = { ...MARKET, outcomes: [...MARKET.outcomes, ...both] };
    const plan = planOf(market);
    expect(plan.proposals).toEqual([]);
    expect(plan.unmatched.needs[0]).toEqual({ id: "n1", reason: "rules" });
  });

  it("is none of a chain of neighbours: first and last of three have to be alike too", () => {
    const needs = ["余热回收", "余热回收视觉检测", "视觉检测"].map((title, at) => ({ id: `n${at}`, title, organisation: `e${at}` }));
    const outcomes = needs.map(({ title }, at) => ({ id: `o${at}`, title, organisation: `u${at}` }));
    for (const { needs: members } of planOf({ outcomes, needs }).certificate.clusters) expect(members).not.toEqual(["n0", "n1", "n2"]);
  });

  it("reads in both languages", () => {
    const { corpus } = buildCorpus(MARKET);
    const [proposal] = planOf(MARKET).proposals;
    const zh = formatConsortium(corpus, proposal!, "zh");
    for (const words of ["共性技术“烟气余热", "牵头", "互补", "u2 乙大学（虚构） 提供 o2《烟气余热发电机组》", "提出 n1"])
      expect(zh).toContain(words);
    const en = formatConsortium(corpus, proposal!);
    for (const words of ["consortium 1 on “烟气余热", "cost of size", "e1 丙公司（虚构） asks for n1"]) expect(en).toContain(words);
    expect(formatConsortium(corpus, { rank: 1, score: 0 })).toBe("");
  });
});

describe("bad input to consortia", () => {
  it("is refused by code", () => {
    expect(codesOf({ shape: "many-to-one" })).toEqual(["option-conflict shape"]);
    expect(codesOf({ perNeed: 2 })).toEqual(["option-out-of-range perNeed"]);
    expect(codesOf({ perUniversity: -1 })).toEqual(["option-out-of-range perUniversity.max"]);
    expect(codesOf({ coverage: {} })).toEqual(["option-conflict coverage"]);
    expect(codesOf({ consortium: [] as never })).toEqual(["option-wrong-type consortium"]);
    expect(
      codesOf({
        consortium: {
          universities: { min: 3, max: 2 },
          enterprises: { min: 0 },
          likeness: 0,
          minCommon: 2,
          minGain: "0.1",
          regions: ["x"],
          within: "zone",
          sectors: [],
          lead: "me",
        } as never,
      }).sort(),
    ).toEqual([
      "bounds-crossed consortium.universities",
      "option-out-of-range consortium.enterprises.min",
      "option-out-of-range consortium.lead",
      "option-out-of-range consortium.likeness",
      "option-out-of-range consortium.minCommon",
      "option-out-of-range consortium.minGain",
      "option-out-of-range consortium.regions",
      "option-out-of-range consortium.sectors",
      "option-out-of-range consortium.within",
    ]);
    expect(codesOf({ forced: [{ need: "n1", outcome: "o1" }], forbidden: [{ need: "n1", outcome: "o1" }] })).toEqual([
      "pair-contradiction forced",
    ]);
  });

  it("of single records is passed over with a reason, and the rest goes on", () => {
    const market = {
      ...MARKET,
      outcomes: [...MARKET.outcomes, { id: "o4", title: "烟气余热回收", organisation: "e1" }, { id: "o5", title: "烟气余热回收" }],
      needs: [...MARKET.needs, { id: "n4", title: "烟气余热" }, { id: "n5", title: "", organisation: "e9" }],
      organisations: [...MARKET.organisations, { id: "u4", name: "甲大学（虚构）", kind: "university" }],
    };
    const plan = planOf(market, {
      forced: [
        { need: "n4", outcome: "o1" },
        { need: "n3", outcome: "o3" },
      ],
    });
    expect(plan.proposals.map(({ needs }) => needs)).toEqual([["n1", "n2"]]);
    expect(plan.unmatched.needs).toEqual([
      { id: "n3", reason: "no-cluster" },
      { id: "n4", reason: "no-organisation" },
      { id: "n5", reason: "no-text" },
    ]);
    expect(plan.unmatched.universities.find(({ id }) => id === "u4")).toEqual({ id: "u4", reason: "no-record" });
    expect(plan.issues.map(({ code }) => code)).toEqual([
      "organisation-on-both-sides",
      "unknown-organisation",
      "organisation-same-name",
      "forced-unusable",
      "forced-unusable",
    ]);
  });

  it("capacities of zero leave everyone out, huge ones no one", () => {
    for (const key of ["perNeed", "perOutcome", "perEnterprise", "perUniversity"]) {
      const plan = planOf(MARKET, { [key]: 0 });
      expect(plan.proposals).toEqual([]);
      expect(plan.unmatched.needs).toEqual([
        { id: "n1", reason: "capacity" },
        { id: "n2", reason: "capacity" },
        { id: "n3", reason: "no-cluster" },
      ]);
    }
    const huge = Number.MAX_SAFE_INTEGER;
    expect(planOf(MARKET, { perOutcome: huge, perEnterprise: huge, perUniversity: huge }).proposals).toHaveLength(1);
  });
});

describe("the verifier of consortia", () => {
  const { corpus } = buildCorpus(MARKET);
  const request: ProposeRequest = { shape: "many-to-many", method: "consortium" };
  const plan = planOf(MARKET);
  const [proposal] = plan.proposals;
  const detail = proposal!.consortium!;
  const codes = (change: Partial<typeof proposal & object>, asked: ProposeRequest = request): string[] => [
    ...new Set(verifyConsortia(corpus, asked, { ...plan, proposals: [{ ...proposal!, ...change }] }).map(({ code }) => code)),
  ];

  it("accepts the plan, and refuses what is changed in it", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ score: proposal!.score * 2 })).toContain("worth-wrong");
    expect(codes({ universities: ["u1"] })).toContain("rule-broken");
    expect(codes({ pairs: proposal!.pairs.slice(1) })).toContain("worth-wrong");
    expect(codes({ needs: ["n1", "n3"] })).toContain("cluster-wrong");
    expect(codes({ links: proposal!.links!.slice(1) })).toContain("contribution-wrong");
    expect(codes({ consortium: { ...detail, lead: "u3" } })).toContain("rule-broken");
    expect(
      codes({ consortium: { ...detail, universities: detail.universities.map((member) => ({ ...member, contribution: 0 })) } }),
    ).toContain("contribution-wrong");
    expect(codes({}, { ...request, perUniversity: 0 })).toEqual(["capacity-exceeded"]);
    expect(codes({}, { ...request, consortium: { within: "prefecture" } })).toEqual(["rule-broken"]);
    expect(codes({}, { ...request, consortium: { sectors: ["industry"] } })).toEqual(["rule-broken"]);
    expect(codes({}, { ...request, consortium: { likeness: 0.99 } })).toEqual(["cluster-wrong"]);
    expect(codes({ pairs: proposal!.pairs.map((pair) => ({ ...pair, outcome: "o3" })) })).toContain("rule-broken");
    expect(codes({}, { ...request, consortium: { minGain: 0.9 } })).toEqual(["rule-broken"]);
    const low = { ...plan, certificate: { ...plan.certificate, bound: 0 } };
    expect(verifyConsortia(corpus, request, low).map(({ code }) => code)).toEqual(["bound-wrong"]);
  });
});

describe("the example catalogue by consortia", () => {
  it("joins what its authors meant in at least three pairs of four", () => {
    const intended = intendedPairs();
    const plan = planOf(readCatalogue());
    const pairs = plan.proposals.flatMap((proposal) => proposal.pairs.map(({ need, outcome }) => `${need} ${outcome}`));
    expect(plan.status).toBe("optimal");
    expect(pairs.filter((pair) => intended.has(pair)).length / pairs.length).toBeGreaterThanOrEqual(0.75);
  });

  it.each([["e29", ["u10", "u14"], "heat of flue gas: pipes from one, fused magnesia from the other"]])(
    "%s is served by %j: %s",
    (enterprise, universities) => {
      const proposal = planOf(readCatalogue()).proposals.find(({ enterprises }) => enterprises.includes(enterprise))!;
      expect(proposal.universities).toEqual(universities);
    },
  );
});
