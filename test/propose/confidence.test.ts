import { describe, expect, it } from "vitest";
import { consortium, coverage, organisations } from "../../src/alliances.js";
import { explainAlliance, formatAlliance, openSession, planChoice } from "../../src/choice.js";
import { confidenceAt, fitConfidence } from "../../src/evaluate/index.js";
import { buildCorpus, ConfigError, explain, formatExplanation, propose, type ConfidenceCalibration } from "../../src/index.js";

const { corpus } = buildCorpus({
  outcomes: [{ id: "o1", title: "烟气余热回收装置", organisation: "u1" }],
  needs: [{ id: "n1", title: "窑炉烟气余热回收", organisation: "e1" }],
});
const calibration = fitConfidence(
  [
    { score: 0.1, grade: 0 },
    { score: 0.3, grade: 2 },
    { score: 0.9, grade: 3 },
  ],
  { minSupport: 1 },
);

describe("a calibration", () => {
  it("gives proposed pairs and explanations their levels, also after a trip through JSON", () => {
    const kept = JSON.parse(JSON.stringify(calibration)) as ConfidenceCalibration;
    for (const level of ["records", "organisations"] as const) {
      const [proposal] = propose(corpus, { shape: "one-to-one", level, calibration: kept }, { organisations }).proposals;
      const [pair] = proposal!.pairs;
      expect(pair!.confidence).toEqual(confidenceAt(calibration, pair!.score));
    }
    expect(planChoice(corpus, { shape: "one-to-one", calibration }).plan.proposals[0]!.pairs[0]!.confidence).toBeDefined();
    const explanation = explain(corpus, "n1", "o1", { calibration });
    expect(explanation.confidence).toEqual(confidenceAt(calibration, explanation.score));
    expect(formatExplanation(explanation, "zh")).toContain("可信度：");
    expect(formatExplanation(explanation)).toContain("confidence: ");
  });

  it("reaches alliances of every method, two-way choice of organisations, and what is said of a whole alliance", () => {
    const parts = [
      { id: "a", title: "烟气余热回收" },
      { id: "b", title: "烟气余热发电" },
    ];
    const market = buildCorpus({
      outcomes: [
        { id: "o1", title: "烟气余热回收热管", organisation: "u1" },
        { id: "o2", title: "烟气余热发电机组", organisation: "u2" },
      ],
      needs: [
        { id: "n1", title: "烟气余热回收", organisation: "e1", parts },
        { id: "n2", title: "烟气余热发电", organisation: "e2" },
      ],
    }).corpus;
    const plans = [
      propose(market, { shape: "many-to-one", method: "coverage", calibration }, { coverage }),
      propose(market, { shape: "many-to-many", method: "consortium", calibration }, { consortium }),
      openSession(market, { shape: "one-to-one", level: "organisations", calibration }).plan,
    ];
    for (const { proposals } of plans) {
      expect(proposals.length).toBeGreaterThan(0);
      for (const pair of proposals.flatMap(({ pairs }) => pairs)) expect(pair.confidence).toEqual(confidenceAt(calibration, pair.score));
      const explained = explainAlliance(market, proposals[0]!, { calibration });
      for (const { explanation } of explained.evidence)
        expect(explanation.confidence).toEqual(confidenceAt(calibration, explanation.score));
      expect(formatAlliance(explained, "zh")).toContain("可信度：");
      expect(formatAlliance(explainAlliance(market, proposals[0]!))).not.toContain("confidence: ");
    }
  });

  it("that is absent, or rests on nothing, leaves the score alone", () => {
    for (const options of [{}, { calibration: fitConfidence([]) }]) {
      const { pairs } = propose(corpus, { shape: "one-to-one", ...options }).proposals[0]!;
      expect(pairs[0]).not.toHaveProperty("confidence");
      expect(explain(corpus, "n1", "o1", options)).not.toHaveProperty("confidence");
      expect(formatExplanation(explain(corpus, "n1", "o1", options))).not.toContain("confidence");
    }
  });

  it.each([null, 3, {}, { ...calibration, version: 2 }, { ...calibration, atLeast: {} }, { ...calibration, range: [0] }])(
    "that is none is refused: %j",
    (wrong) => {
      const given = wrong as unknown as ConfidenceCalibration;
      for (const run of [
        () => propose(corpus, { shape: "one-to-one", calibration: given }),
        () => explain(corpus, "n1", "o1", { calibration: given }),
        () => explainAlliance(corpus, propose(corpus, { shape: "one-to-one" }).proposals[0]!, { calibration: given }),
      ]) {
        expect(run).toThrow(ConfigError);
        expect(run).toThrow(/calibration/);
      }
    },
  );
});
