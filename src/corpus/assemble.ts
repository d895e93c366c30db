import { compareIds } from "../kernel/order.js";
import { createVocabulary } from "../kernel/vocabulary.js";
import type { Market } from "../model/market.js";
import type { Need, Organisation, Outcome } from "../model/record.js";
import { byRowSignal, isCompared, type RowSignal, type ScoreModel } from "../score/pair-score.js";
import { bySignal } from "../score/signal.js";
import { fitText, needBags, outcomeBags, TextWeigher, type RecordBags } from "../score/text.js";
import { createAnalyzer, type Analyzer } from "../text/analyzer.js";
import type { Config } from "./config.js";
import type { CorpusParts, CorpusSide, Segment, Vocabularies } from "./corpus.js";
import { encodeNeed, encodeOutcome, encodeSetting, packSide, type EncodedRecord } from "./encode.js";
import { indexSide, wholeSide } from "./segment.js";
import { fitTextScale, meanComparison, meanProduct, type CorpusStatistics } from "./statistics.js";

/** What `assembleCorpus` need not make anew. */
export interface Frozen {
  readonly analyzer?: Analyzer;
  readonly statistics?: CorpusStatistics;
}

/** Indexes clean records: fits statistics unless they are given, and encodes all records under them. */
export function assembleCorpus({ needs, outcomes, organisations }: Market, config: Config, frozen: Frozen = {}): CorpusParts {
  const analyzer = frozen.analyzer ?? createAnalyzer(config.analyzer);
  const bags = {
    needs: needs.map((need) => needBags(need, analyzer)),
    outcomes: outcomes.map((outcome) => outcomeBags(outcome, analyzer)),
  };
  const text = frozen.statistics?.text ?? fitText(bags.needs, bags.outcomes, config.text);
  const weigher = new TextWeigher(text, config.text);
  const organisationById = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  const setting: EncodingSetting = { config, analyzer, weigher, organisations: organisationById };
  const encoded = encodeMarket({ needs, outcomes }, setting, bags);
  const vocabularies = byRowSignal((signal) => {
    if (signal === "text") return createVocabulary(text.terms, frozen.statistics === undefined ? [] : termsOf(encoded, signal));
    const met = new Set(termsOf(encoded, signal));
    return createVocabulary(frozen.statistics?.rowTerms[signal] ?? [...met].sort(compareIds), met);
  });
  const segment = packSegment({ needs, outcomes }, encoded, vocabularies);
  const statistics = frozen.statistics ?? fitStatistics(config, analyzer.id, text, segment);
  return { ...setting, statistics, model: scoreModel(config, statistics), segments: [segment] };
}

/** What the rows of a record depend on besides the record. */
export type EncodingSetting = Pick<CorpusParts, "config" | "analyzer" | "weigher"> & {
  readonly organisations: ReadonlyMap<string, Organisation>;
};

/** Records of both sides, in id order. */
export interface SideRecords {
  readonly needs: readonly Need[];
  readonly outcomes: readonly Outcome[];
}

interface EncodedSides {
  readonly needs: readonly EncodedRecord[];
  readonly outcomes: readonly EncodedRecord[];
}

/** Records as a segment under frozen statistics. O(tokens · log terms of a record). */
export function encodeSegment(records: SideRecords, setting: EncodingSetting, frozen: Vocabularies): Segment {
  const encoded = encodeMarket(records, setting);
  const vocabularies = byRowSignal((signal) => createVocabulary(frozen[signal].frozen, termsOf(encoded, signal)));
  return packSegment(records, encoded, vocabularies);
}

/** A need under frozen statistics, as the corpus would hold it. */
export function encodeNeedUnder(
  { config, analyzer, weigher, organisations }: EncodingSetting,
  need: Need,
  bags?: RecordBags,
): EncodedRecord {
  return encodeNeed(need, weigher.needRow(bags ?? needBags(need, analyzer)), encodeSetting(config, organisations));
}

/** An outcome under frozen statistics, as the corpus would hold it. */
export function encodeOutcomeUnder(
  { config, analyzer, weigher, organisations }: EncodingSetting,
  outcome: Outcome,
  bags?: RecordBags,
): EncodedRecord {
  return encodeOutcome(outcome, weigher.outcomeRow(bags ?? outcomeBags(outcome, analyzer)), encodeSetting(config, organisations));
}

function encodeMarket(
  { needs, outcomes }: SideRecords,
  setting: EncodingSetting,
  bags?: { readonly needs: readonly RecordBags[]; readonly outcomes: readonly RecordBags[] },
): EncodedSides {
  return {
    needs: needs.map((need, n) => encodeNeedUnder(setting, need, bags?.needs[n])),
    outcomes: outcomes.map((outcome, o) => encodeOutcomeUnder(setting, outcome, bags?.outcomes[o])),
  };
}

function* termsOf({ needs, outcomes }: EncodedSides, signal: RowSignal): Iterable<string> {
  for (const { rows } of needs) yield* rows[signal].terms;
  for (const { rows } of outcomes) yield* rows[signal].terms;
}

function packSegment({ needs, outcomes }: SideRecords, encoded: EncodedSides, vocabularies: Vocabularies): Segment {
  return {
    vocabularies,
    outcomes: wholeSide(indexSide(outcomes, packSide("outcomes", encoded.outcomes, vocabularies))),
    needs: wholeSide(indexSide(needs, packSide("needs", encoded.needs, vocabularies))),
  };
}

function fitStatistics(
  config: Config,
  analyzerId: string,
  text: CorpusStatistics["text"],
  { needs, outcomes, vocabularies }: Segment,
): CorpusStatistics {
  const { textScale, neutral } = fitScores(config, needs, outcomes);
  return {
    analyzerId,
    textParameters: config.text,
    text,
    rowTerms: byRowSignal((signal) => (signal === "text" ? [] : vocabularies[signal].terms)),
    textScale,
    neutral,
  };
}

/** The statistics that come from scored pairs. */
export function fitScores(
  { comparisons }: Config,
  needs: CorpusSide<Need>,
  outcomes: CorpusSide<Outcome>,
): Pick<CorpusStatistics, "textScale" | "neutral"> {
  const textScale = fitTextScale(needs.ids, needs.rows.text, outcomes.rows.text);
  const means = bySignal((signal) =>
    isCompared(signal) ? meanComparison(signal, comparisons, needs, outcomes) : meanProduct(needs.rows[signal], outcomes.rows[signal]),
  );
  return { textScale, neutral: { ...means, text: means.text / textScale } };
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
