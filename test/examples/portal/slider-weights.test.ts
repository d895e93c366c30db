import { describe, expect, it } from "vitest";
import { sharesOf, usableWeights } from "../../../examples/portal/workers/slider-weights.js";

describe("the weights of the sliders", () => {
  it("are taken as they stand, and as text alone where all are 0, which would be no order at all", () => {
    const weights = { text: 0, industry: 0.25, region: 0.15 };
    expect(usableWeights(weights)).toBe(weights);
    expect(usableWeights({ text: 0, industry: 0, region: 0 })).toEqual({ text: 1, industry: 0, region: 0 });
  });

  it("have shares that are together 1", () => {
    expect(sharesOf({ text: 0.5, industry: 0.25, region: 0.25 })).toEqual({ text: 0.5, industry: 0.25, region: 0.25 });
    expect(sharesOf({ text: 1, industry: 1, region: 0 })).toEqual({ text: 0.5, industry: 0.5, region: 0 });
    expect(sharesOf({ text: 0, industry: 0, region: 0 })).toEqual({ text: 1, industry: 0, region: 0 });
  });
});
