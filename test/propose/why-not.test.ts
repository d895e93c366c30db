import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { organisations } from "../../src/alliances.js";
import {
  decline,
  formatWhyNot,
  openSession,
  planChoice,
  requestOf,
  resettle,
  whyNot,
  whyNotOrganisations,
  type ChoiceRequest,
  type OrganisationChoiceRequest,
} from "../../src/choice.js";
import { buildCorpus, propose, SHAPES, type OrganisationPlan, type ProposeRequest } from "../../src/index.js";
import { randomMarket } from "../support/random-market.js";

const { corpus } = buildCorpus({
  outcomes: [
    { id: "o1", title: "窑炉烟气余热回收装置", organisation: "u1" },
    { id: "o2", title: "表面缺陷机器视觉检测", organisation: "u2" },
    { id: "o3", title: "烧结余热锅炉", organisation: "e1" },
    { id: "o4", title: "" },
  ],
  needs: [
    { id: "n1", title: "窑炉烟气余热回收", organisation: "e1" },
    { id: "n2", title: "锅炉余热回收", organisation: "e2" },
    { id: "n3", title: "岫玉雕刻", organisation: "e3" },
  ],
});
const base: ChoiceRequest = { shape: "one-to-one", minScore: 0.1 };
const ask = (need: string, outcome: string, more: Partial<ChoiceRequest> = {}) => {
  const request = { ...base, ...more };
  return whyNot(corpus, { plan: planChoice(corpus, request).plan, request }, { need, outcome });
};

describe("why a pair is absent", () => {
  it.each<[string, string, string, Partial<ChoiceRequest>]>([
    ["proposed", "n1", "o1", {}],
    ["unknown-record", "n9", "o1", {}],
    ["declined", "n1", "o1", { declined: [{ need: "n1", outcome: "o1" }] }],
    ["forbidden", "n1", "o1", { forbidden: [{ need: "n1", outcome: "o1" }] }],
    ["own-organisation", "n1", "o3", {}],
    ["no-text", "n1", "o4", {}],
    ["excluded", "n1", "o1", { capacities: { outcomes: { o1: 0 } } }],
    ["below-threshold", "n3", "o1", {}],
    ["capacity", "n2", "o1", {}],
    ["infeasible", "n1", "o1", { perNeed: { min: 1, max: 1 } }],
  ])("%s", (reason, need, outcome, more) => {
    const answer = ask(need, outcome, more);
    expect(answer.reason).toBe(reason);
    for (const language of ["zh", "en"] as const) expect(formatWhyNot(answer, language)).toMatch(/^\S+ – \S+(：|: ).+[^}]$/);
  });

  it("not-worth-it: both have room and would take the other, yet the pair would lower the total", () => {
    const stated = (["need", "outcome"] as const).map((by) => ({ by, need: "n3", outcome: "o2", score: -0.2 }));
    const answer = ask("n3", "o2", { minScore: -1, forbidden: [{ need: "n3", outcome: "o1" }, { need: "n3", outcome: "o3" }, { need: "n1", outcome: "o2" }, { need: "n2", outcome: "o2" }], stated }); // prettier-ignore
    expect(answer).toMatchObject({ reason: "not-worth-it", sides: [], rivals: [], score: -0.2 });
    expect(formatWhyNot(answer, "zh")).toBe("n3 – o2：名额未满，但对总得分没有增益");
  });

  it("a rival is named with its score and the gap", () => {
    const answer = ask("n2", "o1");
    expect(answer).toMatchObject({ sides: expect.arrayContaining(["outcome"]) as unknown, rivals: expect.any(Array) as unknown });
    const rival = answer.rivals.find(({ need }) => need === "n1")!;
    expect(rival).toMatchObject({ need: "n1", outcome: "o1" });
    expect(rival.gap).toBe(rival.score - answer.score!);
    expect(formatWhyNot(answer, "zh")).toContain("n1 – o1（得分");
  });

  it("a pair beyond both lists tells its places", () => {
    const words = ["余热回收", "余热回收装置", "烟气余热回收装置"];
    const crowd = buildCorpus({
      outcomes: words.map((title, at) => ({ id: `o${at}`, title })),
      needs: words.map((title, at) => ({ id: `n${at}`, title })),
    }).corpus;
    const request: ChoiceRequest = { shape: "one-to-one", minScore: 0, k: 1 };
    const { plan } = planChoice(crowd, request);
    const listed = crowd.needs.ids.flatMap((need) =>
      crowd.outcomes.ids.map((outcome) => whyNot(crowd, { plan, request }, { need, outcome })),
    );
    const beyond = listed.filter(({ reason }) => reason === "not-a-candidate");
    expect(beyond.length).toBeGreaterThan(0);
    for (const { places } of beyond) expect(Math.min(places!.need, places!.outcome)).toBeGreaterThan(1);
  });

  it("a plan of propose with its own request is answered too", () => {
    const request = { shape: "one-to-one", level: "records", minScore: 0.1 } as const;
    expect(whyNot(corpus, { plan: propose(corpus, request), request }, { need: "n2", outcome: "o1" }).reason).toBe("capacity");
  });

  it("every pair has an answer: proposed just where it is proposed, below the threshold just where it is", () => {
    fc.assert(
      fc.property(randomMarket, fc.constantFrom(...SHAPES), fc.constantFrom("total", "stable", "fair"), (market, shape, objective) => {
        const market2 = buildCorpus(market).corpus;
        const request: ChoiceRequest = { shape, objective, minScore: 0.2, k: 2 };
        const { plan } = planChoice(market2, request);
        const together = new Set(plan.proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome }) => `${need} ${outcome}`)));
        for (const need of market2.needs.ids)
          for (const outcome of market2.outcomes.ids) {
            const answer = whyNot(market2, { plan, request }, { need, outcome });
            expect(answer.reason === "proposed").toBe(together.has(`${need} ${outcome}`));
            if (answer.reason === "below-threshold") expect(answer.score).toBeLessThan(0.2);
            if (answer.reason === "capacity") expect(answer.rivals.length).toBeGreaterThan(0);
            for (const rival of answer.rivals) expect(together).toContain(`${rival.need} ${rival.outcome}`);
          }
      }),
      { numRuns: 60 },
    );
  });
});

