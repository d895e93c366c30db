import { describe, expect, it } from "vitest";
import { buildCorpus, explain, type ExplainedGroup } from "../../src/index.js";
import { withoutFormWords } from "../../src/score/phrases.js";

const groupsOf = (need: string, outcome: string): readonly ExplainedGroup[] => {
  const { corpus } = buildCorpus({ needs: [{ id: "n1", title: need }], outcomes: [{ id: "o1", title: outcome }] });
  return explain(corpus, "n1", "o1").signals[0]!.groups;
};

describe("phrases of an explanation", () => {
  it("are shown without words of form where the texts part, and count what they counted", () => {
    const [group, ...others] = groupsOf("张力监测与停机", "载荷监测与冰区");
    expect(others).toEqual([]);
    expect(group!.phrase).toBe("监测");
    expect(group!.terms.map(({ term }) => term)).toEqual(expect.arrayContaining(["监测", "测与"]));
    expect(group!.contribution).toBe(group!.terms.reduce((sum, { contribution }) => sum + contribution, 0));
  });

  it("keep the word of form where the group rests on it", () => {
    const phrases = groupsOf("热管回收；回收与冷却", "热管回收；回收与高温").map(({ phrase, terms }) => [
      phrase,
      terms.some(({ term }) => term === "收与"),
    ]);
    expect(phrases).toEqual([
      ["热管回收", false],
      ["回收与", true],
    ]);
  });

  it.each([
    ["与溯源", "溯源"],
    ["监测与", "监测"],
    ["基于物联网的", "物联网"],
    ["余热回收", "余热回收"],
    ["饱和", "饱和"],
    ["等离子", "等离子"],
    ["公众参与", "公众参与"],
    ["与", ""],
  ])("%s is shown as “%s”", (phrase, shown) => {
    expect(withoutFormWords(phrase)).toBe(shown);
  });

  it("end inside a word where both texts do no more: what they have in common is what is counted", () => {
    expect(groupsOf("无锡防污涂层", "自抛光防污涂料").map(({ phrase }) => phrase)).toEqual(["防污涂"]);
  });
});
