import type { Need, Outcome } from "../model/record.js";
import type { SignalId } from "./signal.js";

/** The signals that are no sparse rows: each compares what it keeps of two records. */
export const COMPARED_SIGNALS = ["embedding", "specifications", "own"] as const satisfies readonly SignalId[];
export type ComparedSignal = (typeof COMPARED_SIGNALS)[number];

/** One finding of a comparison, for an explanation. */
export interface ComparedPart {
  readonly zh: string;
  readonly en: string;
  /** Its share in the signal; the shares of a pair add up to the signal. */
  readonly share: number;
}

/** How a compared signal sees the two records of a pair. What a side keeps of a record is `undefined` where the record says nothing. */
export interface Comparison {
  /** What the signal never exceeds. */
  readonly bound: number;
  /** What is kept of a record, once a record. */
  readonly ofNeed: (need: Need) => unknown;
  readonly ofOutcome: (outcome: Outcome) => unknown;
  /** From 0 to `bound`; `undefined` where the two cannot be compared. Gets what `ofNeed` and `ofOutcome` kept. */
  readonly compare: (need: unknown, outcome: unknown) => number | undefined;
  /** What the signal of a pair comes from, in an order of its own; the signal stands for itself where absent. */
  readonly parts?: (need: unknown, outcome: unknown) => readonly ComparedPart[];
}

export type Comparisons = Readonly<Record<ComparedSignal, Comparison>>;

/** Reads the quantities of records and compares them: `specificationReader` of `alliance-match/specifications`. */
export interface SpecificationReader extends Comparison {
  /** Names the reader and its edition. */
  readonly id: string;
}

/** Stands in for a signal that the configuration brings no source for: it knows nothing of any record. */
export const SILENT: Comparison = { bound: 1, ofNeed: () => undefined, ofOutcome: () => undefined, compare: () => undefined };
