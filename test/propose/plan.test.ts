import { describe, expect, it } from "vitest";
import { consortium, coverage, organisations } from "../../src/alliances.js";
import { buildCorpus, ConfigError, explain, formatExplanation, propose, proposeSteps, type ProposeRequest } from "../../src/index.js";

const { corpus } = buildCorpus({
  outcomes: [
    { id: "o1", title: "烟气余热回收装置", organisation: "u1" },
    { id: "o2", title: "表面缺陷机器视觉检测", organisation: "u2" },
    { id: "o3", title: "余热锅炉", organisation: "u1" },
    { id: "o4", title: "" },
  ],
  needs: [
    { id: "n1", title: "窑炉烟气余热回收", organisation: "e1" },
    { id: "n2", title: "轴承表面缺陷检测", organisation: "e2" },
    { id: "n3", title: "烧结余热回收发电", organisation: "e3" },
    { id: "n4", title: "岫玉雕刻" },
    { id: "n5", title: "未提供" },
  ],
});

const pairsOf = (request: ProposeRequest) =>
  propose(corpus, request).proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome }) => `${need}-${outcome}`));

function codesOf(request: unknown): string[] {
  try {
    propose(corpus, request as ProposeRequest);
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ code }) => code).sort();
    throw error;
  }
  return [];
}

describe("shapes", () => {
  it("one-to-one gives everybody at most one partner", () => {
    expect(pairsOf({ shape: "one-to-one", minScore: 0.05 }).sort()).toEqual(["n1-o1", "n2-o2", "n3-o3"]);
  });

  it("one-to-many groups needs under their outcome and names the organisations on both sides", () => {
    const plan = propose(corpus, { shape: "one-to-many", minScore: 0.2 });
    const wasteHeat = plan.proposals.find(({ outcomes }) => outcomes.includes("o1"))!;
    expect(wasteHeat).toMatchObject({ universities: ["u1"], enterprises: ["e1", "e3"], outcomes: ["o1"], needs: ["n1", "n3"] });
  });

  it("many-to-one groups outcomes under their need", () => {
    const plan = propose(corpus, { shape: "many-to-one", minScore: 0.05 });
    const first = plan.proposals.find(({ needs }) => needs.includes("n1"))!;
    expect(first.needs).toEqual(["n1"]);
    expect(first.outcomes).toEqual(["o1", "o3"]);
  });

  it("many-to-many lists pairs and chains none", () => {
    const plan = propose(corpus, { shape: "many-to-many", minScore: 0.05 });
    expect(plan.proposals.length).toBeGreaterThan(3);
    for (const { pairs } of plan.proposals) expect(pairs).toHaveLength(1);
  });

  it("ranks proposals by score, from 1", () => {
    const { proposals } = propose(corpus, { shape: "many-to-many", minScore: 0.05 });
    expect(proposals.map(({ rank }) => rank)).toEqual(proposals.map((_, at) => at + 1));
    const scores = proposals.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });
});

describe("unmatched records", () => {
  it("say why: no text, below the threshold, no capacity, forbidden", () => {
    const plan = propose(corpus, { shape: "one-to-one", minScore: 0.05, forbidden: [{ need: "n2", outcome: "o2" }], perOutcome: 1 });
    const reasons = Object.fromEntries([...plan.unmatched.needs, ...plan.unmatched.outcomes].map(({ id, reason }) => [id, reason]));
    expect(reasons).toMatchObject({ n5: "no-text", o4: "no-text", n4: "below-threshold", n2: "forbidden", o2: "forbidden" });
    const tight = propose(corpus, {
      shape: "one-to-one",
      minScore: 0.05,
      forced: [{ need: "n1", outcome: "o3" }],
      forbidden: [{ need: "n3", outcome: "o1" }],
    });
    expect(tight.unmatched.needs).toContainEqual({ id: "n3", reason: "capacity" });
  });
});

describe("the broker's pairs", () => {
  it("forced pairs are in the plan even below the threshold", () => {
    expect(pairsOf({ shape: "one-to-one", forced: [{ need: "n4", outcome: "o2" }] })).toContain("n4-o2");
  });

  it("forbidden pairs are not, and the next best takes their place", () => {
    const pairs = pairsOf({ shape: "one-to-one", k: 1, minScore: 0.05, forbidden: [{ need: "n1", outcome: "o1" }] });
    expect(pairs).not.toContain("n1-o1");
    expect(pairs).toContain("n1-o3");
  });
});

describe("infeasible requests", () => {
  it("are a value that names the records in the way and the smallest change", () => {
    const plan = propose(corpus, { shape: "one-to-one", minScore: 0.05, perNeed: { min: 1, max: 1 } });
    expect(plan.status).toBe("infeasible");
    expect(plan.proposals).toEqual([]);
    expect(plan.infeasibility!.shortfall).toBe(2);
    expect(plan.infeasibility!.lowerMinimums.map(({ id }) => id).sort()).toEqual(["n4", "n5"]);
    expect(plan.infeasibility!.conflicts[0]!.needs).toEqual(expect.arrayContaining(["n4", "n5"]));
  });
});

