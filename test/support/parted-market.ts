import fc from "fast-check";

const WORDS = ["余热", "回收", "钢", "轧制", "缺陷", "视觉", "检测", "水稻", "育种", "steel", "rolling"];
const FACTORS = ["technology", "achievement", "funding", "talent", "intellectual-property"] as const;

const words = (most: number) => fc.array(fc.constantFrom(...WORDS), { minLength: 0, maxLength: most }).map((chosen) => chosen.join("，"));
const factors = fc.subarray([...FACTORS]);

const outcome = fc.record(
  {
    title: words(5),
    organisation: fc.constantFrom("u1", "u2", "u3", "u4", "e1"),
    industries: fc.constantFrom(["C31"], ["C313"], ["A011"]),
    factors,
  },
  { requiredKeys: ["title"] },
);
const part = fc.record({ title: words(3), weight: fc.constantFrom(1, 2, 5), factors }, { requiredKeys: ["title"] });
const need = fc.record(
  {
    title: words(4),
    organisation: fc.constantFrom("e1", "e2", "e3"),
    industries: fc.constantFrom(["C31"], ["A01"]),
    parts: fc.array(part, { minLength: 0, maxLength: 3 }).map((parts) => parts.map((fields, at) => ({ id: `p${at}`, ...fields }))),
    factors,
  },
  { requiredKeys: ["title", "parts"] },
);

/** Small markets of needs with parts: parts without text, needs of one part, e1 on both sides, records of no organisation. */
export const partedMarket = fc.record({
  outcomes: fc.array(outcome, { minLength: 1, maxLength: 5 }).map((all) => all.map((fields, at) => ({ id: `o${at}`, ...fields }))),
  needs: fc.array(need, { minLength: 1, maxLength: 3 }).map((all) => all.map((fields, at) => ({ id: `n${at}`, ...fields }))),
});
