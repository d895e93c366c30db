import type { Vocabulary } from "../kernel/vocabulary.js";
import type { Market } from "../model/market.js";
import type { Organisation } from "../model/record.js";
import type { RowSignal, ScoredSide, ScoreModel } from "../score/pair-score.js";
import type { TextWeigher } from "../score/text.js";
import type { Analyzer } from "../text/analyzer.js";
import type { Config } from "./config.js";
import type { CorpusStatistics } from "./statistics.js";

/** The columns of each family of rows. */
export type Vocabularies = Readonly<Record<RowSignal, Vocabulary>>;

/** One side of a corpus: record r of `records` has id `ids[r]` and row r of every signal. Ids ascend by code unit. */
export interface CorpusSide<A> extends ScoredSide {
  readonly records: readonly A[];
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/**
 * Both sides of a market, indexed and ready to score. A value: nothing in it changes.
 *
 * The members are for the library's own layers; callers go through `rankOutcomes`, `matchAll`, `propose`, `explain`.
 */
export interface Corpus {
  readonly config: Config;
  readonly statistics: CorpusStatistics;
  readonly model: ScoreModel;
  readonly analyzer: Analyzer;
  readonly weigher: TextWeigher;
  readonly vocabularies: Vocabularies;
  readonly outcomes: CorpusSide<Market["outcomes"][number]>;
  readonly needs: CorpusSide<Market["needs"][number]>;
  readonly organisations: ReadonlyMap<string, Organisation>;
}
