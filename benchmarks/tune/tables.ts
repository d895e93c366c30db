import type { TuningReport } from "./tuning-report.js";

/** A file of the output folder. */
export interface Table {
  readonly name: string;
  readonly content: string;
}

/** Everything that is drawn, as tab-separated tables with a header line; what is not defined is empty. */
export function tuningTables(report: TuningReport): Table[] {
  const tables: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>> = {
    "per-need.tsv": report.perNeed,
    "folds.tsv": report.weights.folds.map(({ weights, ...fold }, at) => ({ fold: at, ...fold, ...weights })),
    "candidates.tsv": report.parameters.candidates.map(({ values, ndcg10 }, at) => ({ candidate: at, ndcg10, ...values })),
    "learning-curve.tsv": report.learningCurve,
    "judging.tsv": report.judging.wanted,
    "reliability.tsv": report.reliability.bins.map((bin) => ({ ...bin })),
    "ablation.tsv": report.ablation.map(({ without, comparison: { difference, interval, pValue }, adjusted }) => {
      return { without, difference, low: interval?.[0], high: interval?.[1], pValue, adjusted };
    }),
    "triangle.tsv": (report.triangle ?? []).map(({ weights, value }) => ({ text: 0, industry: 0, region: 0, ...weights, value })),
    "intervals.tsv": report.sensitivity.intervals,
    "flips.tsv": report.sensitivity.flips,
  };
  return Object.entries(tables).map(([name, rows]) => ({ name, content: tableText(rows) }));
}

function tableText(rows: ReadonlyArray<Readonly<Record<string, unknown>>>): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown): string =>
    value === null || value === undefined ? "" : (typeof value === "string" ? value : JSON.stringify(value)).replace(/[\t\n\r]+/g, " ");
  return [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))].map((line) => `${line.join("\t")}\n`).join("");
}
