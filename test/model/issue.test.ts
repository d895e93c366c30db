import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig, readConfig } from "../../src/corpus/config.js";
import { industriesOfChina } from "../../src/data/industries-cn.js";
import { createRegionTable, regionsOfChina } from "../../src/data/regions-cn.js";
import type { RegionTree } from "../../src/model/region-tree.js";
import { rankOutcomes } from "../../src/join/rank.js";
import {
  ConfigError,
  createIssue,
  describeValue,
  formatIssue,
  formatIssues,
  ISSUE_CATALOGUE,
  type Issue,
  type IssueCode,
} from "../../src/model/issue.js";
import { parseMarket } from "../../src/model/market.js";

const good = { outcomes: [{ id: "o", title: "steel rolling" }], needs: [{ id: "n", title: "steel rolling" }] };

/** Issues of a market whose only outcome has these fields beside an id and a title. */
const fields = (more: object): readonly Issue[] =>
  parseMarket({ ...good, outcomes: [{ id: "o", title: "steel rolling", ...more }] }).issues;
const need = (more: object): readonly Issue[] => parseMarket({ ...good, needs: [{ id: "n", title: "steel rolling", ...more }] }).issues;
const outcomes = (...records: unknown[]): readonly Issue[] => parseMarket({ ...good, outcomes: records }).issues;
const configuration = (input: unknown): readonly Issue[] => readConfig(input).issues;
const thrown = (run: () => unknown): readonly Issue[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
  return [];
};

const china = defineConfig({ regions: regionsOfChina, industries: industriesOfChina }).references;
/** Issues of a market read with the tables of China. */
const places = (more: object): readonly Issue[] => parseMarket({ ...good, ...more }, china).issues;
const tree = (regions: object[], more: object = {}): readonly Issue[] =>
  thrown(() => createRegionTable({ id: "t", regions, ...more } as RegionTree));

