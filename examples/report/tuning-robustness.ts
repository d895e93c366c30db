/** Sections of a report on tuning that say what the result hangs on: all weights, one part less, and how far a weight may move. */
import * as Plot from "@observablehq/plot";
import { signalName } from "alliance-match";
import { chart, COLOURS, legend } from "./chart.js";
import { dataTable } from "./data-table.js";
import type { Section } from "./section.js";
import { MARGINS, nameOfSignal, show, span, undefinedHere, WIDTH, type Drawn } from "./tuning-figure.js";

/** Told apart by who sees no red or green: Okabe and Ito's colours, dark enough on white. */
const LINE_COLOURS = ["#0072b2", "#d55e00", "#008060", "#a0527d", "#8a6d00", "#444444"];

/** Height of an equilateral triangle of side 1. */
const TRIANGLE_HEIGHT = Math.sqrt(3) / 2;

export function triangle({ report: { triangle: points, weights }, language, say }: Drawn): Section {
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

export function ablation({ report: { ablation: parts }, language, say }: Drawn): Section {
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

export function sensitivity({ report: { sensitivity: found }, language, say }: Drawn): Section {
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

export function flips({ report: { sensitivity: found }, language, say }: Drawn): Section {
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
