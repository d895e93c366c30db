import type { Weights } from "../corpus/reweigh.js";
import type { Capacity, Pair } from "./choices.js";
import type { ProposeRequest } from "./request.js";

/** The two sides of a choice: who asks, and who offers. */
export type Side = "need" | "outcome";

/** What a party itself gives a pair, in the unit of scores, in place of its side's view. */
export interface StatedScore extends Pair {
  readonly by: Side;
  /** Any finite number; below `minScore` the party would not have the other. */
  readonly score: number;
}

/** A pair that a party refused. */
export interface DeclinedPair extends Pair {
  /** Absent where nobody wrote down who it was. */
  readonly by?: Side;
}

/** Bounds of single records, by id, in place of `perNeed` and `perOutcome`. 0 keeps a record out. */
export interface RecordCapacities {
  readonly needs?: Readonly<Record<string, Capacity>>;
  readonly outcomes?: Readonly<Record<string, Capacity>>;
}

/**
 * What a broker asks for in one case (一事一议): a request of pairs of records with weights, views and constraints of its own. Plain data.
 *
 * What is wrong with its options refuses it, as in `propose`. What is wrong with single pairs or records (unknown, contradicting
 * each other or a capacity) is an issue, and the rest goes on; refusals come before locks, locks before forced pairs.
 * `perEnterprise` and `perUniversity` limit the pairs of all records of an organisation: both under `total`, universities also under `stable`.
 */
export interface ChoiceRequest extends Pick<
  ProposeRequest,
  "shape" | "perNeed" | "perOutcome" | "perEnterprise" | "perUniversity" | "minScore" | "k" | "forced" | "forbidden" | "calibration"
> {
  /** What the plan is best at. Default `total`; under `stable` no two would rather have each other than what the plan gives them. */
  readonly objective?: "total" | "stable" | "fair";
  /** Weights of this request, in place of the configuration's. Nothing is indexed again. */
  readonly weights?: Weights;
  /**
   * What each side weighs, in place of `weights`. A pair is worth the mean of its two views and has to reach `minScore` in both; under
   * `stable` each side goes by its own.
   */
  readonly views?: Readonly<Partial<Record<Side, Weights>>>;
  readonly stated?: readonly StatedScore[];
  readonly capacities?: RecordCapacities;
  /** Pairs agreed on: every plan contains them. */
  readonly locked?: readonly Pair[];
  /** Pairs a party refused: no plan contains them. */
  readonly declined?: readonly DeclinedPair[];
}