/** One example that triggers each code, or the place where its example stands. */
const EXAMPLES: Readonly<Record<string, (() => readonly Issue[]) | "elsewhere">> = {
  "record-not-object": () => outcomes("o1", ...good.outcomes),
  "missing-id": () => outcomes({ title: "steel" }, ...good.outcomes),
  "duplicate-id": () => outcomes(...good.outcomes, ...good.outcomes),
  "missing-field": () => outcomes({ id: "o", abstract: "steel rolling" }),
  "empty-text": () => fields({ abstract: " " }),
  "placeholder-text": () => fields({ abstract: "未提供" }),
  "thin-text": () => outcomes({ id: "o", title: "钢" }),
  "wrong-type": () => fields({ abstract: true }),
  "number-as-text": () => fields({ organisation: 12 }),
  "text-as-list": () => fields({ keywords: "steel；rolling" }),
  "unknown-value": () => fields({ factors: ["luck"] }),
  "out-of-range": () => fields({ maturity: 10 }),
  "byte-order-mark": () => fields({ abstract: "\uFEFFsteel" }),
  "markup-removed": () => fields({ abstract: "<p>steel <b>rolling</b></p>" }),
  "lone-surrogate": () => fields({ abstract: "steel\uD800" }),
  "oversized-field": () => fields({ abstract: "steel ".repeat(20_000) }),
  "too-many-items": () => fields({ keywords: Array.from({ length: 65 }, (_, at) => `word ${at}`) }),
  "duplicate-item": () => fields({ keywords: ["steel", "steel"] }),
  "forbidden-key": () => fields(JSON.parse('{"__proto__": {"region": "21"}}') as object),
  "unknown-field": () => fields({ colour: "red" }),
  "nothing-to-remove": () => buildCorpus(good).corpus.update({ remove: { needs: ["nobody"] } }).issues,
  "unknown-organisation": () =>
    parseMarket({ ...good, outcomes: [{ ...good.outcomes[0], organisation: "u9" }], organisations: [{ id: "u1", name: "U" }] }).issues,
  "unknown-region": () => fields({ region: "990000" }),
  "unknown-industry": () => fields({ industries: ["A31"] }),
  "bad-vector": () => fields({ embedding: [0, 0] }),
  "region-from-name": () => places({ organisations: [{ id: "u", name: "沈阳北陵工业大学（示例）" }] }),
  "region-by-context": () =>
    places({
      outcomes: [{ ...good.outcomes[0], region: "鼓楼区", organisation: "u" }],
      organisations: [{ id: "u", name: "U", region: "320102" }],
    }),
  "region-ambiguous": () => places({ outcomes: [{ ...good.outcomes[0], region: "通州" }] }),
  "region-common-word": () => places({ outcomes: [{ ...good.outcomes[0], region: "东阿阿胶示例有限公司" }] }),
  "region-conflict": () => places({ outcomes: [{ ...good.outcomes[0], region: "沈阳市、长春市" }] }),
  "region-retired": () => places({ outcomes: [{ ...good.outcomes[0], region: "371202" }] }),
  "region-code-repaired": () => places({ outcomes: [{ ...good.outcomes[0], region: "210100.0" }] }),
  "region-coarsened": () => places({ outcomes: [{ ...good.outcomes[0], region: "吉林" }] }),
  "region-abroad": () => places({ outcomes: [{ ...good.outcomes[0], region: "东京" }] }),
  "industry-ambiguous": () => places({ outcomes: [{ ...good.outcomes[0], industries: [111] }] }),
  "industry-code-repaired": () => places({ outcomes: [{ ...good.outcomes[0], industries: ["3140.0"] }] }),
  "industry-letter-mismatch": () => places({ outcomes: [{ ...good.outcomes[0], industries: ["B3140"] }] }),
  "empty-side": () => parseMarket({ ...good, needs: [] }).issues,
  "config-not-object": () => configuration(3),
  "unknown-option": () => configuration({ weight: {} }),
  "option-wrong-type": () => configuration({ textScale: "1" }),
  "option-out-of-range": () => configuration({ textScale: 0 }),
  "weight-invalid": () => configuration({ weights: { text: -1 } }),
  "weights-all-zero": () => configuration({ weights: { text: 0 } }),
  "signal-without-source": () => configuration({ weights: { text: 1, own: 1 } }),
  "distance-without-centres": () => configuration({ distance: { share: 1, bands: [{ km: 100, likeness: 0 }] } }),
  "own-signal-out-of-range": () =>
    thrown(() => rankOutcomes(buildCorpus(good, defineConfig({ weights: { own: 1 }, own: { compare: () => 2 } })).corpus, "n")),
  "own-signal-ranks": () =>
    thrown(() =>
      buildCorpus(good, defineConfig({ weights: { own: 1 }, own: { compare: () => rankOutcomes(buildCorpus(good).corpus, "n").length } })),
    ),
  "taxonomy-code-empty": () => tree([{ code: "", name: "A" }]),
  "taxonomy-name-empty": () => tree([{ code: "a", name: "" }]),
  "taxonomy-code-duplicate": () => tree([{ code: "a", name: "A" }, { code: "a", name: "B" }]), // prettier-ignore
  "taxonomy-parent-unknown": () => tree([{ code: "a", name: "A", parent: "z" }]),
  "taxonomy-cycle": () => tree([{ code: "a", name: "A", parent: "b" }, { code: "b", name: "B", parent: "a" }]), // prettier-ignore
  "taxonomy-reference-unknown": () => tree([], { zones: [{ id: "z", name: { zh: "", en: "" }, source: "", members: ["q"] }] }),
  "taxonomy-value-invalid": () => tree([{ code: "a", name: "A", levels: 0 }]),
  "statistics-mismatch": () => {
    const { statistics } = buildCorpus(good).corpus;
    return thrown(() => buildCorpus(good, defineConfig({ text: { lexicon: ["轧钢机"] } }), { statistics }));
  },
  "unknown-record": () => thrown(() => rankOutcomes(buildCorpus(good).corpus, "nobody")),
  // Requests for proposals: test/propose.
  "forced-unusable": "elsewhere", // test/propose/coverage.test.ts
  "unknown-shape": "elsewhere",
  "bounds-crossed": "elsewhere",
  "pair-contradiction": "elsewhere",
  "forced-exceeds-capacity": "elsewhere",
  "method-not-given": "elsewhere",
  "option-conflict": "elsewhere",
  // Requests at the level of organisations: test/propose/organisations.test.ts.
  "organisation-on-both-sides": "elsewhere",
  "organisation-same-name": "elsewhere",
  "scores-out-of-range": "elsewhere",
  "proof-unfinished": "elsewhere", // test/propose/all-pairs.test.ts
  "search-cut-short": "elsewhere", // test/propose/max-steps.test.ts
  // test/adapters/worker-threads.test.ts
  "worker-failed": "elsewhere",
  "worker-function-missing": "elsewhere",
  // test/corpus/snapshot.test.ts
  "snapshot-format": "elsewhere",
  "snapshot-byte-order": "elsewhere",
  "snapshot-version": "elsewhere",
  "snapshot-length": "elsewhere",
  "snapshot-checksum": "elsewhere",
  "snapshot-content": "elsewhere",
  "snapshot-analyzer": "elsewhere",
  "snapshot-configuration": "elsewhere",
};

