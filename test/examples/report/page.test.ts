import { parseHTML } from "linkedom";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configForChina } from "../../../examples/job/china.js";
import { createDirectory } from "../../../examples/job/directory.js";
import { makePlan, type PlanRequest } from "../../../examples/job/make-plan.js";
import { toPlanDocument } from "../../../examples/job/plan-document.js";
import { buildMarket } from "../../../examples/job/read-market.js";
import { reportPage } from "../../../examples/report/page.js";
import type { RecordFile, RecordKind } from "../../../examples/io/record-file.js";
import { scratchFolder } from "../support/scratch-folder.js";

/** What people write who try pages out; each field of each record has one. */
const HOSTILE = `<img src=x onerror="alert(1)">"'><script>alert(2)</script><svg onload=alert(3)>\u202e&amp;`;

const OUTCOMES: readonly object[] = [
  {
    id: "o1",
    title: `低温动力电池自加热${HOSTILE}`,
    abstract: HOSTILE,
    keywords: [HOSTILE],
    organisation: "u1",
    industries: ["C384", HOSTILE],
  },
  { id: "o2", title: "耐盐碱水稻品种与盐碱地排盐", organisation: "u2", industries: ["A01"], region: "210106" },
  { id: "o3", title: "窑炉烟气余热热管回收装置", organisation: `u3${HOSTILE}`, industries: ["C35"], region: "210211" },
  { id: `a4${HOSTILE}`, title: "眼科超声图像辅助筛查软件" },
];
const NEEDS: readonly object[] = [
  { id: "n1", title: `客车动力电池低温自加热${HOSTILE}`, description: HOSTILE, organisation: "e1", industries: ["C361"], region: "210211" },
  {
    id: "n2",
    title: "滨海盐碱地水稻品种与排盐",
    organisation: "e2",
    industries: ["A01"],
    parts: [
      { id: "p1", title: "水稻品种" },
      { id: "p2", title: "盐碱地排盐" },
    ],
  },
  { id: "n3", title: "隧道窑炉烟气余热回收装置", organisation: "e1", region: "210106", industries: ["C308"] },
  { id: "n4", title: "窑炉烟气余热回收改造", organisation: "e2" },
  { id: "n5", title: "滑雪场造雪机成雪率提升", region: HOSTILE },
];
const ORGANISATIONS: readonly object[] = [
  { id: "u1", name: `示例大学${HOSTILE}`, kind: "university", region: "210211" },
  { id: "u2", name: "示例农学院", kind: "university" },
  { id: "e1", name: `示例公司${HOSTILE}`, kind: "enterprise" },
  { id: "e2", name: "示例集团", kind: "enterprise", region: "2102" },
];

interface Case {
  readonly outcomes?: readonly object[];
  readonly needs?: readonly object[];
  readonly language?: "zh" | "en";
  readonly request?: PlanRequest;
  /** Titles and names as they would be if nothing had cleaned them. */
  readonly isUnclean?: boolean;
  /** What every proposal is explained by, in place of what the planner says. */
  readonly explanation?: string;
}

const fileOf = (kind: RecordKind, records: readonly object[]): RecordFile => ({
  file: `somewhere/private/${kind}s.jsonl`,
  kind,
  format: "json-lines",
  encoding: "utf-8",
  rows: records.map((value, at) => ({ value, line: at + 1, original: JSON.stringify(value) })),
  rejected: [],
  issues: [],
});

function page({
  outcomes = OUTCOMES,
  needs = NEEDS,
  language = "zh",
  request = { proposal: { shape: "one-to-one", minScore: 0.05 }, constraints: undefined },
  isUnclean = false,
  explanation,
}: Case = {}): string {
  const files = [fileOf("outcome", outcomes), fileOf("need", needs), fileOf("organisation", ORGANISATIONS)];
  const market = buildMarket(files, configForChina(), language);
  const clean = createDirectory(market.corpus, language);
  const unclean = { needTitle: () => HOSTILE, outcomeTitle: () => HOSTILE, organisationName: () => HOSTILE };
  const directory = isUnclean ? { ...clean, ...unclean } : clean;
  const { plan } = makePlan(market.corpus, request);
  const document = toPlanDocument(plan, { corpus: market.corpus, directory, language, request: request.proposal });
  const proposals = document.proposals.map((proposal) => (explanation === undefined ? proposal : { ...proposal, explanation }));
  return reportPage({ market, document: { ...document, proposals }, directory, request, planIssues: [HOSTILE] });
}

interface ParsedElement {
  readonly localName: string;
  readonly textContent: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
}

interface ParsedPage {
  querySelectorAll(selector: string): Iterable<ParsedElement>;
}

