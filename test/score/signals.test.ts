import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { industryAncestors, readIndustry } from "../../src/model/industry-code.js";
import { regionsOfChina, regionTreeOfChina } from "../../src/data/regions-cn.js";
import { embeddingLikeness, unitVector } from "../../src/score/embedding.js";
import { industryRow } from "../../src/score/industry.js";
import { regionRow, type RegionSetting } from "../../src/score/region.js";
import { bySignal, SIGNALS } from "../../src/score/signal.js";
import { shortenedRow, type TermRow } from "../../src/score/weighted-row.js";

function likeness(rowA: TermRow, rowB: TermRow): number {
  const valueByTerm = new Map(rowB.terms.map((term, at) => [term, rowB.value[at]!]));
  return rowA.terms.reduce((sum, term, at) => sum + rowA.value[at]! * (valueByTerm.get(term) ?? 0), 0);
}
const industry = (a: readonly string[], b: readonly string[]): number => likeness(industryRow(a), industryRow(b));
const region = (a: string, b: string, setting: RegionSetting = {}): number =>
  likeness(regionRow(a, "needs", setting), regionRow(b, "outcomes", setting));

const code = fc
  .tuple(fc.constantFrom("13", "31", "34", "35", "65", "01"), fc.constantFrom("", "1", "14", "140"), fc.constantFrom("", "0", "5"))
  .map(([division, group, rest]) => readIndustry((division + group + rest).slice(0, 4)))
  .filter((entry) => entry.kind === "code")
  .map((entry) => entry.code);

describe("the industry signal", () => {
  it("is 1 for equal codes and falls level by level to 0 for another section", () => {
    expect(industry(["C3140"], ["C3140"])).toBeCloseTo(1, 7);
    expect(industry(["C3140"], ["C3149"])).toBeCloseTo(0.75, 7);
    expect(industry(["C3140"], ["C3150"])).toBeCloseTo(0.5, 7);
    expect(industry(["C3140"], ["C3240"])).toBeCloseTo(0.1, 7);
    expect(industry(["C3140"], ["I6510"])).toBe(0);
  });

  it("never falls where two codes of one depth come to share one more ancestor", () => {
    fc.assert(
      fc.property(code, code, code, (a, b, c) => {
        const shared = (x: string): number => industryAncestors(x).filter((ancestor) => industryAncestors(a).includes(ancestor)).length;
        fc.pre(b.length === c.length && shared(b) <= shared(c));
        expect(industry([a], [b])).toBeLessThanOrEqual(industry([a], [c]));
      }),
    );
  });

  it("never falls where a code is told more closely towards the other", () => {
    fc.assert(
      fc.property(code, (a) => {
        const chain = industryAncestors(a).map((ancestor) => industry([a], [ancestor]));
        expect(chain).toEqual([...chain].sort((p, q) => p - q));
      }),
    );
  });

  it("counts a code that stops at a level as the shares down to it, so that vague codes never look like equal classes", () => {
    expect(industry(["C"], ["C"])).toBeCloseTo(0.1, 7);
    expect(industry(["C31"], ["C31"])).toBeCloseTo(0.5, 7);
    expect(industry(["C31"], ["C3140"])).toBeCloseTo(0.5, 7);
  });

  it("compares free tags whole, and never with codes", () => {
    expect(industry(["新材料"], ["新材料"])).toBe(1);
    expect(industry(["新材料"], ["新材料产业"])).toBe(0);
    expect(industry(["c31x"], ["C31"])).toBe(0);
  });

  it("counts an ancestor that several of a record's codes share once", () => {
    expect(industryRow(["C3140", "C3150"]).terms).toEqual(["C", "C31", "C314", "C3140", "C315", "C3150"]);
    expect(industryRow([]).terms).toEqual([]);
  });

  it("exceeds 1 by rounding at most", () => {
    fc.assert(
      fc.property(
        fc.array(code, { minLength: 1 }),
        fc.array(code, { minLength: 1 }),
        (a, b) => void expect(industry(a, b)).toBeLessThan(1 + 1e-6),
      ),
    );
  });
});

describe("the region signal", () => {
  it("is 1 for one county and falls over prefecture and province to 0", () => {
    expect(region("210102", "210102")).toBeCloseTo(1, 7);
    expect(region("210102", "210103")).toBeCloseTo(0.95, 7);
    expect(region("210102", "210202")).toBeCloseTo(0.4, 7);
    expect(region("210102", "220102")).toBe(0);
    expect(region("2101", "2101")).toBeCloseTo(0.95, 7);
    expect(regionRow(undefined, "needs").terms).toEqual([]);
  });
});

