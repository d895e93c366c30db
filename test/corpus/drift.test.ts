import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { DRIFT_LIMITS } from "../../src/corpus/drift-report.js";
import { ConfigError } from "../../src/model/issue.js";

const market = {
  outcomes: [
    { id: "o1", title: "高温余热回收装置", region: "2101", industries: ["C31"] },
    { id: "o2", title: "轧制缺陷视觉检测", region: "2102", industries: ["C34"] },
  ],
  needs: [
    { id: "n1", title: "窑炉余热回收", region: "2101", industries: ["C31"] },
    { id: "n2", title: "钢板表面缺陷检测", region: "2101", industries: ["C34"] },
  ],
};

describe("drift", () => {
  it("is none where nothing has changed since the fit", () => {
    const drift = buildCorpus(market).corpus.drift();
    expect(drift).toMatchObject({ documents: { fitted: 4, present: 4 }, termDivergence: 0, unseenShare: 0, reasons: [] });
    for (const { fitted, present } of [drift.textScale, ...Object.values(drift.meanLength), ...Object.values(drift.neutral)])
      expect(present).toBe(fitted);
  });

  it("counts terms that no record had at fit, and advises a refit, after which there is none", () => {
    const { corpus } = buildCorpus(market);
    // 水, 稻, 水稻: three of a new record's terms, beside those of the four records that stay.
    const grown = corpus.update({ add: { outcomes: [{ id: "o3", title: "水稻" }] } }).corpus;
    const known = corpus.needs.rows.text.column.length + corpus.outcomes.rows.text.column.length;
    expect(grown.drift()).toMatchObject({ documents: { fitted: 4, present: 5 }, unseenShare: 3 / (known + 3) });
    const replaced = corpus.update({
      add: { outcomes: [{ id: "o3", title: "水稻育种" }], needs: [{ id: "n3", title: "水稻抗病品种" }] },
      remove: { outcomes: ["o1", "o2"], needs: ["n1", "n2"] },
    }).corpus;
    expect(replaced.drift().termDivergence).toBeCloseTo(1, 12);
    expect(replaced.drift().reasons).toEqual(expect.arrayContaining(["termDivergence", "unseenShare", "neutral"]));
    expect(replaced.refit().drift().reasons).toEqual([]);
  });

  /** Longer texts about other things, with more places and industries left open. */
  const other = {
    outcomes: [
      {
        id: "o1",
        title: "水稻抗病品种选育与高产栽培技术",
        abstract: "针对稻瘟病选育抗病品种，配套水肥管理与病虫害防治技术",
        region: "2107",
      },
      { id: "o2", title: "海水养殖循环水处理系统", abstract: "微生物与臭氧联用，降低氨氮与亚硝酸盐，适用于对虾与海参养殖" },
      { id: "o3", title: "玉米秸秆制备生物炭及其还田方法", industries: ["A01"] },
    ],
    needs: [
      { id: "n1", title: "对虾养殖尾水治理", description: "希望降低养殖尾水中的氨氮与悬浮物，处理后循环使用，运行费用低" },
      { id: "n2", title: "秸秆还田后土壤改良", region: "2107", industries: ["A01"] },
    ],
  };
  const LIMITS = { termDivergence: 0.1, unseenShare: 0.1, meanLength: 1.5, textScale: 1.1, neutral: 0.05 };
  const config = defineConfig({ weights: { text: 0.7, industry: 0.3, region: 0 } });
  /** Records under the statistics of others: `present` under those of `fitted`. */
  const driftBetween = (fitted: typeof market | typeof other, present: typeof market | typeof other) => {
    const own = { fitted: buildCorpus(fitted, config).corpus.statistics, present: buildCorpus(present, config).corpus.statistics };
    return { own, drift: buildCorpus(present, config, { statistics: own.fitted }).corpus.drift() };
  };

  it.each([
    ["longer", market, other],
    ["shorter", other, market],
    ["the same", other, other],
  ] as const)("tells lengths of texts and numbers of records as each fit has them, where texts are %s now", (_, fitted, present) => {
    const { own, drift } = driftBetween(fitted, present);
    expect(drift.documents).toEqual({ fitted: own.fitted.text.documentCount, present: own.present.text.documentCount });
    for (const group of ["needTitle", "needWhole", "outcomeWhole"] as const) {
      const lengths = { fitted: own.fitted.text.groups[group].meanLength, present: own.present.text.groups[group].meanLength };
      expect([group, drift.meanLength[group]]).toEqual([group, lengths]);
    }
  });

  it("gives the reasons whose limits are exceeded, upwards and downwards", () => {
    const larger = ({ fitted, present }: { fitted: number; present: number }) => Math.max(fitted / present, present / fitted);
    const seen = new Map<string, Set<boolean>>();
    const some = { ...market, outcomes: [...market.outcomes, { id: "o4", title: "余热回收", region: "2101", industries: ["C31"] }] };
    for (const [fitted, present] of [
      [market, other],
      [other, market],
      [other, other],
      [market, some],
      [some, market],
    ] as const) {
      const { drift } = driftBetween(fitted, present);
      const moved = (["text", "industry"] as const).map((signal) => Math.abs(drift.neutral[signal].present - drift.neutral[signal].fitted));
      const measured = {
        termDivergence: drift.termDivergence,
        unseenShare: drift.unseenShare,
        meanLength: Math.max(...Object.values(drift.meanLength).map(larger)),
        textScale: larger(drift.textScale),
        neutral: Math.max(...moved),
      };
      const reasons = (Object.keys(LIMITS) as ReadonlyArray<keyof typeof LIMITS>).filter((reason) => measured[reason] > LIMITS[reason]);
      expect(drift.reasons).toEqual(reasons);
      for (const reason of Object.keys(LIMITS))
        seen.set(reason, (seen.get(reason) ?? new Set()).add(reasons.some((each) => each === reason)));
    }
    // Each is given by one of these markets at least, and not by another.
    for (const [reason, given] of seen) expect([reason, given.size]).toEqual([reason, 2]);
  });

  it("counts no signal without a weight, however far its neutral value has moved", () => {
    const moved = { ...market, outcomes: market.outcomes.map((outcome) => ({ ...outcome, region: "2101" })) };
    const { drift } = driftBetween(market, moved);
    expect(Math.abs(drift.neutral.region.present - drift.neutral.region.fitted)).toBeGreaterThan(LIMITS.neutral);
    expect(drift.reasons).toEqual([]);
  });

  it("has the limits that its doc comment gives reasons for", () => {
    expect(DRIFT_LIMITS).toEqual(LIMITS);
  });

  it("measures the divergence of terms as half of what their mean is more uncertain than they are", () => {
    const entropy = (shares: readonly number[]) => -shares.reduce((sum, share) => sum + (share > 0 ? share * Math.log2(share) : 0), 0);
    const { corpus } = buildCorpus(market, config);
    const grown = corpus.update({ add: { outcomes: [{ id: "o3", title: "余热" }], needs: [{ id: "n3", title: "视觉检测" }] } }).corpus;
    const counts = (of: typeof corpus) => {
      const present = new Array<number>(grown.statistics.text.documentFrequency.length).fill(0);
      for (const { rows } of [of.needs, of.outcomes]) for (const column of rows.text.column) present[column]!++;
      const all = present.reduce((sum, count) => sum + count, 0);
      return present.map((count) => count / all);
    };
    const [a, b] = [counts(corpus), counts(grown)];
    const mean = a.map((share, at) => (share + b[at]!) / 2);
    const wanted = entropy(mean) - (entropy(a) + entropy(b)) / 2;
    expect(wanted).toBeGreaterThan(0.001);
    expect(grown.drift().termDivergence).toBeCloseTo(wanted, 12);
  });
});