const parsed = (text: string): ParsedPage => (parseHTML(text) as unknown as { document: ParsedPage }).document;
const all = (text: string, selector: string): ParsedElement[] => [...parsed(text).querySelectorAll(selector)];

const SECTIONS = [
  "summary",
  "data-quality",
  "market-gap",
  "city-industry",
  "alliance-network",
  "score-distribution",
  "university-load",
  "top-proposals",
  "proposal-list",
];

const PLANS: ReadonlyArray<readonly [name: string, request: PlanRequest]> = [
  ["one to many", { proposal: { shape: "one-to-many", minScore: 0.05 }, constraints: undefined }],
  ["many to many", { proposal: { shape: "many-to-many", minScore: 0.05 }, constraints: undefined }],
  ["organisations", { proposal: { shape: "one-to-many", level: "organisations", minScore: 0.05 }, constraints: undefined }],
  ["coverage", { proposal: { shape: "many-to-one", method: "coverage", minScore: 0.05 }, constraints: undefined }],
  [
    "consortium",
    {
      proposal: { shape: "many-to-many", method: "consortium", minScore: 0.05, consortium: { universities: { min: 1, max: 3 } } },
      constraints: undefined,
    },
  ],
  [
    "a case with weights and views",
    {
      proposal: { shape: "one-to-one", minScore: 0.05 },
      constraints: { weights: { text: 1, region: 1 }, views: { need: { text: 1 }, outcome: { region: 1, text: 1 } } },
    },
  ],
];

