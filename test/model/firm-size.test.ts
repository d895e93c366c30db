import { describe, expect, it } from "vitest";
import { firmSize, type FirmIndicators } from "../../src/model/firm-size.js";

type Indicator = keyof FirmIndicators;

/** 国统字〔2017〕213号, table 1: industry, indicators with the lower bounds of large, medium, small. Revenue and assets in 万元. */
const TABLE: ReadonlyArray<
  readonly [name: string, codes: readonly string[], bounds: Partial<Record<Indicator, readonly [number, number, number]>>]
> = [
  ["农、林、牧、渔业", ["A", "A01", "A0111"], { revenue: [20_000, 500, 50] }],
  ["工业", ["B06", "C", "C3140", "D46"], { employees: [1_000, 300, 20], revenue: [40_000, 2_000, 300] }],
  ["建筑业", ["E", "E47"], { revenue: [80_000, 6_000, 300], assets: [80_000, 5_000, 300] }],
  ["批发业", ["F51", "F5111"], { employees: [200, 20, 5], revenue: [40_000, 5_000, 1_000] }],
  ["零售业", ["F52"], { employees: [300, 50, 10], revenue: [20_000, 500, 100] }],
  ["交通运输业", ["G54", "G55", "G56", "G57", "G58", "G591"], { employees: [1_000, 300, 20], revenue: [30_000, 3_000, 200] }],
  ["仓储业", ["G59", "G592", "G5990"], { employees: [200, 100, 20], revenue: [30_000, 1_000, 100] }],
  ["邮政业", ["G60"], { employees: [1_000, 300, 20], revenue: [30_000, 2_000, 100] }],
  ["住宿业", ["H61"], { employees: [300, 100, 10], revenue: [10_000, 2_000, 100] }],
  ["餐饮业", ["H62"], { employees: [300, 100, 10], revenue: [10_000, 2_000, 100] }],
  ["信息传输业", ["I63", "I64"], { employees: [2_000, 100, 10], revenue: [100_000, 1_000, 100] }],
  ["软件和信息技术服务业", ["I65", "65"], { employees: [300, 100, 10], revenue: [10_000, 1_000, 50] }],
  ["房地产开发经营", ["K701"], { revenue: [200_000, 1_000, 100], assets: [10_000, 5_000, 2_000] }],
  ["物业管理", ["K702"], { employees: [1_000, 300, 100], revenue: [5_000, 1_000, 500] }],
  ["租赁和商务服务业", ["L", "L72"], { employees: [300, 100, 10], assets: [120_000, 8_000, 100] }],
  ["其他未列明行业", ["G53", "K703", "M73", "N77", "O80", "Q85", "R88"], { employees: [300, 100, 10] }],
];
const SIZES = ["large", "medium", "small", "micro"] as const;

describe.each(TABLE)("firmSize for %s", (_, codes, bounds) => {
  const indicators = Object.keys(bounds) as Indicator[];
  const at = (level: number): FirmIndicators => Object.fromEntries(indicators.map((indicator) => [indicator, bounds[indicator]![level]!]));

  it("holds at each lower bound, and a level down one below it in any single indicator", () => {
    for (const code of codes) {
      for (const level of [0, 1, 2]) {
        expect([code, firmSize(code, at(level))]).toEqual([code, SIZES[level]]);
        for (const indicator of indicators) {
          const short = { ...at(level), [indicator]: bounds[indicator]![level]! - 1 };
          expect([code, indicator, firmSize(code, short)]).toEqual([code, indicator, SIZES[level + 1]]);
        }
      }
    }
  });

  it("says nothing where an indicator that the rule names is absent or no number", () => {
    for (const indicator of indicators) {
      const { [indicator]: _absent, ...rest } = at(0);
      expect(firmSize(codes[0]!, rest)).toBeUndefined();
      expect(firmSize(codes[0]!, { ...rest, [indicator]: NaN })).toBeUndefined();
    }
  });
});

describe("firmSize", () => {
  const rich = { employees: 5_000, revenue: 500_000, assets: 500_000 };

  it("calls a firm micro that falls short of small in one indicator, however large the others", () => {
    expect(firmSize("C31", { employees: 19, revenue: 1_000_000 })).toBe("micro");
  });

  it("defect: firms outside the 15 sections of the classification were sized by headcount", () => {
    for (const code of ["J66", "P83", "Q84", "S91", "T97", "U", "新材料", ""])
      expect([code, firmSize(code, rich)]).toEqual([code, undefined]);
  });

  it("defect: a code too short to tell between two rules fell back on the rule for the rest", () => {
    for (const code of ["F", "G", "I", "K", "K70", "Q"]) expect([code, firmSize(code, rich)]).toEqual([code, undefined]);
  });

  it("defect: loading and unloading (G591) was counted as storage, and codes without a letter as the rest", () => {
    expect(firmSize("G5910", { employees: 200, revenue: 30_000 })).toBe("small");
    expect(firmSize("31", { employees: 300, revenue: 2_000 })).toBe(firmSize("C31", { employees: 300, revenue: 2_000 }));
  });
});
