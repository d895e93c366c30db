import type { Quantity } from "../text/quantity.js";

/** What a target without a bound leaves open on either side, as a share of it. To be settled on the planted world. */
export const TARGET_TOLERANCE = 0.05;
/** The best grade of a miss, so that no miss passes for a hit. To be settled on the planted world. */
export const BEST_MISS = 0.8;
/** How far beside a bound a miss still counts, as a share of its scale. To be settled on the planted world. */
export const MISS_REACH = 0.25;
/** The grade of an outcome's range that lies partly within what is asked. To be settled on the planted world. */
export const PARTLY = 0.5;

/** Rounding of the units' factors; far below what a source states. */
const EQUAL_WITHIN = 1e-9;

/**
 * Scales without a zero to divide by: what counts as one whole step there, in SI units.
 *
 * 80 K and 4 pH are spans over which technologies change; 12 dB is a factor of 16 in power.
 */
const STEP_BY_DIMENSION: Readonly<Record<string, number>> = { K: 80, pH: 4, dB: 12, dBm: 12, dBi: 12, HRC: 40, HRA: 40, HRB: 40 };

/**
 * How far an outcome's quantity meets a need's, from 0 to 1; 1 is met.
 *
 * A bound is met by what the outcome vouches for: a point, the nearer end of a range, the bound of a bound; "up to" vouches for what it
 * names. A target without a bound is met within 5 %. A range or a target is met by one that lies within it or spans it (a furnace of
 * 20–1200 ℃ has the 800–900 ℃ asked for); a deviation (±) only by a smaller one. A miss falls from 0.8 to 0 over a quarter of the scale:
 * of the bound, or, for ratios near 1, of what is left to 1 (99.5 % is far from 99.9 %), or a step of its own for temperatures, pH and dB.
 */
export function gradeQuantity(need: Quantity, outcome: Quantity): number {
  const claim = claimOf(outcome);
  const bound = boundOf(need);
  return bound === undefined ? gradeWindow(need, claim) : gradeBound(bound, need, claim);
}

interface Bound {
  readonly kind: "least" | "most";
  readonly strict: boolean;
  readonly value: number;
}

/** What a need asks at least or at most; `undefined` where it asks for a target or a range. A change without a bound asks for no less. */
function boundOf({ comparator, value, change }: Quantity): Bound | undefined {
  switch (comparator) {
    case ">=":
    case ">":
      return { kind: "least", strict: comparator === ">", value };
    case "up-to":
      return { kind: "least", strict: false, value };
    case "<=":
    case "<":
      return { kind: "most", strict: comparator === "<", value };
    case "±":
      return { kind: "most", strict: false, value: Math.abs(value) };
    case "=":
    case "≈":
      return change === undefined ? undefined : { kind: "least", strict: false, value };
    case "range":
      return undefined;
  }
}

/** What an outcome vouches for. */
interface Claim {
  readonly low: number;
  readonly high: number;
  /** On which side more may lie that is not said. */
  readonly open: "none" | "above" | "below";
  readonly strict: boolean;
}

function claimOf({ comparator, value, low, high }: Quantity): Claim {
  switch (comparator) {
    case ">=":
    case ">":
      return { low: value, high: value, open: "above", strict: comparator === ">" };
    case "<=":
    case "<":
      return { low: value, high: value, open: "below", strict: comparator === "<" };
    case "±":
      return { low: Math.abs(value), high: Math.abs(value), open: "below", strict: false };
    case "up-to":
      return { low: value, high: value, open: "none", strict: false };
    case "=":
    case "≈":
    case "range":
      return { low, high, open: "none", strict: false };
  }
}

function gradeBound({ kind, strict, value }: Bound, need: Quantity, claim: Claim): number {
  const sign = kind === "least" ? 1 : -1;
  // Turned so that more is better: the worse and the better end of what is offered, and what is asked.
  const [worse, better] = kind === "least" ? [claim.low, claim.high] : [-claim.high, -claim.low];
  const asked = sign * value;
  const slack = EQUAL_WITHIN * Math.max(Math.abs(asked), Math.abs(worse));
  const isOpenToWorse = claim.open === (kind === "least" ? "below" : "above");
  // Equal is not more, unless the claim says "more" itself.
  const enough = strict && !claim.strict ? worse > asked + slack : worse >= asked - slack;
  if (enough) return isOpenToWorse ? PARTLY : 1;
  const miss = gradeMiss(asked - worse, need, value);
  return better > asked + slack ? Math.max(miss, PARTLY) : miss;
}

function gradeWindow(need: Quantity, offered: Claim): number {
  const isPoint = need.comparator !== "range" && need.low === need.high;
  const tolerance = isPoint ? TARGET_TOLERANCE * scaleOf(need, need.value) : 0;
  const low = need.low - tolerance;
  const high = need.high + tolerance;
  const slack = EQUAL_WITHIN * Math.max(Math.abs(low), Math.abs(high));
  if (offered.low >= low - slack && offered.high <= high + slack) return 1;
  // A wider range has what is asked within it.
  if (offered.low <= need.low + slack && offered.high >= need.high - slack) return 1;
  if (offered.low <= high && offered.high >= low) return PARTLY;
  return offered.high < low ? gradeMiss(low - offered.high, need, low) : gradeMiss(offered.low - high, need, high);
}

function gradeMiss(gap: number, need: Quantity, bound: number): number {
  const reach = MISS_REACH * scaleOf(need, bound);
  return reach > 0 ? BEST_MISS * Math.max(0, 1 - Math.max(0, gap) / reach) : 0;
}

/** What a gap is measured against. */
function scaleOf({ dimension, difference }: Quantity, bound: number): number {
  const step = STEP_BY_DIMENSION[dimension];
  if (step !== undefined && difference === undefined) return step;
  const size = Math.abs(bound);
  return dimension === "1" && size > 0 && size < 1 ? Math.min(size, 1 - size) : size;
}
