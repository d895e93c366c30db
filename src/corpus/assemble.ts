import { compareIds } from "../kernel/order.js";
import { columnLookup, createVocabulary, type Vocabulary } from "../kernel/vocabulary.js";
import type { Market } from "../model/market.js";
import type { Need, Organisation, Outcome } from "../model/record.js";
import { byRowSignal, isCompared, type ScoreModel } from "../score/pair-score.js";
import { bySignal } from "../score/signal.js";
import { needBags, outcomeBags, TextWeigher } from "../score/text.js";
import { countTexts, fitText, textRows, type CountedTexts, type TextColumns } from "../score/text-counts.js";
import { createAnalyzer, type Analyzer } from "../text/analyzer.js";
import type { Config } from "./config.js";
import type { CorpusParts, CorpusSide, Segment, Vocabularies } from "./corpus.js";
import { encodeNeeds, encodeOutcomes, packFields, type EncodedRecord, type EncodedSide, type EncodeSetting } from "./encode.js";
import type { FieldSignal } from "./field-rows.js";
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
  const counted = countTexts(needs, outcomes, analyzer);
  const text = frozen.statistics?.text ?? fitText(counted, config.text);
  const weigher = new TextWeigher(text, config.text);
  const organisationById = new Map<string, Organisation>();
  for (const organisation of organisations) organisationById.set(organisation.id, organisation);
  const setting: EncodingSetting = { config, analyzer, weigher, organisations: organisationById };
  const encoded = encodeMarket({ needs, outcomes }, setting);
  const vocabularies = byRowSignal((signal) => {
    if (signal === "text") return createVocabulary(text.terms, frozen.statistics === undefined ? [] : counted.terms);
    const met = termsOf(encoded, signal);
    return frozen.statistics === undefined
      ? createVocabulary([...met].sort(compareIds))
      : createVocabulary(frozen.statistics.rowTerms[signal], met);
  });
  const segment = packSegment({ needs, outcomes }, { encoded, counted, weigher, vocabularies });
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
  readonly needs: EncodedSide;
  readonly outcomes: EncodedSide;
}

/** Records as a segment under frozen statistics. O(tokens · log terms of a record). */
export function encodeSegment(records: SideRecords, setting: EncodingSetting, frozen: Vocabularies): Segment {
  const counted = countTexts(records.needs, records.outcomes, setting.analyzer);
  const encoded = encodeMarket(records, setting);
  const vocabularies = byRowSignal((signal) =>
    createVocabulary(frozen[signal].frozen, signal === "text" ? counted.terms : termsOf(encoded, signal)),
  );
  return packSegment(records, { encoded, counted, weigher: setting.weigher, vocabularies });
}

/** A need under frozen statistics, as the corpus would hold it. */
export function encodeNeedUnder(setting: EncodingSetting, need: Need): EncodedRecord {
  return { fields: encodeNeeds([need], encodeSetting(setting)), text: setting.weigher.needRow(needBags(need, setting.analyzer)) };
}

/** An outcome under frozen statistics, as the corpus would hold it. */
export function encodeOutcomeUnder(setting: EncodingSetting, outcome: Outcome): EncodedRecord {
  return {
    fields: encodeOutcomes([outcome], encodeSetting(setting)),
    text: setting.weigher.outcomeRow(outcomeBags(outcome, setting.analyzer)),
  };
}

function encodeMarket({ needs, outcomes }: SideRecords, setting: EncodingSetting): EncodedSides {
  const ofFields = encodeSetting(setting);
  return { needs: encodeNeeds(needs, ofFields), outcomes: encodeOutcomes(outcomes, ofFields) };
}

function encodeSetting({ config: { references, comparisons, distance }, organisations }: EncodingSetting): EncodeSetting {
  return { organisations, references, comparisons, distance };
}

function termsOf({ needs, outcomes }: EncodedSides, signal: FieldSignal): Set<string> {
  const met = new Set<string>();
  for (const side of [needs, outcomes]) for (const { terms } of side.rows[signal].distinct) for (const term of terms) met.add(term);
  return met;
}

interface Encoded {
  readonly encoded: EncodedSides;
  readonly counted: CountedTexts;
  readonly weigher: TextWeigher;
  readonly vocabularies: Vocabularies;
}

function packSegment({ needs, outcomes }: SideRecords, { encoded, counted, weigher, vocabularies }: Encoded): Segment {
  const columns = textColumns(counted.terms, weigher, vocabularies.text);
  const pack = (role: "needs" | "outcomes") =>
    packFields(role, encoded[role], { vocabularies, text: textRows(counted[role], weigher, columns) });
  return {
    vocabularies,
    outcomes: wholeSide(indexSide(outcomes, pack("outcomes"))),
    needs: wholeSide(indexSide(needs, pack("needs"))),
  };
}

/** Where counted terms have their columns. A vocabulary fitted to just these terms has them in the same places. */
function textColumns(terms: readonly string[], weigher: TextWeigher, vocabulary: Vocabulary): TextColumns {
  const columnCount = vocabulary.frozenCount + vocabulary.later.length;
  if (terms === vocabulary.frozen) return { idf: weigher.ownIdfs(), columnOf: undefined, columnCount };
  const columnOf = columnLookup(vocabulary);
  // One by one: an update brings few terms, and `idfs` goes through all that were fitted.
  const idf = Float64Array.from(terms, (term) => weigher.idf(term));
  return { idf, columnOf: Uint32Array.from(terms, (term) => columnOf(term)!), columnCount };
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
