import { dotRows, rowAt, type SparseRows } from "../kernel/sparse-rows.js";
import { embeddingLikeness } from "./embedding.js";
import { SIGNALS, type BySignal, type SignalId } from "./signal.js";

/** The signals that are sparse rows on both sides; the others compare dense vectors. */
export const ROW_SIGNALS = ["text", "industry", "region", "factors", "reciprocity", "maturity"] as const satisfies readonly SignalId[];
export type RowSignal = (typeof ROW_SIGNALS)[number];

/** Builds a value for every row signal, in declared order. */
export function byRowSignal<A>(make: (signal: RowSignal) => A): Readonly<Record<RowSignal, A>> {
  return Object.fromEntries(ROW_SIGNALS.map((signal) => [signal, make(signal)])) as Record<RowSignal, A>;
}

/** One side of a market as the signals see it: record r is row r everywhere. An empty row, or no vector, is unknown. */
export interface ScoredSide {
  readonly count: number;
  readonly rows: Readonly<Record<RowSignal, SparseRows>>;
  readonly vectors: ReadonlyArray<Float32Array | undefined>;
}

/** The numbers that turn signals into a score; all frozen. */
export interface ScoreModel {
  /** ≥ 0, adding up to 1. */
  readonly weights: BySignal<number>;
  /** What a raw product is divided by to become a signal: κ for text, 1 for the others. */
  readonly scale: BySignal<number>;
  /** The signal of a pair where either record says nothing. */
  readonly neutral: BySignal<number>;
}

/** Whether record r says anything about a signal. */
export function isKnown(side: ScoredSide, signal: SignalId, r: number): boolean {
  if (signal === "embedding") return side.vectors[r] !== undefined;
  const { rowStart } = side.rows[signal];
  return rowStart[r + 1]! > rowStart[r]!;
}

/** Whether both records of a pair say something about a signal that can be compared: vectors of unequal lengths cannot. */
export function isPairKnown(signal: SignalId, a: ScoredSide, i: number, b: ScoredSide, j: number): boolean {
  if (!isKnown(a, signal, i) || !isKnown(b, signal, j)) return false;
  return signal !== "embedding" || a.vectors[i]!.length === b.vectors[j]!.length;
}

/** One signal of a pair; its neutral value where either side is unknown. Symmetric in the two sides, to the last bit. */
export function pairSignal(model: ScoreModel, signal: SignalId, a: ScoredSide, i: number, b: ScoredSide, j: number): number {
  if (signal === "embedding") return vectorSignal(model, a.vectors[i], b.vectors[j]);
  if (!isPairKnown(signal, a, i, b, j)) return model.neutral[signal];
  return dotRows(rowAt(a.rows[signal], i), rowAt(b.rows[signal], j)) / model.scale[signal];
}

/** The embedding signal of two vectors; neutral where one is missing or their lengths differ. */
export function vectorSignal(model: ScoreModel, a: Float32Array | undefined, b: Float32Array | undefined): number {
  return (a === undefined || b === undefined ? undefined : embeddingLikeness(a, b)) ?? model.neutral.embedding;
}

/**
 * The one sum: Σ weight · signal in declared order, from 0, in Float64.
 *
 * Ranking, join, explanation and evaluation all end here, so they agree to the last bit.
 *
 * @param signals one number a signal, in declared order.
 */
export function combineSignals(model: ScoreModel, signals: ArrayLike<number>): number {
  let score = 0;
  for (let s = 0; s < SIGNALS.length; s++) score += model.weights[SIGNALS[s]!] * signals[s]!;
  return score;
}

/** The score of a pair. O(entries of both records' rows + dimensions). */
export function pairScore(model: ScoreModel, a: ScoredSide, i: number, b: ScoredSide, j: number): number {
  return combineSignals(
    model,
    SIGNALS.map((signal) => pairSignal(model, signal, a, i, b, j)),
  );
}
