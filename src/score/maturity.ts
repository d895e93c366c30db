import { MATURITY_RANGE } from "../model/record.js";
import { plainRow, type TermRow } from "./weighted-row.js";

/** The longest distance on the scale of readiness. */
const SPAN = MATURITY_RANGE.max - MATURITY_RANGE.min;

const LEVELS = Array.from({ length: SPAN + 1 }, (_, at) => MATURITY_RANGE.min + at);

/**
 * A need's wish for readiness as a row over the nine levels: 1 at the level wanted and above, and for every level below it one
 * eighth less. A ready technology never counts against a need that would have taken a younger one.
 */
export function wantedMaturity(level: number): TermRow {
  return plainRow(LEVELS.map((offered) => [String(offered), 1 - Math.max(0, level - offered) / SPAN]));
}

/** An outcome's readiness as a row: 1 at its level. The product with a need's row is the signal, from 0 to 1. */
export function offeredMaturity(level: number): TermRow {
  return plainRow([[String(level), 1]]);
}
