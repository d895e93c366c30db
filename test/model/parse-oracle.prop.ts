import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { industriesOfChina } from "../../src/data/industries-cn.js";
import { cleanText, isPlaceholder, isThin } from "../../src/model/clean-text.js";
import { createParser, type ParsedRecord } from "../../src/model/parse.js";
import type { References } from "../../src/model/references.js";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import * as patterns from "../oracle/clean-by-patterns.js";
import * as applicative from "../oracle/parse-by-applicative.js";

/** Texts as exports have them: mostly clean, with all that there is to clean among it. */
const PIECES =
  "余热 回收 无 暂无 无人机 N/A n na test Test1 未提供 见附件 TBD steel 5 <p> <b <5μm &amp; &#65279; &#128512; & \\n C:\\new \uFEFF \uFFFE \uD800 \uDC00 𠮷 \u0301 ，。 — ！ ﬁ １ <!--x--> <script>y</script>".split(
    " ",
  );
const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES, " ", "\n"), { maxLength: 6 }).map((pieces) => pieces.join("")) },
  fc.string({ unit: "binary", maxLength: 90 }),
  fc.constantFrom("钢".repeat(1_200), `${"钢".repeat(999)}𠮷`, `${"\uD800".repeat(300)}a`, "<br>".repeat(400), `${"—".repeat(80)}无`),
);

describe("a look at each unit instead of patterns", () => {
  it("cleans alike, and tells placeholders and thin texts alike", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(5, 256, 1_000), (given, limit) => {
        expect(cleanText(given, limit)).toEqual(patterns.cleanText(given, limit));
        expect(isPlaceholder(given)).toBe(patterns.isPlaceholder(given));
        expect(isThin(given)).toBe(patterns.isThin(given));
      }),
      { numRuns: 2_000 },
    );
  });

  it("knows every placeholder, in any width and case, and no single character for one that is none", () => {
    for (const word of "无 暂无 没有 未提供 不详 待定 略 空 同上 如题 见附件 详见附件 请见附件 附件 测试 其他 na n/a nil null TBD ｔｏｄｏ Test ＸＸＸ".split(
      " ",
    ))
      for (const given of [word, word.toUpperCase(), `（${word}）`, `${word}。`])
        expect([given, isPlaceholder(given)]).toEqual([given, true]);
    for (let unit = 0; unit < 0x10000; unit++) {
      const given = String.fromCharCode(unit);
      if (isPlaceholder(given) !== patterns.isPlaceholder(given)) expect.fail(`U+${unit.toString(16)}`);
    }
  });
});

const code = fc.constantFrom(
  "21",
  "210100",
  "2101",
  "沈阳市",
  "朝阳区",
  "鼓楼区",
  "辽宁省大连市",
  "美国",
  "不知道",
  210100,
  99,
  " C31 ",
  "3140",
  "C9",
  "新材料",
  "炼钢",
  "X",
);
const word = fc.constantFrom("funding", "talent", "intellectual-property", "technology", "achievement", "money", 5, null);
const junk = fc.anything({ withBigInt: true, withDate: true, withSparseArray: true, withNullPrototype: true, withTypedArray: true });
const listed = <A>(item: fc.Arbitrary<A>) => fc.array(fc.oneof({ weight: 9, arbitrary: item }, junk), { maxLength: 5 });
const wild = <A>(arbitrary: fc.Arbitrary<A>) => fc.oneof({ weight: 5, arbitrary }, fc.constantFrom(null, undefined), junk);
const part = fc.record(
  { id: wild(text), title: wild(text), description: wild(text), weight: wild(fc.integer()), factors: wild(listed(word)), more: junk },
  { requiredKeys: [] },
);
const record = fc.record(
  {
    id: wild(fc.oneof(text, fc.constantFrom("o1", 7, "test", " x "))),
    title: wild(text),
    name: wild(fc.oneof(text, fc.constantFrom("沈阳工业大学", "南京大学"))),
    abstract: wild(text),
    description: wild(text),
    keywords: wild(fc.oneof(listed(text), fc.constantFrom("a1；b2、c3，a1", "余热", ";;", Array(70).fill("热"), Array(66).fill("热处理")))),
    parts: wild(listed(part)),
    organisation: wild(fc.constantFrom("u1", "u2", " u1", "u3", 3)),
    industries: wild(fc.oneof(listed(code), code)),
    region: wild(code),
    factors: wild(listed(word)),
    seeks: wild(fc.constantFrom("funding;talent", ["funding", "funding"])),
    brings: wild(listed(word)),
    maturity: wild(fc.constantFrom(1, 9, 10, 2.5, "4", 0)),
    embedding: wild(fc.constantFrom([1, 2], [], [0, 0], [NaN], [1e300], new Float32Array([1]))),
    visibility: wild(fc.constantFrom({ title: "public", other: 1 }, { description: "nobody" }, {}, "public")),
    kind: wild(fc.constantFrom("university", "enterprise", "shop")),
    size: wild(fc.constantFrom("micro", "large", "huge")),
    sector: wild(word),
    partners: wild(listed(text)),
    [`to${"String"}`]: junk,
    stranger: junk,
  },
  { requiredKeys: [] },
);

/** A record as JSON beside itself, so that the order of fields counts too. */
const shown = ({ record: read, issues }: ParsedRecord<object>) => ({ order: Object.keys(read ?? {}), read, issues });

describe.each<[string, References]>([
  ["no tables", {}],
  ["tables of places and industries", { regions: regionsOfChina, industries: industriesOfChina }],
])("one list of issues a record instead of readings put together, with %s", (_, references) => {
  it("reads every record alike and says the same about it, in the same order", () => {
    const regionOf = (id: string): string | undefined => ({ u1: "210100", u2: "320100" })[id];
    // One parser for all records: what it remembers of one must not show in another.
    const fast = createParser(references, regionOf);
    const slow = applicative.createParser(references, regionOf);
    fc.assert(
      fc.property(record, fc.nat({ max: 9 }), (given, index) => {
        for (const kind of ["outcome", "need", "organisation"] as const)
          expect(shown(fast[kind](given, index))).toEqual(shown(slow[kind](given, index)));
      }),
      { numRuns: 1_500 },
    );
  });
});
