import { describe, expect, it } from "vitest";
import { describeQuantity, prepareSpecification, specificationLikeness } from "../../src/score/specification.js";
import { BEST_MISS, PARTLY } from "../../src/score/specification-grade.js";
import { nameAgreement, profileName } from "../../src/score/specification-names.js";
import { parseQuantities } from "../../src/text/quantity.js";

const compare = (need: string, outcome: string) => specificationLikeness(parseQuantities(need), parseQuantities(outcome));
const agree = (a: string, b: string): number => nameAgreement(profileName(a), profileName(b));

describe("specificationLikeness", () => {
  it.each([
    // A lower bound: points, ranges, bounds, what is reached at best.
    ["剪切强度≥600 MPa", "剪切强度650 MPa", 1],
    ["剪切强度≥600 MPa", "剪切强度600 N/mm²", 1],
    ["剪切强度>600 MPa", "剪切强度大于600 MPa", 1],
    ["剪切强度≥600 MPa", "剪切强度0.62~0.7 GPa", 1],
    ["剪切强度≥600 MPa", "剪切强度可达640 MPa", 1],
    ["剪切强度≥600 MPa", "剪切强度300 MPa", 0],
    ["剪切强度≥600 MPa", "剪切强度小于500 MPa", BEST_MISS * (1 - 100 / 150)],
    ["剪切强度≥600 MPa", "剪切强度小于900 MPa", PARTLY],
    ["剪切强度≥600 MPa", "剪切强度400~700 MPa", PARTLY],
    ["剪切强度>600 MPa", "剪切强度600 MPa", BEST_MISS],
    // An upper bound.
    ["噪声≤70 dB", "噪声65 dB", 1],
    ["噪声不超过70 dB", "noise below 70 dB", 1],
    ["噪声≤70 dB", "噪声≥60 dB", PARTLY],
    ["噪声≤70 dB", "噪声90 dB", 0],
    ["配料误差±0.5%", "配料误差±0.3%", 1],
    ["配料误差≤0.5%", "配料误差±0.3%", 1],
    ["配料误差±0.5%", "配料误差±5%", 0],
    // Targets and ranges.
    ["额定功率5 kW", "额定功率5.1 kW", 1],
    ["额定功率5 kW", "额定功率9 kW", 0],
    ["镀层厚度10~20μm", "镀层厚度12~18μm", 1],
    ["镀层厚度10~20μm", "镀层厚度15微米", 1],
    ["镀层厚度10~20μm", "镀层厚度5~30μm", 1],
    ["镀层厚度10~20μm", "镀层厚度15~30μm", PARTLY],
    ["镀层厚度10~20μm", "镀层厚度40~50μm", 0],
    ["工作温度-40~85℃", "工作温度-50~100℃", 1],
    ["工作温度-40~85℃", "operating temperature of 223.15 to 373.15 K", 1],
    // Ratios near 1 are measured by what is left, temperatures by steps of their own.
    ["纯度≥99.9%", "纯度99.5%", 0],
    ["纯度≥80%", "纯度78%", BEST_MISS * (1 - 0.02 / 0.05)],
    ["使用温度≥500℃", "使用温度490℃", BEST_MISS * (1 - 10 / 20)],
    // Changes ask for no less.
    ["焙烧能耗降低20%", "焙烧能耗降低30%", 1],
    ["焙烧能耗降低20%", "焙烧能耗降低10%", 0],
  ])("grades %s against %s", (need, outcome, value) => {
    expect(compare(need, outcome)!.value).toBeCloseTo(value, 9);
  });

  it.each([
    ["names differ", "屈服强度≥300 MPa", "抗拉强度400 MPa"],
    ["a part of a name is another quantity", "堆积密度≥1.8 g/cm³", "密度2.1 g/cm³"],
    ["heads differ", "抗拉强度≥300 MPa", "抗拉强度保持率90%"],
    ["dimensions differ", "额定功率≥5 kW", "额定功率≥5 V"],
    ["opposites stand in the names", "进水COD≤500 mg/L", "出水COD≤40 mg/L"],
    ["one is a change, the other a size", "转化率提高10%", "转化率90%"],
    ["one is a difference, the other a temperature", "电机温升≤40℃", "电机温度35℃"],
    ["currencies differ", "投资3万元", "投资3万美元"],
    ["nothing names them", "≥600 MPa", "650 MPa"],
    ["the need has none", "需要新工艺", "纯度99%"],
    ["the outcome has none", "纯度99%", "新工艺"],
  ])("is unknown where %s", (_, need, outcome) => {
    expect(compare(need, outcome)).toBeUndefined();
  });

  it("sorts a need's quantities into met, missed and unknown, in the order of its text", () => {
    const found = compare(
      "抗冲击韧性≥67%，堆积密度≥1.80克/立方厘米，粒径10~20μm，售价不高于30元/千克",
      "粒径12~16μm，抗冲击韧性72%，售价35元/千克",
    )!;
    expect(found.met.map(({ need }) => need.name)).toEqual(["抗冲击韧性", "粒径"]);
    expect(found.missed.map(({ need }) => need.name)).toEqual(["售价"]);
    expect(found.unknown.map(({ name }) => name)).toEqual(["堆积密度"]);
    expect(found.value).toBeCloseTo((2 + BEST_MISS * (1 - 5 / 7.5)) / 3, 9);
  });

  it("compares with the quantity whose name agrees best, then with the one that answers best", () => {
    expect(compare("出水氨氮浓度≤1.5 mg/L", "出水总氮浓度9 mg/L，出水氨氮浓度1 mg/L")!.value).toBe(1);
    expect(compare("厚度≥5 mm", "厚度3 mm；厚度6 mm")!.value).toBe(1);
  });

  it("counts a quantity once that title and text repeat", () => {
    const [quantity] = parseQuantities("纯度≥99%");
    expect(prepareSpecification([quantity!, quantity!]).entries).toHaveLength(1);
  });

  it("takes prepared sides for plain ones", () => {
    const [need, outcome] = [parseQuantities("纯度≥99%，厚度≤3 mm"), parseQuantities("纯度99.5%，厚度4 mm")];
    expect(specificationLikeness(prepareSpecification(need), prepareSpecification(outcome))).toEqual(specificationLikeness(need, outcome));
  });
});

