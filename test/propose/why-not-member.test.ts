import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consortium, coverage, formatWhyNotMember, whyNotMember } from "../../src/alliances.js";
import { buildCorpus, ConfigError, propose, type ConsortiumPlan, type CoverageAlliancePlan, type ProposeRequest } from "../../src/index.js";
import { consortiumMarket } from "../support/consortium-market.js";
import { partedMarket } from "../support/parted-market.js";

type Market = Parameters<typeof buildCorpus>[0];

function ask(market: Market, request: ProposeRequest, [need, university]: readonly [string, string]) {
  const { corpus } = buildCorpus(market);
  const plan = propose(corpus, request, { coverage, consortium }) as CoverageAlliancePlan | ConsortiumPlan;
  return whyNotMember(corpus, { plan, request }, { need, university });
}

describe("why a university is not in an alliance by coverage", () => {
  const parts = [
    { id: "a", title: "烟气余热回收", weight: 2 },
    { id: "b", title: "熔池温度检测" },
  ];
  const market = {
    outcomes: [
      { id: "o1", title: "烟气余热回收装置", organisation: "u1" },
      { id: "o2", title: "熔池温度在线检测", organisation: "u2" },
      { id: "o3", title: "水稻育种", organisation: "u3" },
      { id: "o4", title: "烟气余热", organisation: "u4" },
      { id: "o5", title: "", organisation: "u5" },
      { id: "o6", title: "窑炉节能", organisation: "u6" },
      { id: "o7", title: "烟气余热回收", organisation: "e1" },
    ],
    needs: [
      { id: "n1", title: "窑炉烟气余热与熔池温度", parts, organisation: "e1" },
      { id: "n2", title: "烟气余热回收", organisation: "e2" },
      { id: "n3", title: "没有单位", parts },
    ],
  };
  const request = { shape: "many-to-one", method: "coverage", minScore: 0.1 } as const;

  it.each<[reason: string, pair: readonly [string, string], more: Partial<ProposeRequest>, zh: RegExp, en: RegExp]>([
    ["proposed", ["n1", "u1"], {}, /已在推荐的联盟之中/u, /in the alliance proposed/u],
    ["unknown-record", ["n9", "u1"], {}, /需求不在库中/u, /not in the market: the need/u],
    ["no-record", ["n1", "u9"], {}, /高校名下没有成果/u, /no outcome belongs to the university/u],
    ["no-organisation", ["n3", "u1"], {}, /需求未注明单位/u, /no organisation is named by the need/u],
    ["own-organisation", ["n1", "e1"], {}, /双方属同一单位/u, /belong to one organisation/u],
    ["no-text", ["n1", "u5"], {}, /高校没有可用文本/u, /no text to compare from the university/u],
    ["excluded", ["n1", "u1"], { perUniversity: 0 }, /高校的名额为 0/u, /capacity of the university is 0/u],
    ["forbidden", ["n1", "u1"], { forbidden: [{ need: "n1", outcome: "o1" }] }, /均已被禁止/u, /all pairs that would fit are forbidden/u],
    ["no-parts", ["n2", "u1"], {}, /没有可分的子需求/u, /not divided into parts/u],
    ["below-threshold", ["n1", "u3"], {}, /得分 0\.000，低于最低得分 0\.100/u, /score of 0\.000 is below the least of 0\.100/u],
    ["unfit", ["n1", "u6"], {}, /内容太少/u, /hold too little of any part/u],
    [
      "adds-too-little",
      ["n1", "u4"],
      {},
      /新增太少（\+0\.000）；已有 n1 – u\d（0\.\d{3}，相差 \+/u,
      /add too little \(\+0\.000\); there are n1 – u\d \(0\.\d{3}, \+/u,
    ],
    [
      "capacity",
      ["n1", "u2"],
      { perNeed: 1 },
      /需求的名额已满（\+0\.\d{3}），由 n1 – u1（0/u,
      /no place is left at the need \(\+0\.\d{3}\): n1 – u1 \(0/u,
    ],
  ])("%s: %j under %j", (reason, pair, more, zh, en) => {
    const answer = ask(market, { ...request, ...more }, pair);
    expect(answer.reason).toBe(reason);
    expect(formatWhyNotMember(answer, "zh")).toMatch(zh);
    expect(formatWhyNotMember(answer, "en")).toMatch(en);
  });

  it.each<[side: string, pair: readonly [string, string], more: Partial<ProposeRequest>]>([
    ["university", ["n5", "u1"], { perUniversity: 1, perOutcome: 2 }],
    ["outcome", ["n5", "u1"], { perOutcome: 1 }],
    ["enterprise", ["n5", "u1"], { perEnterprise: 1, perOutcome: 2 }],
  ])("capacity of the %s: rivals are the alliances that hold the places", (side, pair, more) => {
    const needs = [
      { id: "n4", title: "窑炉烟气余热回收与熔池温度检测", parts: [{ ...parts[0]!, weight: 9 }, parts[1]!], organisation: "e4" },
      { id: "n5", title: "窑炉烟气余热与熔池温度", parts: [parts[0]!, { id: "c", title: "驻厂培训" }], organisation: "e4" },
    ];
    const answer = ask({ outcomes: market.outcomes.slice(0, 2), needs }, { ...request, ...more }, pair);
    expect(answer).toMatchObject({ reason: "capacity", sides: [side], rivals: [{ need: "n4" }] });
    expect(answer.gain).toBeGreaterThan(0);
    expect(answer.rivals[0]!.gap).toBeCloseTo(answer.rivals[0]!.score - answer.gain!, 12);
  });

  it("answers for every need and university: proposed just where they are together, and what it would add is above 0 where places are taken", () => {
    fc.assert(
      fc.property(partedMarket, fc.nat(2), fc.nat(2), (drawn, perOutcome, perUniversity) => {
        const { corpus } = buildCorpus(drawn);
        const own: ProposeRequest = { shape: "many-to-one", method: "coverage", minScore: 0.05, perOutcome, perUniversity };
        const plan = propose(corpus, own, { coverage }) as CoverageAlliancePlan;
        const links = plan.proposals.flatMap((proposal) => proposal.links!.map((link) => `${proposal.needs[0]!} ${link.university}`));
        const universities = new Set(corpus.outcomes.records.flatMap(({ organisation }) => organisation ?? []));
        for (const need of corpus.needs.ids)
          for (const university of universities) {
            const answer = whyNotMember(corpus, { plan, request: own }, { need, university });
            expect(answer.reason === "proposed").toBe(links.includes(`${need} ${university}`));
            if (answer.reason === "capacity") expect(answer.gain).toBeGreaterThanOrEqual(0.05);
            if (answer.reason === "adds-too-little") expect(answer.gain).toBeLessThan(0.05);
            for (const rival of answer.rivals) expect(plan.proposals.some(({ needs }) => needs.includes(rival.need))).toBe(true);
            for (const language of ["zh", "en"] as const) expect(formatWhyNotMember(answer, language)).not.toMatch(/[{}]|undefined|NaN/u);
          }
      }),
      { numRuns: 60 },
    );
  });
});

describe("why a university is not in a consortium", () => {
  const market = {
    outcomes: [
      { id: "o1", title: "烟气余热回收热管", organisation: "u1" },
      { id: "o2", title: "烟气余热发电机组", organisation: "u2" },
      { id: "o3", title: "水稻育种", organisation: "u3" },
      { id: "o4", title: "烟气余热回收", organisation: "u4" },
      { id: "o5", title: "发电厂房", organisation: "u5" },
    ],
    needs: [
      { id: "n1", title: "烟气余热回收", organisation: "e1" },
      { id: "n2", title: "烟气余热发电", organisation: "e2" },
      { id: "n3", title: "水稻盐碱地育种", organisation: "e3" },
    ],
    organisations: ["u1", "u2", "u3", "u4", "u5"].map((id) => ({
      id,
      name: `${id}（虚构）`,
      kind: "university",
      region: id === "u4" ? "310100" : "210100",
    })),
  };
  const request = { shape: "many-to-many", method: "consortium", minScore: 0.15 } as const;

  it.each<[reason: string, pair: readonly [string, string], more: Partial<ProposeRequest>, zh: RegExp, en: RegExp]>([
    ["proposed", ["n2", "u2"], {}, /已在推荐的联盟之中/u, /in the alliance proposed/u],
    ["no-cluster", ["n3", "u3"], {}, /没有与需求共性技术的其他需求/u, /no other need shares a technology with the need/u],
    ["below-threshold", ["n1", "u3"], {}, /低于最低得分/u, /below the least/u],
    ["rules", ["n1", "u4"], { consortium: { regions: ["21"], enterprises: { min: 1 } } }, /不符合地区等规则/u, /the rules keep it out/u],
    [
      "outscored",
      ["n1", "u1"],
      {},
      /不优于所推荐的（[−+]0\.\d{3}）：n1 – u2 \+ u4（0/u,
      /no more than the one proposed \([−+]0\.\d{3}\): n1 – u2 \+ u4 \(0/u,
    ],
  ])("%s: %j under %j", (reason, pair, more, zh, en) => {
    const own = {
      ...market,
      organisations: [
        ...market.organisations,
        ...["e1", "e2", "e3"].map((id) => ({ id, name: `${id}（虚构）`, kind: "enterprise", region: "210200" })),
      ],
    };
    const answer = ask(own, { ...request, ...more }, pair);
    expect(answer.reason).toBe(reason);
    expect(formatWhyNotMember(answer, "zh")).toMatch(zh);
    expect(formatWhyNotMember(answer, "en")).toMatch(en);
  });

  it("not-a-candidate: its pair is good enough, and others are among the best of either", () => {
    const own = {
      outcomes: [...market.outcomes.filter(({ id }) => id !== "o3"), { id: "o6", title: "水稻盐碱地育种用烟气余热", organisation: "u6" }],
      needs: [...market.needs, { id: "n4", title: "盐碱地水稻育种", organisation: "e4" }],
    };
    const answer = ask(own, { ...request, k: 2 }, ["n1", "u6"]);
    expect(answer).toMatchObject({ reason: "not-a-candidate", sides: [], best: { need: "n1", outcome: "o6" }, gain: null, rivals: [] });
    expect(answer.best!.score).toBeGreaterThan(answer.minScore);
    expect(formatWhyNotMember(answer, "zh")).toMatch(/达到最低得分，但双方的候选名单中都没有对方/u);
    expect(formatWhyNotMember(answer, "en")).toMatch(/is enough, yet neither is among the candidates of the other/u);
    expect(ask(own, { ...request, k: 5 }, ["n1", "u6"]).reason).not.toBe("not-a-candidate");
  });

  it("conflict: it has room, but whom it would go with is worth more elsewhere", () => {
    const own = {
      outcomes: [
        { id: "o1", title: "烟气余热回收热管", organisation: "u1" },
        { id: "o2", title: "视觉缺陷检测相机", organisation: "u1" },
        { id: "o3", title: "烟气余热发电机组", organisation: "u2" },
        { id: "o4", title: "视觉缺陷识别", organisation: "u3" },
      ],
      needs: [
        { id: "n1", title: "烟气余热回收", organisation: "e1" },
        { id: "n2", title: "烟气余热发电", organisation: "e2" },
        { id: "n3", title: "视觉缺陷检测", organisation: "e3" },
        { id: "n4", title: "视觉缺陷识别", organisation: "e4" },
      ],
    };
    const answer = ask(own, { ...request, perUniversity: 1 }, ["n1", "u2"]);
    expect(answer).toMatchObject({ reason: "conflict", sides: [], rivals: [] });
    expect(answer.gain).toBeGreaterThan(0);
    expect(formatWhyNotMember(answer, "zh")).toMatch(/名额未满（\+0\.\d{3}），但整个方案另作安排$/u);
    expect(formatWhyNotMember(answer, "en")).toMatch(/there is room \(\+0\.\d{3}\), yet the plan as a whole has it otherwise$/u);
    // With a place more for the one that both technologies need, both consortia are proposed.
    expect(ask(own, { ...request, perUniversity: 2 }, ["n1", "u2"]).reason).toBe("proposed");
  });

  it("unfit: it has a word of one need, and nothing of what both share", () => {
    const answer = ask(market, { ...request, minScore: 0.2, consortium: { minCommon: 0.2 } }, ["n2", "u5"]);
    expect(answer.reason).toBe("unfit");
    expect(formatWhyNotMember(answer, "zh")).toContain("共性技术内容太少");
  });

  it("answers for every need and university: proposed just where they are together, outscored only by what is worth as much", () => {
    fc.assert(
      fc.property(consortiumMarket, fc.constantFrom(1, 3), (drawn, perUniversity) => {
        const { corpus } = buildCorpus(drawn);
        const own: ProposeRequest = { shape: "many-to-many", method: "consortium", minScore: 0.05, perUniversity };
        const plan = propose(corpus, own, { consortium }) as ConsortiumPlan;
        const links = plan.proposals.flatMap((proposal) =>
          proposal.links!.flatMap((link) => link.pairs.map(({ need }) => `${need} ${link.university}`)),
        );
        const universities = new Set(corpus.outcomes.records.flatMap(({ organisation }) => organisation ?? []));
        for (const need of corpus.needs.ids)
          for (const university of universities) {
            const answer = whyNotMember(corpus, { plan, request: own }, { need, university });
            expect(answer.reason === "proposed").toBe(links.includes(`${need} ${university}`));
            if (answer.reason === "outscored") expect(answer.rivals[0]!.gap).toBeGreaterThanOrEqual(-1e-9);
            for (const language of ["zh", "en"] as const) expect(formatWhyNotMember(answer, language)).not.toMatch(/[{}]|undefined|NaN/u);
          }
      }),
      { numRuns: 60 },
    );
  });
});

describe("a bad request", () => {
  it("is refused as by propose", () => {
    const request: ProposeRequest = { shape: "many-to-one", method: "coverage" };
    const { corpus } = buildCorpus({ outcomes: [], needs: [] });
    const plan = propose(corpus, request, { coverage }) as CoverageAlliancePlan;
    const bad = { ...request, coverage: { minCover: -1 } };
    expect(() => whyNotMember(corpus, { plan, request: bad }, { need: "n1", university: "u1" })).toThrow(ConfigError);
  });
});