describe.each(Object.keys(ISSUE_CATALOGUE) as IssueCode[])("the issue %s", (code) => {
  const [effect, zh, en] = ISSUE_CATALOGUE[code];

  it("has an example that triggers it, or a place where the example stands", () => {
    const example = EXAMPLES[code];
    expect(example).toBeDefined();
    if (example === undefined || example === "elsewhere") return;
    const found = example().find((issue) => issue.code === code);
    expect(found).toMatchObject({ code, effect });
    // Every placeholder is filled by what the issue says.
    for (const language of ["zh", "en"] as const) expect(formatIssue(found!, language)).not.toMatch(/\{|\}|\?|undefined/);
    for (const key of ["expected", "received"] as const) if (zh.includes(`{${key}}`)) expect(found![key]).toBeDefined();
    if (zh.includes("{path}")) expect(found!.path.length).toBeGreaterThan(0);
  });

  it("has texts in both languages, with the same placeholders", () => {
    const placeholders = (text: string): string[] => [...(text.match(/\{\w+\}/g) ?? [])].sort();
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/[a-z]/);
    expect(placeholders(en)).toEqual(placeholders(zh));
    for (const placeholder of placeholders(zh)) expect(["{path}", "{expected}", "{received}"]).toContain(placeholder);
  });
});

describe("the examples", () => {
  it("speak of no code that the catalogue does not have", () => {
    expect(Object.keys(EXAMPLES).filter((code) => !(code in ISSUE_CATALOGUE))).toEqual([]);
  });

  it("give no issue for a market without faults", () => {
    expect(parseMarket(good).issues).toEqual([]);
    expect(need({ parts: [{ title: "steel rolling" }], visibility: { title: "parties" }, maturity: 9 })).toEqual([]);
  });
});

describe("formatIssues", () => {
  const issue = createIssue("unknown-region", { path: ["region"], record: { kind: "need", index: 2 }, received: "99" });

  it("gives a line an issue: code, record, message, in either language", () => {
    expect(formatIssues([issue, createIssue("weights-all-zero")]).split("\n")).toEqual([
      `unknown-region [need #3]: ${issue.message}`,
      "weights-all-zero: the weights are all zero; at least one must be above 0",
    ]);
    expect(formatIssues([{ ...issue, record: { kind: "need", index: 2, id: "n7" } }], "zh")).toMatch(/^unknown-region \[需求 n7\]: /);
    expect(formatIssues([])).toBe("");
  });

  it("leaves braces and dollar signs of the received value as they are", () => {
    expect(formatIssue({ ...issue, received: "{path}$&" }, "en")).toContain("{path}$&");
  });
});

describe("describeValue", () => {
  it("shows any value in at most 60 characters", () => {
    const values = [null, undefined, 1, NaN, -0, 10n ** 99n, true, "x".repeat(99), [1, 2], {}, () => 1, Symbol("s"), new Map()];
    for (const value of values) expect(describeValue(value).length).toBeLessThanOrEqual(60);
    expect(values.map(describeValue).slice(0, 5)).toEqual(["null", "undefined", "1", "NaN", "0"]);
    expect(describeValue([1, 2])).toBe("array(2)");
  });

  it("defect: a revoked proxy made it throw", () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(describeValue(proxy)).toBe("object");
  });
});

describe("ConfigError", () => {
  it("carries all issues, and its message names their codes", () => {
    const error = new ConfigError([createIssue("weights-all-zero"), createIssue("unknown-option", { path: ["x"], expected: "y" })]);
    expect(error).toMatchObject({ name: "ConfigError", issues: [{ code: "weights-all-zero" }, { code: "unknown-option" }] });
    expect(error.message).toMatch(/^weights-all-zero: .*\nunknown-option: /);
  });
});
