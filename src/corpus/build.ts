import { compareIds } from "../kernel/order.js";
import { createVocabulary } from "../kernel/vocabulary.js";
import { ConfigError, createIssue, type Issue } from "../model/issue.js";
import { parseMarket, type MarketInput } from "../model/market.js";
import { bySignal } from "../score/signal.js";
import { fitText, needBags, outcomeBags, TextWeigher } from "../score/text.js";
import { byRowSignal, isCompared, type RowSignal, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { createAnalyzer } from "../text/analyzer.js";
import { defineConfig, type Config } from "./config.js";
import type { Corpus, CorpusSide, Vocabularies } from "./corpus.js";
import { encodeNeed, encodeOutcome, encodeSetting, packSide, type EncodedRecord } from "./encode.js";
import { fitTextScale, meanComparison, meanProduct, type CorpusStatistics } from "./statistics.js";

export interface BuildOptions {
  /** Frozen statistics of another corpus; without them they are fitted to this one. */
  readonly statistics?: CorpusStatistics;
  /** Refuses the whole market where a record was refused or changed, instead of going on without. Default false. */
  readonly strict?: boolean;
}

/**
 * Reads, cleans and indexes a market.
 *
 * Dirty records become issues (`formatIssues` shows them), never a throw; inputs are not changed and their order does not matter.
 *
 * @param input records of any origin: plain objects as JSON gives them.
 * @param config from `defineConfig`; its defaults where absent.
 * @returns the corpus, and every issue met: organisations first, then outcomes, then needs, each in input order.
 * @throws ConfigError `statistics-mismatch` where given statistics were fitted with another analyzer; under `strict`, all issues
 * that are more than a note.
 * Time O(tokens · log terms of a record + sample of needs × postings); memory about 12 bytes a distinct term of a record.
 * @example
 * const { corpus, issues } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * issues.length; // 0
 */
export function buildCorpus(
  input: MarketInput,
  config: Config = defineConfig(),
  options: BuildOptions = {},
): { readonly corpus: Corpus; readonly issues: readonly Issue[] } {
  const { market, issues } = parseMarket(input, config.references);
  const grave = issues.filter(({ effect }) => effect !== "noted");
  if (options.strict === true && grave.length > 0) throw new ConfigError(grave);
  const analyzer = createAnalyzer(config.analyzer);
  refuseMismatch(options.statistics, analyzer.id);
  const organisations = new Map(market.organisations.map((organisation) => [organisation.id, organisation]));

  const needBagsById = market.needs.map((need) => needBags(need, analyzer));
  const outcomeBagsById = market.outcomes.map((outcome) => outcomeBags(outcome, analyzer));
  const text = options.statistics?.text ?? fitText(needBagsById, outcomeBagsById, config.text);
  const weigher = new TextWeigher(text, config.text);

  const setting = encodeSetting(config, organisations);
  const encodedNeeds = market.needs.map((need, n) => encodeNeed(need, weigher.needRow(needBagsById[n]!), setting));
  const encodedOutcomes = market.outcomes.map((outcome, o) => encodeOutcome(outcome, weigher.outcomeRow(outcomeBagsById[o]!), setting));
  const vocabularies = fitVocabularies([...encodedNeeds, ...encodedOutcomes], text.terms, options.statistics);

  const needs = indexSide(market.needs, packSide("needs", encodedNeeds, vocabularies));
  const outcomes = indexSide(market.outcomes, packSide("outcomes", encodedOutcomes, vocabularies));
  const statistics = options.statistics ?? fitStatistics(config, analyzer.id, text, vocabularies, needs, outcomes);
  const model = scoreModel(config, statistics);
  return { corpus: { config, statistics, model, analyzer, weigher, vocabularies, needs, outcomes, organisations }, issues };
}

function refuseMismatch(statistics: CorpusStatistics | undefined, analyzerId: string): void {
  if (statistics === undefined || statistics.analyzerId === analyzerId) return;
  throw new ConfigError([
    createIssue("statistics-mismatch", { path: ["analyzerId"], expected: analyzerId, received: statistics.analyzerId }),
  ]);
}

/** Frozen terms first: those of the given statistics, otherwise all there are. */
function fitVocabularies(
  records: readonly EncodedRecord[],
  textTerms: readonly string[],
  statistics: CorpusStatistics | undefined,
): Vocabularies {
  return byRowSignal((signal) => {
    if (signal === "text") return createVocabulary(textTerms, statistics === undefined ? [] : termsOf(records, signal));
    const met = new Set(termsOf(records, signal));
    return createVocabulary(statistics?.rowTerms[signal] ?? [...met].sort(compareIds), met);
  });
}

function* termsOf(records: readonly EncodedRecord[], signal: RowSignal): Iterable<string> {
  for (const { rows } of records) yield* rows[signal].terms;
}

function indexSide<A extends { readonly id: string }>(records: readonly A[], side: ScoredSide): CorpusSide<A> {
  const ids = records.map((record) => record.id);
  return { ...side, records, ids, indexOf: new Map(ids.map((id, index) => [id, index])) };
}

function fitStatistics(
  { comparisons }: Config,
  analyzerId: string,
  text: CorpusStatistics["text"],
  vocabularies: Vocabularies,
  needs: CorpusSide<unknown>,
  outcomes: CorpusSide<unknown>,
): CorpusStatistics {
  const textScale = fitTextScale(needs.ids, needs.rows.text, outcomes.rows.text);
  const means = bySignal((signal) =>
    isCompared(signal) ? meanComparison(signal, comparisons, needs, outcomes) : meanProduct(needs.rows[signal], outcomes.rows[signal]),
  );
  return {
    analyzerId,
    text,
    rowTerms: byRowSignal((signal) => (signal === "text" ? [] : vocabularies[signal].terms)),
    textScale,
    neutral: { ...means, text: means.text / textScale },
  };
}

/** The numbers of a score under a configuration and statistics; what the configuration sets itself comes first. */
export function scoreModel(config: Config, statistics: CorpusStatistics): ScoreModel {
  const { textScale = statistics.textScale } = config;
  // The fitted neutral value of text counts in units of the fitted scale; a scale set by the caller changes the unit.
  const rescale = textScale === statistics.textScale ? 1 : statistics.textScale / textScale;
  return {
    weights: config.weights,
    comparisons: config.comparisons,
    scale: bySignal((signal) => (signal === "text" ? textScale : 1)),
    neutral: bySignal((signal) => config.neutral[signal] ?? statistics.neutral[signal] * (signal === "text" ? rescale : 1)),
  };
}
