import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuantities } from "../../src/text/quantity.js";
import { UNIT_PREFIXES } from "../../src/text/unit-table.js";
import { parseUnit, toSi } from "../../src/text/unit.js";

/** Strings made of what quantities are made of. */
const fragments = fc
  .array(
    fc.constantFrom(
      ..."0 1 9 12 3.5 2018 1,000 10³ ×10⁶ 1e400 ≥ ≤ ± ~ - / ( ) （ ） : ： . , ， 、 。 % ℃ MPa N/mm² kg kW·h 元 万 亿 年 月 日 三 十 百 两 个 次 度 pH HRC ¥ 不 低于 不超过 达到 提高 降低 至 到 约 以上 以内 的 强度 温度 of the at least between and to Ra φ 第 \n".split(
        " ",
      ),
      " ",
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(""));
const anyText = fc.oneof(fragments, fc.string({ unit: "binary", maxLength: 60 }), fc.string({ maxLength: 60 }));

describe("parseQuantities", () => {
  it("never throws, and gives spans in order, inside the text, with finite sizes and ordered ends", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const { start, end, low, high, value, name, wording } of parseQuantities(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeGreaterThan(last);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(Number.isFinite(value)).toBe(true);
          expect(low).toBeLessThanOrEqual(high);
          expect(name).toBe(name.trim());
          expect(wording).not.toBe("");
          last = end;
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("takes time in proportion to the length, whatever repeats", () => {
    const patterns = [
      "1",
      "1 ",
      "1,111",
      " 111",
      "1.1.",
      "10×",
      "1/",
      "≥",
      "1~",
      "(1",
      "1)",
      "一",
      "十多",
      "不",
      "的",
      "5 m/",
      "a ",
      "the 5",
      " ",
      "±1",
      "1e",
      "m²·",
      "5kg·",
      "强度",
      "-1-",
      "百分之",
    ];
    const time = (text: string): number => {
      const started = performance.now();
      parseQuantities(text);
      return performance.now() - started;
    };
    for (const pattern of patterns) {
      const text = (length: number): string => pattern.repeat(Math.ceil(length / pattern.length));
      time(text(10_000));
      const long = time(text(200_000));
      // Four times the length: four times the work, or sixteen. What is soon done is too short to compare.
      if (long > 1500) expect(long / time(text(50_000)), JSON.stringify(pattern)).toBeLessThan(9);
      expect(long, JSON.stringify(pattern)).toBeLessThan(20_000);
    }
  });

  it("reads back any number with any of these units and bounds", () => {
    const units = ["MPa", "℃", "%", "kg/m³", "kW·h", "万元/年", "毫米", "克/立方厘米", "dB", "mAh"];
    const bounds = [
      ["≥", ">="],
      ["不低于", ">="],
      ["<", "<"],
      ["不超过", "<="],
      ["约", "≈"],
      ["为", "="],
    ] as const;
    const decimal = fc.integer({ min: 1, max: 999_999 }).map((digits) => String(digits / 100));
    fc.assert(
      fc.property(decimal, fc.constantFrom(...units), fc.constantFrom(...bounds), (number, unit, [bound, comparator]) => {
        const [quantity, ...more] = parseQuantities(`某项参量${bound}${number}${unit}，其余`);
        expect(more).toEqual([]);
        const si = unit === "万元/年" ? toSi(Number(number) * 1e4, parseUnit("元/年")!) : toSi(Number(number), parseUnit(unit)!);
        expect(quantity).toMatchObject({ name: "某项参量", comparator });
        expect(Math.abs(quantity!.value - si)).toBeLessThanOrEqual(1e-9 * Math.abs(si));
      }),
    );
  });

  it("says the same of a size under every prefix", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom(...UNIT_PREFIXES), (number, prefix) => {
        const letter = prefix.letters[0]!;
        const [quantity] = parseQuantities(`弧压${number}${letter}V`);
        if (parseUnit(`${letter}V`) === undefined) return;
        expect(quantity!.value).toBe(toSi(number * prefix.factor, parseUnit("V")!));
      }),
    );
  });

  it("finds in a joined text what it finds in its lines", () => {
    const line = fc.constantFrom("抗折强度≥65MPa", "温升≤40K", "年产5万吨", "无数据", "life of 10,000 h", "pH 6~9", "成本降低20%以上");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const strip = (text: string) => parseQuantities(text).map(({ name, comparator, low, high }) => ({ name, comparator, low, high }));
        expect(strip(lines.join("\n"))).toEqual(lines.flatMap(strip));
      }),
    );
  });
});
