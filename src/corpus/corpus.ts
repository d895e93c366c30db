import type { BitSet } from "../kernel/bit-set.js";
import type { Vocabulary } from "../kernel/vocabulary.js";
import type { Issue } from "../model/issue.js";
import type { Need, Organisation, Outcome } from "../model/record.js";
import type { RowSignal, ScoredSide, ScoreModel } from "../score/pair-score.js";
import type { TextWeigher } from "../score/text.js";
import type { Analyzer } from "../text/analyzer.js";
import type { Config } from "./config.js";
import type { CorpusUpdate } from "./corpus-update.js";
import type { Drift } from "./drift-report.js";
import type { CorpusStatistics } from "./statistics.js";

/** The columns of each family of rows. */
export type Vocabularies = Readonly<Record<RowSignal, Vocabulary>>;

export const SIDES = ["outcomes", "needs"] as const;
export type Side = (typeof SIDES)[number];

/** One side of a corpus: record r of `records` has id `ids[r]` and row r of every signal. Ids ascend by code unit. */
export interface CorpusSide<A> extends ScoredSide {
  readonly records: readonly A[];
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** What lives of one side of a segment: its records without those that were removed or replaced since. */
export interface SegmentSide<A> extends CorpusSide<A> {
  readonly gone: BitSet | undefined;
  readonly liveCount: number;
}

/**
 * Some records of a corpus over a vocabulary of their own: the frozen terms, and the later ones that these records have.
 *
 * A segment is scored alone. Its columns ascend in the one order of terms, so its scores are those of the whole to the last bit.
 */
export interface Segment {
  readonly vocabularies: Vocabularies;
  readonly outcomes: SegmentSide<Outcome>;
  readonly needs: SegmentSide<Need>;
}

/** All that a corpus is made of. */
export interface CorpusParts {
  readonly config: Config;
  /** Frozen: an update leaves them as they are. */
  readonly statistics: CorpusStatistics;
  readonly model: ScoreModel;
  readonly analyzer: Analyzer;
  readonly weigher: TextWeigher;
  readonly organisations: ReadonlyMap<string, Organisation>;
  /** At least one, large ones first. A record lives in one segment. */
  readonly segments: readonly Segment[];
}

/**
 * Both sides of a market, indexed and ready to score. A value: nothing in it changes.
 *
 * The members other than the verbs are for the library's own layers; callers go through `rankOutcomes`, `matchAll`, `propose`, `explain`.
 */
export interface Corpus extends CorpusParts {
  /** The columns of the two sides below. */
  readonly vocabularies: Vocabularies;
  /** The sides as a whole. After an update they are put together from the segments when first asked for: O(entries). */
  readonly outcomes: CorpusSide<Outcome>;
  readonly needs: CorpusSide<Need>;
  /**
   * The corpus with records added, replaced and removed; this one stays as it is.
   *
   * Statistics stay frozen, so all scores equal those of `buildCorpus` over the resulting records with the same statistics, to the last bit.
   * Records are read as `buildCorpus` reads them. What is added under an id that is there replaces it, and of records of one update with one
   * id the fullest is kept. Removing comes before adding. Records of an organisation that changes are read anew under it.
   *
   * @returns the new corpus, and the issues of the records added, as `buildCorpus` gives them, then `nothing-to-remove` and `empty-side`.
   * @throws ConfigError `option-wrong-type`, `unknown-option`.
   * O(changed records · log records), now and then O(entries) where segments are merged.
   */
  readonly update: (update: CorpusUpdate) => { readonly corpus: Corpus; readonly issues: readonly Issue[] };
  /** The same records under statistics fitted to them: `buildCorpus` from scratch, to the last bit. */
  readonly refit: () => Corpus;
  /** How far the frozen statistics are from the records that are there now. O(entries + sample of needs × postings). */
  readonly drift: () => Drift;
}
