import { describe, expect, it } from "vitest";
import { BASE_UNITS, SLOPPY_UNITS, UNIT_PREFIXES, unitLines } from "../../src/text/unit-table.js";
import { orderDimension, parseUnit, readUnit, toSi } from "../../src/text/unit.js";

const NON_PREFIXED = unitLines().filter(({ only }) => only === undefined);

describe("parseUnit", () => {
  it.each([
    ["N·m", "J"],
    ["N/mm²", "MPa"],
    ["N/mm2", "MPa"],
    ["W·h", "Wh"],
    ["kW·h", "千瓦时"],
    ["J/s", "W"],
    ["V·A", "W"],
    ["V/A", "Ω"],
    ["A·s", "mC·s/ms"],
    ["Wb/m²", "mT·m/mm"],
    ["g/cm³", "t/m³"],
    ["克/立方厘米", "吨/立方米"],
    ["mg/kg", "ppm"],
    ["mm/min", "毫米/分钟"],
    ["r/min", "rpm"],
    ["W/m·K", "W/(m·K)"],
    ["W/m·K", "W·m⁻¹·K⁻¹"],
    ["kg per cubic metre", "kg/m3"],
    ["平方米", "m²"],
    ["标准立方米/小时", "m³/h"],
    ["mg/100g", "mg/hg"],
    ["kgf/cm²", "公斤力/平方厘米"],
    ["L", "dm³"],
    ["公顷", "hm²"],
  ])("takes %s and %s for one unit", (a, b) => {
    // mg/hg is no unit of the table: a hundredth of a milligram in a gram is said by hand.
    const [one, other] = [parseUnit(a)!, b === "mg/hg" ? { dimension: "1", factor: 1e-5, zero: 0 } : parseUnit(b)!];
    expect(one.dimension).toBe(other.dimension);
    expect(Math.abs(one.factor / other.factor - 1)).toBeLessThan(1e-9);
  });

  it("keeps things apart that are no one dimension in use", () => {
    const dimensions = ["%", "rad", "pH·m/m", "HRC", "HV", "元", "美元", "个", "人", "次", "倍", "目", "dB"].map(
      (unit) => parseUnit(unit)?.dimension,
    );
    expect(new Set(dimensions).size).toBe(dimensions.length);
  });

  it("knows capital and small letters where they differ, and forgives them where they do not", () => {
    expect(parseUnit("mPa")!.factor).toBe(1e-3);
    expect(parseUnit("MPa")!.factor).toBe(1e6);
    expect(parseUnit("Mpa")!.factor).toBe(1e6);
    expect(parseUnit("KW")!.factor).toBe(1000);
    expect(parseUnit("nm")!.dimension).toBe("m");
    expect(parseUnit("Nm")!.dimension).toBe("kg m2 s-2");
  });

  it("reads no unit that is part of a word or needs company", () => {
    for (const text of ["吨位", "天然", "人工", "次氯酸", "C", "S", "a", "日", "Mn", "", " ", "/", "kgx", "m/包"])
      expect(parseUnit(text)).toBeUndefined();
  });

  it("never reads beyond what it says it read", () => {
    expect(readUnit("5 MPa以上", 2)).toMatchObject({ end: 5 });
    expect(readUnit("230V/110V", 3)).toMatchObject({ end: 4 });
    expect(readUnit("5m-3米", 1)).toMatchObject({ end: 2 });
  });
});

describe("the table of units", () => {
  it("gives a source, a size and a dimension of known bases to every line", () => {
    for (const { names, source, factor, dimension } of unitLines()) {
      expect(names).not.toBe("");
      expect(source).not.toBe("");
      expect(factor).toBeGreaterThan(0);
      expect(orderDimension(dimension)).toBe(dimension);
      for (const base of dimension === "1" ? [] : dimension.split(" ")) expect(BASE_UNITS).toContain(base.replace(/-?\d+$/, ""));
    }
  });

  it("names no unit twice", () => {
    const names = unitLines().flatMap((line) => line.names.split("|"));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it("reads back every name that may stand alone", () => {
    for (const { names, dimension, factor, zero } of NON_PREFIXED)
      for (const name of names.split("|")) {
        const unit = parseUnit(name);
        expect(unit, name).toMatchObject({ dimension, zero: zero ?? 0 });
        expect(Math.abs(unit!.factor / factor - 1), name).toBeLessThan(1e-9);
      }
  });

  it("multiplies every unit by each prefix it takes, whether by letter, Han or word", () => {
    const spelled = new Set(unitLines().flatMap((line) => line.names.split("|")));
    for (const { names, prefixes = "", factor, dimension } of unitLines())
      for (const { letters, han, word, factor: size } of UNIT_PREFIXES)
        for (const symbol of names.split("|")) {
          const taken = [...letters].filter((letter) => prefixes.includes(letter));
          if (taken.length === 0) continue;
          for (const prefix of /^\p{Script=Han}/u.test(symbol) ? [han] : /^[a-z]{4,}$/.test(symbol) ? [word] : taken) {
            if (spelled.has(prefix + symbol)) continue;
            const unit = parseUnit(prefix + symbol);
            // Two units may share a spelling (分米, 分 and 米); then the dimension tells them apart.
            expect(unit?.dimension, prefix + symbol).toBe(dimension);
            expect(Math.abs(unit!.factor / (factor * size) - 1), prefix + symbol).toBeLessThan(1e-9);
          }
        }
  });

  it("knows what every sloppy spelling means", () => {
    for (const [sloppy, meant] of Object.entries(SLOPPY_UNITS)) expect(parseUnit(meant), sloppy).toBeDefined();
  });
});

describe("toSi", () => {
  it("moves the zero of points and not of differences", () => {
    const [celsius, fahrenheit] = [parseUnit("℃")!, parseUnit("°F")!];
    expect(toSi(25, celsius)).toBe(298.15);
    expect(toSi(25, celsius, "difference")).toBe(25);
    expect(toSi(-40, fahrenheit)).toBe(toSi(-40, celsius));
    expect(toSi(9, fahrenheit, "difference")).toBe(5);
  });
});