describe("nameAgreement", () => {
  it("is 1 for one property under two names, in one language or two", () => {
    for (const [a, b] of [
      ["抗拉强度", "拉伸强度"],
      ["抗拉强度", "tensile strength"],
      ["噪音", "noise"],
      ["使用寿命", "service life"],
      ["设备噪音", "噪声"],
      ["Tensile Strengths", "tensile strength"],
    ])
      expect(agree(a!, b!)).toBe(1);
  });

  it("is 0 for near names of other quantities", () => {
    for (const [a, b] of [
      ["抗压强度", "抗拉强度"],
      ["最大粒径", "最小粒径"],
      ["硅含量", "铁含量"],
      ["充电时间", "放电时间"],
      ["thermal conductivity", "electrical conductivity"],
      ["产品", "产品"],
      ["", "强度"],
      ["", ""],
    ])
      expect(agree(a!, b!)).toBe(0);
  });

  it("is symmetric", () => {
    for (const [a, b] of [
      ["表面硬度", "外圆表面硬度"],
      ["出水氨氮浓度", "出水总氮浓度"],
    ])
      expect(agree(a!, b!)).toBe(agree(b!, a!));
  });
});

describe("describeQuantity", () => {
  it("puts the verdict in the words of both texts", () => {
    const found = compare("抗冲击韧性≥67%，吸水率≤3%，收率≥80%，售价不高于30元/千克", "抗冲击韧性72%，收率78%，售价90元/千克")!;
    const lines = (language: "zh" | "en") =>
      [...found.met, ...found.missed, ...found.unknown].map((entry) => describeQuantity(entry, language));
    expect(lines("zh")).toEqual([
      "抗冲击韧性 要求 ≥67%，成果 72%：满足",
      "收率 要求 ≥80%，成果 78%：接近",
      "售价 要求 不高于30元/千克，成果 90元/千克：未满足",
      "吸水率 要求 ≤3%：成果未说明",
    ]);
    expect(lines("en")[1]).toBe("收率: asked ≥80%, offered 78%: nearly");
  });

  it("names what the outcome calls it otherwise, and says which way a change goes", () => {
    expect(describeQuantity(compare("抗拉强度≥600 MPa", "tensile strength of 650 MPa")!.met[0]!, "en")).toBe(
      "抗拉强度: asked ≥600 MPa, offered tensile strength 650 MPa: met",
    );
    expect(describeQuantity(compare("焙烧能耗降低20%", "焙烧能耗降低30%")!.met[0]!, "zh")).toBe(
      "焙烧能耗 要求 降低 20%，成果 降低 30%：满足",
    );
  });
});
