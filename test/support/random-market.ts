import fc from "fast-check";
import type { MarketInput } from "../../src/model/market.js";

const WORDS = ["余热", "回收", "钢", "轧制", "缺陷", "视觉", "检测", "水稻", "育种", "steel", "rolling", "600mpa"];
const INDUSTRIES = ["C31", "C313", "C3130", "A011", "I65", "新材料"];
const REGIONS = ["21", "2101", "210102", "2102", "220100"];

const text = fc.array(fc.constantFrom(...WORDS), { minLength: 0, maxLength: 6 }).map((words) => words.join("，"));
const record = (prefix: string) =>
  fc
    .array(
      fc.record(
        {
          title: text,
          organisation: fc.constantFrom("a", "b", "c"),
          industries: fc.array(fc.constantFrom(...INDUSTRIES), { minLength: 1, maxLength: 2 }),
          region: fc.constantFrom(...REGIONS),
        },
        { requiredKeys: ["title"] },
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((records) => records.map((fields, at) => ({ id: `${prefix}${at}`, ...fields })));

/** Small markets with what makes matching hard: records without text, records alike, missing industries and regions. */
export const randomMarket: fc.Arbitrary<
  MarketInput & { readonly outcomes: ReadonlyArray<{ id: string }>; readonly needs: ReadonlyArray<{ id: string }> }
> = fc.record({
  outcomes: record("o"),
  needs: record("n"),
});
