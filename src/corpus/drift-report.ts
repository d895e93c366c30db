import type { BySignal } from "../score/signal.js";
import type { TextGroup } from "../score/text.js";

/** A frozen number, and what it would be for the records that are there now. */
export interface FittedAndPresent {
  readonly fitted: number;
  readonly present: number;
}

/** What speaks for a refit, by the limit in `DRIFT_LIMITS` that it exceeds. */
export type DriftReason = keyof typeof DRIFT_LIMITS;

/** How far frozen statistics are from the records that are there now. Where nothing has changed, all of it is 0 or equal. */
export interface Drift {
  /** Records with any term. */
  readonly documents: FittedAndPresent;
  /** Jensen–Shannon divergence, in bits, of the two distributions of document frequency over terms: 0 for equal ones, 1 where no term is shared. */
  readonly termDivergence: number;
  /** Share of the terms of all records now, each counted once a record, that no record had at fit. 0 to 1. */
  readonly unseenShare: number;
  /** Mean tokens of the texts that are not empty, now by a sample where a side has more than 1,024 records. */
  readonly meanLength: Readonly<Record<TextGroup, FittedAndPresent>>;
  /** κ, under the frozen weights of terms. */
  readonly textScale: FittedAndPresent;
  /** Neutral values, under the frozen weights of terms. */
  readonly neutral: BySignal<FittedAndPresent>;
  /** Which limits are exceeded, in the order of `DRIFT_LIMITS`. A refit is advised where there are any. */
  readonly reasons: readonly DriftReason[];
}

/**
 * Beyond these a refit is advised.
 *
 * Scores stay right and comparable without one; they are only weighed by what the market once was. `textScale` is the strictest, as it shifts
 * the balance of all signals: a factor of 1.1 does to rankings what a text weight of 0.62 instead of 0.6 does.
 */
export const DRIFT_LIMITS = {
  /** As `termDivergence`. */
  termDivergence: 0.1,
  /** As `unseenShare`: terms unseen at fit all count as rare alike. */
  unseenShare: 0.1,
  /** Larger ÷ smaller mean length of any group, whose logarithm the saturation of repeats follows at b of 0.4. */
  meanLength: 1.5,
  /** Larger ÷ smaller κ. */
  textScale: 1.1,
  /** Difference of any neutral value with a weight. */
  neutral: 0.05,
} as const;
