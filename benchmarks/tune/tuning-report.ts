import type { CalibrationReport, RunComparison, TuningMethod } from "../../src/evaluate/index.js";

/** A mean over needs with its 95 % bootstrap interval; `null` where the metric is defined for no need. */
export interface Measured {
  readonly mean: number | null;
  readonly interval: readonly [low: number, high: number] | null;
}

export interface Quality {
  readonly ndcg10: Measured;
  readonly pairAccuracy: Measured;
}

export type Weights = Readonly<Record<string, number>>;

/** Everything that tuning found, as plain JSON: tables and drawings are made of it alone. Metrics are nDCG@10 unless they say otherwise. */
export interface TuningReport {
  readonly version: 2;
  readonly set: string;
  readonly needs: number;
  readonly folds: number;
  readonly seed: number;
  /** Signals that the judged pairs tell apart: only their weights can be tuned. */
  readonly tuned: readonly string[];
  /** Notes on what could not be tuned, and on judgements left out: a code, how often, and what the first of them says. */
  readonly notes: ReadonlyArray<{
    readonly code: string;
    readonly count: number;
    readonly message: string;
    readonly expected?: string;
    readonly received?: string;
  }>;
  readonly quality: { readonly default: Quality; readonly nested: Quality };
  readonly weights: {
    readonly default: Weights;
    /** What is written to `tuning.json`: the default where there is no gain. */
    readonly used: Weights;
    /** What tuning on all needs found, used or not. */
    readonly found: Weights;
    readonly method: TuningMethod;
    readonly verdict: "gain" | "no-gain";
    readonly comparison: RunComparison;
    readonly instability: number;
    readonly spread: Readonly<Record<string, readonly [low: number, high: number]>>;
    readonly folds: ReadonlyArray<{
      readonly method: TuningMethod;
      readonly weights: Weights;
      readonly testNeeds: number;
      readonly defaultValue: number | null;
      readonly tunedValue: number | null;
    }>;
  };
  /** Random search beyond the weights; candidate 0 is the default. `chosen` is 0 where there is no gain. */
  readonly parameters: {
    readonly candidates: ReadonlyArray<{ readonly values: Readonly<Record<string, unknown>>; readonly ndcg10: number | null }>;
    readonly chosenByFold: readonly number[];
    readonly chosen: number;
    readonly verdict: "gain" | "no-gain";
    readonly comparison: RunComparison;
  };
  /** One a need: under the default, and under the weights of the outer fold that did not see it. */
  readonly perNeed: ReadonlyArray<{ readonly needId: string; readonly default: number | null; readonly tuned: number | null }>;
  /** How many needs must be judged for gains of some sizes to be seen (power .8), as much as needs' gains vary here; `null` where they do not. */
  readonly judging: {
    readonly judged: number;
    readonly deviation: number | null;
    readonly wanted: ReadonlyArray<{ readonly effect: number; readonly needs: number | null }>;
  };
  /** nDCG@10 of the other needs after tuning on so many. */
  readonly learningCurve: ReadonlyArray<{ readonly needs: number; readonly trained: number | null; readonly default: number | null }>;
  readonly reliability: CalibrationReport;
  /** The default with one thing taken away: comparison with it, p values as they are and by Holm. */
  readonly ablation: ReadonlyArray<{ readonly without: string; readonly comparison: RunComparison; readonly adjusted: number }>;
  /** The weight triangle; `null` where the judged pairs do not tell text, industry and region apart. */
  readonly triangle: ReadonlyArray<{
    /** Twentieths that fall to text, industry and region. */
    readonly shares: readonly [text: number, industry: number, region: number];
    readonly weights: Weights;
    readonly value: number | null;
  }> | null;
  readonly sensitivity: {
    readonly k: number;
    /** Of each need and tuned weight the exact interval within which the first k stay. */
    readonly intervals: ReadonlyArray<{
      readonly needId: string;
      readonly signal: string;
      readonly weight: number;
      readonly low: number;
      readonly high: number;
    }>;
    /** Proposals of a one-to-one plan that are gone, and that have come, after a weight moved by `step`, the others keeping their ratios. */
    readonly flips: ReadonlyArray<{
      readonly signal: string;
      readonly step: number;
      readonly proposals: number;
      readonly gone: number;
      readonly come: number;
    }>;
  };
  readonly planted: PlantedReport | null;
  /** The exact search beside a grid of 0.01 over the set's own signals, where they are three; times differ from run to run and stay out of files. */
  readonly grid: GridRatio | null;
}

/** The exact search with restarts beside a grid of 0.01 over three signals, in turn in one run. */
export interface GridRatio {
  /** CPU time of the search ÷ that of the grid, medians. */
  readonly timeRatio: number;
  /** Best objective that each found on all needs. */
  readonly exact: number;
  readonly grid: number;
}

/** How a configuration was chosen: kept in `tuning.json` beside it, and read by nobody but people. */
export interface TuningRecord {
  readonly set: string;
  readonly needs: number;
  /** What was asked for: the same request on the same files writes the same bytes. */
  readonly request: {
    readonly folds: number;
    readonly seed: number;
    readonly candidates: number;
    readonly fields: boolean;
    /** Words of the lexicon that was tried. */
    readonly lexicon: number;
  };
  readonly weights: Pick<TuningReport["weights"], "verdict" | "method" | "found" | "folds" | "spread" | "instability" | "comparison">;
  readonly parameters: Pick<TuningReport["parameters"], "verdict" | "chosen" | "chosenByFold" | "comparison">;
}

/** What tuning finds where the truth is known. */
export interface PlantedReport {
  readonly world: string;
  /** The first seed. */
  readonly from: number;
  readonly trainNeeds: number;
  readonly testNeeds: number;
  /** One a seed: nDCG@10 of fresh needs lost to the best weights, the middle of the two estimates of `bounds`. */
  readonly gaps: readonly number[];
  readonly meanGap: number;
  readonly interval: readonly [low: number, high: number];
  /** Mean gap to weights found on other fresh needs, which is too small, and to those found on the very needs measured, which is too large. */
  readonly bounds: readonly [low: number, high: number];
  /** What the default weights lose, measured alike. */
  readonly defaultGap: number;
  readonly defaultInterval: readonly [low: number, high: number];
}
