import { describe, expect, it } from "vitest";
import { parseQuantities, type Quantity } from "../../src/text/quantity.js";
import { CHINESE, ENGLISH, NONE } from "./quantity-cases.js";

const one = (text: string): Quantity => {
  const found = parseQuantities(text);
  expect(found.map(({ wording }) => wording)).toHaveLength(1);
  return found[0]!;
};

describe("parseQuantities", () => {
  it.each([...CHINESE, ...ENGLISH])("reads %s", (text, name, comparator, size, dimension) => {
    const quantities = parseQuantities(text);
    const last = quantities.at(-1);
    expect(last).toBeDefined();
    expect({ name: last!.name, comparator: last!.comparator, dimension: last!.dimension }).toEqual({ name, comparator, dimension });
    const [got, wanted] = typeof size === "number" ? [[last!.value], [size]] : [[last!.low, last!.high], size];
    got.forEach((value, at) => expect(Math.abs(value - wanted[at]!)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted[at]!)));
  });

  it("has at least 150 written cases and 40 that are none", () => {
    expect(CHINESE.length + ENGLISH.length).toBeGreaterThanOrEqual(150);
    expect(NONE.length).toBeGreaterThanOrEqual(40);
  });

  it.each(NONE)("finds nothing in %s", (text) => {
    expect(parseQuantities(text)).toEqual([]);
  });

  it("gives the quantities of a text in their order, each with its own name", () => {
    const text = "复合板剪切强度≥210MPa，面板厚度3~5mm；tensile strength of at least 600 MPa, yield below 20%";
    expect(parseQuantities(text).map(({ name, wording }) => `${name}: ${wording}`)).toEqual([
      "复合板剪切强度: ≥210MPa",
      "面板厚度: 3~5mm",
      "tensile strength: at least 600 MPa",
      "yield: below 20%",
    ]);
  });

  it("says where a quantity stands in the source, whatever the width of its characters", () => {
    const text = "要求：抗折强度≥６５ＭＰａ，其余不限";
    const { start, end } = one(text);
    expect(text.slice(start, end)).toBe("抗折强度≥６５ＭＰａ");
  });

  it("opens the interval on the side a bound leaves open", () => {
    expect(one("壁厚≥2 m")).toMatchObject({ low: 2, high: Infinity });
    expect(one("壁厚<2 m")).toMatchObject({ low: -Infinity, high: 2 });
    expect(one("壁厚约2 m")).toMatchObject({ low: 1.8, high: 2.2 });
    expect(one("壁厚2±0.5 m")).toMatchObject({ low: 1.5, high: 2.5 });
    expect(one("壁厚2 m±10%")).toMatchObject({ low: 1.8, high: 2.2 });
    expect(one("偏差±0.5 m")).toMatchObject({ low: -0.5, high: 0.5 });
  });

  it("tells a change from a size", () => {
    expect(one("焙烧能耗降低20%")).toMatchObject({ name: "焙烧能耗", change: "down", comparator: "=", value: 0.2 });
    expect(one("使焙烧效率提高15%以上")).toMatchObject({ name: "焙烧效率", change: "up", comparator: ">=" });
    expect(one("降低运维成本30%")).toMatchObject({ name: "运维成本", change: "down" });
    expect(one("reduce the water use by 30%")).toMatchObject({ name: "water use", change: "down", value: 0.3 });
    expect(one("运维成本降低到30万元")).not.toHaveProperty("change");
  });

  it("leaves the zero of a scale out of temperature differences", () => {
    expect(one("电机温升≤40℃")).toMatchObject({ difference: true, value: 40 });
    expect(one("控温精度±1℃")).toMatchObject({ difference: true, value: 1 });
    expect(one("电机温度≤40℃")).toMatchObject({ value: 313.15 });
    expect(one("炉温降低18°F")).toMatchObject({ difference: true, value: 10, change: "down" });
  });

  it("gives one value and one dimension to one size in several units", () => {
    const sizes = ["强度600MPa", "强度600N/mm²", "强度0.6GPa", "强度6000bar", "强度600兆帕", "强度6×10⁸Pa", "强度600000千帕"].map(one);
    expect(new Set(sizes.map(({ value, dimension }) => `${value} ${dimension}`))).toEqual(new Set(["600000000 kg m-1 s-2"]));
    const rates = ["产能876t/a", "产能876吨/年", "产能0.1吨/小时", "产能2.4吨/日", "年产876吨"].map(one);
    for (const { value, dimension } of rates) {
      expect(dimension).toBe("kg s-1");
      expect(value).toBeCloseTo(100 / 3600, 9);
    }
  });

  it("reads what compatibility folding left of a text", () => {
    const text = "闪点≥６５℃，密度≤１．５ｇ／ｃｍ³，电阻５Ω";
    const plain = parseQuantities(text);
    const folded = parseQuantities(text.normalize("NFKC"));
    expect(plain).toHaveLength(3);
    expect(folded.map(({ value, dimension }) => [value, dimension])).toEqual(plain.map(({ value, dimension }) => [value, dimension]));
  });

  it("leaves a number whose unit goes on with something unknown", () => {
    expect(parseQuantities("规格50mg/喷雾")).toEqual([]);
    expect(parseQuantities("输入230V/110V").map(({ value }) => value)).toEqual([230, 110]);
  });
});
