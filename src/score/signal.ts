/**
 * The signals in their declared order, which is the order in which a score is summed.
 *
 * A signal is one similarity of a pair: 0 is nothing alike, 1 a very good match. Text may exceed 1 on near-duplicates.
 */
export const SIGNALS = [
  "text",
  "industry",
  "region",
  "factors",
  "reciprocity",
  "maturity",
  "cooperation",
  "embedding",
  "specifications",
  "own",
] as const;
export type SignalId = (typeof SIGNALS)[number];

/** One number a signal. */
export type BySignal<A> = Readonly<Record<SignalId, A>>;

/** Builds a value for every signal, in declared order. */
export function bySignal<A>(make: (signal: SignalId) => A): BySignal<A> {
  return Object.fromEntries(SIGNALS.map((signal) => [signal, make(signal)])) as Record<SignalId, A>;
}