describe("why two organisations are not together", () => {
  const request = { shape: "one-to-one", level: "organisations", minScore: 0.1 } as const;
  const plan = propose(corpus, request, { organisations }) as OrganisationPlan;
  const reasonOf = (enterprise: string, university: string) => whyNotOrganisations(corpus, { plan, request }, { enterprise, university });

  it("has a reason each, as data and in both languages", () => {
    expect(reasonOf("e1", "e1").reason).toBe("own-organisation");
    expect(reasonOf("e9", "u1")).toMatchObject({ reason: "no-record", sides: ["enterprise"] });
    expect(reasonOf("e3", "u1")).toMatchObject({ reason: "below-threshold" });
    const all = ["e1", "e2", "e3", "e9"].flatMap((enterprise) => ["u1", "u2", "e1"].map((university) => reasonOf(enterprise, university)));
    const full = all.filter(({ reason }) => reason === "capacity");
    expect(full.length).toBeGreaterThan(0);
    for (const { rivals } of full) expect(rivals.length).toBeGreaterThan(0);
    for (const answer of all)
      for (const language of ["zh", "en"] as const) expect(formatWhyNot(answer, language)).not.toMatch(/[{}]|undefined/);
  });

  it.each<[reason: string, enterprise: string, university: string, more: Partial<ProposeRequest>, zh: RegExp, en: RegExp]>([
    ["proposed", "e1", "u1", {}, /已在推荐方案之中/u, /they are together in the plan/u],
    ["no-record", "e9", "u1", {}, /企业名下没有记录/u, /no record belongs to the enterprise/u],
    ["own-organisation", "e1", "e1", {}, /双方属同一单位/u, /both belong to one organisation/u],
    ["no-text", "e1", "u4", {}, /高校没有可用文本/u, /no text to compare from the university/u],
    ["no-text", "e4", "u4", {}, /企业和高校没有可用文本/u, /no text to compare from the enterprise and the university/u],
    ["forbidden", "e1", "u1", { forbidden: [{ need: "n1", outcome: "o1" }] }, /已被禁止/u, /the pair is forbidden/u],
    ["excluded", "e1", "u1", { perUniversity: 0 }, /高校的名额为 0/u, /the capacity of the university is 0/u],
    ["excluded", "e1", "u1", { perNeed: 0 }, /企业的名额为 0/u, /the capacity of the enterprise is 0/u],
    ["below-threshold", "e3", "u1", {}, /得分 0\.\d{3}，低于最低得分 0\.100/u, /the score of 0\.\d{3} is below the least of 0\.100/u],
    ["infeasible", "e1", "u1", { perEnterprise: { min: 1, max: 1 } }, /没有满足全部约束的方案/u, /no plan keeps all constraints/u],
    [
      "capacity",
      "e2",
      "u1",
      {},
      /企业和高校的名额已满.*、e1 – u1（得分 \d\.\d{3}，相差 \+\d\.\d{3}）/u,
      /no place is left at the enterprise and the university: .*e1 – u1 \(score \d\.\d{3}, \+\d\.\d{3}\)/u,
    ],
  ])("%s: %s and %s under %j", (reason, enterprise, university, more, zh, en) => {
    const { corpus: market } = buildCorpus({
      outcomes: [
        { id: "o1", title: "窑炉烟气余热回收装置", organisation: "u1" },
        { id: "o3", title: "烧结余热锅炉", organisation: "e1" },
        { id: "o4", title: "", organisation: "u4" },
      ],
      needs: [
        { id: "n1", title: "窑炉烟气余热回收", organisation: "e1" },
        { id: "n2", title: "锅炉烟气余热", organisation: "e2" },
        { id: "n3", title: "岫玉雕刻", organisation: "e3" },
        { id: "n4", title: "", organisation: "e4" },
      ],
    });
    const own = { ...request, ...more };
    const made = propose(market, own, { organisations }) as OrganisationPlan;
    const answer = whyNotOrganisations(market, { plan: made, request: own }, { enterprise, university });
    expect(answer.reason).toBe(reason);
    expect(formatWhyNot(answer, "zh")).toMatch(zh);
    expect(formatWhyNot(answer, "en")).toMatch(en);
  });

  it("not-a-candidate: enough for the threshold, yet beyond both lists", () => {
    const words = ["余热回收", "余热回收装置", "烟气余热回收装置"];
    const crowd = buildCorpus({
      outcomes: words.map((title, at) => ({ id: `o${at}`, title, organisation: `u${at}` })),
      needs: words.map((title, at) => ({ id: `n${at}`, title, organisation: `e${at}` })),
    }).corpus;
    const short = { ...request, k: 1 };
    const made = propose(crowd, short, { organisations }) as OrganisationPlan;
    const answers = [0, 1, 2].flatMap((e) =>
      [0, 1, 2].map((u) => whyNotOrganisations(crowd, { plan: made, request: short }, { enterprise: `e${e}`, university: `u${u}` })),
    );
    const beyond = answers.filter(({ reason }) => reason === "not-a-candidate");
    expect(beyond.length).toBeGreaterThan(0);
    expect(formatWhyNot(beyond[0]!, "zh")).toContain("双方的候选名单中都没有对方");
    expect(formatWhyNot(beyond[0]!, "en")).toContain("neither is among the candidates of the other");
  });

  it("declined: a side refused in a session, whose request says so", () => {
    const asked: OrganisationChoiceRequest = { ...request };
    const { session } = openSession(corpus, asked);
    const pair = { enterprise: "e1", university: "u1" };
    const refused = decline(session, { by: "university", ...pair }).session;
    const { plan: next } = resettle(corpus, refused);
    const answer = whyNotOrganisations(corpus, { plan: next, request: requestOf(refused) }, pair);
    expect(answer.reason).toBe("declined");
    expect([formatWhyNot(answer, "zh"), formatWhyNot(answer, "en")]).toEqual(["e1 – u1：一方已谢绝", "e1 – u1: a side declined"]);
  });

  it("conflict: both have room, yet the records that fit serve another alliance", () => {
    const { corpus: market } = buildCorpus({
      outcomes: [
        { id: "o1", title: "窑炉烟气余热回收", organisation: "u1" },
        { id: "o2", title: "窑炉余热回收", organisation: "u2" },
      ],
      needs: [{ id: "n1", title: "窑炉烟气余热回收", organisation: "e1" }],
    });
    const scarce = { shape: "many-to-one", level: "organisations", minScore: 0.1, perNeed: 1 } as const;
    const made = propose(market, scarce, { organisations }) as OrganisationPlan;
    const answer = whyNotOrganisations(market, { plan: made, request: scarce }, { enterprise: "e1", university: "u2" });
    expect(answer).toMatchObject({ reason: "conflict", sides: ["enterprise"], rivals: [{ enterprise: "e1", university: "u1" }] });
    expect(formatWhyNot(answer, "zh")).toMatch(/^e1 – u2：名额未满.*（可用的记录已用于 e1 – u1（/u);
    expect(formatWhyNot(answer, "en")).toContain("their records serve e1 – u1");
    const wide = { ...scarce, perNeed: 2 };
    const both = propose(market, wide, { organisations }) as OrganisationPlan;
    expect(whyNotOrganisations(market, { plan: both, request: wide }, { enterprise: "e1", university: "u2" }).reason).toBe("proposed");
  });

  it("says where all that would fit is forbidden", () => {
    const barred = { ...request, forbidden: [{ need: "n1", outcome: "o1" }] };
    const without = propose(corpus, barred, { organisations }) as OrganisationPlan;
    expect(whyNotOrganisations(corpus, { plan: without, request: barred }, { enterprise: "e1", university: "u1" }).reason).toBe(
      "forbidden",
    );
  });
});
