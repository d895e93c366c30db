import { describe, expect, it } from "vitest";
import { buildCorpus, defineConfig, explain, rankOutcomes, type ConfigInput, type Corpus } from "../../src/index.js";
import { rowAt } from "../../src/kernel/sparse-rows.js";

/** Digits as words of their own, so that every title differs. */
const outcomesOf = (count: number, titleOf: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => ({ id: `o${String(at).padStart(3, "0")}`, title: `${titleOf(at)} x${at}` }));

function marketOf(count: number, text: ConfigInput["text"] = {}): Corpus {
  // 用 stands in every fifth record, 焊接 and each of its characters likewise; 铆 in one of fifty.
  const outcomes = outcomesOf(count, (at) => (at % 5 === 0 ? "用焊接" : at % 50 === 1 ? "铆" : "plain"));
  return buildCorpus({ outcomes, needs: [{ id: "n", title: "用焊接 铆" }] }, defineConfig({ weights: { text: 1 }, text })).corpus;
}

function termsOfNeed({ needs, vocabularies }: Corpus): string[] {
  return [...rowAt(needs.rows.text, 0).column].map((column) => vocabularies.text.terms[column]!);
}

describe("single Han characters in more than a tenth of at least 100 records", () => {
  it("have no entry; pairs and rarer characters keep theirs", () => {
    expect(termsOfNeed(marketOf(150)).sort()).toEqual(["焊接", "用焊", "铆"].sort());
  });

  it("count in smaller markets", () => {
    expect(termsOfNeed(marketOf(90)).sort()).toEqual(["接", "焊", "焊接", "用", "用焊", "铆"].sort());
  });

  it("count in just a tenth of the records, and not in one record more", () => {
    const termsWith = (records: number): number => {
      // With the need, 100 records in all.
      const outcomes = outcomesOf(99, (at) => (at < records - 1 ? "用" : "plain"));
      return termsOfNeed(buildCorpus({ outcomes, needs: [{ id: "n", title: "用" }] }, defineConfig({ weights: { text: 1 } })).corpus)
        .length;
    };
    expect([termsWith(10), termsWith(11)]).toEqual([1, 0]);
  });

  it("count where `commonShare` says so, up to 1", () => {
    expect(termsOfNeed(marketOf(150, { commonShare: 1 }))).toHaveLength(6);
    expect(termsOfNeed(marketOf(150, { commonShare: 0.001 }))).toHaveLength(2);
  });

  it("leave a record that has nothing else without text", () => {
    const outcomes = [...outcomesOf(150, (at) => (at % 2 === 0 ? "用" : "plain")), { id: "only", title: "用" }];
    const { corpus } = buildCorpus({ outcomes, needs: [{ id: "n", title: "用 plain" }] }, defineConfig({ weights: { text: 1 } }));
    expect(rankOutcomes(corpus, "n", { k: 200 }).map(({ id }) => id)).not.toContain("only");
    expect(explain(corpus, "n", "o000").score).toBe(0);
  });

  it("stay left out for records that come later, until a refit", () => {
    const corpus = marketOf(150);
    const later = corpus.update({ add: { outcomes: [{ id: "z", title: "用焊接" }] } }).corpus;
    const place = later.outcomes.ids.indexOf("z");
    expect(rowAt(later.outcomes.rows.text, place).column).toHaveLength(2);
  });
});