describe("the region signal with distance bands", () => {
  const bands = [
    { km: 100, likeness: 0.8 },
    { km: 400, likeness: 0 },
  ];
  const setting = { table: regionsOfChina, distance: { share: 0.5, bands } };
  const prefectures = [...regionTreeOfChina.regions].filter(({ code, centre }) => code.length === 4 && centre !== undefined);
  const place = fc.constantFrom(...prefectures.map(({ code }) => code));

  it("is 1 for one county, the same from both sides, and never above 1", () => {
    expect(region("210102", "210102", setting)).toBeCloseTo(1, 6);
    fc.assert(
      fc.property(place, place, (a, b) => {
        // Another pair of places, so other Float32 entries; one pair seen from both sides agrees to the bit.
        expect(region(a, b, setting)).toBeCloseTo(region(b, a, setting), 6);
        expect(region(a, b, setting)).toBeLessThan(1 + 1e-6);
      }),
    );
  });

  it("counts a neighbour across a border of provinces, which the tree alone does not", () => {
    // 葫芦岛 (Liaoning) and 秦皇岛 (Hebei) are some 110 km apart.
    const without = region("2114", "1303", { table: regionsOfChina });
    expect(region("2114", "1303", setting)).toBeGreaterThan(without);
  });

  it("never falls as a place comes nearer, all else equal, and has no border to jump over", () => {
    fc.assert(
      fc.property(place, (a) => {
        const onlyDistance = (b: string): number => {
          const [rowA, rowB] = [regionRow(a, "needs", setting), regionRow(b, "outcomes", setting)];
          const at = rowB.terms.indexOf(`d:${a}`);
          return at < 0 ? 0 : rowA.value[rowA.terms.indexOf(`d:${a}`)]! * rowB.value[at]!;
        };
        const around = regionsOfChina.around!(a, 600);
        const likenesses = around.map(({ code }) => onlyDistance(code) * (zoneFactor(a) * zoneFactor(code)));
        likenesses.forEach((likeness, at) => {
          if (at === 0) return;
          expect(likeness).toBeLessThanOrEqual(likenesses[at - 1]! + 1e-6);
          const step = around[at]!.km - around[at - 1]!.km;
          expect(likenesses[at - 1]! - likeness).toBeLessThanOrEqual(0.5 * 0.004 * step + 1e-6);
        });
      }),
      { numRuns: 30 },
    );
  });
});

/** What a row is divided by. */
function zoneFactor(code: string): number {
  return Math.sqrt(1 + (regionsOfChina.zones(code).length === 0 ? 0 : 0.1) + 0.5);
}

describe("embeddingLikeness", () => {
  it("is the cosine, negative ones counted as 0, the same from both sides", () => {
    expect(embeddingLikeness(unitVector([1, 0]), unitVector([1, 1]))).toBeCloseTo(Math.SQRT1_2, 6);
    expect(embeddingLikeness(unitVector([1, 0]), unitVector([-1, 0]))).toBe(0);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 1 }), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        fc.pre(a.some((x) => x !== 0) && b.some((y) => y !== 0));
        const found = embeddingLikeness(unitVector(a), unitVector(b))!;
        expect(found >= 0 && found <= 1).toBe(true);
        expect(embeddingLikeness(unitVector(b), unitVector(a))).toBe(found);
      }),
    );
  });

  it("is undefined for unequal lengths and for none, where ml-distance would read past the end", () => {
    expect(embeddingLikeness(Float32Array.of(1), Float32Array.of(1, 0))).toBeUndefined();
    expect(embeddingLikeness(new Float32Array(0), new Float32Array(0))).toBeUndefined();
  });

  it("is 0 and not NaN for a zero vector that gets past the door", () => {
    expect(embeddingLikeness(Float32Array.of(0, 0), Float32Array.of(1, 0))).toBe(0);
  });
});

describe("unitVector", () => {
  it("has length 1 for the largest and the smallest numbers that the door lets in", () => {
    for (const size of [3e38, 1e-45, 1]) {
      const vector = unitVector([size, -size, size, size]);
      expect([...vector]).toEqual([0.5, -0.5, 0.5, 0.5]);
    }
  });
});

describe("shortenedRow", () => {
  it("puts terms in code unit order, is shortened to a length and never lengthened", () => {
    const row = shortenedRow(
      [
        ["b", 3],
        ["B", 4],
      ],
      1,
    );
    expect(row.terms).toEqual(["B", "b"]);
    expect([...row.value]).toEqual([Math.fround(0.8), Math.fround(0.6)]);
    expect([...shortenedRow([["b", 0.5]], 1).value]).toEqual([0.5]);
    expect(shortenedRow([], 1).terms).toEqual([]);
  });
});

describe("bySignal", () => {
  it("has every signal, in declared order", () => {
    expect(Object.keys(bySignal(() => 0))).toEqual([...SIGNALS]);
  });
});
