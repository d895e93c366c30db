import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { industryAncestors, readIndustry } from "../../src/model/industry-code.js";
import { embeddingLikeness, unitVector } from "../../src/score/embedding.js";
import { industryTerms } from "../../src/score/industry.js";
import { regionTerms } from "../../src/score/region.js";
import { bySignal, SIGNALS } from "../../src/score/signal.js";
import { unitRow, type WeightedTerm } from "../../src/score/weighted-row.js";

function likeness(a: readonly WeightedTerm[], b: readonly WeightedTerm[]): number {
  const [rowA, rowB] = [unitRow(a), unitRow(b)];
  const valueByTerm = new Map(rowB.terms.map((term, at) => [term, rowB.value[at]!]));
  return rowA.terms.reduce((sum, term, at) => sum + rowA.value[at]! * (valueByTerm.get(term) ?? 0), 0);
}
const industry = (a: readonly string[], b: readonly string[]): number => likeness(industryTerms(a), industryTerms(b));
const region = (a: string, b: string): number => likeness(regionTerms(a), regionTerms(b));

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

  it("compares free tags whole, and never with codes", () => {
    expect(industry(["新材料"], ["新材料"])).toBe(1);
    expect(industry(["新材料"], ["新材料产业"])).toBe(0);
    expect(industry(["c31x"], ["C31"])).toBe(0);
  });

  it("counts an ancestor that several of a record's codes share once", () => {
    expect(industryTerms(["C3140", "C3150"]).map(([term]) => term)).toEqual(["C", "C31", "C314", "C3140", "C315", "C3150"]);
    expect(industryTerms([])).toEqual([]);
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
    expect(region("210102", "210103")).toBeCloseTo(0.85, 7);
    expect(region("210102", "210202")).toBeCloseTo(0.5, 7);
    expect(region("210102", "220102")).toBe(0);
    expect(region("2101", "2101")).toBeCloseTo(1, 7);
  });
});

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

describe("unitRow", () => {
  it("puts terms in code unit order and has length 1, or is empty", () => {
    const row = unitRow([
      ["b", 3],
      ["B", 4],
    ]);
    expect(row.terms).toEqual(["B", "b"]);
    expect([...row.value]).toEqual([Math.fround(0.8), Math.fround(0.6)]);
    expect(unitRow([]).terms).toEqual([]);
  });
});

describe("bySignal", () => {
  it("has every signal, in declared order", () => {
    expect(Object.keys(bySignal(() => 0))).toEqual([...SIGNALS]);
  });
});
