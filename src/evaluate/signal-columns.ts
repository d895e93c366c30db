import { compareIds } from "../kernel/order.js";
import type { Corpus } from "../corpus/corpus.js";
import { isKnown, pairSignal } from "../score/pair-score.js";
import { SIGNALS } from "../score/signal.js";
import type { Grades } from "./judgement.js";

/** The grade of a row that nobody judged. */
export const NOT_JUDGED = -1;

/**
 * The signals of every pair that a judged set ranks, measured once: a weighting is then a dot product a row.
 *
 * Rows `needStart[n] … needStart[n + 1] − 1` are the pool of need n, outcomes in id order, so that among equal scores the smaller row wins.
 */
export interface SignalColumns {
  /** Names of the columns, in the order in which a score adds them up. */
  readonly signals: readonly string[];
  /** In id order. */
  readonly needIds: readonly string[];
  /** Length needs + 1, from 0, ascending. */
  readonly needStart: Uint32Array;
  /** Id of each row's outcome. */
  readonly outcomeIds: readonly string[];
  /** Grade of each row; `NOT_JUDGED` (−1) where nobody judged. */
  readonly grade: Float64Array;
  /** 1 where the pair may be matched. Others rank behind all that may, by id, whatever the weights. */
  readonly isCandidate: Uint8Array;
  /** One column a signal, one number a row. */
  readonly columns: readonly Float64Array[];
}

/** Which outcomes a need ranks: the judged ones, or all of the corpus. */
export type Pool = "judged" | "all";

/**
 * Measures the signals of the judged needs' pools under a corpus's statistics.
 *
 * @param grades grades of each need (`gradesByNeed`); needs and outcomes that the corpus does not have are left out.
 * @returns columns whose dot product with `corpus.model.weights` is the corpus's own score, to the last bit.
 * O(pairs · entries of their rows); for `"all"` that is needs · outcomes.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "余热回收" }], needs: [{ id: "n1", title: "余热回收" }] });
 * const measured = measureSignals(corpus, gradesByNeed([{ needId: "n1", outcomeId: "o1", grade: 3 }]));
 * scoreColumns(measured, weightsOf(measured, corpus.model.weights))[0] === rankOutcomes(corpus, "n1")[0].score; // true
 */
export function measureSignals(corpus: Corpus, grades: ReadonlyMap<string, Grades>, pool: Pool = "judged"): SignalColumns {
  const { needs, outcomes, model, config } = corpus;
  const needIds = [...grades.keys()].filter((id) => needs.indexOf.has(id)).sort(compareIds);
  const pools = needIds.map((id): readonly number[] =>
    pool === "all"
      ? outcomes.ids.map((_, index) => index)
      : [...grades.get(id)!.keys()].flatMap((outcomeId) => outcomes.indexOf.get(outcomeId) ?? []).sort((a, b) => a - b),
  );
  const needStart = new Uint32Array(needIds.length + 1);
  pools.forEach((rows, n) => (needStart[n + 1] = needStart[n]! + rows.length));
  const rowCount = needStart[needIds.length]!;
  const columns = SIGNALS.map(() => new Float64Array(rowCount));
  const grade = new Float64Array(rowCount);
  const isCandidate = new Uint8Array(rowCount);
  const isWithoutText = config.withoutText === "match";
  needIds.forEach((needId, n) => {
    const need = needs.indexOf.get(needId)!;
    const mayNeed = isWithoutText || isKnown(needs, "text", need);
    pools[n]!.forEach((outcome, at) => {
      const row = needStart[n]! + at;
      SIGNALS.forEach((signal, s) => (columns[s]![row] = pairSignal(model, signal, needs, need, outcomes, outcome)));
      grade[row] = grades.get(needId)!.get(outcomes.ids[outcome]!) ?? NOT_JUDGED;
      isCandidate[row] = mayNeed && (isWithoutText || isKnown(outcomes, "text", outcome)) ? 1 : 0;
    });
  });
  const outcomeIds = pools.flatMap((rows) => rows.map((outcome) => outcomes.ids[outcome]!));
  return { signals: [...SIGNALS], needIds, needStart, outcomeIds, grade, isCandidate, columns };
}

/** One weight a column, in the columns' order; 0 for signals that are not named. */
export function weightsOf({ signals }: Pick<SignalColumns, "signals">, byName: Readonly<Record<string, number>>): Float64Array {
  return Float64Array.from(signals, (signal) => byName[signal] ?? 0);
}

/** Weights by name, in the columns' order: what `defineConfig` takes. Inverse of `weightsOf`. */
export function weightsByName({ signals }: Pick<SignalColumns, "signals">, weights: ArrayLike<number>): Record<string, number> {
  return Object.fromEntries(signals.map((signal, s) => [signal, weights[s]!]));
}

/**
 * Σ weight · signal of every row, added up in the order of the columns from 0, as `pairScore` does; −∞ for rows that are no candidates.
 *
 * O(rows · signals of weight ≠ 0).
 */
export function scoreColumns({ columns, isCandidate }: SignalColumns, weights: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(isCandidate.length);
  columns.forEach((column, s) => {
    const weight = weights[s]!;
    // A term of 0 changes no sum, so what it costs is saved.
    if (weight !== 0) for (let row = 0; row < scores.length; row++) scores[row]! += weight * column[row]!;
  });
  for (let row = 0; row < scores.length; row++) if (isCandidate[row] === 0) scores[row] = -Infinity;
  return scores;
}

/** The columns of some needs only, in id order. @param keep numbers of needs, in any order, repeats ignored. */
export function selectNeeds(columns: SignalColumns, keep: Iterable<number>): SignalColumns {
  return repeatNeeds(
    columns,
    [...new Set(keep)].sort((a, b) => a - b),
  );
}

/** The columns of some needs in the order given, each as often as it is given: what a bootstrap draws. */
export function repeatNeeds(columns: SignalColumns, needs: readonly number[]): SignalColumns {
  const needStart = new Uint32Array(needs.length + 1);
  needs.forEach((need, at) => (needStart[at + 1] = needStart[at]! + columns.needStart[need + 1]! - columns.needStart[need]!));
  const rows = new Uint32Array(needStart[needs.length]!);
  needs.forEach((need, at) => {
    for (let row = needStart[at]!; row < needStart[at + 1]!; row++) rows[row] = columns.needStart[need]! + row - needStart[at]!;
  });
  return {
    signals: columns.signals,
    needIds: needs.map((need) => columns.needIds[need]!),
    needStart,
    outcomeIds: Array.from(rows, (row) => columns.outcomeIds[row]!),
    grade: Float64Array.from(rows, (row) => columns.grade[row]!),
    isCandidate: Uint8Array.from(rows, (row) => columns.isCandidate[row]!),
    columns: columns.columns.map((column) => Float64Array.from(rows, (row) => column[row]!)),
  };
}

/** Names of the signals that are the same for all candidates of each need: no weight of theirs moves a ranking. */
export function constantSignals({ signals, columns, needStart, isCandidate }: SignalColumns): string[] {
  return signals.filter((_, s) => {
    const column = columns[s]!;
    for (let need = 0; need + 1 < needStart.length; need++) {
      let first: number | undefined;
      for (let row = needStart[need]!; row < needStart[need + 1]!; row++) {
        if (isCandidate[row] === 0) continue;
        first ??= column[row]!;
        if (column[row] !== first) return false;
      }
    }
    return true;
  });
}