describe("the report", () => {
  it("has every section, in Chinese and in English, and links to each", () => {
    for (const language of ["zh", "en"] as const) {
      const text = page({ language });
      expect(all(text, "main > section").map((section) => section.getAttribute("id"))).toEqual(SECTIONS);
      expect(all(text, "nav a").map((link) => link.getAttribute("href"))).toEqual(SECTIONS.map((id) => `#${id}`));
      expect(all(text, "html")[0]!.getAttribute("lang")).toBe(language === "zh" ? "zh-CN" : "en");
      for (const nothing of ["undefined", "NaN", "[object", "Infinity"]) expect(text).not.toContain(nothing);
    }
  });

  it("speaks one language: no Chinese of ours in an English report", () => {
    const english = page({
      language: "en",
      outcomes: [{ id: "o1", title: "battery preheating at low temperature" }],
      needs: [{ id: "n1", title: "low temperature battery preheating for buses" }],
    });
    const own = english.replace(/font: 16px[^;]*;/, "").replaceAll(/示例[^\s<&]*/g, "");
    expect(own.match(/\p{Script=Han}+/gu) ?? []).toEqual([]);
  });

  describe.each(PLANS)("of %s", (_, request) => {
    it("shows what data say as text alone", () => {
      const text = page({ request, isUnclean: true });
      const elements = all(text, "*");
      expect(elements.map(({ localName }) => localName)).not.toContain("img");
      expect(elements.map(({ localName }) => localName)).not.toContain("script");
      const attributes = elements.flatMap((element) => [...element.attributes]);
      expect(attributes.filter(({ name }) => name.startsWith("on"))).toEqual([]);
      // It is all there, as text: in every part that names a record or an organisation.
      const silent = SECTIONS.filter((id) => !all(text, `#${id}`)[0]!.textContent.includes("<img src=x onerror"));
      expect(silent).toEqual(["city-industry", "score-distribution"]);
      expect(text).not.toContain("<img");
    });

    it("is the same to the byte when made again, and whatever the order of the records of a side", () => {
      const text = page({ request });
      expect(page({ request })).toBe(text);
      // Line numbers tell of the order; nothing else may.
      const bare = (given: string): string => given.replaceAll(/第 \d+ 行/g, "");
      expect(bare(page({ request, outcomes: [...OUTCOMES].reverse(), needs: [...NEEDS].reverse() }))).toBe(bare(text));
    });
  });

  it("stands alone: nothing is loaded, nothing may run", () => {
    const text = page();
    expect(all(text, "meta[http-equiv='Content-Security-Policy']")[0]!.getAttribute("content")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    const attributes = all(text, "*").flatMap((element) => [...element.attributes]);
    const addresses = attributes.filter(({ name }) => /^(src|srcset|href|xlink:href|action|data|poster|background)$/.test(name));
    expect(addresses.filter(({ value }) => !value.startsWith("#"))).toEqual([]);
    expect(text).not.toMatch(/@import|url\(/);
    expect(text).not.toContain("private");
  });

  it("has figures of SVG with words for who cannot see them, and tables with heads", () => {
    const text = page({ language: "en" });
    const labels = all(text, "[role=img]").map((figure) => figure.getAttribute("aria-label")!);
    expect(labels.length).toBeGreaterThan(8);
    expect(labels.every((label) => label.length > 3)).toBe(true);
    expect(all(text, "table caption").length).toBe(all(text, "table").length);
    expect(all(text, "th:not([scope])")).toEqual([]);
  });

  it("names the topics that only one side has", () => {
    const [section] = all(page({ language: "en" }), "#market-gap");
    expect(section!.textContent).toContain("Asked for, and not offered (1)");
    expect(section!.textContent).toContain("滑雪场造雪机成雪率提升");
    expect(section!.textContent).toContain("Offered, and not asked for (1)");
    expect(section!.textContent).toContain("眼科超声图像辅助筛查软件");
    expect(section!.textContent).toContain("How topics are made");
  });

  it("hands on nothing that a need marks for the authority alone", () => {
    const secret = {
      id: "n9",
      title: "机密甲方动力电池低温自加热",
      description: "机密乙项",
      organisation: "e1",
      region: "211481",
      industries: ["C2511"],
      visibility: { title: "authority", description: "authority", organisation: "authority", region: "authority", industries: "authority" },
    };
    const text = page({ needs: [secret, { ...secret, id: "n10", region: "机密不存在的地方" }] });
    expect(text).toContain("（保密）");
    for (const words of ["机密", "示例公司", "兴城", "葫芦岛", "C25"]) expect(text).not.toContain(words);
  });

  it("cuts an explanation after twelve lines, and says how many are left and where they are", () => {
    const told = (language: "zh" | "en", count: number): string =>
      all(page({ language, explanation: Array.from({ length: count }, (_, at) => `line ${at + 1}`).join("\n") }), "p.explanation")[0]!
        .textContent;
    const twelve = Array.from({ length: 12 }, (_, at) => `line ${at + 1}`);
    expect(told("en", 12).split("\n")).toEqual(twelve);
    expect(told("en", 15).split("\n")).toEqual([...twelve, "3 lines more, in proposals.json."]);
    expect(told("zh", 13).split("\n")).toEqual([...twelve, "另有 1 行，见 proposals.json。"]);
  });

  it("needs no records", () => {
    const text = page({ outcomes: [], needs: [] });
    expect(all(text, "main > section").map((section) => section.getAttribute("id"))).toEqual(SECTIONS);
    for (const nothing of ["undefined", "NaN", "Infinity"]) expect(text).not.toContain(nothing);
  });
});

/** Debian's Chromium, which `.ci/run` installs; elsewhere name yours. Without one these tests are skipped. */
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

describe.skipIf(!existsSync(CHROMIUM))("the report in Chromium", () => {
  const scratch = scratchFolder();
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(" ") });
  });
  afterAll(() => browser.close());

  it.each([1280, 390])("runs nothing, asks for nothing and is no wider than a screen of %i", async (width) => {
    const file = scratch.write("report.html", page({ language: "en" }));
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const tab = await context.newPage();
    const heard: string[] = [];
    tab.on("console", (message) => heard.push(message.text()));
    tab.on("dialog", (dialog) => heard.push(dialog.message()));
    tab.on("request", (request) => request.url() !== `file://${file}` && heard.push(request.url()));
    await tab.goto(`file://${file}`);
    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(width);
    expect(await tab.evaluate("document.images.length + document.scripts.length")).toBe(0);
    expect(heard).toEqual([]);
    await context.close();
  });

  it("breaks no rule of accessibility that axe knows", async () => {
    const file = scratch.write("report.html", page({ request: PLANS[0]![1] }));
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    // The page's policy lets no script in; this one comes from outside.
    const context = await browser.newContext({ bypassCSP: true });
    const tab = await context.newPage();
    await tab.goto(`file://${file}`);
    await tab.evaluate(axe);
    const { violations } = await tab.evaluate<{ violations: ReadonlyArray<{ id: string; nodes: ReadonlyArray<{ html: string }> }> }>(
      "axe.run()",
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([]);
    await context.close();
  });

  it("is printed on sheets with no table wider than the paper", async () => {
    const file = scratch.write("report.html", page());
    const context = await browser.newContext({ viewport: { width: 697, height: 1000 } });
    const tab = await context.newPage();
    await tab.emulateMedia({ media: "print" });
    await tab.goto(`file://${file}`);
    const widest = "Math.max(...[...document.querySelectorAll('table, svg')].map((each) => each.getBoundingClientRect().right))";
    expect(await tab.evaluate(widest)).toBeLessThanOrEqual(697);
    await context.close();
  });
});
