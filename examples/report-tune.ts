/** Draws what tuning found as one HTML page with SVG plots; it loads nothing from elsewhere. */
import * as Plot from "@observablehq/plot";
import { SIGNALS, signalName, type Language } from "alliance-match";
import { formatEvaluateIssue, type EvaluateIssueCode } from "alliance-match/evaluate";
import type { Measured, TuningReport, Weights } from "../benchmarks/tune/tuning-report.js";
import { chart, COLOURS, legend } from "./report/chart.js";
import { dataTable } from "./report/data-table.js";
import { markup, textOf, trustedMarkup, type Content, type Markup } from "./report/markup.js";
import { sayIn, type Say } from "./report/report-input.js";
import { sectionMarkup, type Section } from "./report/section.js";
import { STYLE } from "./report/style.js";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
/** Drawn so that at three quarters, the least that a figure shrinks to, it fits a phone; on a wide page it grows. */
const WIDTH = 470;
const GROWING = ".chart svg { width: 100%; max-width: 640px; }";
/** Room for numbers of three decimals, and for labels above and below the numbers of axes. */
const MARGINS = { marginTop: 32, marginLeft: 56, marginBottom: 46 } as const;
/** Told apart by who sees no red or green: Okabe and Ito's colours, dark enough on white. */
const LINE_COLOURS = ["#0072b2", "#d55e00", "#008060", "#a0527d", "#8a6d00", "#444444"];

/** What a figure is drawn of. */
interface Drawn {
  readonly report: TuningReport;
  readonly language: Language;
  readonly say: Say;
}

