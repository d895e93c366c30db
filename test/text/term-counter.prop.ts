import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer, type AnalyzerOptions } from "../../src/text/analyzer.js";
import { TermCounter } from "../../src/text/term-counter.js";

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

describe.each(Object.entries(analyzers))("counting from code units, %s", (_, options) => {
  it("gives the terms of `analyze`, each as often, and all of them in order", () => {
    const analyzer = createAnalyzer(options);
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 }), (records) => {
        const counter = new TermCounter(analyzer);
        const met = new Set<string>();
        for (const texts of records) {
          counter.clear();
          for (const each of texts) counter.add(each);
          const { term, frequency, size, most, length } = counter.bag();
          const expected = new Map<string, number>();
          for (const each of texts.flatMap((given) => analyzer.analyze(given))) expected.set(each, (expected.get(each) ?? 0) + 1);
          expect(new Map(Array.from(term.subarray(0, size), (number, at) => [counter.terms[number]!, frequency[at]!]))).toEqual(expected);
          expect(size).toBe(expected.size);
          expect(most).toBe(Math.max(0, ...expected.values()));
          expect(length).toBe([...expected.values()].reduce((sum, count) => sum + count, 0));
          for (const each of expected.keys()) met.add(each);
        }
        const { terms, placeOf } = counter.sorted();
        expect(terms).toEqual([...met].sort());
        expect(counter.terms.map((_, number) => terms[placeOf[number]!])).toEqual(counter.terms);
      }),
      { numRuns: 700 },
    );
  });

  it("goes on when its tables are full: a text of all characters and 20,000 pairs", () => {
    const analyzer = createAnalyzer(options);
    const counter = new TermCounter(analyzer);
    const given = Array.from({ length: 20_000 }, (_, at) => String.fromCharCode(0x4e00 + at, 0x4e00 + ((at * 7) % 20_000))).join("");
    counter.add(given);
    counter.add(given);
    const expected = analyzer.analyze(given);
    expect(counter.bag().length).toBe(2 * expected.length);
    expect(counter.sorted().terms).toEqual([...new Set(expected)].sort());
  });
});
