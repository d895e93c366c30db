import { SLIDERS, type SliderWeights } from "./messages.js";

/** The weights that the sliders stand for. All at 0 is no order at all: then text alone. */
export function usableWeights(weights: SliderWeights): SliderWeights {
  return SLIDERS.some((signal) => weights[signal] > 0) ? weights : { text: 1, industry: 0, region: 0 };
}

/** Each signal's share in the score; together they are 1. */
export function sharesOf(weights: SliderWeights): SliderWeights {
  const { text, industry, region } = usableWeights(weights);
  const sum = text + industry + region;
  return { text: text / sum, industry: industry / sum, region: region / sum };
}
