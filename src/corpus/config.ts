import { ConfigError, createIssue, describeValue, type Issue } from "../model/issue.js";
import type { IndustryTable, References, RegionTable } from "../model/references.js";
import { DEFAULT_TEXT_PARAMETERS, type TextParameters } from "../score/text.js";
import type { Comparisons, SpecificationReader } from "../score/comparison.js";
import type { OwnSignal } from "../score/own-signal.js";
import type { DistanceBands } from "../score/region.js";
import { bySignal, SIGNALS, type BySignal, type SignalId } from "../score/signal.js";
import type { AnalyzerOptions } from "../text/analyzer.js";
import { readComparisons, readDistance, readReferences } from "./config-sources.js";
import { objectAt, readNumber, type OptionPath } from "./read-option.js";

/** What a caller may set. Everything is optional; `defineConfig` fills the rest and checks all of it. */
export interface ConfigInput {
  /**
   * What each signal counts for, ≥ 0; only the ratios matter. Where given, signals left out count 0.
   * Default: text 0.6, industry 0.25, region 0.15.
   */
  readonly weights?: Partial<BySignal<number>>;
  /** How text is cut and weighed. A change needs a new fit. */
  readonly text?: AnalyzerOptions & Partial<TextParameters>;
  /** Replaces the fitted text scale κ, > 0: the raw text product that counts as 1. */
  readonly textScale?: number;
  /** Replaces fitted neutral values: what a pair gets where one record says nothing about the signal. 0 to 1. */
  readonly neutral?: Partial<BySignal<number>>;
  /** What becomes of records without any term: no candidates (the default), or matched by their other signals. */
  readonly withoutText?: "exclude" | "match";
  /** Names and nearness of places: `regionsOfChina` of `alliance-match/regions-cn`, or one made by `createRegionTable`. Without it only codes are read. */
  readonly regions?: RegionTable;
  /** Names and nearness of industries: `industriesOfChina` of `alliance-match/industries-cn`, or one made by
   * `createIndustryTable`. Without it only codes. */
  readonly industries?: IndustryTable;
  /** Nearness on the map beside nearness in the tree of places, in the region signal. Needs a table of regions with centres. A change needs a new fit. */
  readonly distance?: DistanceBands;
  /** Reads and compares the quantities in texts: `specificationReader` of `alliance-match/specifications`. The signal `specifications` needs it. */
  readonly specifications?: SpecificationReader;
  /** A signal of your own, a function of a need and an outcome. The signal `own` needs it. */
  readonly own?: OwnSignal;
}

/** A checked configuration: a plain value. Weights add up to 1. */
export interface Config {
  readonly weights: BySignal<number>;
  readonly analyzer: AnalyzerOptions;
  readonly text: TextParameters;
  readonly textScale: number | undefined;
  readonly neutral: Partial<BySignal<number>>;
  readonly withoutText: "exclude" | "match";
  /** The given tables. */
  readonly references: References;
  readonly distance: DistanceBands | undefined;
  /** How compared signals see a pair; those that nothing was given for know nothing. */
  readonly comparisons: Comparisons;
}

/** Text leads; industry and region settle between texts alike. On the mean of planted worlds no choice loses clearly less: docs/defaults.md. */
export const DEFAULT_WEIGHTS: BySignal<number> = {
  text: 0.6,
  industry: 0.25,
  region: 0.15,
  factors: 0,
  reciprocity: 0,
  maturity: 0,
  cooperation: 0,
  embedding: 0,
  specifications: 0,
  own: 0,
};

/** Normalised weights are rounded to this unit, so that weights and a multiple of them give the same scores to the last bit. */
const WEIGHT_UNIT = 2 ** -32;

const OPTIONS = [
  "weights",
  "text",
  "textScale",
  "neutral",
  "withoutText",
  "regions",
  "industries",
  "distance",
  "specifications",
  "own",
] as const;
const ANALYZER_OPTIONS = ["tokenizer", "lexicon", "stopWords"] as const;
/** Range of each text parameter, inclusive. */
const TEXT_RANGES: Readonly<Record<keyof TextParameters, readonly [min: number, max: number]>> = {
  k1: [0, 1_000],
  b: [0, 1],
  idfExponent: [0, 10],
  slope: [0, 1],
  titleWeight: [0, 1_000],
  wholeWeight: [0, 1_000],
  commonShare: [0, 1],
};

/**
 * Checks a configuration and fills in the defaults.
 *
 * @throws ConfigError with every issue at once: `config-not-object`, `unknown-option`, `option-wrong-type`,
 * `option-out-of-range`, `weight-invalid`, `weights-all-zero`, `signal-without-source`,
 * `distance-without-centres`.
 * @example
 * const config = defineConfig({ weights: { text: 3, region: 1 } });
 * config.weights.text; // 0.75
 */
export function defineConfig(input: ConfigInput = {}): Config {
  const { config, issues } = readConfig(input);
  if (issues.length > 0) throw new ConfigError(issues);
  return config;
}

