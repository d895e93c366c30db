import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { fitTextScale } from "../../src/corpus/statistics.js";
import { packRows } from "../../src/kernel/sparse-rows.js";
import { ConfigError } from "../../src/model/issue.js";
import { oracleSignal } from "../oracle/exhaustive-rank.js";
import { market } from "../support/markets.js";

describe("fitted statistics", () => {
  it("have κ at the 90th percentile, by nearest rank, of the needs' best products", () => {
    fc.assert(
      fc.property(market, (market) => {
        const { corpus } = buildCorpus(market);
        const raw = {
          ...corpus,
          model: { ...corpus.model, scale: { ...corpus.model.scale, text: 1 }, neutral: { ...corpus.model.neutral, text: 0 } },
        };
        const bests = corpus.needs.ids
          .map((_, n) => Math.max(0, ...corpus.outcomes.ids.map((_, o) => oracleSignal(raw, "text", corpus.needs, n, corpus.outcomes, o))))
          .filter((best) => best > 0)
          .sort((a, b) => a - b);
        expect(corpus.statistics.textScale).toBe(bests.length === 0 ? 1 : bests[Math.ceil(0.9 * bests.length) - 1]);
      }),
    );
  });

  it("have as neutral values the means over all pairs that are known on both sides", () => {
    fc.assert(
      fc.property(market, (market) => {
        const { corpus } = buildCorpus(market);
        for (const signal of ["text", "industry", "region"] as const) {
          const isKnown = ({ rowStart }: { readonly rowStart: Uint32Array }, r: number): boolean => rowStart[r + 1]! > rowStart[r]!;
          const values = corpus.needs.ids.flatMap((_, n) =>
            corpus.outcomes.ids.flatMap((_, o) =>
              isKnown(corpus.needs.rows[signal], n) && isKnown(corpus.outcomes.rows[signal], o)
                ? [oracleSignal(corpus, signal, corpus.needs, n, corpus.outcomes, o)]
                : [],
            ),
          );
          const mean = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
          expect(Math.abs(corpus.statistics.neutral[signal] - mean)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it("are the very ones given, where some are given", () => {
    fc.assert(
      fc.property(market, market, (market, other) => {
        const { statistics } = buildCorpus(market).corpus;
        expect(buildCorpus(other, defineConfig(), { statistics }).corpus.statistics).toBe(statistics);
      }),
      { numRuns: 20 },
    );
  });
});

describe("fitTextScale", () => {
  it("looks at no more than 1,024 needs, the same ones whatever their order", () => {
    const count = 1_500;
    const rowOf = (value: number) => ({ column: Uint32Array.of(0), value: Float32Array.of(value) });
    const ids = Array.from({ length: count }, (_, n) => `n${n}`);
    const values = ids.map((_, n) => 1 + n);
    const outcomes = packRows([rowOf(1)], 1);
    const one = fitTextScale(ids, packRows(values.map(rowOf), 1), outcomes);
    const other = fitTextScale([...ids].reverse(), packRows([...values].reverse().map(rowOf), 1), outcomes);
    expect(other).toBe(one);
    expect(Math.abs(one / count - 0.9)).toBeLessThan(0.05);
  });
});

describe("buildCorpus", () => {
  const good = {
    outcomes: [{ id: "o", title: "steel alloy", embedding: [1, 0] }],
    needs: [{ id: "n", title: "steel mill", embedding: [1, 1] }],
  };

  it("takes a record's region and industries from its organisation where it names none", () => {
    const organisations = [{ id: "u", name: "U", region: "2101", industries: ["C31"] }];
    const outcomes = [
      { id: "o1", title: "steel", organisation: "u" },
      { id: "o2", title: "steel", organisation: "u", region: "2202", industries: ["I65"] },
    ];
    const { corpus } = buildCorpus({ outcomes, needs: good.needs, organisations });
    expect(corpus.vocabularies.region.terms).toEqual(["0:21", "0:22", "1:2101", "1:2202"]);
    expect(corpus.vocabularies.industry.terms).toEqual(["C", "C31", "I", "I65"]);
  });

  it("refuses statistics that another analyzer has cut", () => {
    const { statistics } = buildCorpus(good).corpus;
    expect(() => buildCorpus(good, defineConfig({ text: { stopWords: [] } }), { statistics })).toThrow(ConfigError);
  });

  it("under strict refuses a market with a changed record, and lets notes pass", () => {
    expect(() =>
      buildCorpus({ ...good, needs: [{ id: "n", title: "steel mill", region: "99" }] }, defineConfig(), { strict: true }),
    ).toThrow(/^unknown-region/);
    expect(
      buildCorpus({ ...good, needs: [{ id: "n", title: "steel mill", colour: 1 }] }, defineConfig(), { strict: true }).issues,
    ).toHaveLength(1);
  });

  it("lets the caller's scale and neutral values replace the fitted ones", () => {
    const { model } = buildCorpus(good, defineConfig({ textScale: 0.5, neutral: { region: 0.3 } })).corpus;
    expect(model).toMatchObject({ scale: { text: 0.5, industry: 1 }, neutral: { region: 0.3 } });
  });

  it("defect: under a scale of the caller's the neutral text value was still counted in the fitted one", () => {
    const fitted = buildCorpus(good).corpus;
    const set = buildCorpus(good, defineConfig({ textScale: fitted.statistics.textScale / 2 })).corpus;
    expect(set.model.neutral.text).toBeCloseTo(2 * fitted.model.neutral.text, 12);
  });

  it("defect: a side that is no list was a TypeError, and a hole in a list went unnoticed", () => {
    expect(buildCorpus({ outcomes: 3, needs: null } as never).issues.map(({ code }) => code)).toEqual([
      "wrong-type",
      "empty-side",
      "empty-side",
    ]);

    expect(buildCorpus({ outcomes: [, good.outcomes[0]], needs: good.needs }).issues.map(({ code }) => code)).toEqual([
      "record-not-object",
    ]);
  });

  it("keeps the fullest of records with one id, wherever it stands", () => {
    const full = { id: "o", title: "steel alloy", abstract: "for ships" };
    for (const outcomes of [
      [full, { id: "o", title: "steel" }],
      [{ id: "o", title: "steel" }, full],
    ]) {
      const { corpus, issues } = buildCorpus({ outcomes, needs: good.needs });
      expect(corpus.outcomes.records).toEqual([full]);
      expect(issues.map(({ code, record }) => [code, record!.index])).toEqual([
        ["duplicate-id", outcomes.indexOf(outcomes.find((outcome) => outcome !== full)!)],
      ]);
    }
  });
});
