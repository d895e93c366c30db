import { describe, expect, it } from "vitest";
import { buildCorpus, defineConfig, explain, formatExplanation, rankOutcomes } from "../../src/index.js";
import { specificationReader } from "../../src/specifications.js";

const config = defineConfig({ weights: { text: 0.5, specifications: 0.5 }, specifications: specificationReader });
const need = {
  id: "n1",
  title: "高强度管材",
  description: "需求内容：抗拉强度≥600 MPa，密度≤1.80 克/立方厘米。\n企业简介：公司现有产线抗拉强度 900 MPa，年产值 3 亿元。",
};
const outcomes = [
  { id: "met", title: "管材甲", abstract: "抗拉强度 650 MPa，密度 1.75 g/cm³" },
  { id: "half", title: "管材乙", abstract: "抗拉强度 650 MPa，密度 7.8 g/cm³" },
  { id: "missed", title: "管材丙", abstract: "抗拉强度 100 MPa，密度 7.8 g/cm³" },
  { id: "silent", title: "管材丁", abstract: "一种管材" },
];
const { corpus } = buildCorpus({ needs: [need], outcomes }, config);
const signalOf = (id: string) => rankOutcomes(corpus, "n1").find((partner) => partner.id === id)!;

describe("the specifications signal", () => {
  it("is 1 where all that can be compared is met, lower for each miss", () => {
    expect(signalOf("met").signals.specifications).toBe(1);
    expect(signalOf("half").signals.specifications).toBeLessThan(1);
    expect(signalOf("missed").signals.specifications).toBeLessThan(signalOf("half").signals.specifications);
  });

  it("takes the neutral value where nothing can be compared, which never beats a perfect match", () => {
    expect(signalOf("silent").unknown).toEqual(["specifications"]);
    expect(signalOf("silent").signals.specifications).toBe(corpus.statistics.neutral.specifications);
    expect(corpus.statistics.neutral.specifications).toBeLessThanOrEqual(1);
  });

  it("never reads what a need tells of the asker", () => {
    const kept = JSON.stringify(specificationReader.ofNeed(need));
    expect(kept).toContain("600");
    expect(kept).not.toContain("900");
    expect(specificationReader.ofNeed({ id: "n", title: "管材", description: "企业简介：产线抗拉强度 900 MPa" })).toBeUndefined();
  });

  it("names each quantity in an explanation: met, missed, unknown; and adds up", () => {
    const explanation = explain(corpus, "n1", "half");
    const part = explanation.signals.find(({ signal }) => signal === "specifications")!;
    expect(part.groups.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(part.contribution, 12);
    expect(formatExplanation(explanation, "zh")).toMatch(/技术指标 .*抗拉强度 要求 ≥600 MPa，成果 650 MPa：满足/);
    expect(formatExplanation(explain(corpus, "n1", "missed"), "en")).toMatch(/specifications .*: missed/);
  });

  it("needs its reader", () => {
    expect(() => defineConfig({ weights: { specifications: 1 } })).toThrow("signal-without-source");
    expect(() => defineConfig({ specifications: {} as never })).toThrow("specificationReader");
  });
});
