import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { rowAt } from "../../src/kernel/sparse-rows.js";
import { DEFAULT_TEXT_PARAMETERS, needBags, outcomeBags, TextWeigher } from "../../src/score/text.js";
import { countTexts, fitText } from "../../src/score/text-counts.js";
import { createAnalyzer } from "../../src/text/analyzer.js";

const analyzer = createAnalyzer();
const need = { id: "n", title: "alpha beta" };
const outcome = { id: "o", title: "alpha gamma", abstract: "alpha" };
const nBags = needBags(need, analyzer);
const oBags = outcomeBags(outcome, analyzer);
const statistics = fitText(countTexts([need], [outcome], analyzer), DEFAULT_TEXT_PARAMETERS);
const weigher = new TextWeigher(statistics, DEFAULT_TEXT_PARAMETERS);

// By hand, for two documents: idf(df) = ln(1 + 3 / (df + 1)) ^ 0.8.
const IDF = { 0: 1.298627, 1: 0.932452, 2: 0.745866 };

describe("fitText", () => {
  it("counts documents, document frequencies over both sides, and mean lengths", () => {
    expect(statistics).toMatchObject({ documentCount: 2, terms: ["alpha", "beta", "gamma"], documentFrequency: Uint32Array.of(2, 1, 1) });
    expect(statistics.groups.needTitle.meanLength).toBe(2);
    expect(statistics.groups.outcomeWhole.meanLength).toBe(3);
  });

  it("leaves records without terms out of counts and means", () => {
    const empty = { id: "e", title: "" };
    expect(fitText(countTexts([need], [outcome, empty], analyzer), DEFAULT_TEXT_PARAMETERS)).toEqual(statistics);
    expect(fitText(countTexts([], [empty], analyzer), DEFAULT_TEXT_PARAMETERS)).toMatchObject({
      documentCount: 0,
      groups: { outcomeWhole: { meanLength: 1, meanNorm: 1 } },
    });
  });
});

describe("TextWeigher", () => {
  it("weighs rare terms more, and a term unseen at fit as of document frequency 0, in units of 2⁻²⁰", () => {
    expect(weigher.idf("alpha")).toBeCloseTo(IDF[2], 5);
    expect(weigher.idf("beta")).toBeCloseTo(IDF[1], 5);
    expect(weigher.idf("unseen")).toBeCloseTo(IDF[0], 5);
    expect(Number.isInteger(weigher.idf("beta") * 2 ** 20)).toBe(true);
  });

  it("gives the same for many terms at once, in whatever order they stand", () => {
    for (const terms of [["alpha", "beta"], ["alpha", "beta", "unseen"], ["beta", "alpha"], ["unseen", "beta", "alpha"], []])
      expect([...weigher.idfs(terms)]).toEqual(terms.map((term) => weigher.idf(term)));
  });

  it("saturates repeats: alpha twice counts 2 · 3 / (2 + 2) = 1.5 times", () => {
    const [alpha, gamma] = weigher.impacts(
      oBags.whole,
      oBags.whole.terms.map((term) => weigher.idf(term)),
      "outcomeWhole",
    );
    expect(alpha).toBeCloseTo(1.5 * IDF[2], 5);
    expect(gamma).toBeCloseTo(IDF[1], 5);
  });

  it("gives the rows and the product that the formula gives by hand", () => {
    // Each group has one record, so its pivot is the record's own length: √(0.745866² + 0.932452²), √(1.118799² + 0.932452²).
    expect([...weigher.needRow(nBags).value].map((value) => value.toFixed(4))).toEqual(["0.6246", "0.7809"]);
    expect([...weigher.outcomeRow(oBags).value].map((value) => value.toFixed(4))).toEqual(["0.7682", "0.6402"]);
    const { corpus } = buildCorpus({ outcomes: [outcome], needs: [need] }, defineConfig());
    expect(corpus.statistics.textScale).toBeCloseTo(0.6246 * 0.7682, 3);
  });

  it("pivots: half of slope 0.6 apart, a row of norm 2 among mean norm 1 is divided by 0.4 · 1 + 0.6 · 2", () => {
    const means = { ...statistics, groups: { ...statistics.groups, outcomeWhole: { meanLength: 3, meanNorm: 1 } } };
    const norm = Math.hypot(1.5 * IDF[2], IDF[1]);
    const [alpha] = new TextWeigher(means, DEFAULT_TEXT_PARAMETERS).outcomeRow(oBags).value;
    expect(alpha).toBeCloseTo((1.5 * IDF[2]) / (0.4 + 0.6 * norm), 5);
  });

  it("gives an empty row for no text, and the whole's row where a title is empty", () => {
    expect(weigher.outcomeRow(outcomeBags({ id: "e", title: "" }, analyzer)).terms).toEqual([]);
    const row = weigher.needRow(needBags({ id: "e", title: "", description: "alpha" }, analyzer));
    expect(row.terms).toEqual(["alpha"]);
    expect(row.value[0]).toBeGreaterThan(0);
  });
});

describe("the texts of a need", () => {
  it("are its title, its description and its parts, and terms never reach from one into the next", () => {
    const bags = needBags({ id: "n", title: "高", description: "强", parts: [{ id: "1", title: "钢", description: "板" }] }, analyzer);
    expect(bags.whole.terms).toEqual(["强", "板", "钢", "高"]);
    expect(bags.title!.terms).toEqual(["高"]);
  });
});

describe("a text row", () => {
  it("is Float32, so that any two products are exact in Float64", () => {
    const { corpus } = buildCorpus({ outcomes: [outcome], needs: [need] });
    const { value } = rowAt(corpus.needs.rows.text, 0);
    for (const entry of value) expect(Math.fround(entry)).toBe(entry);
  });
});
