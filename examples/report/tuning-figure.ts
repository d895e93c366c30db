/** What the figures of a report on tuning share: what they are drawn of, their measures, and how they name and write. */
import { SIGNALS, signalName, type Language } from "alliance-match";
import type { TuningReport } from "../../benchmarks/tune/tuning-report.js";
import { markup, type Markup } from "./markup.js";
import type { Say } from "./report-input.js";

/** Drawn so that at three quarters, the least that a figure shrinks to, it fits a phone; on a wide page it grows. */
export const WIDTH = 470;
/** Room for numbers of three decimals, and for labels above and below the numbers of axes. */
export const MARGINS = { marginTop: 32, marginLeft: 56, marginBottom: 46 } as const;

/** What a figure is drawn of. */
export interface Drawn {
  readonly report: TuningReport;
  readonly language: Language;
  readonly say: Say;
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

export function nameOfSignal(signal: string, language: Language): string {
  const known = SIGNALS.find((name) => name === signal);
  if (known !== undefined) return signalName(known, language);
  return language === "zh" ? (PART_NAMES[signal] ?? signal) : signal;
}

export function undefinedHere(say: Say): Markup {
  return markup`<p>${say("这些评判无从得出。", "Not defined on these judgements.")}</p>`;
}

export function span(interval: readonly [number, number] | null, digits = 3): string {
  return interval === null ? "" : `[${interval.map((end) => end.toFixed(digits)).join(", ")}]`;
}

export function show(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}
