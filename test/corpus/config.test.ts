import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_WEIGHTS, defineConfig, normaliseWeights, readConfig } from "../../src/corpus/config.js";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import { ConfigError } from "../../src/model/issue.js";
import { DEFAULT_TEXT_PARAMETERS } from "../../src/score/text.js";
import { bySignal, SIGNALS } from "../../src/score/signal.js";

const codesOf = (input: unknown): string[] => readConfig(input).issues.map(({ code, path }) => `${code} ${path.join(".")}`.trim());

describe("defineConfig", () => {
  it("fills in the defaults", () => {
    const config = defineConfig();
    expect(config).toMatchObject({ text: DEFAULT_TEXT_PARAMETERS, textScale: undefined, neutral: {}, withoutText: "exclude" });
    for (const signal of SIGNALS) expect(config.weights[signal]).toBeCloseTo(DEFAULT_WEIGHTS[signal], 9);
    expect(defineConfig({})).toEqual(config);
  });

  it("counts a signal left out as 0 once weights are given", () => {
    expect(defineConfig({ weights: { text: 3, region: 1 } }).weights).toEqual({ ...bySignal(() => 0), text: 0.75, region: 0.25 });
  });

  it("throws every issue at once", () => {
    const bad = {
      weights: { text: -1, industry: NaN, colour: 1 },
      text: { k1: -1, b: "x", lexicon: "a" },
      textScale: 0,
      neutral: { text: 2 },
      withoutText: "maybe",
      k: 3,
    };
    const codes = [
      "unknown-option k",
      "unknown-option weights.colour",
      "weight-invalid weights.text",
      "weight-invalid weights.industry",
      "option-wrong-type text.lexicon",
      "option-out-of-range text.k1",
      "option-wrong-type text.b",
      "option-out-of-range textScale",
      "option-out-of-range neutral.text",
      "option-out-of-range withoutText",
    ];
    expect(codesOf(bad).sort()).toEqual(codes.sort());
    try {
      defineConfig(bad as never);
      expect.fail("it did not throw");
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).issues).toHaveLength(codes.length);
    }
  });

  it("refuses weights that are negative, infinite, NaN, no number or all zero", () => {
    for (const weight of [-1, -Infinity, Infinity, NaN, "1", null])
      expect(codesOf({ weights: { text: weight } })).toEqual(["weight-invalid weights.text"]);
    expect(codesOf({ weights: { text: 0, region: 0 } })).toEqual(["weights-all-zero weights"]);
    expect(codesOf({ weights: {} })).toEqual(["weights-all-zero weights"]);
  });

  it("defect: weights that are no object were called all zero as well", () => {
    for (const weights of [3, null, "text", [1]]) expect(codesOf({ weights })).toEqual(["option-wrong-type weights"]);
  });

  it("refuses a configuration that is no object", () => {
    for (const input of [null, 3, "x", []]) expect(codesOf(input)).toEqual(["config-not-object"]);
  });

  it("refuses words and tokenizers of the wrong shape, and text rows without any weight", () => {
    expect(codesOf({ text: { tokenizer: { id: "x" }, lexicon: [1], stopWords: "the" } })).toEqual([
      "option-wrong-type text.tokenizer",
      "option-wrong-type text.lexicon",
      "option-wrong-type text.stopWords",
    ]);
    expect(codesOf({ text: { titleWeight: 0, wholeWeight: 0 } })).toEqual(["option-out-of-range text.wholeWeight"]);
    expect(codesOf({ text: { titleWeight: 0 } })).toEqual([]);
  });

  it("never throws anything else, whatever it is given", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ weights: fc.anything(), text: fc.anything(), neutral: fc.anything() })),
        (input) => void readConfig(input),
      ),
    );
  });
});

describe("distance bands of a configuration", () => {
  const bandCodes = (distance: unknown): string[] => codesOf({ regions: regionsOfChina, distance });

  it("are taken where kilometres ascend and likeness never rises", () => {
    const distance = {
      share: 0.5,
      bands: [
        { km: 100, likeness: 0.5 },
        { km: 200, likeness: 0.5 },
      ],
    };
    expect(defineConfig({ regions: regionsOfChina, distance }).distance).toEqual(distance);
  });

  it.each([
    [{ share: 1, bands: [{ likeness: 0.5 }] }, "option-wrong-type distance.bands.0.km"],
    [{ share: 1, bands: [{ km: 100 }] }, "option-wrong-type distance.bands.0.likeness"],
    [{ bands: [{ km: 100, likeness: 0 }] }, "option-wrong-type distance.share"],
    [{ share: NaN, bands: [{ km: 100, likeness: 0 }] }, "option-out-of-range distance.share"],
    [{ share: 1, bands: [] }, "option-wrong-type distance.bands"],
    [{ share: 1, bands: [{ km: NaN, likeness: 0 }] }, "option-out-of-range distance.bands.0.km"],
    [
      {
        share: 1,
        bands: [
          { km: 100, likeness: 0.2 },
          { km: 100, likeness: 0.1 },
        ],
      },
      "option-out-of-range distance.bands.1",
    ],
    [
      {
        share: 1,
        bands: [
          { km: 100, likeness: 0.2 },
          { km: 200, likeness: 0.3 },
        ],
      },
      "option-out-of-range distance.bands.1",
    ],
    [{ share: 1, bands: [7] }, "option-wrong-type distance.bands.0"],
  ])("are refused: %o", (distance, expected) => expect(bandCodes(distance)).toContain(expected));

  it("need a table with centres", () => {
    const distance = { share: 1, bands: [{ km: 100, likeness: 0 }] };
    expect(readConfig({ distance }).issues.map(({ code }) => code)).toEqual(["distance-without-centres"]);
  });
});

describe("a reader of specifications", () => {
  it("is refused without a finite bound, which the join would trust", () => {
    const reader = { id: "x", ofNeed: () => 1, ofOutcome: () => 1, compare: () => 1 };
    expect(readConfig({ specifications: reader }).issues.map(({ path }) => path)).toEqual([["specifications", "bound"]]);
    expect(readConfig({ specifications: { ...reader, bound: 1 } }).issues).toEqual([]);
  });
});

describe("normaliseWeights", () => {
  const weight = fc.double({ min: 0, noNaN: true, max: Number.MAX_VALUE });

  it("gives weights that add up to 1 within their unit, however large or small they came", () => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: SIGNALS.length, maxLength: SIGNALS.length }), (values) => {
        const weights = bySignal((signal) => values[SIGNALS.indexOf(signal)]!);
        fc.pre(SIGNALS.some((signal) => weights[signal] > 0));
        const normal = normaliseWeights(weights);
        const sum = SIGNALS.reduce((total, signal) => total + normal[signal], 0);
        expect(Math.abs(sum - 1)).toBeLessThanOrEqual(SIGNALS.length * 2 ** -33);
        for (const signal of SIGNALS) expect(Number.isInteger(normal[signal] * 2 ** 32)).toBe(true);
      }),
    );
  });
});