/** The page: a sum-up, then a figure a question; what could not be measured is said in words. The same report gives the same bytes. */
export function tuningPage(report: TuningReport, language: Language = "en"): string {
  const say = sayIn(language);
  const drawn = { report, language, say };
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

function summary({ report, language, say }: Drawn): Section {
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

/** Height of an equilateral triangle of side 1. */
const TRIANGLE_HEIGHT = Math.sqrt(3) / 2;

function triangle({ report: { triangle: points, weights }, language, say }: Drawn): Section {
  const title = say("权重三角：各权重下的 nDCG@10", "Weight triangle: nDCG@10 under all weights");
  if (points === null || points.every(({ value }) => value === null)) return { id: "triangle", title, body: undefinedHere(say) };
  const corners = ["text", "industry", "region"] as const;
  const steps = points[0]!.shares.reduce((sum, share) => sum + share, 0);
  // Text on top, industry at the left, region at the right.
  const place = ([text, , region]: readonly number[], whole: number): { readonly x: number; readonly y: number } => ({
    x: (region! + text! / 2) / whole,
    y: (TRIANGLE_HEIGHT * text!) / whole,
  });
  const cells = points.map(({ shares, value }) => ({ ...place(shares, steps), value }));
  const best = points.reduce((a, b) => ((b.value ?? -1) > (a.value ?? -1) ? b : a));
  const marks = [
    { name: say("默认", "default"), named: weights.default },
    { name: say("调得", "tuned"), named: weights.found },
  ].flatMap(({ name, named }) => {
    // Where the text was tuned in two parts its corner is both together.
    const parts = (named["title"] ?? 0) + (named["whole text"] ?? 0);
    const shares = corners.map((corner) => (named[corner] ?? 0) + (corner === "text" ? parts : 0));
    const whole = shares.reduce((sum, share) => sum + share, 0);
    return whole === 0 ? [] : [{ name, ...place(shares, whole) }];
  });
  const values = points.flatMap(({ value }) => value ?? []);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const labels = corners.map((corner, at) => ({
    ...place(
      [0, 1, 2].map((c) => Number(c === at)),
      1,
    ),
    name: signalName(corner, language),
  }));
  return {
    id: "triangle",
    title,
    body: [
      chart(
        {
          caption: say(
            `越深越好：${show(low)}（浅）至 ${show(high)}（深）。最好的格点：文本 ${share(best.shares[0])}、行业 ${share(best.shares[1])}、地区 ${share(best.shares[2])}。各点都在全部评判上实测，故只看形状，不作增益。`,
            `The darker the better: ${show(low)} (light) to ${show(high)} (dark). Best point: text ${share(best.shares[0])}, industry ${share(best.shares[1])}, region ${share(best.shares[2])}. Every point is measured on all judgements: read the shape, not a gain.`,
          ),
          label: title,
        },
        {
          width: WIDTH,
          height: 420,
          axis: null,
          margin: 40,
          aspectRatio: 1,
          x: { domain: [-0.05, 1.05] },
          y: { domain: [-0.05, TRIANGLE_HEIGHT + 0.05] },
          color: { type: "linear", domain: [low, high], range: ["#e8f1f8", "#0b3c66"] },
          marks: [
            Plot.dot(cells, { x: "x", y: "y", fill: "value", r: 225 / steps, symbol: "hexagon" }),
            Plot.dot(marks, { x: "x", y: "y", r: 7, fill: "#fff", stroke: COLOURS.need, strokeWidth: 3 }),
            Plot.text(marks, {
              x: "x",
              y: "y",
              text: "name",
              dx: 12,
              textAnchor: "start",
              fill: "#111",
              stroke: "#fff",
              strokeWidth: 4,
              fontWeight: "bold",
            }),
            Plot.text(labels, {
              x: "x",
              y: "y",
              text: "name",
              dy: labels.map(({ y }) => (y > 0 ? -26 : 30))[0]!,
              filter: (d: { y: number }) => d.y > 0,
              fontSize: 14,
            }),
            Plot.text(labels, { x: "x", y: "y", text: "name", dy: 28, filter: (d: { y: number }) => d.y === 0, fontSize: 14 }),
          ],
        },
      ),
    ],
  };
  function share(steps20: number): string {
    return (steps20 / steps).toFixed(2);
  }
}

function gains({ report: { perNeed }, say }: Drawn): Section {
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

function curve({ report: { learningCurve }, say }: Drawn): Section {
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

function reliability({ report: { reliability: found }, say }: Drawn): Section {
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

const PART_NAMES: Readonly<Record<string, string>> = {
  title: "标题",
  "stop words": "停用词",
  bigrams: "二元字组",
  "common-character rule": "略去常见单字",
  "neutral values": "中性值",
  "having no lexicon": "不用词典",
  "repeats of terms (k1)": "词的重复（k1）",
  "length discount (b)": "长度折扣（b）",
  "document frequency": "文档频率",
  "pivoted norms (slope)": "枢轴归一（slope）",
  "title row": "标题行",
  "whole text": "全文",
};

function ablation({ report: { ablation: parts }, language, say }: Drawn): Section {
  const title = say("消融：去掉一部分", "Ablation: without one part");
  const nameOf = (without: string): string => nameOfSignal(without, language);
  const rows = parts.map(({ without, adjusted, comparison: { difference, interval } }) => ({
    without: nameOf(without),
    difference,
    low: interval?.[0],
    high: interval?.[1],
    adjusted,
  }));
  return {
    id: "ablation",
    title,
    body: [
      chart(
        {
          caption: say("去掉该部分后 nDCG@10 的变化，95 % 区间。", "Change of nDCG@10 without the part, 95 % interval."),
          label: title,
        },
        {
          width: WIDTH,
          height: 70 + 26 * rows.length,
          ...MARGINS,
          marginLeft: 150,
          x: { grid: true, nice: true, label: say("差", "difference") },
          y: { label: null, domain: rows.map(({ without }) => without) },
          marks: [
            Plot.ruleX([0]),
            Plot.ruleY(rows, { y: "without", x1: "low", x2: "high", stroke: COLOURS.outcome, strokeWidth: 2 }),
            Plot.dot(rows, { y: "without", x: "difference", fill: COLOURS.outcome, r: 4 }),
          ],
        },
      ),
      dataTable(
        say("消融的检验", "Tests of the ablation"),
        [
          { header: say("去掉", "without") },
          { header: say("nDCG@10 之差", "difference of nDCG@10"), kind: "number" },
          { header: say("95 % 区间", "95 % interval"), kind: "number" },
          { header: say("p（Holm 校正）", "p (Holm)"), kind: "number" },
        ],
        rows.map(({ without, difference, low, high, adjusted }) => [
          without,
          show(difference),
          span(low === undefined || high === undefined ? null : [low, high]),
          adjusted.toFixed(4),
        ]),
      ),
    ],
  };
}

function sensitivity({ report: { sensitivity: found }, language, say }: Drawn): Section {
  const { intervals, k } = found;
  const title = say("敏感度：权重可动多少", "Sensitivity: how far a weight may move");
  if (intervals.length === 0) return { id: "sensitivity", title, body: undefinedHere(say) };
  const rows = intervals.map(({ signal, low, high }) => ({ signal: nameOfSignal(signal, language), width: high - low }));
  const signals = [...new Set(rows.map(({ signal }) => signal))];
  return {
    id: "sensitivity",
    title,
    body: chart(
      {
        caption: say(
          `每条竖线是一条需求：权重在这样宽的区间内，其前 ${k} 名完全不变。`,
          `A tick a need: within an interval of this width of the weight its first ${k} stay exactly as they are.`,
        ),
        label: title,
      },
      {
        width: WIDTH,
        height: 80 + 34 * signals.length,
        ...MARGINS,
        marginLeft: 110,
        x: { grid: true, label: say("区间宽度", "width of the interval") },
        y: { label: null, domain: signals },
        marks: [Plot.tickX(rows, { x: "width", y: "signal", stroke: COLOURS.outcome, strokeOpacity: 0.35, strokeWidth: 2 })],
      },
    ),
  };
}

function flips({ report: { sensitivity: found }, language, say }: Drawn): Section {
  const moves = found.flips;
  const title = say("权重移动时翻动的方案", "Proposals that flip as a weight moves");
  if (moves.length === 0) return { id: "flips", title, body: undefinedHere(say) };
  const signals = [...new Set(moves.map(({ signal }) => signal))];
  const colourOf = (signal: string): string => LINE_COLOURS[signals.indexOf(signal) % LINE_COLOURS.length]!;
  const rows = moves.flatMap(({ signal, step, proposals, gone }) => ({
    colour: colourOf(signal),
    step,
    share: proposals === 0 ? 0 : gone / proposals,
  }));
  // Where nothing moves nothing flips: every line goes through the plan as it is.
  const origin = signals.map((signal) => ({ colour: colourOf(signal), step: 0, share: 0 }));
  const lines = [...rows, ...origin].sort((a, b) => a.step - b.step);
  return {
    id: "flips",
    title,
    body: [
      legend(signals.map((signal) => ({ colour: colourOf(signal), name: nameOfSignal(signal, language) }))),
      chart(
        {
          caption: say(
            `一对一方案（${moves[0]!.proposals} 对）中，一个权重移动后不再出现的配对所占比例；其余权重保持比例。`,
            `Share of a one-to-one plan of ${moves[0]!.proposals} pairs that is gone after one weight has moved, the others keeping their ratios.`,
          ),
          label: title,
        },
        {
          width: WIDTH,
          height: 300,
          ...MARGINS,
          x: { label: say("移动", "move"), ticks: [-0.1, -0.05, 0, 0.05, 0.1] },
          y: { grid: true, label: say("翻动的比例（%）", "share that flips (%)"), zero: true, percent: true },
          color: { type: "identity" },
          marks: [
            Plot.ruleY([0]),
            Plot.line(lines, { x: "step", y: "share", stroke: "colour", z: "colour", strokeWidth: 2 }),
            Plot.dot(rows, { x: "step", y: "share", fill: "colour", r: 4 }),
          ],
        },
      ),
    ],
  };
}

function planted({ report: { planted: found }, say }: Drawn): Section | undefined {
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

function nameOfSignal(signal: string, language: Language): string {
  const known = SIGNALS.find((name) => name === signal);
  if (known !== undefined) return signalName(known, language);
  return language === "zh" ? (PART_NAMES[signal] ?? signal) : signal;
}

function undefinedHere(say: Say): Markup {
  return markup`<p>${say("这些评判无从得出。", "Not defined on these judgements.")}</p>`;
}

function judging({ report: { judging: found }, say }: Drawn): Section {
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

function withInterval({ mean, interval }: Measured): string {
  return `${show(mean)} ${span(interval)}`;
}

function span(interval: readonly [number, number] | null, digits = 3): string {
  return interval === null ? "" : `[${interval.map((end) => end.toFixed(digits)).join(", ")}]`;
}

function show(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}
