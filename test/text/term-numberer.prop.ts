import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer, type AnalyzerOptions } from "../../src/text/analyzer.js";
import { TermNumberer } from "../../src/text/term-numberer.js";

/** What normalising changes: a unit alone, one beside others, a whole text; and what runs are cut at. */
const PIECES =
  "余 热 回收 々 ㊥ \uf900 ⼀ ㍿ ㈠ 𠮷 \ud842 a b C steel Steels the ＡＩ ７．５％ 9°Ｃ 80℉ 80°c 80°d 5° 5‰ 5%5 1.2.3 1. .5 ١.٢ ㎡ ½ … ﬁ ﾊﾞ ΑΣ Σ ΣΑ ᄀ ᅡ 각 İ \u0301 \u302a \u3099 か ‰ ％ ． ， — １ Ⅻ ²".split(
    " ",
  );
const text = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES, " "), { maxLength: 14 }).map((pieces) => pieces.join("")) },
  // Any units at all, halves of pairs among them.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.oneof(fc.integer({ min: 0x20, max: 0x17f }), fc.integer({ min: 0xff00, max: 0xffef })), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
);
const analyzers: Readonly<Record<string, AnalyzerOptions>> = {
  plain: {},
  lexicon: { lexicon: ["C", "余热", "ＡＩ", "5g", "각"] },
  "stop words": { stopWords: ["the", "余", "热回", "각", "７"] },
};

describe.each(Object.entries(analyzers))("numbering terms from code units, %s", (_, options) => {
  it("gives the terms of `analyze`, each as often, and all of them in order", () => {
    const analyzer = createAnalyzer(options);
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 }), (records) => {
        const numberer = new TermNumberer(analyzer);
        const numbers: number[][] = [];
        for (const texts of records) {
          numberer.clear();
          for (const each of texts) numberer.add(each);
          const { number, length } = numberer.numbers();
          numbers.push([...number.subarray(0, length)]);
        }
        const wanted = records.map((texts) => texts.flatMap((given) => analyzer.analyze(given)).sort());
        const { terms, placeOf } = numberer.sorted();
        expect(terms).toEqual([...new Set(wanted.flat())].sort());
        expect([...placeOf].sort((a, b) => a - b)).toEqual([...terms.keys()]);
        expect(numbers.map((given) => given.map((number) => terms[placeOf[number]!]!).sort())).toEqual(wanted);
      }),
      { numRuns: 700 },
    );
  });

  it("goes on when its tables are full: a text of all characters and 20,000 pairs, behind as many words", () => {
    const analyzer = createAnalyzer(options);
    const numberer = new TermNumberer(analyzer);
    const han = Array.from({ length: 20_000 }, (_, at) => String.fromCharCode(0x4e00 + at, 0x4e00 + ((at * 7) % 20_000))).join("");
    const given = `${Array.from({ length: 5_000 }, (_, at) => `${at}m`).join(" ")} ${han}`;
    numberer.add(given);
    numberer.add(given);
    const expected = analyzer.analyze(given);
    const { number, length } = numberer.numbers();
    const { terms, placeOf } = numberer.sorted();
    expect(length).toBe(2 * expected.length);
    expect(terms).toEqual([...new Set(expected)].sort());
    expect(Array.from(number.subarray(0, length), (each) => terms[placeOf[each]!]!).sort()).toEqual([...expected, ...expected].sort());
  });
});
