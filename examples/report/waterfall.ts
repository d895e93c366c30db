import * as Plot from "@observablehq/plot";
import { SIGNALS, signalName, type BySignal, type Language, type SignalId } from "alliance-match";
import type { PairDocument } from "../job/plan-document.js";
import { chart, COLOURS } from "./chart.js";
import type { Markup } from "./markup.js";
import { sayIn } from "./report-input.js";

/** One bar of a score taken apart: it begins where the one before ends. */
export interface WaterfallStep {
  /** A signal; `case`: what parties stated, views of the two sides or a share of a part, beyond the weighted signals; the score itself. */
  readonly part: SignalId | "case" | "score";
  readonly from: number;
  readonly to: number;
  /** Whether the neutral value stands in. */
  readonly isUnknown: boolean;
}

/** Less than this is rounding: scores of records are the weighted sum within 1e-12. */
const ROUNDING = 1e-9;

/** The bars of a pair's score: signals with a weight in declared order, what else there is, and the score from 0 up. */
export function waterfallSteps({ score, signals, unknown }: PairDocument, weights: BySignal<number>): WaterfallStep[] {
  const steps: WaterfallStep[] = [];
  let sum = 0;
  for (const part of SIGNALS) {
    if (weights[part] === 0) continue;
    const to = sum + weights[part] * signals[part];
    steps.push({ part, from: sum, to, isUnknown: unknown.includes(part) });
    sum = to;
  }
  if (Math.abs(score - sum) > ROUNDING) steps.push({ part: "case", from: sum, to: score, isUnknown: false });
  return [...steps, { part: "score", from: 0, to: score, isUnknown: false }];
}

/** A colour a signal; those of the optional ones are one. */
const PART_COLOURS: Readonly<Partial<Record<WaterfallStep["part"], string>>> = {
  text: "#1f6fb2",
  industry: "#d98324",
  region: "#2f9461",
  case: "#8a8f98",
  score: "#1d2733",
};
const OTHER_COLOUR = "#8a5aa8";

const WIDTH = 340;
const ROW_HEIGHT = 22;

/** A pair's score as bars that add up to it. */
export function waterfall(pair: PairDocument, weights: BySignal<number>, language: Language): Markup {
  const say = sayIn(language);
  const nameOf = (part: WaterfallStep["part"]): string =>
    part === "score" ? say("得分", "score") : part === "case" ? say("本案调整", "this case") : signalName(part, language);
  const bars = waterfallSteps(pair, weights).map((step) => ({
    ...step,
    name: nameOf(step.part),
    colour: PART_COLOURS[step.part] ?? OTHER_COLOUR,
    opacity: step.isUnknown ? 0.45 : 1,
    end: Math.max(step.from, step.to),
    text: `${(step.part === "score" ? step.to : step.to - step.from).toFixed(3)}${step.isUnknown ? ` ${say("未知", "unknown")}` : ""}`,
  }));
  const links = bars.slice(1).map(({ name }, at) => ({ at: bars[at]!.to, from: bars[at]!.name, to: name }));
  return chart(
    {
      caption: say(`需求 ${pair.need} – 成果 ${pair.outcome}`, `need ${pair.need} – outcome ${pair.outcome}`),
      label: bars.map(({ name, text }) => `${name} ${text}`).join(", "),
    },
    {
      width: WIDTH,
      height: bars.length * ROW_HEIGHT + 4,
      marginLeft: 76,
      marginRight: 84,
      marginTop: 2,
      marginBottom: 2,
      x: { domain: [Math.min(0, ...bars.map(({ to }) => to)), Math.max(1, ...bars.map(({ end }) => end))], axis: null },
      y: { domain: bars.map(({ name }) => name), label: null, tickSize: 0 },
      marks: [
        Plot.barX(bars, { x1: "from", x2: "to", y: "name", fill: "colour", fillOpacity: "opacity", insetTop: 3, insetBottom: 3 }),
        Plot.link(links, { x1: "at", x2: "at", y1: "from", y2: "to", stroke: COLOURS.ink, strokeDasharray: "2,2" }),
        Plot.text(bars, { x: "end", y: "name", text: "text", textAnchor: "start", dx: 4, fill: COLOURS.ink }),
      ],
    },
  );
}
