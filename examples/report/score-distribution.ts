import * as Plot from "@observablehq/plot";
import { rankOutcomes, SIGNALS, signalName, type Corpus } from "alliance-match";
import { reweigh } from "alliance-match/choice";
import { chart, COLOURS, legend } from "./chart.js";
import { markup, type Markup } from "./markup.js";
import { sayIn, weightsOf, type ReportInput, type Say } from "./report-input.js";
import type { Section } from "./section.js";
import { dataTable } from "./data-table.js";

const BIN = 0.05;
/** Most needs whose best outcome is looked for, for the time it takes. */
const MOST_NEEDS = 5_000;

/** Scores within a bin: from `from`, below `to`. */
export interface ScoreBin {
  readonly from: number;
  readonly to: number;
  readonly planned: number;
  readonly best: number;
}

/** How good the proposed pairs are, beside the best partner that each need could have had. */
export function scoreDistributionSection(input: ReportInput): Section {
  const { document, market } = input;
  const say = sayIn(document.language);
  const planned = document.proposals.flatMap(({ pairs }) => pairs.map(({ score }) => score));
  const every = Math.max(1, Math.ceil(market.corpus.needs.count / MOST_NEEDS));
  const best = bestScores(reweigh(market.corpus, weightsOf(input)), every);
  return {
    id: "score-distribution",
    title: say("得分分布", "Scores"),
    body: [
      planned.length + best.length === 0
        ? markup`<p>${say("没有得分。", "There are no scores.")}</p>`
        : [
            legend([
              { colour: COLOURS.outcome, name: say("方案中的配对", "pairs of the plan") },
              {
                colour: COLOURS.need,
                name:
                  every === 1
                    ? say("每条需求在市场中的最佳得分", "the best score of each need in the market")
                    : say(`每 ${every} 条需求取一条，在市场中的最佳得分`, `the best score in the market, of one in ${every} needs`),
              },
            ]),
            histogram(binScores(planned, best), say),
            quantiles(planned, best, input),
          ],
      contributions(input),
    ],
  };
}

/** The score of each need's best outcome, plan or no plan; of many needs every so many-th in the order of ids. */
function bestScores(corpus: Corpus, every: number): number[] {
  return corpus.needs.ids.filter((_, at) => at % every === 0).flatMap((id) => rankOutcomes(corpus, id, { k: 1 }).map(({ score }) => score));
}

/** Counts scores in bins of equal width from the one of the least to the one of the largest. */
export function binScores(planned: readonly number[], best: readonly number[]): ScoreBin[] {
  const binOf = (score: number): number => Math.floor(score / BIN + 1e-9);
  const [first, last] = [...planned, ...best].map(binOf).reduce(([a, b], bin) => [Math.min(a, bin), Math.max(b, bin)], [0, -1]);
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const bin = first + at;
    const count = (scores: readonly number[]): number => scores.filter((score) => binOf(score) === bin).length;
    return {
      from: Math.round(bin * BIN * 100) / 100,
      to: Math.round((bin + 1) * BIN * 100) / 100,
      planned: count(planned),
      best: count(best),
    };
  });
}

function histogram(bins: readonly ScoreBin[], say: Say): Markup {
  const words = bins
    .filter(({ planned, best }) => planned + best > 0)
    .map(({ from, to, planned, best }) => `${from}–${to}: ${planned}, ${best}`);
  const steps = bins.flatMap(({ from, to, best }) => [
    { score: from, count: best },
    { score: to, count: best },
  ]);
  return chart(
    { caption: say("得分（横轴）与条数（纵轴）", "Scores across, counts up"), label: words.join("; ") },
    {
      width: 560,
      height: 240,
      marginLeft: 36,
      x: { domain: [bins[0]!.from, Math.max(1, bins.at(-1)!.to)], label: null, tickFormat: (score: number) => String(score) },
      y: { label: null, grid: true, tickFormat: (count: number) => (Number.isInteger(count) ? String(count) : "") },
      marks: [
        Plot.rectY(bins, { x1: "from", x2: "to", y: "planned", fill: COLOURS.outcome, insetLeft: 1 }),
        Plot.line(steps, { x: "score", y: "count", stroke: COLOURS.need, strokeWidth: 2 }),
        Plot.ruleY([0], { stroke: COLOURS.ink }),
      ],
    },
  );
}

function quantiles(planned: readonly number[], best: readonly number[], { document: { language } }: ReportInput): Markup {
  const say = sayIn(language);
  const rowOf = (name: string, scores: readonly number[]): Array<string | number> => {
    const sorted = [...scores].sort((a, b) => a - b);
    // The element below which the share lies: a score that somebody has, never one between two.
    const at = (share: number): string =>
      sorted.length === 0 ? "–" : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(2);
    return [name, sorted.length, at(0), at(0.25), at(0.5), at(0.75), at(1)];
  };
  return dataTable(
    say("得分的分位数", "Quantiles of the scores"),
    [
      { header: say("得分", "scores") },
      ...[say("条数", "count"), say("最低", "least"), "25 %", say("中位数", "median"), "75 %", say("最高", "largest")].map((header) => ({
        header,
        kind: "number" as const,
      })),
    ],
    [rowOf(say("方案中的配对", "pairs of the plan"), planned), rowOf(say("需求的最佳得分", "best of the needs"), best)],
  );
}

/** What the signals bring to the scores of the plan, on average. */
function contributions(input: ReportInput): Markup | undefined {
  const { document } = input;
  const say = sayIn(document.language);
  const pairs = document.proposals.flatMap((proposal) => proposal.pairs);
  if (pairs.length === 0) return undefined;
  const weights = weightsOf(input);
  const rows = SIGNALS.filter((signal) => weights[signal] > 0).map((signal) => {
    const mean = pairs.reduce((sum, { signals }) => sum + weights[signal] * signals[signal], 0) / pairs.length;
    const unknown = pairs.filter((pair) => pair.unknown.includes(signal)).length;
    return [signalName(signal, document.language), weights[signal].toFixed(2), mean.toFixed(3), unknown];
  });
  return dataTable(
    say("各信号对得分的平均贡献", "What each signal brings to the scores of the plan"),
    [
      { header: say("信号", "signal") },
      { header: say("权重", "weight"), kind: "number" },
      { header: say("平均贡献", "mean contribution"), kind: "number" },
      { header: say("取中性值的配对", "pairs with the neutral value"), kind: "number" },
    ],
    rows,
  );
}