/** As `defineConfig`, but never throws: the configuration counts only where there are no issues. */
export function readConfig(input: unknown): { readonly config: Config; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const options = objectAt(input, [], OPTIONS, issues, "config-not-object");
  const text = objectAt(options["text"] ?? {}, ["text"], [...ANALYZER_OPTIONS, ...Object.keys(TEXT_RANGES)], issues);
  const config: Config = {
    weights: readWeights(options["weights"], issues),
    analyzer: readAnalyzerOptions(text, issues),
    text: readTextParameters(text, issues),
    textScale: readNumber(options["textScale"], ["textScale"], [Number.MIN_VALUE, Number.MAX_VALUE], issues),
    neutral: readNeutral(options["neutral"] ?? {}, issues),
    withoutText: readChoice(options["withoutText"], ["withoutText"], ["exclude", "match"], issues) ?? "exclude",
    references: readReferences(options, issues),
    distance: readDistance(options["distance"], issues),
    comparisons: readComparisons(options, issues),
  };
  if (config.distance !== undefined && config.references.regions?.around === undefined)
    issues.push(createIssue("distance-without-centres", { path: ["distance"] }));
  for (const signal of ["specifications", "own"] as const)
    if (config.weights[signal] > 0 && options[signal] === undefined)
      issues.push(createIssue("signal-without-source", { path: ["weights", signal], expected: signal }));
  return { config, issues };
}

function readChoice<A extends string>(value: unknown, path: OptionPath, choices: readonly A[], issues: Issue[]): A | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    issues.push(createIssue("option-out-of-range", { path, expected: choices.join(" | "), received: describeValue(value) }));
  return found;
}

function readWeights(value: unknown, issues: Issue[]): BySignal<number> {
  if (value === undefined) return normaliseWeights(DEFAULT_WEIGHTS);
  const before = issues.length;
  const given = objectAt(value, ["weights"], SIGNALS, issues);
  const weights = bySignal((signal) => {
    const weight = given[signal];
    if (weight === undefined) return 0;
    if (typeof weight === "number" && weight >= 0 && weight < Infinity) return weight;
    issues.push(createIssue("weight-invalid", { path: ["weights", signal], received: describeValue(weight) }));
    return 0;
  });
  if (issues.length === before && SIGNALS.every((signal) => weights[signal] === 0))
    issues.push(createIssue("weights-all-zero", { path: ["weights"] }));
  return normaliseWeights(weights);
}

/** Weights divided by their sum and rounded to `WEIGHT_UNIT`. All zero stays all zero. */
export function normaliseWeights(weights: BySignal<number>): BySignal<number> {
  // Divided by the largest first: sums of very large or very small weights neither overflow nor vanish.
  const largest = Math.max(...SIGNALS.map((signal) => weights[signal]));
  if (largest === 0) return weights;
  const total = SIGNALS.reduce((sum, signal) => sum + weights[signal] / largest, 0);
  return bySignal((signal) => Math.round(weights[signal] / largest / total / WEIGHT_UNIT) * WEIGHT_UNIT);
}

function readNeutral(value: unknown, issues: Issue[]): Partial<BySignal<number>> {
  const given = objectAt(value, ["neutral"], SIGNALS, issues);
  const neutral: Partial<Record<SignalId, number>> = {};
  for (const signal of SIGNALS) {
    const read = readNumber(given[signal], ["neutral", signal], [0, 1], issues);
    if (read !== undefined) neutral[signal] = read;
  }
  return neutral;
}

function readTextParameters(text: Record<string, unknown>, issues: Issue[]): TextParameters {
  const read = { ...DEFAULT_TEXT_PARAMETERS } as Record<keyof TextParameters, number>;
  for (const key of Object.keys(TEXT_RANGES) as Array<keyof TextParameters>) {
    read[key] = readNumber(text[key], ["text", key], TEXT_RANGES[key], issues) ?? read[key];
  }
  if (read.titleWeight + read.wholeWeight === 0) {
    issues.push(
      createIssue("option-out-of-range", { path: ["text", "wholeWeight"], expected: "titleWeight + wholeWeight > 0", received: "0" }),
    );
  }
  return read;
}

function readAnalyzerOptions(text: Record<string, unknown>, issues: Issue[]): AnalyzerOptions {
  const { tokenizer, lexicon, stopWords } = text;
  const isTokenizer = (value: unknown): value is NonNullable<AnalyzerOptions["tokenizer"]> =>
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "tokenize" in value &&
    typeof value.tokenize === "function";
  const isWords = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((word) => typeof word === "string");
  const complain = (key: string, expected: string, value: unknown): void => {
    issues.push(createIssue("option-wrong-type", { path: ["text", key], expected, received: describeValue(value) }));
  };
  if (tokenizer !== undefined && !isTokenizer(tokenizer)) complain("tokenizer", "{ id: string, tokenize(text) }", tokenizer);
  if (lexicon !== undefined && !isWords(lexicon)) complain("lexicon", "array of strings", lexicon);
  if (stopWords !== undefined && !isWords(stopWords)) complain("stopWords", "array of strings", stopWords);
  return {
    ...(isTokenizer(tokenizer) ? { tokenizer } : {}),
    ...(isWords(lexicon) ? { lexicon } : {}),
    ...(isWords(stopWords) ? { stopWords } : {}),
  };
}
