import { bootstrapInterval, meanOverNeeds, METRICS, randomisationTest, type ByMetric } from "../../src/evaluate/index.js";
import { byMetric } from "../../src/evaluate/measure-run.js";
import type { RunValues } from "./task.js";

/** The contenders in the order of the report, and what its table calls them. */
export const CONTENDERS = {
  ours: "alliance-match",
  random: "random",
  minisearch: "MiniSearch, our tokens",
  minisearchDefault: "MiniSearch as it comes",
  natural: "natural TF-IDF, our tokens",
  naturalDefault: "natural TF-IDF as it comes",
} as const;
export type ContenderId = keyof typeof CONTENDERS;

/** A contender in numbers: means over needs, their 95 % intervals, and for a peer the p-value of ours against it on nDCG@10. */
export interface ContenderReport extends ByMetric<number | null> {
  readonly ci95: ByMetric<readonly [low: number, high: number] | null>;
  readonly pNdcg10?: number;
}

/** Sums up every contender's run over the same needs. */
export function summarise(runs: Readonly<Record<ContenderId, RunValues>>): Readonly<Record<ContenderId, ContenderReport>> {
  const reportOf = (id: ContenderId): ContenderReport => ({
    ...byMetric((metric) => rounded(meanOverNeeds(runs[id][metric]))),
    ci95: byMetric((metric) => {
      const interval = bootstrapInterval(runs[id][metric]);
      return interval === null ? null : [rounded(interval[0])!, rounded(interval[1])!];
    }),
    ...(id === "ours" ? {} : { pNdcg10: rounded(randomisationTest(runs.ours.ndcg10, runs[id].ndcg10))! }),
  });
  const ids = Object.keys(CONTENDERS) as ContenderId[];
  return Object.fromEntries(ids.map((id) => [id, reportOf(id)])) as Record<ContenderId, ContenderReport>;
}

/** Six decimals: far below every interval, and short to read. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}

const NAME_WIDTH = 28;
const CELL_WIDTH = 22;

/** The report as a table: mean and interval of each metric, and the p-value. */
export function formatTable(reports: Readonly<Record<ContenderId, ContenderReport>>): string[] {
  const header = ["", ...METRICS.map((metric) => metric), "p (ndcg10, ours vs. it)"];
  const rows = (Object.keys(CONTENDERS) as ContenderId[]).map((id) => {
    const report = reports[id];
    const cells = METRICS.map((metric) => formatCell(report[metric], report.ci95[metric]));
    return [CONTENDERS[id], ...cells, report.pNdcg10 === undefined ? "" : report.pNdcg10.toFixed(4)];
  });
  return [header, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(column === 0 ? NAME_WIDTH : CELL_WIDTH))
      .join("")
      .trimEnd(),
  );
}

function formatCell(mean: number | null, interval: readonly [number, number] | null): string {
  if (mean === null || interval === null) return "–";
  return `${decimals(mean)} [${decimals(interval[0])}, ${decimals(interval[1])}]`;
}

function decimals(value: number): string {
  return value.toFixed(3).replace(/^0/, "");
}
