import { buildCorpus, propose } from "alliance-match";
import { describe, expect, it } from "vitest";
import { createDirectory } from "../../../examples/job/directory.js";
import { toPlanDocument } from "../../../examples/job/plan-document.js";
import { allianceLinks } from "../../../examples/report/alliance-links.js";
import { universityLoads } from "../../../examples/report/university-load.js";

const { corpus } = buildCorpus({
  outcomes: [
    { id: "o1", title: "窑炉烟气余热回收装置", organisation: "u1" },
    { id: "o2", title: "耐盐碱水稻品种", organisation: "u1" },
    { id: "o3", title: "眼科超声筛查软件", organisation: "u2" },
    { id: "o4", title: "动力电池自加热" },
  ],
  needs: [
    { id: "n1", title: "窑炉烟气余热回收", organisation: "e1" },
    { id: "n2", title: "隧道窑炉烟气余热", organisation: "e1" },
    { id: "n3", title: "盐碱地水稻品种", organisation: "e2", visibility: { organisation: "authority" } },
    { id: "n4", title: "客车动力电池自加热", organisation: "e2" },
  ],
});
const request = { shape: "one-to-many", minScore: 0.05 } as const;
const directory = createDirectory(corpus, "en");
const document = toPlanDocument(propose(corpus, request), { corpus, directory, language: "en", request });
const scoreOf = (need: string): number => document.proposals.flatMap(({ pairs }) => pairs).find((pair) => pair.need === need)!.score;

describe("universityLoads", () => {
  it("counts outcomes offered and engaged, pairs, and the enterprises that may be named", () => {
    expect(universityLoads(corpus, document, directory)).toEqual([
      { university: "u1", offered: 2, engaged: 2, pairs: 3, enterprises: 1, score: scoreOf("n1") + scoreOf("n2") + scoreOf("n3") },
      { university: "u2", offered: 1, engaged: 0, pairs: 0, enterprises: 0, score: 0 },
    ]);
  });
});

describe("allianceLinks", () => {
  it("adds up pairs of the same two, and counts those that name no organisation or keep it confidential", () => {
    expect(allianceLinks(document, directory)).toEqual({
      links: [{ university: "u1", enterprise: "e1", pairs: 2, score: scoreOf("n1") + scoreOf("n2") }],
      unnamed: 2,
    });
  });
});
