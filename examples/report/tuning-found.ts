/** Sections of a report on tuning that say what was found: weights, the gain on needs not seen, and how much judging it takes to see one. */
import * as Plot from "@observablehq/plot";
import { formatEvaluateIssue, type EvaluateIssueCode } from "alliance-match/evaluate";
import type { Measured, TuningReport, Weights } from "../../benchmarks/tune/tuning-report.js";
import { chart, COLOURS, legend } from "./chart.js";
import { dataTable } from "./data-table.js";
import { markup, type Content, type Markup } from "./markup.js";
import type { Section } from "./section.js";
import { MARGINS, nameOfSignal, show, span, undefinedHere, WIDTH, type Drawn } from "./tuning-figure.js";

export function summary({ report, language, say }: Drawn): Section {
  const { weights, quality, parameters, needs, folds, notes } = report;
  const isGain = weights.verdict === "gain";
  const verdict = isGain
    ? say("有增益：采用调得的权重", "gain: the tuned weights are used")
    : say("无可信增益：保留默认权重", "no gain beyond noise: the default weights are kept");
  const row = (name: string, { ndcg10, pairAccuracy }: TuningReport["quality"]["default"]): Content[] => [
    name,
    withInterval(ndcg10),
    withInterval(pairAccuracy),
  ];
  const { difference, interval, pValue, wins, losses } = weights.comparison;
  return {
    id: "summary",
    title: say("概要", "Summary"),
    body: [
      markup`<p><strong>${verdict}</strong>${say("。", ". ")}${say(
        `${needs} 条需求，外层 ${folds} 折，每折权重在其余折上选定，从未见过本折的需求。nDCG@10 之差 ${show(difference)} ${span(interval)}，${wins} 条需求变好、${losses} 条变差，p = ${pValue.toFixed(4)}（配对随机化检验）；p < 0.05 且差大于 0 才采用。`,
        `${needs} needs, ${folds} outer folds; each fold's weights were chosen on the others and have not seen its needs. nDCG@10 differs by ${show(difference)} ${span(interval)}, better for ${wins} needs and worse for ${losses}, p = ${pValue.toFixed(4)} (paired randomisation). Weights are taken only with p < 0.05 and a difference above 0.`,
      )}</p>`,
      dataTable(
        say("留出需求上的质量，均值 [95 % 区间]", "Quality on needs not seen, mean [95 % interval]"),
        [
          { header: say("权重", "weights") },
          { header: "nDCG@10", kind: "number" },
          { header: say("成对准确率", "pair accuracy"), kind: "number" },
        ],
        [row(say("默认", "default"), quality.default), row(say("调得", "tuned"), quality.nested)],
      ),
      weightTable({ report, language, say }),
      markup`<p>${say(
        `权重之外的文本参数：试了 ${parameters.candidates.length - 1} 组，${parameters.verdict === "gain" ? `采用第 ${parameters.chosen} 组` : "保留默认"}（p = ${parameters.comparison.pValue.toFixed(4)}）。各折所得权重至多相差 ${weights.instability.toFixed(2)}（0 为全同，1 为全异）。`,
        `Text parameters beyond the weights: ${parameters.candidates.length - 1} candidates tried, ${parameters.verdict === "gain" ? `candidate ${parameters.chosen} is used` : "the default is kept"} (p = ${parameters.comparison.pValue.toFixed(4)}). The folds' weights differ by at most ${weights.instability.toFixed(2)} (0: all alike, 1: nothing in common).`,
      )}</p>`,
      notes.length === 0
        ? undefined
        : markup`<ul class="note">
            ${notes.map((note) => markup`<li>${formatEvaluateIssue({ ...note, code: note.code as EvaluateIssueCode }, language)} × ${note.count}</li>`)}
          </ul>`,
    ],
  };
}

function weightTable({ report: { weights }, language, say }: Drawn): Markup {
  const all = [weights.default, weights.found, weights.used];
  const signals = [...new Set(all.flatMap((named) => Object.keys(named)))].filter((signal) =>
    all.some((named) => (named[signal] ?? 0) > 0),
  );
  const cell = (named: Weights, signal: string): string => (named[signal] ?? 0).toFixed(3);
  return dataTable(
    say("权重", "Weights"),
    [
      { header: say("信号", "signal") },
      { header: say("默认", "default"), kind: "number" },
      { header: say("调得", "found"), kind: "number" },
      { header: say("各折范围", "over the folds"), kind: "number" },
      { header: say("采用", "used"), kind: "number" },
    ],
    signals.map((signal) => [
      nameOfSignal(signal, language),
      cell(weights.default, signal),
      cell(weights.found, signal),
      weights.spread[signal]?.map((end) => end.toFixed(2)).join("–") ?? "–",
      cell(weights.used, signal),
    ]),
  );
}

export function gains({ report: { perNeed }, say }: Drawn): Section {
  const rows = perNeed
    .flatMap(({ needId, default: before, tuned }) => (before === null || tuned === null ? [] : [{ needId, gain: tuned - before }]))
    .sort((a, b) => b.gain - a.gain)
    .map((row, rank) => ({ gain: row.gain, rank: rank + 1 }));
  const title = say("每条需求的增益", "Gain of each need");
  const better = rows.filter(({ gain }) => gain > 0).length;
  const worse = rows.filter(({ gain }) => gain < 0).length;
  if (better + worse === 0)
    return { id: "gains", title, body: markup`<p>${say("每条需求都与默认相同。", "Every need is as it is by default.")}</p>` };
  return {
    id: "gains",
    title,
    body: chart(
      {
        caption: say(
          `nDCG@10 之差：未见过该需求的调得权重减默认；需求按差排列。${better} 条变好，${worse} 条变差。`,
          `nDCG@10 by tuned weights that have not seen the need, minus default; needs in order of it. ${better} better, ${worse} worse.`,
        ),
        label: title,
      },
      {
        width: WIDTH,
        height: 280,
        ...MARGINS,
        x: { label: say("需求", "need"), ticks: 8 },
        y: { grid: true, label: say("差", "difference") },
        marks: [
          Plot.rectY(rows, {
            x1: (d: { rank: number }) => d.rank - 0.9,
            x2: (d: { rank: number }) => d.rank - 0.1,
            y: "gain",
            fill: (d: { gain: number }) => (d.gain < 0 ? COLOURS.need : COLOURS.outcome),
          }),
          Plot.ruleY([0]),
        ],
      },
    ),
  };
}

export function curve({ report: { learningCurve }, say }: Drawn): Section {
  const title = say("学习曲线", "Learning curve");
  const names = [say("调得", "tuned"), say("默认", "default")];
  const points = learningCurve.flatMap(({ needs, trained, default: before }) => [
    { needs, value: trained, colour: COLOURS.outcome },
    { needs, value: before, colour: COLOURS.need },
  ]);
  return {
    id: "learning-curve",
    title,
    body: [
      legend([
        { colour: COLOURS.outcome, name: names[0]! },
        { colour: COLOURS.need, name: names[1]! },
      ]),
      chart(
        {
          caption: say(
            "用这么多条需求调权后，其余需求的 nDCG@10。一点处两条线用同样的需求，各点的需求不同：看两线之差。",
            "nDCG@10 of the other needs after tuning on so many. At one point both lines are of the same needs, from point to point of others: read the distance of the two.",
          ),
          label: title,
        },
        {
          width: WIDTH,
          height: 280,
          ...MARGINS,
          x: { label: say("用于调权的需求", "needs tuned on") },
          y: { grid: true, label: "nDCG@10" },
          marks: [
            Plot.line(points, { x: "needs", y: "value", stroke: "colour", z: "colour" }),
            Plot.dot(points, { x: "needs", y: "value", fill: "colour", r: 4 }),
          ],
          color: { type: "identity" },
        },
      ),
    ],
  };
}

export function judging({ report: { judging: found }, say }: Drawn): Section {
  const title = say("需要多少评判", "How many judgements");
  if (found.deviation === null) return { id: "judging", title, body: undefinedHere(say) };
  return {
    id: "judging",
    title,
    body: [
      markup`<p>${say(
        `已评 ${found.judged} 条需求，其增益的标准差为 ${show(found.deviation)}。要以 80 % 的把握、5 % 的水平看出某一平均增益，需要评判这么多条需求：`,
        `${found.judged} needs are judged; their gains vary with a standard deviation of ${show(found.deviation)}. To see a mean gain with odds of 80 % at a level of 5 %, so many needs must be judged:`,
      )}</p>`,
      dataTable(
        say("要看出的增益与所需的需求数", "Gain to be seen, and needs wanted for it"),
        [
          { header: say("nDCG@10 的增益", "gain of nDCG@10"), kind: "number" },
          { header: say("需求", "needs"), kind: "number" },
        ],
        found.wanted.map(({ effect, needs }) => [effect.toFixed(3), needs === null ? "–" : String(needs)]),
      ),
    ],
  };
}

export function reliability({ report: { reliability: found }, say }: Drawn): Section {
  const title = say("可靠性", "Reliability");
  const [, diagonal] = [0, [0, 1].map((at) => [at, at] as [number, number])] as const;
  return {
    id: "reliability",
    title,
    body: chart(
      {
        caption: say(
          `由得分预言的相关比例与实际比例，留出的需求；圆越大对数越多，落在对角线上为准。Brier 分 ${show(found.brier)}，不看得分时 ${show(found.brierOfShare)}（越小越好）。`,
          `Share relevant as the score foretells it, and as found on needs not seen; larger circles are more pairs, on the diagonal it holds. Brier score ${show(found.brier)}, without the score ${show(found.brierOfShare)} (less is better).`,
        ),
        label: title,
      },
      {
        width: WIDTH,
        height: WIDTH,
        ...MARGINS,
        x: { domain: [0, 1], label: say("预言", "foretold") },
        y: { domain: [0, 1], grid: true, label: say("实际", "found") },
        r: { range: [2, 12] },
        marks: [
          Plot.line(diagonal, { stroke: COLOURS.faint }),
          Plot.dot(found.bins, {
            x: "predicted",
            y: "observed",
            r: "pairs",
            fill: COLOURS.outcome,
            fillOpacity: 0.6,
            stroke: COLOURS.outcome,
          }),
        ],
      },
    ),
  };
}

export function planted({ report: { planted: found }, say }: Drawn): Section | undefined {
  if (found === null) return undefined;
  return {
    id: "planted",
    title: say("已知真值的世界", "A world whose truth is known"),
    body: markup`<p>${say(
      `世界 ${found.world}：在 ${found.trainNeeds} 条有评判的需求上调权，与 ${found.testNeeds} 条新需求上的最优相比，nDCG@10 少 ${found.meanGap.toFixed(4)} ${span(found.interval, 4)}（默认权重少 ${found.defaultGap.toFixed(4)} ${span(found.defaultInterval, 4)}），${found.gaps.length} 个种子。`,
      `World ${found.world}: tuned on ${found.trainNeeds} judged needs, nDCG@10 of ${found.testNeeds} fresh needs is ${found.meanGap.toFixed(4)} ${span(found.interval, 4)} below the best (default weights: ${found.defaultGap.toFixed(4)} ${span(found.defaultInterval, 4)}), over ${found.gaps.length} seeds.`,
    )}</p>`,
  };
}

function withInterval({ mean, interval }: Measured): string {
  return `${show(mean)} ${span(interval)}`;
}
