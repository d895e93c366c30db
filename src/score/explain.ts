import { rowAt, type SparseRow } from "../kernel/sparse-rows.js";
import {
  combineSignals,
  isCompared,
  isKnown,
  isPairKnown,
  needFirst,
  pairSignal,
  type RowSignal,
  type ScoredSide,
  type ScoreModel,
} from "./pair-score.js";
import type { Language } from "../model/issue.js";
import type { ComparedSignal } from "./comparison.js";
import type { Confidence } from "./confidence.js";
import { withoutFormWords } from "./phrases.js";
import { SIGNALS, type SignalId } from "./signal.js";

/** What one shared term adds to a score. */
export interface ExplainedTerm {
  /** A term of the analyzer, an industry code, `#` and a free tag, or a region code. */
  readonly term: string;
  /** weight · need's entry · outcome's entry / scale. */
  readonly contribution: number;
}

/** Shared terms under the words a reader finds in both texts. For industry and region each term is a group of its own. */
export interface ExplainedGroup {
  /**
   * Of text, the longest words that stand in both texts, without words of form at their ends. Where the texts part inside a word they end there,
   * too: 防污涂 of 防污涂料 and 防污涂层 is what both say and what is counted.
   */
  readonly phrase: string;
  /** Sum of the terms' contributions. */
  readonly contribution: number;
  /** Largest contribution first. */
  readonly terms: readonly ExplainedTerm[];
  /** What the group says in words, where words differ by language: what was compared. */
  readonly words?: Readonly<Record<Language, string>>;
}

/** Why a signal is what it is: something is shared, nothing is, or a side says nothing and the neutral value stands in. */
export type SignalReason = "shared" | "nothing-shared" | "unknown";

/** What one signal adds to a score. */
export interface ExplainedSignal {
  readonly signal: SignalId;
  readonly weight: number;
  /** The signal itself; 1 is a very good match. */
  readonly value: number;
  /** weight · value. */
  readonly contribution: number;
  readonly reason: SignalReason;
  /** Which sides say nothing; empty unless the reason is `unknown`. */
  readonly unknownOn: ReadonlyArray<"need" | "outcome">;
  /** Largest contribution first, adding up to `contribution`; none where a side is unknown, and for vectors. Compared quantities that miss stand with 0. */
  readonly groups: readonly ExplainedGroup[];
}

/** A score taken apart: the signals' contributions add up to it within 1e-12, and so do the groups' to each signal's. */
export interface Explanation {
  readonly need: string;
  readonly outcome: string;
  readonly score: number;
  /** In declared order; signals of weight 0 are left out. */
  readonly signals: readonly ExplainedSignal[];
  /** Only where a calibration was given, and rests on judged pairs: what judges said of such scores. */
  readonly confidence?: Confidence;
}

/** A record of one side, by its row. */
export interface RowPlace {
  readonly side: ScoredSide;
  readonly index: number;
}

/** Names the columns of a signal and puts its shared terms together. */
export interface ExplainNames {
  readonly termAt: (signal: RowSignal, column: number) => string;
  readonly groupTerms: (
    signal: RowSignal,
    terms: readonly string[],
  ) => ReadonlyArray<{ readonly phrase: string; readonly members: readonly number[] }>;
}

/** Takes the score of a pair apart. O(entries of both records' rows), and the grouping. */
export function explainPair(
  model: ScoreModel,
  need: RowPlace,
  outcome: RowPlace,
  names: ExplainNames,
): Pick<Explanation, "score" | "signals"> {
  const values = SIGNALS.map((signal) => pairSignal(model, signal, need.side, need.index, outcome.side, outcome.index));
  const signals = SIGNALS.flatMap((signal, s) =>
    model.weights[signal] === 0 ? [] : [explainSignal(model, signal, values[s]!, need, outcome, names)],
  );
  return { score: combineSignals(model, values), signals };
}