describe("frozen statistics", () => {
  it("are refused under other text parameters, each named", () => {
    const { statistics } = buildCorpus(market).corpus;
    try {
      buildCorpus(market, defineConfig({ text: { k1: 1, slope: 0.3 } }), { statistics });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).issues.map(({ code, path }) => [code, ...path])).toEqual([
        ["statistics-mismatch", "textParameters", "k1"],
        ["statistics-mismatch", "textParameters", "slope"],
      ]);
    }
  });
});

describe("update", () => {
  it("refuses what is no update, all at once", () => {
    const { corpus } = buildCorpus(market);
    const bad = { ad: {}, remove: { needs: "n1", things: [] } } as never;
    try {
      corpus.update(bad);
      expect.unreachable();
    } catch (error) {
      expect((error as ConfigError).issues.map(({ code, path }) => [code, ...path])).toEqual([
        ["unknown-option", "update", "ad"],
        ["unknown-option", "remove", "things"],
        ["option-wrong-type", "remove", "needs"],
      ]);
    }
  });

  it.each([
    ["a list", [], ["option-wrong-type", "update"]],
    ["a list to add", { add: [] }, ["option-wrong-type", "add"]],
    ["things to add", { add: { things: [] } }, ["unknown-option", "add", "things"]],
    ["ids that are numbers", { remove: { needs: [1] } }, ["option-wrong-type", "remove", "needs"]],
  ])("refuses %s", (_, bad, wanted) => {
    const { corpus } = buildCorpus(market);
    expect.assertions(1);
    try {
      corpus.update(bad as never);
    } catch (error) {
      expect((error as ConfigError).issues.map(({ code, path }) => [code, ...path])).toEqual([wanted]);
    }
  });

  it("works on a corpus that is a copy with another configuration", () => {
    const { corpus } = buildCorpus(market);
    const copy = { ...corpus, config: defineConfig({ weights: { text: 1 } }) };
    expect(copy.update({ remove: { needs: ["n1"] } }).corpus.config.weights.text).toBe(1);
    expect(copy.update({ remove: { needs: ["n1"] } }).corpus.needs.ids).toEqual(["n2"]);
  });
});
