/** Draws what tuning found as one HTML page with SVG plots; it loads nothing from elsewhere. */
import type { Language } from "alliance-match";
import type { TuningReport } from "../benchmarks/tune/tuning-report.js";
import { markup, textOf, trustedMarkup } from "./report/markup.js";
import { sayIn } from "./report/report-input.js";
import { sectionMarkup } from "./report/section.js";
import { STYLE } from "./report/style.js";
import type { Drawn } from "./report/tuning-figure.js";
import { curve, gains, judging, planted, reliability, summary } from "./report/tuning-found.js";
import { ablation, flips, sensitivity, triangle } from "./report/tuning-robustness.js";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const GROWING = ".chart svg { width: 100%; max-width: 640px; }";
/** The page: a sum-up, then a figure a question; what could not be measured is said in words. The same report gives the same bytes. */
export function tuningPage(report: TuningReport, language: Language = "en"): string {
  const say = sayIn(language);
  const drawn: Drawn = { report, language, say };
  const title = say(`调权报告：${report.set}`, `Tuning: ${report.set}`);
  const sections = [summary, triangle, gains, curve, judging, reliability, ablation, sensitivity, flips, planted].flatMap(
    (make) => make(drawn) ?? [],
  );
  return textOf(markup`<!doctype html>
    <html lang="${say("zh-CN", "en")}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${trustedMarkup(STYLE + GROWING)}
        </style>
      </head>
      <body>
        <header><h1>${title}</h1></header>
        <main>${sections.map(sectionMarkup)}</main>
      </body>
    </html>
`);
}
