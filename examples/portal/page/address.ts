import type { Language } from "alliance-match";
import { METHODS, SLIDERS, type PlanChoice, type PlanMethod, type Side, type SliderWeights } from "../workers/messages.js";

/** What the page shows: all of it stands in the address, so a link leads back to it. */
export interface View {
  readonly language: Language;
  readonly side: Side | null;
  readonly id: string | null;
  /** The partner whose explanation is open. */
  readonly partner: string | null;
  readonly weights: SliderWeights;
  readonly method: PlanMethod;
  readonly shape: PlanChoice["shape"];
  readonly objective: PlanChoice["objective"];
  readonly minScore: number;
}

export const DEFAULT_VIEW: View = {
  language: "zh",
  side: null,
  id: null,
  partner: null,
  weights: { text: 0.6, industry: 0.25, region: 0.15 },
  method: "capacities",
  shape: "one-to-one",
  objective: "total",
  minScore: 0.3,
};

const SHAPES: ReadonlyArray<PlanChoice["shape"]> = ["one-to-one", "one-to-many", "many-to-one", "many-to-many"];
const OBJECTIVES: ReadonlyArray<PlanChoice["objective"]> = ["total", "stable", "fair"];

export function toHash(view: View): string {
  const given = new URLSearchParams();
  if (view.language !== DEFAULT_VIEW.language) given.set("lang", view.language);
  if (view.side !== null && view.id !== null) given.set(view.side === "needs" ? "need" : "outcome", view.id);
  if (view.partner !== null) given.set("partner", view.partner);
  const weights = SLIDERS.map((signal) => view.weights[signal]).join(",");
  if (weights !== SLIDERS.map((signal) => DEFAULT_VIEW.weights[signal]).join(",")) given.set("weights", weights);
  for (const key of ["method", "shape", "objective", "minScore"] as const)
    if (view[key] !== DEFAULT_VIEW[key]) given.set(key, String(view[key]));
  return given.size === 0 ? "" : `#${given.toString()}`;
}

/** A view from an address that anybody may have typed: what cannot be read is as if it were not there. */
export function fromHash(hash: string): View {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const side = given.has("need") ? "needs" : given.has("outcome") ? "outcomes" : null;
  const weights = (given.get("weights") ?? "").split(",").map(Number);
  const areWeights = weights.length === SLIDERS.length && weights.every((weight) => weight >= 0 && weight <= 1);
  const minScore = Number(given.get("minScore") ?? DEFAULT_VIEW.minScore);
  return {
    language: given.get("lang") === "en" ? "en" : "zh",
    side,
    id: given.get("need") ?? given.get("outcome"),
    partner: given.get("partner"),
    weights: areWeights ? { text: weights[0]!, industry: weights[1]!, region: weights[2]! } : DEFAULT_VIEW.weights,
    method: METHODS.find((method) => method === given.get("method")) ?? DEFAULT_VIEW.method,
    shape: SHAPES.find((shape) => shape === given.get("shape")) ?? DEFAULT_VIEW.shape,
    objective: OBJECTIVES.find((objective) => objective === given.get("objective")) ?? DEFAULT_VIEW.objective,
    minScore: minScore >= 0 && minScore <= 2 ? minScore : DEFAULT_VIEW.minScore,
  };
}
