/** Draws what tuning found as one HTML page with SVG plots; it loads nothing from elsewhere. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { TuningReport } from "../benchmarks/tune/tuning-report.js";

// Types of the browser are not loaded here; what is used of them is named.
const { document } = parseHTML("<html><body></body></html>") as unknown as { readonly document: unknown };
const plot = Plot.plot as unknown as (options: object) => { readonly outerHTML: string };

type Options = Omit<Plot.PlotOptions, "document">;

/** The page: a sum-up, then a figure a question; what could not be measured is said in words. */
export function tuningPage(report: TuningReport): string {
  const { weights, quality, needs, folds } = report;
  const figures = [
    figure("Weight triangle: nDCG@10 by the weights of text and industry, the rest on region", triangle(report)),
    figure("Gain of each need, nDCG@10: tuned without it, minus default", gains(report)),
    figure("Learning curve: nDCG@10 of the other needs after tuning on so many (line: default)", curve(report)),
    figure("Reliability: share relevant, foretold and found, held-out needs", reliability(report)),
    figure("Ablation: change of nDCG@10 without each part, 95 % interval", ablation(report)),
    figure("Sensitivity: width of the interval of each weight within which a need's first outcomes stay", sensitivity(report)),
    figure("Share of a one-to-one plan that is gone after a weight moved", flips(report)),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tuning: ${escape(report.set)}</title>
<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}svg{max-width:100%}</style></head><body>
<h1>Tuning: ${escape(report.set)}</h1>
<p>${needs} needs, ${folds} outer folds. Verdict: <strong>${weights.verdict}</strong> (method ${weights.method}, p = ${weights.comparison.pValue.toFixed(4)}).
nDCG@10 default ${show(quality.default.ndcg10.mean)}, tuned ${show(quality.nested.ndcg10.mean)}; pair accuracy ${show(quality.default.pairAccuracy.mean)}
and ${show(quality.nested.pairAccuracy.mean)}. Brier score ${show(report.reliability.brier)}, without the score ${show(report.reliability.brierOfShare)}.</p>
${figures.join("\n")}
</body></html>
`;
}

function figure(caption: string, svg: string | undefined): string {
  return `<figure><figcaption><h2>${escape(caption)}</h2></figcaption>${svg ?? "<p>Not defined on these judgements.</p>"}</figure>`;
}

function draw(options: Options): string {
  return plot({ ...options, document }).outerHTML;
}

function triangle({ triangle: points }: TuningReport): string | undefined {
  if (points === null) return undefined;
  const rows = points.map(({ weights, value }) => ({ text: weights["text"] ?? 0, industry: weights["industry"] ?? 0, value }));
  return draw({
    grid: true,
    color: { legend: false, scheme: "viridis" },
    marks: [Plot.dot(rows, { x: "text", y: "industry", fill: "value", r: 6 })],
  });
}

function gains({ perNeed }: TuningReport): string {
  const rows = perNeed
    .flatMap(({ needId, default: before, tuned }) => (before === null || tuned === null ? [] : [{ needId, gain: tuned - before }]))
    .sort((a, b) => b.gain - a.gain)
    .map((row, rank) => ({ ...row, rank: rank + 1 }));
  return draw({ y: { grid: true }, marks: [Plot.ruleX(rows, { x: "rank", y: "gain" }), Plot.ruleY([0])] });
}

function curve({ learningCurve }: TuningReport): string {
  return draw({
    y: { grid: true, label: "nDCG@10" },
    marks: [Plot.dot(learningCurve, { x: "needs", y: "trained" }), Plot.line(learningCurve, { x: "needs", y: "default" })],
  });
}

function reliability({ reliability: { bins } }: TuningReport): string {
  return draw({
    x: { domain: [0, 1] },
    y: { domain: [0, 1], grid: true },
    marks: [
      Plot.line([
        [0, 0],
        [1, 1],
      ]),
      Plot.dot(bins, { x: "predicted", y: "observed", r: "pairs" }),
    ],
  });
}

function ablation({ ablation: parts }: TuningReport): string {
  const rows = parts.map(({ without, comparison: { difference, interval } }) => ({
    without,
    difference,
    low: interval?.[0],
    high: interval?.[1],
  }));
  return draw({
    marginLeft: 160,
    marks: [Plot.ruleY(rows, { y: "without", x1: "low", x2: "high" }), Plot.dot(rows, { y: "without", x: "difference" }), Plot.ruleX([0])],
  });
}

function sensitivity({ sensitivity: { intervals } }: TuningReport): string | undefined {
  if (intervals.length === 0) return undefined;
  const rows = intervals.map(({ signal, low, high }) => ({ signal, width: high - low }));
  return draw({ marginLeft: 100, x: { grid: true }, marks: [Plot.tickX(rows, { x: "width", y: "signal", strokeOpacity: 0.3 })] });
}

function flips({ sensitivity: { flips: moves } }: TuningReport): string | undefined {
  if (moves.length === 0) return undefined;
  const rows = moves.map(({ signal, step, proposals, gone }) => ({ signal, step, share: proposals === 0 ? 0 : gone / proposals }));
  return draw({ y: { grid: true }, marks: [Plot.dot(rows, { x: "step", y: "share", symbol: "signal" }), Plot.ruleY([0])] });
}

function show(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
