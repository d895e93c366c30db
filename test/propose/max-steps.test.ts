import { describe, expect, it } from "vitest";
import { allPairs, fair, quotas, stable } from "../../src/alliances.js";
import { planAlternates, whyNot } from "../../src/choice.js";
import { buildCorpus, ConfigError, formatIssues, propose, type ProposeRequest, type RecordRequest } from "../../src/index.js";
import { createRandom, randomInteger } from "../../src/kernel/random.js";
import { verifySolution } from "../../src/solve/index.js";

const WORDS = [
  "余热",
  "窑炉",
  "轧钢",
  "轴承",
  "焊接",
  "机床",
  "电池",
  "涂层",
  "菌种",
  "阀门",
  "叶片",
  "传感",
  "滤膜",
  "铸件",
  "光伏",
  "齿轮",
];
const random = createRandom(3);
const title = (): string => Array.from({ length: 5 }, () => WORDS[randomInteger(random, WORDS.length)]!).join("");
const records = (side: string) => Array.from({ length: 160 }, (_, at) => ({ id: `${side}${at}`, title: title() }));
const { corpus } = buildCorpus({ outcomes: records("o"), needs: records("n") });
// More places a need than an auction takes, so that shortest paths have all the work, some hundred a step.
const request: RecordRequest = { shape: "many-to-many", perNeed: 9, perOutcome: 6, minScore: 0.1 };
const best = propose(corpus, request);
const cut = propose(corpus, { ...request, maxSteps: 1 });

function codesOf(more: object): string[] {
  try {
    propose(corpus, { shape: "one-to-one", maxSteps: 2, ...more }, { allPairs, fair, quotas, stable });
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ code, path }) => `${code} ${path.join(".")}`).sort();
    throw error;
  }
  return [];
}

describe("maxSteps of a proposal", () => {
  it("gives a plan below the best, with a bound above it, which other code proves", () => {
    expect([best.status, cut.status, cut.certificate.scope]).toEqual(["optimal", "feasible", "candidates"]);
    const { edges, options, solution } = cut.certificate;
    expect(cut.total).toBeLessThan(best.total);
    expect(solution.bound).toBeGreaterThanOrEqual(best.total);
    expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
    expect(verifySolution(edges, options, { ...solution, bound: solution.total })).toMatchObject({ valid: false });
  });

  it("says so as an issue with both numbers, in Chinese and in English", () => {
    expect(cut.issues.map(({ code, effect, path, expected }) => [code, effect, path, expected])).toEqual([
      ["search-cut-short", "noted", ["maxSteps"], "1"],
    ]);
    for (const language of ["zh", "en"] as const) {
      const text = formatIssues(cut.issues, language);
      for (const part of [String(cut.total), String(cut.certificate.solution.bound)]) expect(text).toContain(part);
    }
  });

  it("is the best plan, without an issue, where there are steps enough", () => {
    const enough = propose(corpus, { ...request, maxSteps: 1000 });
    expect([enough.proposals, enough.status, enough.issues]).toEqual([best.proposals, "optimal", []]);
  });

  it("leaves nobody unmatched who has a candidate with room", () => {
    const load = new Map<string, number>();
    for (const { need, outcome } of cut.proposals.flatMap(({ pairs }) => pairs))
      for (const id of [need, outcome]) load.set(id, (load.get(id) ?? 0) + 1);
    const { edges, needs, outcomes } = cut.certificate;
    const hasRoom = (id: string, most: number): boolean => (load.get(id) ?? 0) < most;
    const chosen = new Set(cut.certificate.solution.edges);
    Array.from(edges.score, (_, e) => e).forEach((e) => {
      if (chosen.has(e)) return;
      expect(hasRoom(needs[edges.row[e]!]!, 9) && hasRoom(outcomes[edges.column[e]!]!, 6)).toBe(false);
    });
  });

  it("names what a pair left out would cost only where the prices prove it", () => {
    const left = planAlternates(cut, 3);
    expect(left.some(({ lossAtLeast }) => lossAtLeast === null)).toBe(true);
    const asked = left.find(({ lossAtLeast }) => lossAtLeast === null)!;
    expect(whyNot(corpus, { plan: cut, request: { ...request, maxSteps: 1 } as ProposeRequest }, asked)).toMatchObject({
      reason: "capacity",
      lossAtLeast: null,
    });
    for (const { need, outcome, lossAtLeast } of left.filter((own) => own.lossAtLeast !== null).slice(0, 3)) {
      const other = propose(corpus, { ...request, forced: [{ need, outcome }] });
      expect(other.total).toBeLessThanOrEqual(cut.total - lossAtLeast! + 1e-9);
    }
  });

  it.each([
    [{ maxSteps: 0 }, ["option-out-of-range maxSteps"]],
    [{ maxSteps: 1.5 }, ["option-out-of-range maxSteps"]],
    [{ maxSteps: "2" }, ["option-wrong-type maxSteps"]],
    [{ objective: "stable" }, ["option-conflict maxSteps"]],
    [{ objective: "fair" }, ["option-conflict maxSteps"]],
    [{ perUniversity: 1 }, ["option-conflict maxSteps"]],
    [{ certify: "all pairs" }, ["option-conflict maxSteps"]],
  ])("refuses %j", (more, codes) => {
    expect(codesOf(more)).toEqual(codes);
  });
});