describe("bad requests", () => {
  it.each<[string, unknown, string[]]>([
    ["an unknown shape", { shape: "two-to-two" }, ["unknown-shape"]],
    ["an unknown option", { shape: "one-to-one", top: 3 }, ["unknown-option"]],
    ["an unknown method", { shape: "one-to-one", method: "greedy" }, ["option-out-of-range"]],
    ["k of 0", { shape: "one-to-one", k: 0 }, ["option-out-of-range"]],
    ["a threshold that is no number", { shape: "one-to-one", minScore: NaN }, ["option-wrong-type"]],
    ["a capacity that is no whole number", { shape: "many-to-many", perNeed: 1.5 }, ["option-out-of-range"]],
    ["a capacity of text", { shape: "many-to-many", perNeed: "3" }, ["option-wrong-type"]],
    ["several partners where the shape allows one", { shape: "one-to-one", perNeed: 2 }, ["option-out-of-range"]],
    ["a minimum above the maximum", { shape: "many-to-many", perNeed: { min: 3, max: 2 } }, ["bounds-crossed"]],
    ["an unknown bound", { shape: "many-to-many", perNeed: { most: 2 } }, ["unknown-option"]],
    ["a forced pair of strangers", { shape: "one-to-one", forced: [{ need: "n9", outcome: "o9" }] }, ["unknown-record", "unknown-record"]],
    ["forced pairs that are no list", { shape: "one-to-one", forced: "n1-o1" }, ["option-wrong-type"]],
    ["an entry that is no pair", { shape: "one-to-one", forbidden: [null] }, ["unknown-record", "unknown-record"]],
    [
      "a pair both forced and forbidden",
      { shape: "one-to-one", forced: [{ need: "n1", outcome: "o1" }], forbidden: [{ need: "n1", outcome: "o1" }] },
      ["pair-contradiction"],
    ],
    [
      "more forced pairs than a capacity",
      { shape: "one-to-one", forced: [{ need: "n1", outcome: "o1" }, { need: "n1", outcome: "o2" }] }, // prettier-ignore
      ["forced-exceeds-capacity"],
    ],
    ["an objective that was not brought along", { shape: "one-to-one", objective: "stable" }, ["method-not-given"]],
    ["a level that was not brought along", { shape: "one-to-one", level: "organisations" }, ["method-not-given"]],
    ["a method that was not brought along", { shape: "many-to-one", method: "coverage" }, ["method-not-given"]],
    [
      "a minimum under stability",
      { shape: "many-to-many", objective: "stable", perNeed: { min: 1 } },
      ["method-not-given", "option-conflict"],
    ],
    ["all of it at once", { shape: "x", k: 0, minScore: "a" }, ["option-out-of-range", "option-wrong-type", "unknown-shape"]],
  ])("refuse %s", (_, request, codes) => {
    expect(codesOf(request)).toEqual(codes);
  });
});

describe("steps", () => {
  it("report the join, then the solver, and end with the plan that the plain call gives", () => {
    const steps = proposeSteps(corpus, { shape: "one-to-one" });
    const stages: string[] = [];
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) stages.push(`${step.value.stage} ${step.value.done}/${step.value.total}`);
    expect(stages).toEqual(["join 5/9", "join 9/9", "solve 0/1", "solve 1/1"]);
    expect(step.value).toEqual(propose(corpus, { shape: "one-to-one" }));
  });

  it.each([
    { shape: "many-to-many", level: "organisations" },
    { shape: "many-to-one", method: "coverage" },
    { shape: "many-to-many", method: "consortium" },
  ] as const)("report every join before the solver, and the solver's end, for %o", (request) => {
    const parts = [
      { id: "a", title: "烟气余热回收" },
      { id: "b", title: "熔池温度检测" },
    ];
    const { corpus: market } = buildCorpus({
      outcomes: [{ id: "o1", title: "烟气余热回收装置", organisation: "u1" }],
      needs: ["e1", "e2"].map((organisation, at) => ({ id: `n${at}`, title: "烟气余热回收", parts, organisation })),
    });
    const steps = proposeSteps(market, request, { organisations, coverage, consortium });
    const stages = Array.from(steps, ({ stage, done }) => `${stage} ${done}`);
    const solving = stages.indexOf("solve 0");
    expect(stages.slice(0, solving).every((stage) => stage.startsWith("join"))).toBe(true);
    expect(stages.slice(solving)).toEqual(["solve 0", "solve 1"]);
  });
});

describe("explain", () => {
  it("shows shared words as a reader finds them, not as the characters they were cut into", () => {
    const [text] = explain(corpus, "n1", "o1").signals;
    expect(text!.groups.map(({ phrase }) => phrase)).toEqual(["烟气余热回收"]);
  });

  it("shows English stems as the words they were cut from", () => {
    const english = buildCorpus({ outcomes: [{ id: "o", title: "Rolled steels" }], needs: [{ id: "n", title: "steel rolling" }] }).corpus;
    expect(
      explain(english, "n", "o")
        .signals[0]!.groups.map(({ phrase }) => phrase)
        .sort(),
    ).toEqual(["rolled", "steels"]);
  });

  it("says which side is silent where the neutral value stands in", () => {
    const region = explain(corpus, "n1", "o1").signals.find(({ signal }) => signal === "region")!;
    expect(region).toMatchObject({ reason: "unknown", unknownOn: ["need", "outcome"], groups: [] });
  });

  it("takes records that are not in the corpus", () => {
    const explanation = explain(corpus, { id: "new", title: "烟气余热" }, "o1");
    expect(explanation.need).toBe("new");
    expect(explanation.score).toBeGreaterThan(0);
  });

  it("reads in Chinese and in English", () => {
    const explanation = explain(corpus, "n4", "o1");
    expect(formatExplanation(explanation, "zh")).toContain("没有共同之处");
    expect(formatExplanation(explanation, "en")).toContain("nothing is shared");
    expect(formatExplanation(explanation, "zh")).toContain("需求和成果未提供");
    expect(formatExplanation(explanation, "en")).toContain("the need and the outcome say nothing");
  });
});
