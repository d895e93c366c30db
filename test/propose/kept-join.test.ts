import { describe, expect, it } from "vitest";
import { organisations } from "../../src/alliances.js";
import { buildCorpus, propose, proposeSteps, type ProposeRequest } from "../../src/index.js";
import { readCatalogue } from "../support/catalogue.js";

const METHODS = { organisations };

/** How often a plan reports the join, and the plan. */
function planOf(corpus: ReturnType<typeof buildCorpus>["corpus"], request: ProposeRequest) {
  const steps = proposeSteps(corpus, request, METHODS);
  let joined = 0;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return { joined, plan: step.value };
    if (step.value.stage === "join") joined++;
  }
}

describe("plans of one corpus", () => {
  const { corpus } = buildCorpus(readCatalogue());
  const fresh = (request: ProposeRequest) => propose(buildCorpus(readCatalogue()).corpus, request, METHODS);

  it("join it once for all shapes and what-ifs, and are what a fresh corpus gives", () => {
    const forbidden = [{ need: corpus.needs.ids[0]!, outcome: corpus.outcomes.ids[0]! }];
    const first = planOf(corpus, { shape: "one-to-one" });
    expect(first.joined).toBeGreaterThan(0);
    for (const request of [
      { shape: "many-to-many" },
      { shape: "one-to-one", level: "organisations" },
      { shape: "one-to-one", forced: forbidden },
    ] as const) {
      const { joined, plan } = planOf(corpus, request);
      expect(joined).toBe(0);
      expect(plan).toEqual(fresh(request));
    }
    expect(planOf(corpus, { shape: "one-to-one", forbidden }).plan).toEqual(fresh({ shape: "one-to-one", forbidden }));
  });

  it("join anew for another length of lists, another threshold, and another corpus", () => {
    for (const request of [
      { shape: "one-to-one", k: 3 },
      { shape: "one-to-one", k: 3, minScore: 0.5 },
    ] as const) {
      const { joined, plan } = planOf(corpus, request);
      expect(joined).toBeGreaterThan(0);
      expect(plan).toEqual(fresh(request));
    }
    const gone = corpus.outcomes.ids[0]!;
    const next = corpus.update({ remove: { outcomes: [gone] } }).corpus;
    const { joined, plan } = planOf(next, { shape: "many-to-many", k: 3, minScore: 0.5 });
    expect(joined).toBeGreaterThan(0);
    expect(plan.proposals.flatMap(({ outcomes }) => outcomes)).not.toContain(gone);
  });
});
