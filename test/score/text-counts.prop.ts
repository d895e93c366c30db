import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareIds } from "../../src/kernel/order.js";
import { columnLookup, createVocabulary } from "../../src/kernel/vocabulary.js";
import { rowAt } from "../../src/kernel/sparse-rows.js";
import { DEFAULT_TEXT_PARAMETERS, needBags, outcomeBags, TextWeigher } from "../../src/score/text.js";
import { countTexts, fitText, textRows } from "../../src/score/text-counts.js";
import { rowWithColumns } from "../../src/score/weighted-row.js";
import { createAnalyzer, type AnalyzerOptions } from "../../src/text/analyzer.js";
import { TermNumberer } from "../../src/text/term-numberer.js";
import { fitByStrings } from "../oracle/text-fit.js";

/** Pieces that runs are cut at, glued in any order: Han, Han beyond the basic plane, numbers with units, words, marks, punctuation. */
const PIECES =
  "余 热 回 收 々 〇 𠮷 a b steel steels the ＭＰａ 600 1.80 67% 80℃ . ， 。 ① é é が ー 한국 \u0301 \ud800 x² 立方氮化硼 C".split(" ");
const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES, " ", "\n"), { maxLength: 24 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const analyzers: Readonly<Record<string, AnalyzerOptions>> = {
  plain: {},
  lexicon: { lexicon: ["立方氮化硼", "C", "余热"] },
  "stop words": { stopWords: ["the", "热", "回收"] },
  "another tokenizer": { tokenizer: { id: "letters", tokenize: (given) => [...given].filter((character) => character.trim() !== "") } },
};
const needs = fc.array(fc.record({ title: text, description: fc.option(text, { nil: undefined }) }), { maxLength: 6 });
const outcomes = fc.array(fc.record({ title: text, abstract: text, keywords: fc.array(text, { maxLength: 2 }) }), { maxLength: 6 });
const withIds = <A extends object>(records: readonly A[]) =>
  records.map((record, at) => ({
    id: String(at),
    ...(Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as A),
  }));

describe.each(Object.entries(analyzers))("counting with an analyzer: %s", (_, options) => {
  it("gives the terms of `analyze`, each as often", () => {
    const analyzer = createAnalyzer(options);
    const numberer = new TermNumberer(analyzer);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), (texts) => {
        numberer.clear();
        for (const each of texts) numberer.add(each);
        const { number, length } = numberer.numbers();
        const { terms, placeOf } = numberer.sorted();
        const found = Array.from(number.subarray(0, length), (each) => terms[placeOf[each]!]!);
        expect(found.sort()).toEqual(texts.flatMap((given) => analyzer.analyze(given)).sort());
      }),
      { numRuns: 300 },
    );
  });

  it("fits the statistics and makes the rows that go term by term, to the bit", () => {
    const analyzer = createAnalyzer(options);
    fc.assert(
      fc.property(needs, outcomes, (needTexts, outcomeTexts) => {
        const records = { needs: withIds(needTexts), outcomes: withIds(outcomeTexts) };
        const counted = countTexts(records.needs as never, records.outcomes, analyzer);
        const statistics = fitText(counted, DEFAULT_TEXT_PARAMETERS);
        expect(statistics).toEqual(fitByStrings(records as never, analyzer, DEFAULT_TEXT_PARAMETERS));
        const weigher = new TextWeigher(statistics, DEFAULT_TEXT_PARAMETERS);
        // Under the terms themselves, and under frozen ones that know only some of them.
        for (const frozen of [statistics.terms, statistics.terms.filter((_, at) => at % 3 > 0)]) {
          const vocabulary = createVocabulary(frozen, counted.terms);
          const columnOf = columnLookup(vocabulary);
          const columns = {
            idf: Float64Array.from(counted.terms, (term) => weigher.idf(term)),
            columnOf: frozen === statistics.terms ? undefined : Uint32Array.from(counted.terms, (term) => columnOf(term)!),
            columnCount: vocabulary.terms.length,
          };
          const rows = { needs: textRows(counted.needs, weigher, columns), outcomes: textRows(counted.outcomes, weigher, columns) };
          records.needs.forEach((need, n) =>
            expect(rowAt(rows.needs, n)).toEqual(rowWithColumns(weigher.needRow(needBags(need as never, analyzer)), vocabulary)),
          );
          records.outcomes.forEach((outcome, o) =>
            expect(rowAt(rows.outcomes, o)).toEqual(rowWithColumns(weigher.outcomeRow(outcomeBags(outcome, analyzer)), vocabulary)),
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});

it("strings sort by themselves in the project's one order of strings", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (strings) => {
      expect([...strings].sort()).toEqual([...strings].sort(compareIds));
    }),
  );
});