function explainSignal(
  model: ScoreModel,
  signal: SignalId,
  value: number,
  need: RowPlace,
  outcome: RowPlace,
  names: ExplainNames,
): ExplainedSignal {
  const weight = model.weights[signal];
  const unknownOn = sidesWithout(model, signal, need, outcome);
  const groups =
    unknownOn.length > 0
      ? []
      : isCompared(signal)
        ? explainParts(model, signal, need, outcome)
        : explainRows(model, signal, need, outcome, names);
  const reason: SignalReason = unknownOn.length > 0 ? "unknown" : value > 0 ? "shared" : "nothing-shared";
  return { signal, weight, value, contribution: weight * value, reason, unknownOn, groups };
}

function sidesWithout(model: ScoreModel, signal: SignalId, need: RowPlace, outcome: RowPlace): ExplainedSignal["unknownOn"] {
  if (isPairKnown(model, signal, need.side, need.index, outcome.side, outcome.index)) return [];
  const silent = [
    ...(isKnown(need.side, signal, need.index) ? [] : (["need"] as const)),
    ...(isKnown(outcome.side, signal, outcome.index) ? [] : (["outcome"] as const)),
  ];
  // Vectors of unequal lengths, quantities of other things: each says something, but neither says it to the other.
  return silent.length > 0 ? silent : ["need", "outcome"];
}

function explainParts(model: ScoreModel, signal: ComparedSignal, need: RowPlace, outcome: RowPlace): ExplainedGroup[] {
  const [n, o] = needFirst(need.side.role, need.side.traits[signal][need.index], outcome.side.traits[signal][outcome.index]);
  const parts = model.comparisons[signal].parts?.(n, o) ?? [];
  return parts
    .map(({ zh, en, share }): ExplainedGroup => ({
      phrase: zh,
      contribution: model.weights[signal] * share,
      terms: [],
      words: { zh, en },
    }))
    .sort((a, b) => b.contribution - a.contribution);
}

function explainRows(model: ScoreModel, signal: RowSignal, need: RowPlace, outcome: RowPlace, names: ExplainNames): ExplainedGroup[] {
  const factor = model.weights[signal] / model.scale[signal];
  const terms = sharedEntries(rowAt(need.side.rows[signal], need.index), rowAt(outcome.side.rows[signal], outcome.index)).map(
    ({ column, product }): ExplainedTerm => ({ term: names.termAt(signal, column), contribution: factor * product }),
  );
  const groups = names.groupTerms(
    signal,
    terms.map(({ term }) => term),
  );
  return groups
    .map(({ phrase, members }): ExplainedGroup => {
      const own = members.map((at) => terms[at]!).sort(byContribution);
      return { phrase, contribution: own.reduce((sum, { contribution }) => sum + contribution, 0), terms: own };
    })
    .sort((a, b) => b.contribution - a.contribution || (a.phrase < b.phrase ? -1 : 1))
    .map(withPlainPhrase);
}

/**
 * A group under its phrase without words of form at the ends, where the rest still holds more than half of what the group adds: 监测与 is shown as
 * 监测. What is counted stays as it is, and so does the phrase of a group that rests on the word of form (测与, where 监测 is in another group).
 */
function withPlainPhrase(group: ExplainedGroup): ExplainedGroup {
  const phrase = withoutFormWords(group.phrase);
  const lost = group.terms.reduce((sum, { term, contribution }) => sum + (phrase.includes(term) ? -contribution : contribution), 0);
  return lost < 0 && phrase.length > 1 ? { ...group, phrase } : group;
}

function byContribution(a: ExplainedTerm, b: ExplainedTerm): number {
  return b.contribution - a.contribution || (a.term < b.term ? -1 : 1);
}

function sharedEntries(a: SparseRow, b: SparseRow): Array<{ readonly column: number; readonly product: number }> {
  const valueByColumn = new Map<number, number>();
  b.column.forEach((column, at) => valueByColumn.set(column, b.value[at]!));
  const shared: Array<{ column: number; product: number }> = [];
  a.column.forEach((column, at) => {
    const other = valueByColumn.get(column);
    if (other !== undefined) shared.push({ column, product: a.value[at]! * other });
  });
  return shared;
}
