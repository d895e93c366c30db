import { buildCorpus } from "alliance-match";
import { describe, expect, it } from "vitest";
import { mapTopics } from "../../../examples/report/topics.js";

const OUTCOMES = [
  { id: "o1", title: "窑炉烟气余热回收热管换热装置" },
  { id: "o2", title: "耐盐碱水稻品种与排盐技术" },
  { id: "o3", title: "眼科超声图像辅助筛查软件" },
  { id: "o4", title: "眼科图像辅助筛查软件样机" },
];
const NEEDS = [
  { id: "n1", title: "隧道窑炉烟气余热回收" },
  { id: "n2", title: "轧钢窑炉烟气余热回收改造" },
  { id: "n3", title: "滨海盐碱地水稻品种引进" },
  { id: "n4", title: "滑雪场造雪机成雪率提升" },
  { id: "n5", title: "滑雪场造雪机低温成雪" },
];

describe("mapTopics", () => {
  it("puts what speaks of one thing together, from both sides, and names it by the words shared", () => {
    const { topics, silent, every, namesOf } = mapTopics(buildCorpus({ outcomes: OUTCOMES, needs: NEEDS }).corpus);
    expect({ silent, every }).toEqual({ silent: 0, every: 1 });
    expect(topics.map(({ needs, outcomes }) => [...needs, ...outcomes].join(" ")).sort()).toEqual(["n1 n2 o1", "n3 o2", "n4 n5", "o3 o4"]);
    const nameOf = (id: string): readonly string[] => namesOf(topics.find(({ needs, outcomes }) => [...needs, ...outcomes].includes(id))!);
    expect(nameOf("n1")).toContain("窑炉烟气余热回收");
    expect(nameOf("n4")).toContain("滑雪场造雪机");
    expect(nameOf("o3")).toContain("图像辅助筛查软件");
  });

  it("does not take what enterprises tell of themselves for a topic", () => {
    const profile = "公司简介：公司成立多年，占地面积广，产品销往全国各地，拥有省级企业技术中心，检测手段齐全，设备先进。";
    const needs = NEEDS.map((need) => ({ ...need, description: profile }));
    const { topics } = mapTopics(buildCorpus({ outcomes: OUTCOMES, needs }).corpus);
    expect(topics.map(({ needs: asked, outcomes }) => [...asked, ...outcomes].join(" ")).sort()).toEqual([
      "n1 n2 o1",
      "n3 o2",
      "n4 n5",
      "o3 o4",
    ]);
  });

  it("puts every record that has text into one topic, and gives a record alone no name", () => {
    const lonely = [...NEEDS, { id: "n6", title: "马拉松心电手环" }, { id: "n7", title: "" }];
    const { topics, silent, namesOf } = mapTopics(buildCorpus({ outcomes: OUTCOMES, needs: lonely }).corpus);
    expect(silent).toBe(1);
    expect(topics.flatMap(({ needs }) => needs).sort()).toEqual(["n1", "n2", "n3", "n4", "n5", "n6"]);
    const alone = topics.find(({ needs }) => needs.includes("n6"))!;
    expect(alone).toEqual({ needs: ["n6"], outcomes: [] });
    expect(namesOf(alone)).toEqual([]);
  });

  it("is the same whatever the order of input", () => {
    const given = mapTopics(buildCorpus({ outcomes: OUTCOMES, needs: NEEDS }).corpus);
    const turned = mapTopics(buildCorpus({ outcomes: [...OUTCOMES].reverse(), needs: [...NEEDS].reverse() }).corpus);
    expect(turned.topics).toEqual(given.topics);
    expect(turned.topics.map((topic) => turned.namesOf(topic))).toEqual(given.topics.map((topic) => given.namesOf(topic)));
  });

  it("reads nothing that a need keeps for the authority", () => {
    const needs = NEEDS.map((need) => ({ ...need, visibility: { title: "authority" } }));
    const { topics, silent } = mapTopics(buildCorpus({ outcomes: OUTCOMES, needs }).corpus);
    expect(silent).toBe(NEEDS.length);
    expect(topics.flatMap(({ needs: ids }) => ids)).toEqual([]);
  });

  it("needs no records", () => {
    expect(mapTopics(buildCorpus({ outcomes: [], needs: [] }).corpus).topics).toEqual([]);
  });
});
