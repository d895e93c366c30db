import { dotRows, rowAt, type SparseRows } from "../kernel/sparse-rows.js";
import { COMPARED_SIGNALS, type ComparedSignal, type Comparisons } from "./comparison.js";
import { SIGNALS, type BySignal, type SignalId } from "./signal.js";

/** The signals that are sparse rows on both sides; the others compare what they keep of two records (`COMPARED_SIGNALS`). */
export const ROW_SIGNALS = [
  "text",
  "industry",
  "region",
  "factors",
  "reciprocity",
  "maturity",
  "cooperation",
] as const satisfies readonly SignalId[];
export type RowSignal = (typeof ROW_SIGNALS)[number];

/** Builds a value for every compared signal, in declared order. */
export function byCompared<A>(make: (signal: ComparedSignal) => A): Readonly<Record<ComparedSignal, A>> {
  return Object.fromEntries(COMPARED_SIGNALS.map((signal) => [signal, make(signal)])) as Record<ComparedSignal, A>;
}

/** Builds a value for every row signal, in declared order. */
export function byRowSignal<A>(make: (signal: RowSignal) => A): Readonly<Record<RowSignal, A>> {
  return Object.fromEntries(ROW_SIGNALS.map((signal) => [signal, make(signal)])) as Record<RowSignal, A>;
}

/** Which side of a market: compared signals need to know who asks. */
export type SideRole = "needs" | "outcomes";

/** What compared signals keep of a record; `undefined` is unknown. */
export type CompareTraits = Readonly<Record<ComparedSignal, unknown>>;

/** One side of a market as the signals see it: record r is row r everywhere. An empty row, or no trait, is unknown. */
export interface ScoredSide {
  readonly role: SideRole;
  readonly count: number;
  readonly rows: Readonly<Record<RowSignal, SparseRows>>;
  readonly traits: Readonly<Record<ComparedSignal, readonly unknown[]>>;
}

/** The numbers that turn signals into a score; all frozen. */
export interface ScoreModel {
  /** ≥ 0, adding up to 1. */
  readonly weights: BySignal<number>;
  /** What a raw product is divided by to become a signal: κ for text, 1 for the others. */
  readonly scale: BySignal<number>;
  /** The signal of a pair where either record says nothing. */
  readonly neutral: BySignal<number>;
  readonly comparisons: Comparisons;
}

/** Whether a signal compares what it keeps of records, instead of multiplying rows. */
export function isCompared(signal: SignalId): signal is ComparedSignal {
  return (COMPARED_SIGNALS as readonly SignalId[]).includes(signal);
}

/** Whether record r says anything about a signal. */
export function isKnown(side: ScoredSide, signal: SignalId, r: number): boolean {
  if (isCompared(signal)) return side.traits[signal][r] !== undefined;
  const { rowStart } = side.rows[signal];
  return rowStart[r + 1]! > rowStart[r]!;
}

/** Whether a pair has a signal of its own: both records say something that can be compared. Otherwise the neutral value stands in. */
export function isPairKnown(model: ScoreModel, signal: SignalId, a: ScoredSide, i: number, b: ScoredSide, j: number): boolean {
  return isCompared(signal) ? comparedValue(model, signal, a, i, b, j) !== undefined : isKnown(a, signal, i) && isKnown(b, signal, j);
}

/** One signal of a pair; its neutral value where it is unknown. The two sides may change places, to the last bit. */
export function pairSignal(model: ScoreModel, signal: SignalId, a: ScoredSide, i: number, b: ScoredSide, j: number): number {
  if (isCompared(signal)) return comparedValue(model, signal, a, i, b, j) ?? model.neutral[signal];
  if (!isPairKnown(model, signal, a, i, b, j)) return model.neutral[signal];
  return dotRows(rowAt(a.rows[signal], i), rowAt(b.rows[signal], j)) / model.scale[signal];
}

/** A compared signal of a pair; `undefined` where either record says nothing, or the two cannot be compared. */
export function comparedValue(
  { comparisons }: ScoreModel,
  signal: ComparedSignal,
  a: ScoredSide,
  i: number,
  b: ScoredSide,
  j: number,
): number | undefined {
  const [need, outcome] = needFirst(a.role, a.traits[signal][i], b.traits[signal][j]);
  return need === undefined || outcome === undefined ? undefined : comparisons[signal].compare(need, outcome);
}

/** Two things of a pair, that of the need first. @param role of the side of the first. */
export function needFirst<A>(role: SideRole, a: A, b: A): readonly [need: A, outcome: A] {
  return role === "needs" ? [a, b] : [b, a];
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
